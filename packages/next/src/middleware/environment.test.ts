import { afterEach, describe, expect, it, vi } from 'vitest'
import { readEnvironment, type Environment } from './environment.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('readEnvironment', () => {
  it.each<[keyof Environment, string]>([
    ['publishableKey', 'CLERK_PUBLISHABLE_KEY'],
    ['domain', 'CLERK_DOMAIN'],
    ['proxyUrl', 'CLERK_PROXY_URL'],
    ['signInUrl', 'CLERK_SIGN_IN_URL'],
    ['signUpUrl', 'CLERK_SIGN_UP_URL'],
  ])('reads %s from the name that browsers see, else from %s (in-use 8)', (field, name) => {
    vi.stubEnv(name, 'plain')
    expect(readEnvironment()[field]).toBe('plain')
    vi.stubEnv(`NEXT_PUBLIC_${name}`, 'public')
    expect(readEnvironment()[field]).toBe('public')
    vi.stubEnv(`NEXT_PUBLIC_${name}`, '')
    expect(readEnvironment()[field]).toBe('plain')
    vi.stubEnv(name, '')
    expect(readEnvironment()[field]).toBeNull()
  })

  it('reads the mark of a satellite from either name (in-use 8)', () => {
    vi.stubEnv('CLERK_IS_SATELLITE', 'true')
    expect(readEnvironment().isSatellite).toBe(true)
    vi.stubEnv('NEXT_PUBLIC_CLERK_IS_SATELLITE', 'false')
    expect(readEnvironment().isSatellite).toBe(false)
  })

  it('reads what the process says now, not what it said before (in-use 8)', () => {
    vi.stubEnv('CLERK_SECRET_KEY', 'one')
    expect(readEnvironment().secretKey).toBe('one')
    vi.stubEnv('CLERK_SECRET_KEY', 'two')
    expect(readEnvironment().secretKey).toBe('two')
  })
})
