import { describe, expect, it } from 'vitest'
import { APP, createProvider, PUBLISHABLE_KEY, SECRET_KEY, toCookies } from '../test/provider.ts'
import type { Ports } from '@postern/core'
import type { AdapterOptions } from './adapter-options.ts'
import { createServiceFinder, type AuthService } from './create-service-finder.ts'
import type { Environment } from './environment.ts'

const environment = { CLERK_PUBLISHABLE_KEY: PUBLISHABLE_KEY, CLERK_SECRET_KEY: SECRET_KEY }
const request = new Request(APP)

type Given = [environment: Environment]

/** Finds at once, for options that are the same for every request. */
function createFixed(options: AdapterOptions = {}): (environment: Environment) => AuthService {
  const toPorts = (): Partial<Ports> => ({ log: () => {} })
  const { find } = createServiceFinder<Given>({ options, toPorts, toEnvironment: (environment) => environment })
  return (environment) => {
    const found = find(request, [environment])
    return found instanceof Promise ? expect.fail('It waits.') : found
  }
}

/** Finds for options that a callback gives. */
function createChanging(
  ports: Partial<Ports>,
): (options: AdapterOptions, environment: Environment) => Promise<AuthService> {
  const { find } = createServiceFinder<[AdapterOptions, Environment]>({
    options: (options) => options,
    toPorts: () => ports,
    toEnvironment: (_options, environment) => environment,
  })
  return async (options, environment) => find(request, [options, environment])
}

describe('createServiceFinder', () => {
  it('prepares once for an environment, and for another object of equal content', () => {
    const fixed = createFixed()
    const first = fixed(environment)
    expect(fixed(environment)).toBe(first)
    expect(fixed({ ...environment, KV: {} })).toBe(first)
    expect(fixed({ ...environment, CLERK_SECRET_KEY: 'sk_live_other' })).not.toBe(first)
  })

  it('prepares once for equal environments also where the options hold more than data', () => {
    const fixed = createFixed({ frontendApiProxy: { enabled: () => false } })
    expect(fixed({ ...environment })).toBe(fixed({ ...environment }))
  })

  it('keeps few environments, so that a platform with endless ones costs no memory', () => {
    const fixed = createFixed()
    const first = fixed(environment)
    for (let index = 0; index < 100; index += 1) fixed({ ...environment, CLERK_DOMAIN: `${index}.example.com` })
    expect(fixed({ ...environment })).not.toBe(first)
  })

  it('throws again for an environment that had no keys, and not once it has', () => {
    const fixed = createFixed()
    const variables: Record<string, string> = {}
    expect(() => fixed(variables)).toThrow('ERR_AUTH_PUBLISHABLE_KEY_MISSING')
    expect(() => fixed(variables)).toThrow('ERR_AUTH_PUBLISHABLE_KEY_MISSING')
    expect(fixed(Object.assign(variables, environment)).proxy).toBeNull()
  })

  it('fetches the keys of a tenant once, whatever else changes from request to request', async () => {
    const provider = await createProvider()
    const find = createChanging(provider.ports)
    const cookie = toCookies(await provider.mint())
    for (const signInUrl of ['/a', '/b', '/a']) {
      const visit = new Request(APP, { headers: { cookie } })
      const { auth } = await find({ signInUrl }, environment)
      expect(await auth.decide(visit)).toMatchObject({ kind: 'pass', reason: null })
    }
    expect(provider.calls).toHaveLength(1)
  })

  it('keeps the requests of two tenants apart while both are under way', async () => {
    const [one, two] = await Promise.all([createProvider(), createProvider()])
    const find = createChanging(one.ports)
    const visits = await Promise.all(
      [one, two].map(async (provider) => {
        const visit = new Request(APP, { headers: { cookie: toCookies(await one.mint()) } })
        return { visit, service: await find(provider.options, {}) }
      }),
    )
    const decisions = await Promise.all(visits.map(({ visit, service }) => service.auth.decide(visit)))
    expect(decisions.map(({ reason }) => reason)).toEqual([null, 'token-invalid-signature'])
  })

  it('reaches the Frontend API through the proxy where it serves, unless another way is given', async () => {
    const find = createChanging({ log: () => {} })
    const proxied = await find({ frontendApiProxy: { enabled: true, path: 'fapi/' } }, environment)
    expect(proxied.proxy?.path).toBe('/fapi')
    expect((await find({}, environment)).proxy).toBeNull()
    expect([proxied.backend.options.proxyUrl, (await find({}, environment)).backend.options.proxyUrl]).toEqual([
      '/fapi',
      undefined,
    ])
  })

  it('prepares once for each answer of a function that enables the proxy', () => {
    let isEnabled = true
    const fixed = createFixed({ frontendApiProxy: { enabled: () => isEnabled } })
    const proxied = fixed(environment)
    expect(fixed(environment)).toBe(proxied)
    isEnabled = false
    const plain = fixed(environment)
    expect(fixed(environment)).toBe(plain)
    expect([proxied, plain].map(({ backend }) => backend.options.proxyUrl)).toEqual(['/__clerk', undefined])
  })
})
