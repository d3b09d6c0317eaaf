import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AuthOptions } from '@postern/core'
import { readEnvironment } from './environment.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('readEnvironment', () => {
  it.each<[keyof AuthOptions, string]>([
    ['publishableKey', 'CLERK_PUBLISHABLE_KEY'],
    ['domain', 'CLERK_DOMAIN'],
    ['proxyUrl', 'CLERK_PROXY_URL'],
    ['signInUrl', 'CLERK_SIGN_IN_URL'],
    ['signUpUrl', 'CLERK_SIGN_UP_URL'],
  ])('reads %s from the name that browsers see, else from %s (in-use 8)', (field, name) => {
    vi.stubEnv(name, 'plain')
    expect(readEnvironment().options[field]).toBe('plain')
    vi.stubEnv(`NEXT_PUBLIC_${name}`, 'public')
    expect(readEnvironment().options[field]).toBe('public')
    vi.stubEnv(`NEXT_PUBLIC_${name}`, '')
    expect(readEnvironment().options[field]).toBe('plain')
    vi.stubEnv(name, '')
    expect(readEnvironment().options[field]).toBeUndefined()
  })

  it('reads the mark of a satellite from either name (in-use 8)', () => {
    vi.stubEnv('CLERK_IS_SATELLITE', 'true')
    expect(readEnvironment().options.isSatellite).toBe(true)
    vi.stubEnv('NEXT_PUBLIC_CLERK_IS_SATELLITE', 'false')
    expect(readEnvironment().options.isSatellite).toBe(false)
  })

  it('reads what the process says now, not what it said before (in-use 8)', () => {
    vi.stubEnv('CLERK_SECRET_KEY', 'one')
    expect(readEnvironment().secretKey).toBe('one')
    vi.stubEnv('CLERK_SECRET_KEY', 'two')
    expect(readEnvironment().secretKey).toBe('two')
  })
})
