import { describe, expect, it } from 'vitest'
import { findCaddy, isCaddyRequired } from './find-caddy.ts'

const search = (env: Readonly<Record<string, string>>, ...installed: readonly string[]): string | null =>
  findCaddy({ env, isExecutable: (path) => installed.includes(path) })

describe('findCaddy', () => {
  it('takes CADDY_PATH when it names an executable, and nothing else when it does not', () => {
    expect(search({ CADDY_PATH: '/opt/c', PATH: '/usr/bin' }, '/opt/c', '/usr/bin/caddy')).toBe('/opt/c')
    expect(search({ CADDY_PATH: '/opt/c', PATH: '/usr/bin' }, '/usr/bin/caddy')).toBeNull()
    expect(search({ PATH: '/usr/bin' }, '/usr/bin/caddy')).toBe('/usr/bin/caddy')
  })
})

describe('isCaddyRequired', () => {
  it('is true for 1 only', () => {
    expect([{}, { POSTERN_REQUIRE_CADDY: '0' }, { POSTERN_REQUIRE_CADDY: '1' }].map(isCaddyRequired)).toEqual([
      false,
      false,
      true,
    ])
  })
})
