import { inspect } from 'node:util'
import { isHTTPAccessFallbackError } from 'next/dist/client/components/http-access-fallback/http-access-fallback.js'
import { isRedirectError } from 'next/dist/client/components/redirect-error.js'
import { getURLFromRedirectError } from 'next/dist/client/components/redirect.js'
import { notFound, permanentRedirect, redirect, unstable_rethrow } from 'next/navigation.js'
import { type NextFetchEvent, NextRequest, NextResponse } from 'next/server.js'
import { AuthError, createRouteMatcher, type ProtectOptions, type ProtectParams } from '@postern/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  JWKS,
  JWT_KEY,
  OTHER_JWT_KEY,
  mintCookies,
  mintSession,
  NOW_MS,
  PUBLISHABLE_KEY,
  SECRET_KEY,
} from '../../test/session.ts'
import { clerkMiddleware } from './clerk-middleware.ts'
import { createMiddleware } from './create-middleware.ts'
import type {
  ClerkMiddlewareHandler,
  ClerkMiddlewareOptions,
  ClerkMiddlewareOptionsCallback,
} from './middleware-options.ts'

// The tests need no event.
const event = { waitUntil: () => {} } as unknown as NextFetchEvent
const page = { accept: 'text/html', 'sec-fetch-dest': 'document', host: 'app.test' }
const cookies = await mintCookies({ org_id: 'org_1', org_role: 'org:admin', org_permissions: ['org:admin:example1'] })
const signedIn = { cookie: cookies }

const ports = { clock: { nowMs: () => NOW_MS }, log: () => {} }
interface Ask {
  readonly handler?: ClerkMiddlewareHandler | null
  readonly options?: ClerkMiddlewareOptions | ClerkMiddlewareOptionsCallback
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly init?: { readonly method?: string; readonly body?: string }
}
const ask = async ({ handler = null, options = {}, path = '/x', headers = {}, init = {} }: Ask): Promise<Response> => {
  const request = new NextRequest(`https://app.test${path}`, { headers: { ...page, ...headers }, ...init })
  return createMiddleware(handler, options, ports)(request, event)
}
/** The request headers as Next's server hands them to the application. */
const seenBy = (response: Response): Map<string, string> => {
  const names = response.headers.get('x-middleware-override-headers')?.split(',') ?? []
  return new Map(names.map((name) => [name, response.headers.get(`x-middleware-request-${name}`) ?? '']))
}

/** As on a runtime that has Web Crypto and nothing of Node's beside it. */
const withoutNode = () => vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined)

const withCookie = (response: NextResponse): NextResponse => {
  response.cookies.set('seen', '1')
  return response
}
const throwIf = (isMeant: boolean, error: unknown): void => {
  if (isMeant) throw error
}

