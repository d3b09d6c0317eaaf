import { Hono, type MiddlewareHandler } from 'hono'
import { beforeAll, describe, expect, it } from 'vitest'
import { APP, createProvider, NOW_SEC, PUBLISHABLE_KEY, type Provider } from '../../fetch/test/provider.ts'
import { createClerkMiddleware, type ClerkMiddleware } from './clerk-middleware.ts'

let provider: Provider
let clerkMiddleware: ClerkMiddleware
/** Cookies of a session that has run out, and is renewed. */
let expired: { readonly cookie: string }
beforeAll(async () => {
  provider = await createProvider()
  const fresh = await provider.mint()
  const old = await provider.mint({ iat: NOW_SEC - 120, nbf: NOW_SEC - 120, exp: NOW_SEC - 60 })
  expired = { cookie: `__session=${old}; __client_uat=1; __refresh_${await toSuffix(PUBLISHABLE_KEY)}=r` }
  const cookies = [`__session=${fresh}; Path=/`]
  const fetch: typeof globalThis.fetch = async () => Response.json({ object: 'cookies', cookies })
  clerkMiddleware = createClerkMiddleware({ ...provider.ports, fetch })
})

async function toSuffix(publishableKey: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(publishableKey))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .slice(0, 8)
}

const broken = (): never => {
  throw new Error('own')
}
const INNER: readonly (readonly [what: string, status: number, create: () => MiddlewareHandler])[] = [
  ['lets on', 200, () => clerkMiddleware(provider.options)],
  ['lets on by its rule', 200, () => clerkMiddleware((_auth, _c) => {}, provider.options)],
  [
    'refuses',
    404,
    () => clerkMiddleware(async (auth, _c) => void (await auth.protect({ role: 'org:admin' })), provider.options),
  ],
  ['answers', 200, () => clerkMiddleware((_auth, c) => c.text('own'), provider.options)],
  ['throws', 500, () => clerkMiddleware(broken, provider.options)],
]

async function ask(inner: MiddlewareHandler, headers: Readonly<Record<string, string>>): Promise<Response> {
  const app = new Hono()
  app.onError((_, c) => c.text('broken', 500))
  app.use(clerkMiddleware(provider.options))
  app.use('/x', inner)
  app.get('/x', (c) => c.text('ok'))
  return app.request(`${APP}/x`, { headers })
}

describe('a second middleware', () => {
  it.each(INNER)('that %s leaves the cookies of a renewal to the first', async (_what, status, create) => {
    const response = await ask(create(), expired)
    const cookies = response.headers.getSetCookie().map((line) => line.split('=', 1)[0])
    expect([response.status, cookies, response.headers.get('cache-control')]).toEqual([
      status,
      ['__session'],
      'no-store',
    ])
  })

  it.each(INNER)('that %s leaves the state of the request there, once', async (_what, _status, create) => {
    expect((await ask(create(), {})).headers.get('x-clerk-auth-status')).toBe('signed-out')
  })
})
