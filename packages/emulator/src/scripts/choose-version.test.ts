import { describe, expect, it } from 'vitest'
import { chooseVersion } from './choose-version.ts'

const INSTALLED = ['5.128.0', '6.9.1', '6.40.0', '6.41.0-canary.2', '6.41.0-canary.10', '6.39.2']

describe('chooseVersion', () => {
  it.each([
    [null, '6.40.0'],
    ['latest', '6.40.0'],
    ['6', '6.40.0'],
    ['6.x', '6.40.0'],
    ['v6', '6.40.0'],
    ['5', '5.128.0'],
    ['6.39', '6.39.2'],
    ['6.9.1', '6.9.1'],
    ['^6.39.0', '6.40.0'],
    ['~6.39.1', '6.39.2'],
    ['canary', '6.41.0-canary.10'],
    ['6.41.0-canary.2', '6.41.0-canary.2'],
  ])('finds for %s what was asked for: %s', (spec, version) => {
    expect(chooseVersion(INSTALLED, spec)).toEqual({ version, isWanted: true })
  })

  it.each(['7', '6.40.1', '^6.50.0', '~6.39.9', '>=6 <7', 'snapshot', '6.41.0-canary.3', '../../etc'])(
    'falls back to the best there is for %s, and says so',
    (spec) => {
      expect(chooseVersion(INSTALLED, spec)).toEqual({ version: '6.40.0', isWanted: false })
    },
  )

  it('takes a version before a release where there is no release', () => {
    expect(chooseVersion(['7.0.0-canary.1', '7.0.0-canary.2'], '7')).toEqual({
      version: '7.0.0-canary.2',
      isWanted: true,
    })
  })

  it('finds nothing where nothing is installed', () => {
    expect(chooseVersion([], '6')).toBeNull()
  })
})
