import { describe, expect, it } from 'vitest'
import { checkPermission } from './check-permission.ts'

/** As Deno's, where only the named variables may be read. */
const toEnvironment = (allowed: Readonly<Record<string, string>>): Record<string, unknown> =>
  new Proxy<Record<string, unknown>>(allowed, {
    get(target, name) {
      if (typeof name === 'string' && name in target) return target[name]
      throw new Error(`Requires env access to "${String(name)}"`)
    },
  })
const denied = toEnvironment({})

describe('checkPermission', () => {
  it.each([
    [{}, denied, 'ERR_AUTH_PUBLISHABLE_KEY_MISSING'],
    [{ acceptsToken: 'any' as const }, denied, 'ERR_AUTH_PUBLISHABLE_KEY_MISSING'],
    [{ publishableKey: 'pk' }, denied, 'ERR_AUTH_SECRET_KEY_MISSING'],
    [{ publishableKey: 'pk' }, toEnvironment({ CLERK_PUBLISHABLE_KEY: 'pk' }), 'ERR_AUTH_SECRET_KEY_MISSING'],
  ])('names the permission for %j (first-day 14)', (options, environment, code) => {
    const check = (): void => checkPermission(options, environment)
    expect(check).toThrow(code)
    expect(check).toThrow('--allow-env')
  })

  it.each([
    [{}, {}],
    [{ publishableKey: 'pk', secretKey: 'sk' }, denied],
    [{ publishableKey: 'pk', jwtKey: 'jwt' }, denied],
    [{ acceptsToken: 'm2m_token' as const, machineSecretKey: 'ak' }, denied],
  ])('says nothing of %j', (options, environment) => {
    expect(() => checkPermission(options, environment)).not.toThrow()
  })
})
