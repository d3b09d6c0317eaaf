import { describe, expect, it } from 'vitest'
import { isFixedVersion } from './is-fixed-version.ts'

describe('isFixedVersion', () => {
  it.each([
    '15.5.18',
    '15.5.29',
    '15.6.0',
    '15.5.19-canary.0',
    '16.2.6',
    '16.4.6',
    '16.10.0',
    '16.4.0-canary.7',
    '16.2.7-canary.1',
    '17.0.0',
    '17.0.0-canary.3',
    '20.1.2-beta.1',
  ])('is true for %s (H8)', (version) => {
    expect(isFixedVersion(version)).toBe(true)
  })

  it.each([
    '12.3.4',
    '14.2.35',
    '15.2.3',
    '15.5.17',
    '15.5.18-canary.2',
    '15.6.0-canary.58',
    '16.0.0-canary.1',
    '16.0.0',
    '16.1.99',
    '16.2.5',
    '16.2.6-canary.4',
    '16.3.0-canary.1',
    '16.3.0-rc.0',
    '0.0.0-experimental-1a2b',
    '16.2',
    'latest',
    '',
  ])('is false for %j (H8)', (version) => {
    expect(isFixedVersion(version)).toBe(false)
  })
})
