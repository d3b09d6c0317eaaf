import { afterEach, describe, expect, it, vi } from 'vitest'
import { checkPermission, chooseEnvironment, toEnvironmentOptions } from './environment.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

describe('chooseEnvironment', () => {
  it('takes what the platform hands over when it holds one of our variables', () => {
    const env = { CLERK_JWT_KEY: 'x', KV: {} }
    expect(chooseEnvironment(env)).toBe(env)
  })

  it('takes the variables of the process for anything else that a platform hands over', () => {
    vi.stubEnv('CLERK_PUBLISHABLE_KEY', 'pk_test_x')
    const others = [undefined, null, 'x', {}, { remoteAddr: {} }, { NODE_ENV: 'test' }]
    for (const other of others) expect(chooseEnvironment(other)['CLERK_PUBLISHABLE_KEY']).toBe('pk_test_x')
  })

  it('takes nothing where there is no process', () => {
    vi.stubGlobal('process', undefined)
    expect(chooseEnvironment({})).toEqual({})
  })
})

describe('toEnvironmentOptions', () => {
  it('reads every variable by its name', () => {
    const environment = {
      CLERK_PUBLISHABLE_KEY: 'pk',
      CLERK_SECRET_KEY: 'sk',
      CLERK_MACHINE_SECRET_KEY: 'ak',
      CLERK_JWT_KEY: 'jwt',
      CLERK_API_URL: 'https://api',
      CLERK_API_VERSION: 'v2',
      CLERK_DOMAIN: 'example.com',
      CLERK_PROXY_URL: '/__clerk',
      CLERK_SIGN_IN_URL: '/in',
      CLERK_SIGN_UP_URL: '/up',
      CLERK_IS_SATELLITE: 'true',
    }
    expect(toEnvironmentOptions(environment)).toEqual({
      publishableKey: 'pk',
      secretKey: 'sk',
      machineSecretKey: 'ak',
      jwtKey: 'jwt',
      apiUrl: 'https://api',
      apiVersion: 'v2',
      domain: 'example.com',
      proxyUrl: '/__clerk',
      signInUrl: '/in',
      signUpUrl: '/up',
      isSatellite: true,
    })
  })

  it.each(['NETLIFY', 'NETLIFY_FUNCTIONS_TOKEN'])('knows Netlify by %s (in-use 19)', (name) => {
    expect(toEnvironmentOptions({ [name]: 'true' })).toEqual({ isRedirectCached: true })
    expect(toEnvironmentOptions({ [name]: '' })).toEqual({})
  })

  it('gives nothing for what is missing, empty or no text', () => {
    expect(
      toEnvironmentOptions({ CLERK_SECRET_KEY: '', CLERK_API_URL: undefined, CLERK_DOMAIN: { toString: () => 'x' } }),
    ).toEqual({})
  })

  it('reads yes and no as the protocol does', () => {
    const read = (text: string): unknown => toEnvironmentOptions({ CLERK_IS_SATELLITE: text }).isSatellite
    expect(['true', 'TRUE', '1', '7'].map(read)).toEqual([true, true, true, true])
    expect(['false', 'False', '0', '-1', 'yes'].map(read)).toEqual([false, false, false, false, false])
  })

  it.each([{ NETLIFY: true }, { URL: () => 'netlify.app' }])(
    'gives nothing for a platform that says no text: %j',
    (set) => expect(toEnvironmentOptions(set)).toEqual({}),
  )

  it('gives nothing for a variable that may not be read', () => {
    const environment = {
      get CLERK_SECRET_KEY(): string {
        throw new Error('NotCapable')
      },
      CLERK_PUBLISHABLE_KEY: 'pk',
    }
    expect(toEnvironmentOptions(environment)).toEqual({ publishableKey: 'pk' })
  })
})

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
