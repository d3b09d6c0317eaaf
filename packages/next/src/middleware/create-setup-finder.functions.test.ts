import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toSeenHeaders } from '../../test/seen-by.ts'
import { JWT_KEY, mintCookies, NOW_MS, PUBLISHABLE_KEY, SECRET_KEY } from '../../test/session.ts'
import { createMiddleware } from './create-middleware.ts'
import { readEnvironment } from './environment.ts'
import type { ClerkMiddlewareOptions } from './middleware-options.ts'
import { readHandover } from '../server/read-handover.ts'

const event = { waitUntil: () => {} } as unknown as NextFetchEvent
const ports = { clock: { nowMs: () => NOW_MS }, log: () => {}, fetch: async () => new Response(null, { status: 500 }) }
const LIVE = `pk_live_${btoa('clerk.example.com$')}`

beforeEach(() => {
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', PUBLISHABLE_KEY)
  vi.stubEnv('CLERK_SECRET_KEY', SECRET_KEY)
  vi.stubEnv('CLERK_JWT_KEY', JWT_KEY)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
const visit = async (
  options: ClerkMiddlewareOptions | (() => ClerkMiddlewareOptions),
  headers: Record<string, string> = {},
  url = 'https://inner.test/x?a=1',
): Promise<Response> => {
  const given = { host: new URL(url).host, ...headers }
  return createMiddleware(null, options, ports)(new NextRequest(url, { headers: given }), event)
}

describe('options that are functions', () => {
  it.each([
    ['of a value', (options: ClerkMiddlewareOptions) => options],
    ['of what a callback gives', (options: ClerkMiddlewareOptions) => () => options],
  ])('are asked for each request, with the URL that belongs to them: %s (B2)', async (_, toOptions) => {
    const asked: string[] = []
    const tell = (name: string, { href }: URL): void => void asked.push(`${name} ${href}`)
    const options: ClerkMiddlewareOptions = {
      isSatellite: (url) => (tell('isSatellite', url), false),
      domain: (url) => (tell('domain', url), 'shop.example'),
      proxyUrl: (url) => (tell('proxyUrl', url), '/fapi'),
    }
    const forwarded = { 'x-forwarded-host': 'shop.example', 'x-forwarded-proto': 'https' }
    await visit(toOptions(options), forwarded)
    await visit(toOptions(options), {}, 'https://other.test/y')
    expect(asked).toEqual([
      'isSatellite https://inner.test/x?a=1',
      'domain https://inner.test/x?a=1',
      'proxyUrl https://shop.example/x?a=1',
      'isSatellite https://other.test/y',
      'domain https://other.test/y',
      'proxyUrl https://other.test/y',
    ])
  })

  it('show proxyUrl no origin that a client forwards and authorizedParties does not list (B2)', async () => {
    const asked: string[] = []
    const proxyUrl = ({ origin }: URL): string => (asked.push(origin), '/fapi')
    const forwarded = { 'x-forwarded-host': 'evil.example' }
    await visit({ authorizedParties: ['https://inner.test'], proxyUrl }, forwarded)
    expect(asked).toEqual(['https://inner.test'])
  })

  it('make a satellite of one host and none of another, whichever came first (B2)', async () => {
    vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', LIVE)
    vi.stubEnv('CLERK_JWT_KEY', '')
    const options: ClerkMiddlewareOptions = {
      isSatellite: ({ host }) => host === 'satellite.test',
      domain: async ({ host }) => (host === 'satellite.test' ? host : null),
      signInUrl: 'https://primary.test/sign-in',
    }
    const middleware = createMiddleware(null, options, ports)
    const go = async (host: string): Promise<string> => {
      const request = new NextRequest(`https://${host}/x`, { headers: { ...page, host, cookie: '__client_uat=1' } })
      return new URL((await middleware(request, event)).headers.get('location') ?? '').host
    }
    const hosts = ['primary.test', 'satellite.test', 'primary.test', 'satellite.test']
    expect(await Promise.all(hosts.map(go))).toEqual([
      'clerk.example.com',
      'clerk.satellite.test',
      'clerk.example.com',
      'clerk.satellite.test',
    ])
  })

  it('win over the environment with false, and leave it with nothing (B2)', async () => {
    vi.stubEnv('NEXT_PUBLIC_CLERK_IS_SATELLITE', 'true')
    vi.stubEnv('NEXT_PUBLIC_CLERK_DOMAIN', 'shop.example')
    vi.stubEnv('NEXT_PUBLIC_CLERK_SIGN_IN_URL', 'https://primary.test/sign-in')
    const cookie = await mintCookies()
    const isSatellite = async (options: ClerkMiddlewareOptions): Promise<unknown> => {
      const seen = toSeenHeaders(await visit(options, { cookie }))
      const found = readHandover(seen, readEnvironment(), null, NOW_MS)
      return found.kind === 'opened' ? [found.options.isSatellite, found.options.domain] : found
    }
    expect(await isSatellite({ isSatellite: () => false, domain: () => undefined })).toEqual([false, 'shop.example'])
    expect(await isSatellite({ isSatellite: () => null, domain: () => 'other.example' })).toEqual([
      true,
      'other.example',
    ])
  })

  it('have their answers travel to server code, each of its own request (B2)', async () => {
    const domain = ({ pathname }: URL): string => `${pathname.slice(1)}.example`
    for (const name of ['one', 'two', 'one']) {
      const seen = toSeenHeaders(await visit({ domain }, { cookie: await mintCookies() }, `https://app.test/${name}`))
      expect(readHandover(seen, readEnvironment(), null, NOW_MS)).toMatchObject({
        options: { domain: `${name}.example` },
      })
    }
  })

  it.each<[string, object]>([
    ['a number for a domain', { domain: () => 5 }],
    ['a text for a flag', { isSatellite: () => 'false' }],
    ['a function once more', { proxyUrl: () => () => '/fapi' }],
    ['no URL', { proxyUrl: () => 'javascript:alert(1)' }],
    ['a domain with a path', { domain: () => 'shop.example/x' }],
    ['a satellite without a place', { isSatellite: () => true, signInUrl: 'https://primary.test/in' }],
  ])('are refused like values where they answer %s (B2)', async (_, options) => {
    await expect(visit(options)).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_AUTH_(OPTION_INVALID|SATELLITE_DOMAIN)$/),
    })
  })

  it.each(['isSatellite', 'domain', 'proxyUrl'])(
    'never let a request pass where %s throws or rejects (B2)',
    async (name) => {
      const error = new Error('mine')
      const fail = (): never => {
        throw error
      }
      await expect(visit({ [name]: fail })).rejects.toBe(error)
      await expect(visit({ [name]: () => Promise.reject(error) })).rejects.toBe(error)
    },
  )

  it.each(['signInUrl', 'publishableKey', 'secretKey', 'jwtKey', 'audience', 'authorizedParties', 'issuer'])(
    'are refused where the vendor takes none: %s (B2)',
    async (name) => {
      vi.stubEnv('CLERK_ENCRYPTION_KEY', 'a key for tests only')
      await expect(visit({ [name]: () => 'x' })).rejects.toMatchObject({ code: 'ERR_AUTH_OPTION_INVALID' })
    },
  )
})

describe('options without effect', () => {
  it.each(['the previous key of this application', 'k'])('are refused: previousEncryptionKey %j (L6)', async (key) => {
    for (const options of [{ previousEncryptionKey: key }, () => ({ previousEncryptionKey: key })])
      await expect(visit(options)).rejects.toMatchObject({
        code: 'ERR_AUTH_OPTION_INVALID',
        message: expect.stringMatching(/^(?!.*of this application).*CLERK_ENCRYPTION_KEY_PREVIOUS/),
      })
  })

  it.each<[string, object]>([
    ['handover', { handover: 'seald' }],
    ['handover', { handover: true }],
    ['encryptionKey', { encryptionKey: () => 'a key for tests only' }],
    ['encryptionKey', { encryptionKey: 5 }],
  ])('are refused where the value is none: %s %j (L6)', async (name, options) => {
    await expect(visit(options)).rejects.toMatchObject({
      code: 'ERR_AUTH_OPTION_INVALID',
      message: expect.stringContaining(name),
    })
  })

  it.each([undefined, null, ''])('are none where they are absent: %j (L6)', async (absent) => {
    expect((await visit({ previousEncryptionKey: absent })).status).toBe(200)
  })
})