beforeEach(() => {
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', PUBLISHABLE_KEY)
  vi.stubEnv('CLERK_SECRET_KEY', SECRET_KEY)
  vi.stubEnv('CLERK_JWT_KEY', JWT_KEY)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('createMiddleware', () => {
  it('tells the event of keys that are refreshed after the response', async () => {
    vi.stubEnv('CLERK_JWT_KEY', '')
    let nowMs = NOW_MS
    const told: unknown[] = []
    const world = { clock: { nowMs: () => nowMs }, log: () => {}, fetch: () => Promise.resolve(Response.json(JWKS)) }
    const middleware = createMiddleware(null, {}, world)
    const toldEvent = { waitUntil: (work: unknown) => told.push(work) } as unknown as NextFetchEvent
    const cookie = await mintCookies({ exp: NOW_MS / 1000 + 3_600 })
    const visit = (): NextRequest => new NextRequest('https://app.test/x', { headers: { ...page, cookie } })
    await middleware(visit(), toldEvent)
    const before = told.length
    await middleware(visit(), toldEvent)
    expect(told).toHaveLength(before)
    nowMs += 250_000
    await middleware(visit(), toldEvent)
    expect(told.length).toBeGreaterThan(before)
  })

  it('asks once for the keys of 200 requests that each make their middleware, and seals with keys imported once (in-use 24)', async () => {
    vi.stubEnv('CLERK_JWT_KEY', '')
    vi.stubEnv('CLERK_SECRET_KEY', 'sk_test_of_this_test')
    const absent = withoutNode()
    const imported = vi.spyOn(crypto.subtle, 'importKey')
    const calls: unknown[] = []
    const told: string[] = []
    const world = {
      ...ports,
      log: ({ event: name }: { readonly event: string }) => told.push(name),
      fetch: (input: unknown) => {
        calls.push(input)
        return Promise.resolve(Response.json(JWKS))
      },
    }
    let most = 0
    for (let count = 0; count < 200; count += 1) {
      const request = new NextRequest(`https://app.test/x/${count}`, { headers: { ...page, ...signedIn } })
      const response = await createMiddleware(() => {}, { signInUrl: '/in' }, world)(request, event)
      expect(seenBy(response).get('x-clerk-auth-status')).toBe('signed-in')
      if (count === 0) most = imported.mock.calls.length
    }
    expect([calls.length, imported.mock.calls.length]).toEqual([1, most])
    expect(told).toEqual(['middleware-made-per-request'])
    imported.mockRestore()
    absent.mockRestore()
  })

  it('takes no setup of another environment, tenant or fetch for its own (in-use 24)', async () => {
    vi.stubEnv('CLERK_JWT_KEY', '')
    const ask = async (keys: object): Promise<[string | undefined, number]> => {
      const fetches: unknown[] = []
      const world = { ...ports, fetch: (input: unknown) => (fetches.push(input), Promise.resolve(Response.json(keys))) }
      const request = new NextRequest('https://app.test/x', { headers: { ...page, ...signedIn } })
      const response = await createMiddleware(null, {}, world)(request, event)
      return [seenBy(response).get('x-clerk-auth-status'), fetches.length]
    }
    expect(await ask(JWKS)).toEqual(['signed-in', 1])
    expect(await ask({ keys: [] })).toEqual(['signed-out', 2])
    vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', '')
    await expect(ask(JWKS)).rejects.toThrow('ERR_AUTH_PUBLISHABLE_KEY_MISSING')
  })

  it('remembers what its callback named, and for one that is made once nothing of another (H11)', async () => {
    const make = (options: ClerkMiddlewareOptions) => createMiddleware(null, async () => ({ ...options }), ports)
    const keys = { publishableKey: PUBLISHABLE_KEY, jwtKey: JWT_KEY }
    const visit = async (middleware: ReturnType<typeof make>): Promise<number> =>
      (await middleware(new NextRequest('https://app.test/x', { headers: { ...page, ...signedIn } }), event)).status
    const [admin, shop] = [make(keys), make({})]
    await Promise.resolve()
    for (const middleware of [shop, admin, shop, admin]) expect(await visit(middleware)).toBe(200)
    expect([await visit(make({})), await visit(make(keys)), await visit(shop)]).toEqual([200, 200, 200])
    await expect(visit(make({}))).rejects.toThrow('ERR_AUTH_TENANT_UNKNOWN')
  })

  it('says once what a request rejects with: no key, a source of the CSP (first-day 24)', async () => {
    const told: unknown[] = []
    const world = {
      ...ports,
      fetch: () => Promise.reject(new Error('Nobody.')),
      log: (said: unknown) => told.push(said),
    }
    const visit = (options: ClerkMiddlewareOptions): Promise<Response> =>
      createMiddleware(null, options, world)(new NextRequest('https://app.test/x', { headers: page }), event)
    vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', '')
    for (let count = 0; count < 3; count += 1) {
      await expect(visit({})).rejects.toThrow('ERR_AUTH_PUBLISHABLE_KEY_MISSING')
      await expect(visit({ contentSecurityPolicy: { directives: { 'script-src': ['a; b'] } } })).rejects.toThrow(
        'ERR_AUTH_CSP_INVALID',
      )
    }
    expect(told).toMatchObject([
      { level: 'error', details: { code: 'ERR_AUTH_PUBLISHABLE_KEY_MISSING' } },
      { level: 'error', details: { code: 'ERR_AUTH_CSP_INVALID' } },
    ])
  })

  describe('who gets in', () => {
    it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
      'renders no page for a refused %s, whose action the page could own',
      async (method) => {
        const handler: ClerkMiddlewareHandler = async (auth) => {
          await auth.protect({ permission: 'org:admin:nobody' })
        }
        const response = await ask({ handler, headers: signedIn, init: { method } })
        expect([response.status, response.headers.get('x-middleware-rewrite')]).toEqual([404, null])
        expect(response.headers.get('x-middleware-next')).toBeNull()
        expect(response.headers.get('cache-control')).toBe('no-store')
      },
    )

    it.each(['/x', '/_error'])('renders no page at %s for a POST that the handler found nothing for', async (path) => {
      const response = await ask({ handler: () => notFound(), path, headers: signedIn, init: { method: 'POST' } })
      expect([
        response.status,
        response.headers.get('x-middleware-rewrite'),
        response.headers.get('x-middleware-next'),
      ]).toEqual([404, null, null])
    })

    const script = { accept: '*/*', 'sec-fetch-dest': 'empty', cookie: '__clerk_db_jwt=dvb_1' }
    const visitor = { cookie: '__clerk_db_jwt=dvb_1' }

    it.each<[string, (request: NextRequest) => Response | undefined]>([
      ['nothing', () => undefined],
      ['next()', () => NextResponse.next()],
      ['next() with a cookie', () => withCookie(NextResponse.next())],
      ['next() with a header', () => NextResponse.next({ headers: { 'x-seen': '1' } })],
      ['next() with request headers', (request) => NextResponse.next({ request: { headers: request.headers } })],
      ['next() with a status', () => NextResponse.next({ status: 401 })],
      [
        'a rewrite to the page in a language',
        ({ nextUrl, url }) => NextResponse.rewrite(new URL(`/en${nextUrl.pathname}`, url)),
      ],
      ['a rewrite with a cookie', ({ url }) => withCookie(NextResponse.rewrite(url))],
      ['a rewrite to another origin', () => NextResponse.rewrite('https://blog.example/x')],
    ])('refuses when the refusal is swallowed and the answer is %s (in-use 5)', async (_, answer) => {
      const handler: ClerkMiddlewareHandler = async (auth, request) => {
        try {
          await auth.protect()
        } catch {
          // As if nothing had happened.
        }
        return answer(request)
      }
      const response = await ask({ handler, headers: script })
      expect([response.status, response.headers.get('x-middleware-rewrite')]).toEqual([404, 'https://app.test/_error'])
      expect(response.headers.get('set-cookie')).toBeNull()
      expect((await ask({ handler, headers: visitor })).status).toBe(307)
    })

    it.each<[string, () => Response, number]>([
      ['JSON', () => Response.json({ error: 'no' }, { status: 403 }), 403],
      ['a redirect', () => NextResponse.redirect('https://app.test/welcome'), 307],
    ])('obeys a handler that catches the refusal and answers with %s (in-use 5)', async (_, answer, status) => {
      const handler: ClerkMiddlewareHandler = async (auth) => {
        try {
          await auth.protect()
        } catch {
          return answer()
        }
        return NextResponse.next()
      }
      expect((await ask({ handler, headers: visitor })).status).toBe(status)
    })

    it.each<[string, () => Response | undefined]>([
      ['nothing', () => undefined],
      ['next()', () => NextResponse.next()],
      ['a rewrite', () => NextResponse.rewrite('https://app.test/en')],
    ])('serves the page when the question is caught and the answer is %s (W3)', async (_, answer) => {
      const handler: ClerkMiddlewareHandler = async (auth) => {
        const session = await auth.protect().catch(() => null)
        return session === null ? answer() : NextResponse.redirect('https://app.test/dashboard')
      }
      const response = await ask({ handler, path: '/', headers: visitor })
      expect([response.status, response.headers.get('location')]).toEqual([200, null])
      const member = await ask({ handler, path: '/', headers: signedIn })
      expect(member.headers.get('location')).toBe('https://app.test/dashboard')
    })

    const toAnswer = ({ status, headers }: Response): unknown => [
      status,
      ['location', 'x-middleware-rewrite', 'x-middleware-next', 'www-authenticate', 'x-clerk-auth-reason'].map((name) =>
        headers.get(name),
      ),
    ]
    const own500 = (): Response => new Response(null, { status: 500 })
    it.each<[string, (error: unknown) => void]>([
      ['unstable_rethrow(error)', unstable_rethrow],
      ['if (error.digest) throw error', (error) => throwIf((error as { digest?: string }).digest !== undefined, error)],
      ["if ('digest' in error) throw error", (error) => throwIf(error instanceof Error && 'digest' in error, error)],
      [
        'the two questions of next/dist',
        (error) => throwIf(isRedirectError(error) || isHTTPAccessFallbackError(error), error),
      ],
      ['throw error', (error) => throwIf(true, error)],
    ])('answers as without the try when the handler asks %s (W4, B1)', async (_, sort) => {
      const handlers: ClerkMiddlewareHandler[] = [
        async (auth) => void (await auth.protect()),
        async (auth) => void (await auth.protect({ role: 'org:nobody' })),
        async (auth) => void (await auth.protect({ unauthenticatedUrl: '/welcome', unauthorizedUrl: '/denied' })),
        async (auth) => void (await auth.protect({ role: 'org:nobody', unauthorizedUrl: '/denied' })),
        async (auth) => void (await auth.protect({ token: 'oauth_token' })),
        async (auth) => (await auth()).redirectToSignUp({ returnBackUrl: null }),
      ]
      const action = { accept: 'text/x-component', 'next-action': 'a1', 'next-url': '/x', ...visitor }
      const requests = [
        { headers: visitor },
        { headers: script },
        { headers: signedIn },
        { headers: action, init: { method: 'POST' } },
      ]
      for (const plain of handlers) {
        const sorting: ClerkMiddlewareHandler = async (...args) => {
          try {
            return await plain(...args)
          } catch (error) {
            sort(error)
            return own500()
          }
        }
        for (const request of requests) {
          const bare = await ask({ handler: plain, ...request })
          const sorted = await ask({ handler: sorting, ...request })
          expect(toAnswer(sorted)).toEqual(toAnswer(bare))
        }
      }
    })

    it.each<[string, ClerkMiddlewareHandler]>([
      ['in Promise.all()', async (auth) => void (await Promise.all([auth.protect(), Promise.resolve()]))],
      ['in Promise.race()', async (auth) => void (await Promise.race([auth.protect(), new Promise(() => {})]))],
      [
        'with a catch that throws on',
        (auth) =>
          auth.protect().then(
            () => undefined,
            (error: unknown) => throwIf(true, error),
          ),
      ],
      [
        'with a finally that lets the request on',
        async (auth) => {
          try {
            await auth.protect()
          } finally {
            // oxlint-disable-next-line no-unsafe-finally
            return NextResponse.next()
          }
        },
      ],
      [
        'with a finally that says nothing',
        async (auth) => {
          try {
            await auth.protect()
          } finally {
            // oxlint-disable-next-line no-unsafe-finally
            return
          }
        },
      ],
      [
        'in a catch that knows redirects only',
        async (auth) => {
          try {
            await auth.protect()
          } catch (error) {
            if (isRedirectError(error)) throw error
          }
        },
      ],
      [
        'in a catch that throws a copy',
        async (auth) => {
          try {
            await auth.protect()
          } catch (error) {
            const { digest } = error as { digest: string }
            throw Object.assign(new Error('copied'), { digest })
          }
        },
      ],
      [
        'and then redirects where the error says',
        async (auth) => {
          try {
            await auth.protect()
          } catch (error) {
            if (isRedirectError(error)) redirect(getURLFromRedirectError(error))
            notFound()
          }
        },
      ],
    ])('refuses as without a word more when protect() is asked %s (B1)', async (_, handler) => {
      const bare = async (headers: Record<string, string>): Promise<Response> =>
        ask({ handler: async (auth) => void (await auth.protect()), headers })
      for (const headers of [visitor, script]) {
        const response = await ask({ handler, headers })
        const expected = await bare(headers)
        for (const name of ['location', 'x-middleware-rewrite', 'x-middleware-next', 'cache-control']) {
          expect([name, response.headers.get(name)]).toEqual([name, expected.headers.get(name)])
        }
        expect(response.status).toBe(expected.status)
      }
      expect((await ask({ handler, headers: signedIn })).headers.get('x-middleware-next')).toBe('1')
    })

    it('shows the sign-in page to a handler that lets redirects through and answers 403 itself (B1, sibling)', async () => {
      const handler: ClerkMiddlewareHandler = async (auth) => {
        try {
          await auth.protect()
        } catch (error) {
          throwIf(isRedirectError(error), error)
          return new Response(null, { status: 403 })
        }
        return undefined
      }
      const options = { signInUrl: '/sign-in' }
      const shown = await ask({ handler, options, path: '/sign-in', headers: visitor })
      expect(shown.headers.get('x-middleware-next') ?? shown.headers.get('x-middleware-rewrite')).not.toBeNull()
      const sent = await ask({ handler, options, path: '/x', headers: visitor })
      expect([sent.status, sent.headers.get('location')?.includes('/sign-in')]).toEqual([307, true])
      expect((await ask({ handler, options, path: '/x', headers: script })).status).toBe(403)
    })

    it('tells redirects from refusals, as Next does (W4)', async () => {
      const seen: string[] = []
      const handler: ClerkMiddlewareHandler = async (auth) => {
        try {
          await auth.protect()
        } catch (error) {
          seen.push(isRedirectError(error) ? 'redirect' : isHTTPAccessFallbackError(error) ? 'refusal' : 'neither')
          return own500()
        }
      }
      expect((await ask({ handler, headers: visitor })).status).toBe(500)
      expect((await ask({ handler, headers: script })).status).toBe(500)
      expect(seen).toEqual(['redirect', 'refusal'])
    })

    it('shows nothing of where it leads to whoever prints the error (W4, sibling)', async () => {
      const printed: string[] = []
      const handler: ClerkMiddlewareHandler = async (auth) => {
        try {
          await auth.protect()
        } catch (error) {
          printed.push(inspect(error), JSON.stringify(error))
          throw error
        }
      }
      await ask({ handler, path: '/x?reset=canary', headers: visitor })
      expect(printed).toHaveLength(2)
      expect(printed.join()).not.toMatch(/canary|sign-in|digest/)
    })

    const protect: ClerkMiddlewareHandler = async (auth) => {
      await auth.protect()
    }

    it('lets a signed-in person through protect()', async () => {
      const response = await ask({ handler: protect, headers: signedIn })
      expect(response.headers.get('x-middleware-next')).toBe('1')
      expect(seenBy(response).get('x-clerk-auth-status')).toBe('signed-in')
    })

    it('sends a signed-out page visit to the sign-in page', async () => {
      const response = await ask({ handler: protect, headers: { cookie: '__clerk_db_jwt=dvb_1' } })
      expect(response.status).toBe(307)
      expect(response.headers.get('location')).toBe(
        'https://accounts.example.com/sign-in?redirect_url=https%3A%2F%2Fapp.test%2Fx&__clerk_db_jwt=dvb_1',
      )
      expect(response.headers.get('x-clerk-redirect-to')).toBe('true')
      expect(response.headers.get('cache-control')).toBe('no-store')
    })

    it.each<[string, ClerkMiddlewareHandler, Record<string, string>, string | null]>([
      [
        'protect() to unauthenticatedUrl',
        async (auth) => void (await auth.protect({ unauthenticatedUrl: 'https://www.example.com/hello' })),
        {},
        'true',
      ],
      [
        'protect() to unauthorizedUrl',
        async (auth) => void (await auth.protect({ role: 'org:x', unauthorizedUrl: 'https://www.example.com/hello' })),
        signedIn,
        'true',
      ],
      ['redirect()', () => redirect('https://www.example.com/hello'), signedIn, null],
      ['NextResponse.redirect()', () => NextResponse.redirect('https://www.example.com/hello'), signedIn, null],
    ])(
      'marks a redirect by %s as the vendor does, and never adds the browser (B6)',
      async (_, handler, given, mark) => {
        const headers = { cookie: `${given['cookie'] ?? ''}; __clerk_db_jwt=dvb_1` }
        const response = await ask({ handler, headers })
        expect([response.headers.get('location'), response.headers.get('x-clerk-redirect-to')]).toEqual([
          'https://www.example.com/hello',
          mark,
        ])
      },
    )

    it('answers a fetch of the router that could not follow a redirect with nothing, so that it visits the page', async () => {
      const router = { accept: '*/*', 'sec-fetch-dest': 'empty', 'next-url': '/', cookie: '__clerk_db_jwt=dvb_1' }
      const away = await ask({ handler: protect, headers: router })
      expect([away.status, away.headers.get('location')]).toEqual([204, null])
      expect(away.headers.get('cache-control')).toBe('no-store')
      const here = await ask({ handler: protect, headers: router, options: { signInUrl: '/sign-in' } })
      expect([here.status, here.headers.get('location')]).toEqual([307, expect.stringContaining('app.test/sign-in?')])
      const forwarded = { ...router, 'x-forwarded-host': 'shop.test' }
      const there = await ask({ handler: protect, headers: forwarded, options: { signInUrl: 'https://shop.test/in' } })
      expect(there.status).toBe(307)
      const program = await ask({ handler: protect, headers: { ...router, 'sec-fetch-dest': '' } })
      expect(program.status).toBe(307)
      const admin: ClerkMiddlewareHandler = async (auth) => {
        await auth.protect({ permission: 'org:admin:example2' })
      }
      const member = await ask({ handler: admin, headers: { ...router, cookie: cookies } })
      expect([member.status, member.headers.get('cache-control')]).toEqual([204, 'no-store'])
      expect(member.headers.get('x-middleware-rewrite')).toBe(null)
    })

    it('sends a development browser without a token on a handshake, and does not run the handler', async () => {
      const handler = vi.fn()
      const response = await ask({ handler })
      expect(response.status).toBe(307)
      expect(response.headers.get('location')).toMatch(/^https:\/\/clerk\.example\.com\/v1\/client\/handshake\?/)
      expect(response.headers.get('x-clerk-auth-status')).toBe('handshake')
      expect(handler).not.toHaveBeenCalled()
    })

    it('renders the not-found page with status 404 for a signed-out program', async () => {
      const headers = { accept: '*/*', 'sec-fetch-dest': 'empty' }
      const response = await ask({ handler: protect, headers, path: '/api/x' })
      expect(response.status).toBe(404)
      expect(response.headers.get('x-middleware-rewrite')).toBe('https://app.test/_error')
      expect(response.headers.get('x-clerk-auth-reason')).toMatch(/^protect-rewrite/)
      expect(seenBy(response).get('x-clerk-auth-status')).toBe('signed-out')
    })

    it('gives the not-found page nothing of what a client adds to its address', async () => {
      const response = await ask({ headers: signedIn, path: '/_error?id=1' })
      expect([response.status, response.headers.get('x-middleware-rewrite')]).toEqual([404, 'https://app.test/_error'])
    })

    it('ends a refusal that Next sent in once more, without asking the handler again', async () => {
      const handler = vi.fn(protect)
      const headers = { accept: '*/*', 'sec-fetch-dest': 'empty' }
      const middleware = createMiddleware(handler, {}, ports)
      const refused = await middleware(new NextRequest('http://localhost:3000/x', { headers }), event)
      const again = new NextRequest(refused.headers.get('x-middleware-rewrite') ?? '', { headers })
      const response = await middleware(again, event)
      expect([response.status, response.headers.get('x-middleware-next')]).toEqual([404, '1'])
      expect(handler).toHaveBeenCalledTimes(1)
    })

    it('lets nobody on to the error page by its own address, of which Next hides the end (H1)', async () => {
      const response = await ask({ headers: signedIn, path: '/_error' })
      expect(response.headers.get('x-middleware-rewrite')).toBe('https://app.test/_error')
      expect([response.status, response.headers.get('x-middleware-next')]).toEqual([404, null])
    })

    it('renders the not-found page for a member without the permission', async () => {
      const handler: ClerkMiddlewareHandler = async (auth) => {
        await auth.protect((has) => has({ permission: 'org:admin:example2' }))
      }
      const response = await ask({ handler, headers: signedIn })
      expect(response.status).toBe(404)
      expect(seenBy(response).get('x-clerk-auth-status')).toBe('signed-in')
    })

    it('answers 401 to a signed-out server action and to a machine route', async () => {
      const action = { 'next-url': '/x', 'next-action': 'a', accept: 'text/x-component', 'sec-fetch-dest': 'empty' }
      expect((await ask({ handler: protect, headers: action, init: { method: 'POST' } })).status).toBe(401)
      const { 'next-url': _, ...newer } = action
      expect((await ask({ handler: protect, headers: newer, init: { method: 'POST' } })).status).toBe(401)
      expect((await ask({ handler: protect, headers: newer })).status).toBe(404)
      const machine: ClerkMiddlewareHandler = async (auth) => {
        await auth.protect({ token: 'oauth_token' })
      }
      const response = await ask({ handler: machine, headers: { accept: '*/*', 'sec-fetch-dest': 'empty' } })
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toMatch(
        /^Bearer resource_metadata="https:\/\/clerk\.example\.com/,
      )
    })

    it('answers 400 to a path that has two readings', async () => {
      const isAdmin = createRouteMatcher(['/admin(.*)'])
      const handler: ClerkMiddlewareHandler = async (auth, request) => {
        if (isAdmin(request)) await auth.protect()
      }
      const response = await ask({ handler, path: '/x/%2e%2e%2fadmin', headers: signedIn })
      expect(response.status).toBe(400)
      expect(response.statusText).toBe('Bad Request')
    })

    it('refuses although the handler forgot to await, or swallowed the refusal', async () => {
      const forgets: ClerkMiddlewareHandler = (auth) => {
        void auth.protect({ role: 'org:owner' })
      }
      const swallows: ClerkMiddlewareHandler = async (auth) => {
        try {
          await auth.protect({ role: 'org:owner' })
        } catch {
          // As if nothing had happened.
        }
      }
      expect((await ask({ handler: forgets, headers: signedIn })).status).toBe(404)
      expect((await ask({ handler: swallows, headers: signedIn })).status).toBe(404)
    })

    it('lets an exception of the handler propagate', async () => {
      const handler = (): never => {
        throw new Error('handler')
      }
      await expect(ask({ handler, headers: signedIn })).rejects.toThrow('handler')
    })
  })

  describe('the request that the application sees', () => {
    it.each<[string, () => Response | undefined]>([
      ['nothing', () => undefined],
      ['a pass', () => NextResponse.next()],
      ['a rewrite', () => NextResponse.rewrite('https://app.test/y')],
    ])('holds headers that the handler put on its request, and then answered with %s (policies)', async (_, answer) => {
      const handler: ClerkMiddlewareHandler = (_auth, req) => {
        req.headers.set('x-own', '1')
        req.headers.set('x-clerk-auth-status', 'signed-in')
        return answer()
      }
      const seen = seenBy(await ask({ handler, headers: { cookie: '__clerk_db_jwt=dvb_1' } }))
      expect([seen.get('x-own'), seen.get('x-clerk-auth-status')]).toEqual(['1', 'signed-out'])
    })

    const spoofed = {
      ...signedIn,
      'x-clerk-auth-status': 'signed-out',
      'x-clerk-request-data': 'forged',
      x_clerk_auth_token: 'forged',
      'X-Clerk-Anything': 'forged',
      'x-postern-auth': 'forged',
      'x-postern-other': 'forged',
      'x-middleware-rewrite': 'https://evil.test',
      'x-middleware-request-x-clerk-auth-status': 'signed-in',
      'x-mine': 'kept',
    }

    it('holds none of the internal headers that a client sent', async () => {
      const response = await ask({ headers: spoofed })
      const seen = seenBy(response)
      expect([...seen.values()].filter((value) => value === 'forged' || value.includes('evil'))).toEqual([])
      expect([...seen.keys()].filter((name) => name.startsWith('x-middleware'))).toEqual([])
      expect(seen.has('x_clerk_auth_token')).toBe(false)
      expect(seen.get('x-clerk-auth-status')).toBe('signed-in')
      expect(seen.get('x-mine')).toBe('kept')
      expect(response.headers.has('x-middleware-rewrite')).toBe(false)
    })

    it("holds none of them in a request that the handler makes from the client's", async () => {
      const handler: ClerkMiddlewareHandler = (_auth, request) => {
        const headers = new Headers(request.headers)
        headers.set('x-added', '1')
        return NextResponse.next({ request: { headers } })
      }
      const seen = seenBy(await ask({ handler, headers: spoofed }))
      expect(seen.get('x-added')).toBe('1')
      expect([...seen.values()]).not.toContain('forged')
    })

    it("carries the vendor's headers and our seal", async () => {
      const seen = seenBy(await ask({ headers: signedIn }))
      expect([...seen.keys()].filter((name) => name.startsWith('x-clerk') || name.startsWith('x-postern'))).toEqual([
        'x-clerk-auth-message',
        'x-clerk-auth-reason',
        'x-clerk-auth-signature',
        'x-clerk-auth-status',
        'x-clerk-auth-token',
        'x-clerk-clerk-url',
        'x-postern-auth',
      ])
      expect(seen.get('x-clerk-auth-signature')).toMatch(/^[0-9a-f]{40}$/)
      expect(seen.get('x-clerk-clerk-url')).toBe('https://app.test/x')
    })

    it('carries our seal only, when told so', async () => {
      const seen = seenBy(await ask({ headers: signedIn, options: { handover: 'sealed' } }))
      expect([...seen.keys()].filter((name) => name.startsWith('x-clerk') || name.startsWith('x-postern'))).toEqual([
        'x-postern-auth',
      ])
    })

    it('carries encrypted options when there are any, and the debug mark', async () => {
      const seen = seenBy(await ask({ headers: signedIn, options: { signInUrl: '/in', debug: true } }))
      expect(atob(seen.get('x-clerk-request-data') ?? '')).toMatch(/^Salted__/)
      expect(seen.get('x-clerk-debug')).toBe('true')
    })

    it('says that nothing could be sealed without any key', async () => {
      vi.stubEnv('CLERK_SECRET_KEY', '')
      const seen = seenBy(await ask({ headers: signedIn }))
      expect(seen.get('x-postern-auth')).toBe('unsealed')
      expect(seen.get('x-clerk-auth-signature')).toBe('')
    })

    it.each(['deriveBits', 'digest', 'encrypt', 'sign'] as const)(
      'is not made when the platform fails to %s: nobody is let on, until it can again',
      async (operation) => {
        // Options of its own: what was sealed and signed before belongs to the process.
        const middleware = createMiddleware(null, { signInUrl: `/in/${operation}` }, ports)
        const visit = (): Promise<Response> =>
          middleware(new NextRequest('https://app.test/x', { headers: { ...page, ...signedIn } }), event)
        const absent = withoutNode()
        const platform = vi.spyOn(crypto.subtle, operation).mockRejectedValue(new Error('The platform cannot.'))
        await expect(visit()).rejects.toThrow('The platform cannot.')
        platform.mockRestore()
        expect(seenBy(await visit()).get('x-postern-auth')).toMatch(/^[\w-]{100,}$/)
        absent.mockRestore()
      },
    )

    it.each(['hash', 'createHmac', 'createCipheriv'] as const)(
      "is not made when Node's own cryptography fails at %s: nobody is let on, until it can again",
      async (operation) => {
        const middleware = createMiddleware(null, { signInUrl: `/in/${operation}` }, ports)
        const visit = (): Promise<Response> =>
          middleware(new NextRequest('https://app.test/x', { headers: { ...page, cookie: others } }), event)
        const others = await mintCookies({ sub: `user_${operation}` })
        // The first request of a setup looks for the cryptography, and would not take one that fails.
        await ask({ headers: signedIn, options: { signInUrl: `/in/${operation}` } })
        const platform = vi.spyOn(process.getBuiltinModule('node:crypto'), operation).mockImplementation(() => {
          throw new Error('The platform cannot.')
        })
        await expect(visit()).rejects.toThrow('The platform cannot.')
        platform.mockRestore()
        expect(seenBy(await visit()).get('x-postern-auth')).toMatch(/^[\w-]{100,}$/)
      },
    )
  })

  describe('the seal', () => {
    it('is given again for the same request, and made anew for any other and after five seconds', async () => {
      let nowMs = NOW_MS
      const middleware = createMiddleware(null, {}, { clock: { nowMs: () => nowMs }, log: () => {} })
      const others = await mintCookies({ sub: 'user_2' })
      const visit = async (url: string, cookie = cookies, method = 'GET', host = 'app.test'): Promise<string> => {
        const headers = { ...page, cookie, host }
        const response = await middleware(new NextRequest(url, { headers, method }), event)
        return seenBy(response).get('x-postern-auth') ?? ''
      }
      const first = await visit('https://app.test/x')
      expect(await visit('https://app.test/x')).toBe(first)
      const different = [
        await visit('https://app.test/y'),
        await visit('https://app.test/x?y'),
        await visit('https://app.test/x', others),
        await visit('https://app.test/x', cookies, 'DELETE'),
        await visit('https://app.test/x', cookies, 'GET', 'other.test'),
      ]
      nowMs += 5_000
      different.push(await visit('https://app.test/x'))
      expect(different.every((seal) => seal.length > 100)).toBe(true)
      expect(new Set([first, ...different]).size).toBe(7)
    })
  })

  describe('the response of the handler', () => {
    const respond = (response: () => Response): Promise<Response> => ask({ handler: response, headers: signedIn })

    it('keeps cookies and headers of a pass', async () => {
      const response = await respond(() => {
        const next = NextResponse.next({ headers: { 'x-own': '1' } })
        next.cookies.set('a', '1')
        next.cookies.set('b', '2')
        return next
      })
      expect(response.headers.get('x-own')).toBe('1')
      expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/'])
      expect(response.headers.get('x-middleware-set-cookie')).toContain('a=1')
      expect(seenBy(response).get('x-clerk-auth-status')).toBe('signed-in')
    })

    describe('what a client says of scripts', () => {
      const forged = {
        'x-nonce': 'forged',
        x_nonce: 'forged',
        'content-security-policy': "script-src 'nonce-forged'",
        'content-security-policy-report-only': "script-src 'nonce-forged'",
        content_security_policy: 'forged',
      }
      it.each<[string, (request: NextRequest) => Response | undefined]>([
        ['lets the request on', () => undefined],
        ['sets a cookie', () => withCookie(NextResponse.next())],
        ['hands on the request headers', ({ headers }) => NextResponse.next({ request: { headers } })],
        ['rewrites to a page', () => NextResponse.rewrite('https://app.test/en/x')],
        ['rewrites to another origin', () => NextResponse.rewrite('https://other.test/x')],
      ])('is removed where the handler %s (L1)', async (_, answer) => {
        const response = await ask({
          handler: (_auth, request) => answer(request),
          headers: { ...signedIn, ...forged },
        })
        expect(seenBy(response).get('host')).toBe('app.test')
        expect(JSON.stringify([...seenBy(response)])).not.toContain('forged')
      })

      it.each([signedIn, {}])('is removed where a refusal shows the not-found page (L1)', async (cookie) => {
        const headers = { ...cookie, ...forged, accept: '*/*', 'sec-fetch-dest': 'empty' }
        const handler: ClerkMiddlewareHandler = async (auth) => void (await auth.protect({ role: 'org:nobody' }))
        const response = await ask({ handler, headers })
        expect(response.headers.get('x-middleware-rewrite')).toBe('https://app.test/_error')
        expect(JSON.stringify([...seenBy(response)])).not.toContain('forged')
      })

      it('gives way to what the handler says itself, however it says it (L1)', async () => {
        const handlers: readonly ClerkMiddlewareHandler[] = [
          (_auth, request) => {
            const headers = new Headers(request.headers)
            headers.set('x-nonce', 'mine')
            headers.set('content-security-policy', "script-src 'nonce-mine'")
            return NextResponse.next({ request: { headers } })
          },
          (_auth, request) => {
            request.headers.set('x-nonce', 'mine')
            request.headers.set('content-security-policy', "script-src 'nonce-mine'")
          },
        ]
        for (const handler of handlers) {
          const seen = seenBy(await ask({ handler, headers: { ...signedIn, ...forged } }))
          expect([seen.get('x-nonce'), seen.get('content-security-policy')]).toEqual([
            'mine',
            "script-src 'nonce-mine'",
          ])
          expect(JSON.stringify([...seen])).not.toContain('forged')
        }
      })
    })

    it('decorates a rewrite to a page of the application, status kept', async () => {
      const response = await respond(() => NextResponse.rewrite('https://app.test/en/x', { status: 203 }))
      expect(response.headers.get('x-middleware-rewrite')).toBe('https://app.test/en/x')
      expect(response.status).toBe(203)
      expect(seenBy(response).get('x-clerk-auth-status')).toBe('signed-in')
    })

    it('turns a rewrite to the same URL into a pass', async () => {
      const response = await respond(() => NextResponse.rewrite('https://app.test/x'))
      expect(response.headers.has('x-middleware-rewrite')).toBe(false)
      expect(response.headers.get('x-middleware-next')).toBe('1')
    })

    it('tells another origin nothing', async () => {
      const response = await respond(() => NextResponse.rewrite('https://other.test/x'))
      expect(response.headers.get('x-middleware-rewrite')).toBe('https://other.test/x')
      expect(seenBy(response).size).toBe(0)
      expect([...response.headers.keys()].filter((name) => name.includes('clerk') || name.includes('postern'))).toEqual(
        [],
      )
    })

    it('tells another origin nothing that a client made up', async () => {
      const response = await ask({
        handler: () => NextResponse.rewrite('https://other.test/x'),
        headers: { ...signedIn, 'x-clerk-auth-status': 'signed-in', x_clerk_auth_token: 'forged' },
      })
      expect(response.headers.get('x-middleware-rewrite')).toBe('https://other.test/x')
      expect([...seenBy(response).keys()].filter((name) => name.includes('clerk') || name.includes('postern'))).toEqual(
        [],
      )
      expect(seenBy(response).get('host')).toBe('app.test')
    })

    it('leaves a redirect and an answer alone', async () => {
      const redirect = await respond(() => NextResponse.redirect('https://app.test/y', 308))
      expect([redirect.status, redirect.headers.get('location')]).toEqual([308, 'https://app.test/y'])
      expect(seenBy(redirect).size).toBe(0)
      const json = await respond(() => Response.json({ ok: true }, { status: 201, headers: { 'set-cookie': 'a=1' } }))
      expect([json.status, await json.json(), json.headers.getSetCookie()]).toEqual([201, { ok: true }, ['a=1']])
    })

    it('says on the response why nobody is signed in', async () => {
      const response = await ask({ handler: () => Response.json({}), headers: { cookie: '__clerk_db_jwt=dvb_1' } })
      expect(response.headers.get('x-clerk-auth-status')).toBe('signed-out')
      expect(response.headers.get('x-clerk-auth-reason')).toBe('session-token-and-uat-missing')
    })
  })

  describe('control flow of Next', () => {
    const throwDigest = (digest: string): Promise<Response> =>
      ask({
        headers: signedIn,
        handler: () => {
          throw Object.assign(new Error(digest), { digest })
        },
      })

    it.each([
      ['NEXT_REDIRECT;replace;/y?a=;b;307;', 307, 'https://app.test/y?a=;b'],
      ['NEXT_REDIRECT;push;https://other.test/;308;', 308, 'https://other.test/'],
      ['NEXT_REDIRECT;replace;//other.test/y;303;', 303, 'https://other.test/y'],
    ])('honours %s', async (digest, status, location) => {
      const response = await throwDigest(digest)
      expect([response.status, response.headers.get('location')]).toEqual([status, location])
    })

    it.each([
      ['NEXT_HTTP_ERROR_FALLBACK;401', 401],
      ['NEXT_HTTP_ERROR_FALLBACK;403', 403],
    ])('honours %s', async (digest, status) => {
      const response = await throwDigest(digest)
      expect([response.status, await response.text()]).toEqual([status, ''])
    })

    it.each(['NEXT_HTTP_ERROR_FALLBACK;404', 'NEXT_NOT_FOUND'])('honours %s', async (digest) => {
      const response = await throwDigest(digest)
      expect(response.status).toBe(404)
      expect(response.headers.get('x-middleware-rewrite')).toContain('/_error')
    })

    it('keeps all of them from caches, and says of a page that is not found what protect() says', async () => {
      for (const digest of ['NEXT_REDIRECT;replace;/y;307;', 'NEXT_HTTP_ERROR_FALLBACK;401', 'NEXT_NOT_FOUND']) {
        expect([digest, (await throwDigest(digest)).headers.get('cache-control')]).toEqual([digest, 'no-store'])
      }
      expect((await throwDigest('NEXT_NOT_FOUND')).headers.get('x-clerk-auth-reason')).toBe('protect-rewrite')
    })

    it('challenges a program that showed an OAuth token, and no other', async () => {
      const handler = (): never => {
        throw Object.assign(new Error(), { digest: 'NEXT_HTTP_ERROR_FALLBACK;401' })
      }
      const shown = await ask({ handler, headers: { accept: '*/*', authorization: 'Bearer oat_1' } })
      expect([shown.status, shown.headers.get('www-authenticate')]).toEqual([
        401,
        expect.stringContaining('/.well-known/oauth-protected-resource'),
      ])
      expect((await ask({ handler, headers: signedIn })).headers.has('www-authenticate')).toBe(false)
    })

    it.each(['NEXT_HTTP_ERROR_FALLBACK;500', 'NEXT_REDIRECT;replace;/y;200;', 'DYNAMIC_SERVER_USAGE', ''])(
      'lets %s propagate',
      async (digest) => {
        await expect(throwDigest(digest)).rejects.toThrow()
      },
    )
  })

  describe('options', () => {
    it('takes them from a function of the request, sync or async', async () => {
      const options = vi.fn((request: NextRequest) => ({ signInUrl: `https://${request.nextUrl.host}/in` }))
      const handler: ClerkMiddlewareHandler = async (auth) => {
        await auth.protect()
      }
      const headers = { cookie: '__clerk_db_jwt=dvb_1' }
      for (const given of [options, async (request: NextRequest) => options(request)]) {
        const response = await ask({ handler, options: given, headers })
        expect(response.headers.get('location')).toMatch(/^https:\/\/app\.test\/in\?redirect_url=/)
      }
    })

    it('never erases the environment with an absent value', async () => {
      const options = { publishableKey: undefined, secretKey: null, jwtKey: undefined }
      expect((await ask({ options, headers: signedIn })).headers.get('x-middleware-next')).toBe('1')
    })

    it('refuses a secret key without an encryption key', async () => {
      await expect(ask({ options: { secretKey: SECRET_KEY } })).rejects.toMatchObject({
        code: 'ERR_AUTH_ENCRYPTION_KEY_MISSING',
        vendorCode: 'encryption_key_missing',
      })
      const options = { secretKey: SECRET_KEY, encryptionKey: 'a key for tests only' }
      expect((await ask({ options, headers: signedIn })).status).toBe(200)
    })

    it.each(['k', 'deadbeef', 'z'.repeat(40)])(
      'refuses the encryption key %j, which can be guessed (in-use 14)',
      async (key) => {
        const code = 'ERR_AUTH_ENCRYPTION_KEY_INVALID'
        await expect(ask({ options: { encryptionKey: key } })).rejects.toMatchObject({ code })
        vi.stubEnv('CLERK_ENCRYPTION_KEY', key)
        await expect(ask({})).rejects.toMatchObject({ code, message: expect.stringContaining('openssl rand -hex 32') })
        vi.stubEnv('CLERK_ENCRYPTION_KEY', '')
        vi.stubEnv('CLERK_ENCRYPTION_KEY_PREVIOUS', key)
        await expect(ask({})).rejects.toMatchObject({
          code,
          message: expect.stringContaining('CLERK_ENCRYPTION_KEY_PREVIOUS'),
        })
      },
    )

    it('throws a coded error for a missing key, for every request', async () => {
      vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', '')
      await expect(ask({})).rejects.toMatchObject({ code: 'ERR_AUTH_PUBLISHABLE_KEY_MISSING' })
    })

    it('throws when the callback throws or knows no options', async () => {
      const failing = (): never => {
        throw new Error('tenant')
      }
      await expect(ask({ options: failing })).rejects.toThrow('tenant')
      await expect(ask({ options: (() => undefined) as never })).rejects.toThrow(AuthError)
      await expect(ask({ options: (() => new Response()) as never })).rejects.toThrow(AuthError)
    })

    it('keeps tenants apart', async () => {
      const other = {
        publishableKey: `pk_test_${btoa('clerk.other.com$')}`,
        encryptionKey: 'a key for tests only',
        secretKey: 'sk_test_o',
      }
      const middleware = createMiddleware(
        null,
        (request) =>
          request.headers.get('x-tenant') === 'other'
            ? { ...other, jwtKey: OTHER_JWT_KEY }
            : { publishableKey: PUBLISHABLE_KEY },
        ports,
      )
      const go = async (tenant: string): Promise<string | null | undefined> => {
        const headers = { ...page, cookie: cookies, 'x-tenant': tenant, accept: '*/*', 'sec-fetch-dest': 'empty' }
        return seenBy(await middleware(new NextRequest('https://app.test/x', { headers }), event)).get(
          'x-clerk-auth-status',
        )
      }
      expect([await go('a'), await go('other'), await go('a')]).toEqual(['signed-in', 'signed-out', 'signed-in'])
    })
  })

  describe('contentSecurityPolicy, where the handler does not let the request on', () => {
    const options = { contentSecurityPolicy: { strict: true, reportTo: '/reports' } }
    const visitor = { cookie: '__clerk_db_jwt=dvb_1' }
    const script = { ...visitor, accept: '*/*', 'sec-fetch-dest': 'empty' }
    const demand =
      (params: ProtectParams & ProtectOptions = {}): ClerkMiddlewareHandler =>
      async (auth) =>
        void (await auth.protect(params))

    it.each<[string, ClerkMiddlewareHandler, Record<string, string>, number]>([
      ['redirects by NextResponse', () => NextResponse.redirect('https://app.test/y'), signedIn, 307],
      ['redirects by Response', () => Response.redirect('https://app.test/y', 308), signedIn, 308],
      ['redirects by redirect()', () => redirect('/y'), signedIn, 307],
      ['redirects by permanentRedirect()', () => permanentRedirect('/y'), signedIn, 308],
      ['redirects to the sign-in page', async (auth) => (await auth()).redirectToSignIn(), visitor, 307],
      ['redirects to the sign-up page', async (auth) => (await auth()).redirectToSignUp(), visitor, 307],
      ['protects a page', demand(), visitor, 307],
      ['protects with a page of its own', demand({ unauthenticatedUrl: '/welcome' }), script, 307],
      ['protects with a page for others', demand({ role: 'org:x', unauthorizedUrl: '/denied' }), signedIn, 307],
      ['refuses a token', demand({ token: 'api_key' }), script, 401],
      ['hides a page', demand(), script, 404],
      ['hides a page from a program', demand(), { ...script, accept: 'application/json' }, 404],
      ['answers by itself', () => Response.json({}), signedIn, 200],
    ])('stands on the response when it %s (B3)', async (_, handler, headers, status) => {
      const response = await ask({ handler, headers, options })
      const nonce = response.headers.get('x-nonce') ?? 'none'
      expect([response.status, response.headers.get('content-security-policy')]).toEqual([
        status,
        expect.stringContaining(`'nonce-${nonce}'`),
      ])
      expect(response.headers.get('reporting-endpoints')).toBe('csp-endpoint="/reports"')
      expect(response.headers.get('x-clerk-auth-status')).toBe(headers === signedIn ? null : 'signed-out')
    })

    it('does not stand on a handshake, which comes before the handler (B3)', async () => {
      const response = await ask({ handler: demand(), options })
      expect(response.headers.get('x-clerk-auth-status')).toBe('handshake')
      expect(response.headers.get('content-security-policy')).toBeNull()
    })
  })

  describe('contentSecurityPolicy', () => {
    it('stands on the response and replaces what the client sent', async () => {
      const options = { contentSecurityPolicy: { strict: true } }
      const response = await ask({
        options,
        headers: { ...signedIn, 'x-nonce': 'mine', 'content-security-policy': 'x' },
      })
      const policy = response.headers.get('content-security-policy') ?? ''
      const nonce = response.headers.get('x-nonce') ?? ''
      expect(policy).toContain(`'nonce-${nonce}'`)
      expect(policy).toContain('clerk.example.com')
      expect(seenBy(response).get('x-nonce')).toBe(nonce)
      expect(seenBy(response).get('content-security-policy')).toBe(policy)
    })

    it('covers the not-found page, and is not set unless asked for', async () => {
      const handler: ClerkMiddlewareHandler = async (auth) => {
        await auth.protect({ role: 'org:owner' })
      }
      const options = { contentSecurityPolicy: {} }
      expect((await ask({ handler, options, headers: signedIn })).headers.has('content-security-policy')).toBe(true)
      expect((await ask({ headers: signedIn })).headers.has('content-security-policy')).toBe(false)
    })

    it('throws for an illegal source', async () => {
      const options = { contentSecurityPolicy: { directives: { 'img-src': 'a; b' } } }
      await expect(ask({ options })).rejects.toMatchObject({ code: 'ERR_AUTH_CSP_INVALID' })
    })
  })

  describe('frontendApiProxy', () => {
    it('answers below its path before anything else', async () => {
      vi.stubEnv('CLERK_FAPI_URL', 'no url')
      const options = { frontendApiProxy: { enabled: true } }
      const response = await ask({ options, path: '/__clerk/v1/client' })
      expect(response.status).toBe(500)
      expect(response.headers.get('cache-control')).toBe('no-store')
    })

    it.each([
      ['on Vercel, by the header that it writes', 'app.vercel.app', '1.2.3.4'],
      ['nowhere else', '', null],
    ])('tells the Frontend API the address of the client %s (H12)', async (_, host, address) => {
      vi.stubEnv('VERCEL_PROJECT_PRODUCTION_URL', host)
      const calls: Headers[] = []
      vi.stubGlobal('fetch', async (__: unknown, init?: RequestInit) => {
        calls.push(new Headers(init?.headers))
        return new Response('from the Frontend API')
      })
      const options = { frontendApiProxy: { enabled: true }, authorizedParties: ['https://app.test'] }
      const forged = { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https', 'x-forwarded-for': '6.6.6.6' }
      await ask({ options, path: '/__clerk/v1/client', headers: { ...forged, 'x-real-ip': '1.2.3.4', ...signedIn } })
      vi.unstubAllGlobals()
      expect(calls[0]?.get('clerk-proxy-url')).toBe('https://app.test/__clerk')
      expect(calls[0]?.get('x-forwarded-for')).toBe(address)
    })

    it('leads handshakes through itself', async () => {
      const response = await ask({ options: { frontendApiProxy: { enabled: true } } })
      expect(response.headers.get('location')).toMatch(/^https:\/\/app\.test\/__clerk\/v1\/client\/handshake\?/)
    })

    it('is off for a development key', async () => {
      expect((await ask({ path: '/__clerk/v1/client', headers: signedIn })).headers.get('x-middleware-next')).toBe('1')
    })
  })

  it('adds the cache buster to redirects on Netlify', async () => {
    vi.stubEnv('NETLIFY', 'true')
    const handler: ClerkMiddlewareHandler = async (auth) => {
      await auth.protect()
    }
    const response = await ask({ handler, headers: { cookie: '__clerk_db_jwt=dvb_1' } })
    expect(response.headers.get('location')).toContain(`__clerk_netlify_cache_bust=${NOW_MS}`)
  })

  it.each([
    [307, '/login'],
    [201, '/items/1'],
    [307, 'https://other.example/x?sig=a%20b'],
  ])('leaves a %d of the application to %s alone on Netlify', async (status, location) => {
    vi.stubEnv('NETLIFY', 'true')
    const handler = (): Response => new Response(null, { status, headers: { location } })
    const response = await ask({ handler, headers: signedIn })
    expect([response.status, response.headers.get('location')]).toEqual([status, location])
  })

  it('mends a URL in which Next wrote the locale before the base path', async () => {
    vi.stubEnv('__NEXT_ROUTER_BASEPATH', '/base')
    const seen: string[] = []
    const i18n = { locales: ['en', 'de'], defaultLocale: 'en' }
    const middleware = createMiddleware((_, { nextUrl }) => void seen.push(nextUrl.basePath + nextUrl.pathname), {}, {})
    for (const path of ['/de/base/de/secret', '/base/de/secret', '/base/secret', '/de/base', '/de/other', '/other']) {
      const init = { headers: { cookie: '__clerk_db_jwt=dvb_1' }, nextConfig: { basePath: '/base', i18n } }
      await middleware(new NextRequest(`https://app.test${path}`, init), {} as NextFetchEvent)
    }
    expect(seen).toEqual(['/base/secret', '/base/secret', '/base/secret', '/base/', '/other', '/other'])
  })

  it('leaves a path alone that is not below the base path, or begins with no locale', async () => {
    vi.stubEnv('__NEXT_ROUTER_BASEPATH', '/base')
    const seen: string[] = []
    const middleware = createMiddleware((_, { nextUrl }) => void seen.push(nextUrl.pathname), {}, {})
    const i18n = { locales: ['en', 'de'], defaultLocale: 'en' }
    for (const [path, locales] of [
      ['/legacy/base/public', null],
      ['/legacy/base/public', i18n],
      ['/legacy/basement', i18n],
    ] as const) {
      const nextConfig = { basePath: '/base', i18n: locales as never }
      const init = { headers: { cookie: '__clerk_db_jwt=dvb_1' }, nextConfig }
      await middleware(new NextRequest(`https://app.test${path}`, init), {} as NextFetchEvent)
    }
    expect(seen).toEqual(['/legacy/base/public', '/legacy/base/public', '/legacy/basement'])
  })

  it.each([
    '/de/_next/data/build/de/secret.json',
    '/de/_next/data/build/ANY/secret/x.json',
    '/de/_next/data/build/index/secret.json',
    '/de/_next/data',
    '/DE/_NEXT/Data/build/secret',
    '/cdn/_next/data/build/secret.json',
    '/de/_next/data/a/_next/data/b/secret.json',
    '/de/base/_next/data/build/secret.json',
  ])('refuses %s, which a router may take for any page, and asks no rule', async (path) => {
    const handler = vi.fn()
    const i18n = { locales: ['en', 'de'], defaultLocale: 'en' }
    const init = { headers: signedIn, nextConfig: { basePath: path.includes('base') ? '/base' : '', i18n } }
    const response = await createMiddleware(handler, {}, {})(new NextRequest(`https://app.test${path}`, init), event)
    expect([
      response.status,
      response.headers.get('cache-control'),
      response.headers.get('x-middleware-rewrite'),
    ]).toEqual([404, 'no-store', null])
    expect(handler).not.toHaveBeenCalled()
  })

  it('leaves a path alone that only begins like one of data', async () => {
    let seen = ''
    const middleware = createMiddleware((_, { nextUrl }) => void (seen = nextUrl.pathname), {}, {})
    const init = { headers: { cookie: '__clerk_db_jwt=dvb_1' } }
    await middleware(new NextRequest('https://app.test/_next/database/x.json', init), {} as NextFetchEvent)
    expect(seen).toBe('/_next/database/x.json')
  })

  it('keeps the locales of the application in a mended request', async () => {
    let href = ''
    const handler: ClerkMiddlewareHandler = (_, { nextUrl }) => {
      const url = nextUrl.clone()
      url.locale = 'fr'
      href = url.href
    }
    const i18n = { locales: ['en', 'de', 'fr'], defaultLocale: 'en' }
    const init = { headers: { cookie: '__clerk_db_jwt=dvb_1' }, nextConfig: { basePath: '/base', i18n } }
    const request = new NextRequest('https://app.test/de/base/de/x', init)
    await createMiddleware(handler, {}, {})(request, {} as NextFetchEvent)
    expect(href).toBe('https://app.test/base/fr/x')
  })

  it('hands the body of a mended request on', async () => {
    vi.stubEnv('__NEXT_ROUTER_BASEPATH', '/base')
    let text = ''
    const middleware = createMiddleware(async (_, request) => void (text = await request.text()), {}, {})
    const init = { method: 'POST', body: 'hello', headers: { cookie: '__clerk_db_jwt=dvb_1' } }
    await middleware(new NextRequest('https://app.test/de/base/de/x', init), {} as NextFetchEvent)
    expect(text).toBe('hello')
  })
})

describe('clerkMiddleware', () => {
  const request = (): NextRequest =>
    new NextRequest('https://app.test/x', { headers: { ...page, cookie: '__clerk_db_jwt=dvb_1', accept: '*/*' } })
  const status = async (result: unknown): Promise<unknown> => {
    const response = await result
    return response instanceof Response ? seenBy(response).get('x-clerk-auth-status') : null
  }

  it('works called with nothing, options, a handler, and both', async () => {
    const handler = vi.fn()
    expect(await status(clerkMiddleware()(request(), event))).toBe('signed-out')
    expect(await status(clerkMiddleware({ debug: false })(request(), event))).toBe('signed-out')
    expect(await status(clerkMiddleware(handler)(request(), event))).toBe('signed-out')
    expect(await status(clerkMiddleware(handler, { debug: false })(request(), event))).toBe('signed-out')
    expect(await status(clerkMiddleware(handler, () => ({}))(request(), event))).toBe('signed-out')
    expect(handler).toHaveBeenCalledTimes(3)
  })

  it('is the middleware itself when it is exported as it is', async () => {
    expect(await status(clerkMiddleware(request(), event))).toBe('signed-out')
  })

  it('never takes an event for options', async () => {
    const odd = { waitUntil: () => {}, publishableKey: 'pk_test_evil' } as unknown as NextFetchEvent
    expect(await status(clerkMiddleware(request(), odd))).toBe('signed-out')
  })

  it('reads no key before the first request', () => {
    vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', '')
    expect(() => clerkMiddleware()).not.toThrow()
  })

  it('verifies a bearer token', async () => {
    const headers = {
      authorization: `Bearer ${await mintSession({ exp: Math.floor(Date.now() / 1000) + 60, iat: 1, nbf: 1 })}`,
    }
    expect(await status(clerkMiddleware()(new NextRequest('https://app.test/x', { headers }), event))).toBe('signed-in')
  })
})
