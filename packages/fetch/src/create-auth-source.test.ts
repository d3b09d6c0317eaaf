import { describe, expect, it } from 'vitest'
import { APP, createProvider, PUBLISHABLE_KEY, SECRET_KEY, toCookies } from '../test/provider.ts'
import { createAuthSource } from './create-auth-source.ts'

const environment = { CLERK_PUBLISHABLE_KEY: PUBLISHABLE_KEY, CLERK_SECRET_KEY: SECRET_KEY }
const request = new Request(APP)

describe('createAuthSource', () => {
  it('prepares once for an environment, and for another object of equal content', () => {
    const { fixed } = createAuthSource({ log: () => {} })
    const first = fixed({}, environment)
    expect(fixed({}, environment)).toBe(first)
    expect(fixed({}, { ...environment, KV: {} })).toBe(first)
    expect(fixed({}, { ...environment, CLERK_SECRET_KEY: 'sk_live_other' })).not.toBe(first)
  })

  it('keeps few environments, so that a platform with endless ones costs no memory', () => {
    const { fixed } = createAuthSource({ log: () => {} })
    const first = fixed({}, environment)
    for (let index = 0; index < 16; index += 1) fixed({}, { ...environment, CLERK_DOMAIN: `${index}.example.com` })
    expect(fixed({}, { ...environment })).not.toBe(first)
  })

  it('throws again for an environment that had no keys, and not once it has', () => {
    const { fixed } = createAuthSource({ log: () => {} })
    const variables: Record<string, string> = {}
    expect(() => fixed({}, variables)).toThrow('ERR_AUTH_PUBLISHABLE_KEY_MISSING')
    expect(() => fixed({}, variables)).toThrow('ERR_AUTH_PUBLISHABLE_KEY_MISSING')
    expect(fixed({}, Object.assign(variables, environment)).proxy).toBeNull()
  })

  it('fetches the keys of a tenant once, whatever else changes from request to request', async () => {
    const provider = await createProvider()
    const { changing } = createAuthSource(provider.ports)
    const cookie = toCookies(await provider.mint())
    for (const signInUrl of ['/a', '/b', '/a']) {
      const visit = new Request(APP, { headers: { cookie } })
      const { auth } = changing({ signInUrl }, environment, visit)
      expect(await auth.decide(visit)).toMatchObject({ kind: 'pass', reason: null })
    }
    expect(provider.calls).toHaveLength(1)
  })

  it('keeps the requests of two tenants apart while both are under way', async () => {
    const [one, two] = await Promise.all([createProvider(), createProvider()])
    const { changing } = createAuthSource(one.ports)
    const visits = await Promise.all(
      [one, two].map(async (provider) => {
        const visit = new Request(APP, { headers: { cookie: toCookies(await one.mint()) } })
        return { visit, service: changing(provider.options, {}, visit) }
      }),
    )
    const decisions = await Promise.all(visits.map(({ visit, service }) => service.auth.decide(visit)))
    expect(decisions.map(({ reason }) => reason)).toEqual([null, 'token-invalid-signature'])
  })

  it('reaches the Frontend API through the proxy where it serves, unless another way is given', () => {
    const { changing } = createAuthSource({ log: () => {} })
    const proxied = changing({ frontendApiProxy: { enabled: true, path: 'fapi/' } }, environment, request)
    expect(proxied.proxy?.path).toBe('/fapi')
    expect(changing({}, environment, request).proxy).toBeNull()
  })
})
