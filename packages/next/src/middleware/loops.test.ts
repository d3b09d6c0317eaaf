import { type NextFetchEvent, NextRequest, NextResponse } from 'next/server.js'
import type { AuthEvent } from '@postern/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { JWT_KEY, mintCookies, NOW_MS, PUBLISHABLE_KEY, SECRET_KEY } from '../../test/session.ts'
import { createMiddleware } from './create-middleware.ts'
import { createRouteMatcher } from './create-route-matcher.ts'
import type { ClerkMiddlewareHandler, ClerkMiddlewareOptions } from './middleware-options.ts'

// The tests need no event.
const event = { waitUntil: () => {} } as unknown as NextFetchEvent
const APP = 'https://app.test'
const visitor = '__clerk_db_jwt=dvb_1'
const cookies = await mintCookies()
const pending = await mintCookies({ sts: 'pending' })

interface World {
  readonly handler: ClerkMiddlewareHandler
  readonly options?: ClerkMiddlewareOptions
  readonly cookie?: string
  readonly basePath?: string
}

interface Journey {
  readonly hops: readonly string[]
  readonly response: Response
  readonly events: readonly string[]
  readonly url: URL
}

/** A browser that follows ten redirects and no more. */
async function browse(start: string, { handler, options = {}, cookie = visitor, basePath }: World): Promise<Journey> {
  const log: AuthEvent[] = []
  // A port of its own, because what was told once is kept with it.
  const fetch = (): Promise<Response> => Promise.reject(new Error('Nobody is to be called.'))
  const ports = { fetch, clock: { nowMs: () => NOW_MS }, log: (entry: AuthEvent) => void log.push(entry) }
  const middleware = createMiddleware(handler, options, ports)
  const hops: string[] = []
  let url = new URL(start, APP)
  for (let hop = 0; ; hop++) {
    const headers = { accept: 'text/html', 'sec-fetch-dest': 'document', host: url.host, cookie }
    const request = new NextRequest(url, { headers, ...(basePath === undefined ? {} : { nextConfig: { basePath } }) })
    const response = await middleware(request, event)
    hops.push(`${url.pathname} ${response.status}`)
    const location = response.headers.get('location')
    if (location !== null) url = new URL(location, url)
    if (location === null || hop === 10 || url.origin !== APP) {
      return { hops, response, url, events: log.map((entry) => entry.event) }
    }
  }
}

