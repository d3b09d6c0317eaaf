/** URLs that an application writes without its base path, in the middleware and in server code. */
import { redirect } from 'next/navigation.js'
import type { NextFetchEvent } from 'next/server.js'
import { NextRequest } from 'next/server.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAuthFunction } from '../src/server/auth.ts'
import { createMiddleware } from '../src/middleware/create-middleware.ts'
import type { ClerkMiddlewareHandler, ClerkMiddlewareOptions } from '../src/middleware/middleware-options.ts'
import { createServerSource } from '../src/server/server-source.ts'
import { toSeenHeaders } from './seen-by.ts'
import { JWT_KEY, NOW_MS, PUBLISHABLE_KEY, SECRET_KEY } from './session.ts'
import { toNextHeaders } from './to-next-headers.ts'

const event = { waitUntil: () => {} } as unknown as NextFetchEvent
const ports = { clock: { nowMs: () => NOW_MS }, log: () => {} }

beforeEach(() => {
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', PUBLISHABLE_KEY)
  vi.stubEnv('CLERK_SECRET_KEY', SECRET_KEY)
  vi.stubEnv('CLERK_JWT_KEY', JWT_KEY)
  vi.stubEnv('__NEXT_ROUTER_BASEPATH', '/admin')
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const visit = (): NextRequest =>
  new NextRequest('https://app.test/admin/x', {
    headers: { accept: 'text/html', 'sec-fetch-dest': 'document', host: 'app.test', cookie: '__clerk_db_jwt=dvb_1' },
    nextConfig: { basePath: '/admin' },
  })
const locationOf = async (handler: ClerkMiddlewareHandler, options: ClerkMiddlewareOptions): Promise<string | null> =>
  (await createMiddleware(handler, options, ports)(visit(), event)).headers.get('location')
const digestOf = async (work: () => unknown): Promise<unknown> => {
  try {
    return await work()
  } catch (error) {
    return typeof error === 'object' && error !== null && 'digest' in error ? error.digest : error
  }
}
const toHere = 'redirect_url=https%3A%2F%2Fapp.test%2Fadmin%2Fx'

describe('below a base path, the middleware', () => {
  it.each<[string, ClerkMiddlewareHandler, ClerkMiddlewareOptions, string]>([
    [
      'the sign-in page',
      async (auth) => void (await auth.protect()),
      { signInUrl: '/sign-in' },
      `/admin/sign-in?${toHere}`,
    ],
    [
      'a page that names it',
      async (auth) => void (await auth.protect()),
      { signInUrl: '/admin/in' },
      `/admin/in?${toHere}`,
    ],
    [
      'a page that begins alike',
      async (auth) => void (await auth.protect()),
      { signInUrl: '/administrator' },
      `/admin/administrator?${toHere}`,
    ],
    [
      'the sign-up page',
      async (auth) => (await auth()).redirectToSignUp(),
      { signUpUrl: '/join' },
      `/admin/join?${toHere}`,
    ],
    [
      'the sign-up page below the sign-in page',
      async (auth) => (await auth()).redirectToSignUp(),
      { signInUrl: '/in' },
      `/admin/in/create?${toHere}`,
    ],
    [
      'unauthenticatedUrl',
      async (auth) => void (await auth.protect({ unauthenticatedUrl: '/welcome?a=1' })),
      {},
      '/admin/welcome?a=1',
    ],
    [
      'the page to return to',
      async (auth) => (await auth()).redirectToSignIn({ returnBackUrl: '/back' }),
      { signInUrl: '/in' },
      '/admin/in?redirect_url=https%3A%2F%2Fapp.test%2Fadmin%2Fback',
    ],
  ])('leads to %s as Next would (in-use 9)', async (_, handler, options, location) => {
    expect(await locationOf(handler, options)).toBe(`https://app.test${location}`)
  })

  it('agrees with redirect() of Next (in-use 9)', async () => {
    expect(await locationOf(() => redirect('/welcome'), {})).toBe('https://app.test/admin/welcome')
  })

  it('reads the sign-in page of the environment in the same way (in-use 9)', async () => {
    vi.stubEnv('NEXT_PUBLIC_CLERK_SIGN_IN_URL', '/sign-in')
    const location = await locationOf(async (auth) => void (await auth.protect()), {})
    expect(location).toBe(`https://app.test/admin/sign-in?${toHere}`)
  })

  it.each(['https://accounts.example/sign-in', '//accounts.example/sign-in'])(
    'leaves %s alone (in-use 9)',
    async (signInUrl) => {
      const location = new URL((await locationOf(async (auth) => void (await auth.protect()), { signInUrl })) ?? '')
      expect(location.origin + location.pathname).toBe('https://accounts.example/sign-in')
    },
  )
})

describe('below a base path, server code', () => {
  const authOf = async (options: ClerkMiddlewareOptions) => {
    const headers = toSeenHeaders(await createMiddleware(null, options, ports)(visit(), event))
    return createAuthFunction(createServerSource(ports), toNextHeaders(headers))
  }

  it('leads to the sign-in page as Next would (in-use 9)', async () => {
    const { redirectToSignIn, redirectToSignUp } = await (await authOf({ signInUrl: '/in', signUpUrl: '/up' }))()
    expect(await digestOf(() => redirectToSignIn())).toContain(`;https://app.test/admin/in?${toHere}`)
    expect(await digestOf(() => redirectToSignUp({ returnBackUrl: '/back' }))).toContain(
      ';https://app.test/admin/up?redirect_url=https%3A%2F%2Fapp.test%2Fadmin%2Fback',
    )
  })

  it('leads to unauthenticatedUrl as Next would (in-use 9)', async () => {
    const auth = await authOf({})
    expect(await digestOf(() => auth.protect({ unauthenticatedUrl: '/welcome' }))).toContain(
      ';https://app.test/admin/welcome;',
    )
  })
})
