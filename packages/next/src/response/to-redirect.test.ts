import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { JWT_KEY, mintCookies, NOW_MS, PUBLISHABLE_KEY, SECRET_KEY } from '../../test/session.ts'
import { createMiddleware } from '../middleware/create-middleware.ts'
import type { ClerkMiddlewareHandler, ClerkMiddlewareOptions } from '../middleware/middleware-options.ts'

// The tests need no event.
const event = { waitUntil: () => {} } as unknown as NextFetchEvent
const script = { accept: '*/*', 'sec-fetch-dest': 'empty', host: 'app.test' }
const appRouter = { ...script, rsc: '1', 'next-url': '/' }
const pagesRouter = { ...script, 'x-nextjs-data': '1' }
const nowSec = NOW_MS / 1000
const nobody = '__clerk_db_jwt=dvb_1'
const expired = await mintCookies({ exp: nowSec - 60 })

const protect: ClerkMiddlewareHandler = async (auth) => {
  await auth.protect()
}
const ask = (
  headers: Record<string, string>,
  cookie: string,
  init: { readonly method?: string; readonly options?: ClerkMiddlewareOptions } = {},
): Promise<Response> => {
  const { method = 'GET', options = { signInUrl: '/sign-in' } } = init
  const request = new NextRequest('https://app.test/team?tab=2', { method, headers: { ...headers, cookie } })
  return createMiddleware(protect, options, { clock: { nowMs: () => NOW_MS }, log: () => {} })(request, event)
}

beforeEach(() => {
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', PUBLISHABLE_KEY)
  vi.stubEnv('CLERK_SECRET_KEY', SECRET_KEY)
  vi.stubEnv('CLERK_JWT_KEY', JWT_KEY)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('toRealVisit', () => {
  it.each([
    ['has run out', { exp: nowSec - 60 }, 'session-token-expired-refresh-non-eligible-no-refresh-cookie'],
    ['is older than its client', { iat: nowSec - 200 }, 'session-token-iat-before-client-uat'],
    ['is not active yet', { nbf: nowSec + 60 }, 'session-token-nbf'],
  ])('lets the router visit the page where the session %s (in-use 2)', async (_, claims, reason) => {
    const response = await ask(appRouter, await mintCookies(claims))
    expect([response.status, response.headers.get('location')]).toEqual([204, null])
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-clerk-auth-reason')).toBe(reason)
  })

  it('sends somebody who is really signed out to the sign-in page, as before (in-use 2)', async () => {
    const response = await ask(appRouter, nobody)
    expect([response.status, response.headers.get('location')]).toEqual([
      307,
      expect.stringContaining('https://app.test/sign-in?'),
    ])
  })

  it('tells the Pages Router the whole address, which it visits as a document (in-use 2, sibling)', async () => {
    const response = await ask(pagesRouter, expired)
    expect([response.status, response.headers.get('location')]).toEqual([204, null])
    expect(response.headers.get('x-nextjs-redirect')).toBe('https://app.test/team?tab=2')
    expect((await ask(pagesRouter, nobody)).status).toBe(307)
  })

  it('lets a browser that development does not know be introduced first (in-use 2, sibling)', async () => {
    expect((await ask(appRouter, 'theme=dark')).status).toBe(204)
  })

  it('answers a server action of a session that has run out with 401 and the reason (in-use 2, sibling)', async () => {
    const action = { ...appRouter, accept: 'text/x-component', 'next-action': 'abc' }
    const response = await ask(action, expired, { method: 'POST' })
    expect(response.status).toBe(401)
    expect(response.headers.get('x-clerk-auth-reason')).toContain('session-token-expired')
  })

  it('does not make a program visit anything', async () => {
    expect((await ask({ ...appRouter, 'sec-fetch-dest': '' }, expired)).status).toBe(307)
  })

  it('says something that can be copied where the build has cacheComponents (first-day 23)', async () => {
    vi.stubEnv('__NEXT_CACHE_COMPONENTS', 'true')
    const response = await ask(appRouter, expired)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain'])
    expect(await response.text()).toBe('x')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-clerk-auth-reason')).toContain('session-token-expired')
    // What the router of such a build does before it looks at the answer.
    expect(() => new Response(new ReadableStream(), { status: response.status })).not.toThrow()
  })

  it('says the same where a page of another host would be the answer (first-day 23, sibling)', async () => {
    vi.stubEnv('__NEXT_CACHE_COMPONENTS', 'true')
    const response = await ask(appRouter, nobody, { options: {} })
    expect([response.status, response.headers.get('location')]).toEqual([200, null])
    expect(response.headers.get('x-clerk-auth-status')).toBe('signed-out')
  })

  it.each(['', 'false'])('is empty where the build says %j', async (written) => {
    vi.stubEnv('__NEXT_CACHE_COMPONENTS', written)
    const response = await ask(appRouter, expired)
    expect([response.status, response.body]).toEqual([204, null])
  })
})