beforeEach(() => {
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', PUBLISHABLE_KEY)
  vi.stubEnv('CLERK_SECRET_KEY', SECRET_KEY)
  vi.stubEnv('CLERK_JWT_KEY', JWT_KEY)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('clerkMiddleware', () => {
  const protect: ClerkMiddlewareHandler = async (auth) => {
    await auth.protect()
  }
  const options = { signInUrl: '/sign-in' }

  it('shows the sign-in page that its handler protects, and says so once (in-use 3, first-day 4)', async () => {
    const end = await browse('/dashboard', { handler: protect, options })
    expect(end.hops).toEqual(['/dashboard 307', '/sign-in 200'])
    expect(end.response.headers.get('x-middleware-next')).toBe('1')
    expect(end.events.filter((name) => name === 'sign-in-page-protected')).toHaveLength(1)
  })

  it('shows it also when it is named by the environment (in-use 3)', async () => {
    vi.stubEnv('NEXT_PUBLIC_CLERK_SIGN_IN_URL', '/sign-in')
    expect((await browse('/dashboard', { handler: protect })).hops).toEqual(['/dashboard 307', '/sign-in 200'])
  })

  it('shows it below a base path (in-use 3)', async () => {
    const based = {
      handler: protect,
      basePath: '/admin',
      options: { signInUrl: `${APP}/admin/sign-in`, authorizedParties: [APP] },
    }
    expect((await browse('/admin/dashboard', based)).hops).toEqual(['/admin/dashboard 307', '/admin/sign-in 200'])
  })

  it('shows the page for unfinished tasks when the list names the sign-in page only (in-use 3)', async () => {
    const handler: ClerkMiddlewareHandler = async (auth, { nextUrl }) => {
      if (nextUrl.pathname !== '/sign-in') await auth.protect()
    }
    const end = await browse('/dashboard', { handler, options, cookie: pending })
    expect(end.hops).toEqual(['/dashboard 307', '/sign-in/tasks 200'])
  })

  it.each<[string, ClerkMiddlewareHandler]>([
    [
      'lets control flow of Next through',
      async (auth) => {
        try {
          await auth.protect()
        } catch (error) {
          if (error instanceof Error && 'digest' in error) throw error
          return new Response(null, { status: 500 })
        }
      },
    ],
    ['redirects by hand', async (auth) => (await auth()).redirectToSignIn()],
    ['asks for a role', async (auth) => void (await auth.protect({ role: 'org:admin' }))],
  ])('shows it when the handler %s (in-use 3)', async (_, handler) => {
    expect((await browse('/sign-in', { handler, options })).hops).toEqual(['/sign-in 200'])
  })

  it('runs the server action of a sign-in page (in-use 3)', async () => {
    const middleware = createMiddleware(protect, options, { clock: { nowMs: () => NOW_MS }, log: () => {} })
    const headers = { accept: 'text/x-component', 'next-action': 'a1', host: 'app.test', cookie: visitor }
    const request = (path: string): NextRequest => new NextRequest(APP + path, { method: 'POST', headers, body: '[]' })
    expect((await middleware(request('/sign-in'), event)).headers.get('x-middleware-next')).toBe('1')
    expect((await middleware(request('/dashboard'), event)).status).toBe(401)
  })

  it('refuses a page that the handler redirects to itself (in-use 3)', async () => {
    const handler: ClerkMiddlewareHandler = async (auth) => {
      await auth.protect({ unauthenticatedUrl: '/denied', unauthorizedUrl: '/denied', role: 'org:nobody' })
    }
    const visit = await browse('/x', { handler })
    expect(visit.hops).toEqual(['/x 307', '/denied 401'])
    expect(await visit.response.text()).toContain('/denied')
    expect(visit.response.headers.get('content-type')).toBe('text/html')
    expect(visit.response.headers.get('cache-control')).toBe('no-store')
    const member = await browse('/x', { handler, cookie: cookies })
    expect(member.hops).toEqual(['/x 307', '/denied 404'])
    expect(member.events).toContain('redirect-to-itself')
  })

  it('keeps the rewrite of a sign-in page whose rendered path the handler protects (in-use 3, in-use 4)', async () => {
    const isMember = createRouteMatcher(['/:locale/(.*)'])
    const handler: ClerkMiddlewareHandler = async (auth, request) => {
      if (isMember(request)) await auth.protect()
      return NextResponse.rewrite(new URL(`/en${request.nextUrl.pathname}`, request.url))
    }
    const end = await browse('/sign-in', { handler, options })
    expect(end.response.headers.get('x-middleware-rewrite')).toBe(`${APP}/en/sign-in`)
    expect((await browse('/members', { handler, options })).hops[0]).toBe('/members 307')
  })

  it('asks the question of a sign-in page, and nothing is redirected to itself (W3)', async () => {
    const handler: ClerkMiddlewareHandler = async (auth) => {
      const session = await auth.protect().catch(() => null)
      return session === null ? NextResponse.next() : NextResponse.redirect(`${APP}/dashboard`)
    }
    const end = await browse('/sign-in', { handler, options })
    expect([end.hops, end.events]).toEqual([['/sign-in 200'], []])
  })

  describe('asked by a preflight', () => {
    const preflight = { origin: 'https://other.test', 'access-control-request-method': 'POST', host: 'app.test' }
    const ask = async (headers: Record<string, string>, init = {}): Promise<Response> => {
      const middleware = createMiddleware(protect, {}, { clock: { nowMs: () => NOW_MS }, log: () => {} })
      return middleware(new NextRequest(`${APP}/api/x`, { method: 'OPTIONS', headers, ...init }), event)
    }

    it("lets the route's own OPTIONS handler answer, as nobody (in-use 6)", async () => {
      const middleware = createMiddleware(
        async (auth) => void (await auth.protect({ role: 'org:nobody' })),
        {},
        {
          clock: { nowMs: () => NOW_MS },
          log: () => {},
        },
      )
      for (const cookie of [visitor, cookies]) {
        const request = new NextRequest(`${APP}/api/x`, { method: 'OPTIONS', headers: { ...preflight, cookie } })
        const response = await middleware(request, event)
        expect(response.headers.get('x-middleware-next')).toBe('1')
        expect(response.headers.get('x-middleware-request-x-clerk-auth-status')).toBe('signed-out')
        expect(response.headers.get('x-middleware-request-x-clerk-auth-token')).toBe('')
      }
    })

    it('refuses the request itself, and OPTIONS without both headers (in-use 6)', async () => {
      expect((await ask(preflight, { method: 'POST', body: '' })).status).toBe(404)
      expect((await ask({ host: 'app.test' })).status).toBe(404)
      expect((await ask({ host: 'app.test', origin: 'https://other.test' })).status).toBe(404)
    })
  })
})
