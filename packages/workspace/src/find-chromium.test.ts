import { delimiter } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findChromium, isBrowserRequired } from './find-chromium.ts'

const search = (env: Record<string, string>, ...installed: string[]) =>
  findChromium({ env, isExecutable: (path) => installed.includes(path) })

const PATH = ['/usr/local/bin', '/usr/bin'].join(delimiter)

describe('findChromium', () => {
  it('takes CHROMIUM_PATH when it names an executable', () => {
    expect(search({ CHROMIUM_PATH: '/opt/c', PATH }, '/opt/c', '/usr/bin/chromium')).toBe('/opt/c')
  })
  it('finds nothing when CHROMIUM_PATH names no executable', () => {
    expect(search({ CHROMIUM_PATH: '/opt/c', PATH }, '/usr/bin/chromium')).toBeNull()
  })
  it('prefers the first name over the first folder', () => {
    expect(search({ PATH }, '/usr/local/bin/google-chrome', '/usr/bin/chromium')).toBe('/usr/bin/chromium')
  })
  it('takes a later name when the first is not installed', () => {
    expect(search({ PATH }, '/usr/bin/google-chrome')).toBe('/usr/bin/google-chrome')
  })
  it('finds nothing on an empty PATH', () => {
    expect(search({ PATH: '' }, '/usr/bin/chromium')).toBeNull()
  })
})

describe('isBrowserRequired', () => {
  it('is true for 1 only', () => {
    expect([
      isBrowserRequired({ POSTERN_REQUIRE_BROWSER: '1' }),
      isBrowserRequired({ POSTERN_REQUIRE_BROWSER: '' }),
      isBrowserRequired({}),
    ]).toEqual([true, false, false])
  })
})
