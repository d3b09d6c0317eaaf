/** Policies that speak of a page under another path than the one that was asked for, with the real middleware of next-intl behind ours. */
import { clerkMiddleware, type ClerkMiddlewareHandler as Handler, createRouteMatcher } from '@postern/next/server'
import { createEmulator, type Emulator } from '@postern/emulator'
import createIntlMiddleware from 'next-intl/middleware'
import { type NextFetchEvent, NextRequest, NextResponse } from 'next/server.js'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

const APP = 'http://localhost:3000'
const event = { waitUntil: () => {} } as unknown as NextFetchEvent
const page = { accept: 'text/html', 'sec-fetch-dest': 'document', host: 'localhost:3000' }
const intl = createIntlMiddleware({ locales: ['en', 'de'], defaultLocale: 'en', localePrefix: 'as-needed' })
const isMember = createRouteMatcher(['/:locale/members(.*)'])

let emulator: Emulator
beforeAll(async () => {
  emulator = createEmulator({ appOrigin: APP })
  await emulator.listen()
})
afterAll(() => emulator.close())
beforeEach(() => {
  vi.stubEnv('CLERK_ENCRYPTION_KEY', 'b7'.repeat(32))
  vi.stubEnv('NODE_ENV', 'production')
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

interface Answer {
  readonly status: number
  /** The path that is rendered, or where the browser is sent. */
  readonly path: string
  readonly backTo: string | null
}

async function ask(
  handler: Handler,
  path: string,
  visitor: 'visitor' | 'member',
  init: { method?: string; body?: string } = {},
): Promise<Answer> {
  const minted = visitor === 'visitor' ? emulator.mint.visitor() : emulator.mint.session({ user: 'ada' })
  const headers = { ...page, cookie: (await minted).cookieHeader }
  const middleware = clerkMiddleware(handler, { ...emulator.authOptions, signInUrl: '/sign-in' })
  const response = await middleware(new NextRequest(APP + path, { headers, ...init }), event)
  const target = response?.headers.get('location') ?? response?.headers.get('x-middleware-rewrite') ?? path
  const url = new URL(target, APP)
  return { status: response?.status ?? 200, path: url.pathname, backTo: url.searchParams.get('redirect_url') }
}

describe('a policy that names the page as it is rendered', () => {
  const handler: Handler = async (auth, req) => {
    if (isMember(req)) await auth.protect()
    return intl(req)
  }

  it.each(['/members', '/members/list?a=1'])(
    'is asked about %s as well, which next-intl renders below /en (in-use 4)',
    async (path) => {
      expect(await ask(handler, path, 'visitor')).toEqual({ status: 307, path: '/sign-in', backTo: APP + path })
    },
  )

  it.each([
    ['/members', '/en/members'],
    ['/de/members', '/de/members'],
    ['/', '/en'],
  ])('shows %s to a member, as next-intl wants it: %s (in-use 4)', async (path, rendered) => {
    expect(await ask(handler, path, 'member')).toEqual({ status: 200, path: rendered, backTo: null })
  })

  it('lets visitors see what it does not speak of (in-use 4)', async () => {
    expect(await ask(handler, '/about', 'visitor')).toMatchObject({ status: 200, path: '/en/about' })
  })

  it('refuses a POST too, whose body the handler has read (in-use 4)', async () => {
    const reading: Handler = async (auth, req) => {
      if (!req.bodyUsed && req.method === 'POST') await req.text()
      return handler(auth, req, event)
    }
    expect(await ask(reading, '/members', 'visitor', { method: 'POST', body: 'x' })).toMatchObject({
      status: 307,
      path: '/sign-in',
    })
  })

  it('counts a refusal that is thrown in a try of the handler’s own (in-use 4)', async () => {
    const swallowing: Handler = async (auth, req) => {
      try {
        if (isMember(req)) await auth.protect()
      } catch {
        // As if nothing had happened.
      }
      return intl(req)
    }
    expect(await ask(swallowing, '/members', 'visitor')).toMatchObject({ status: 307, path: '/sign-in' })
  })

  it('counts redirectToSignIn(), and conditions (in-use 4)', async () => {
    const byHand: Handler = async (auth, req) => {
      const { userId, redirectToSignIn } = await auth()
      if (isMember(req) && userId === null) return redirectToSignIn()
      return intl(req)
    }
    expect(await ask(byHand, '/members', 'visitor')).toMatchObject({ status: 307, path: '/sign-in' })
    const strict: Handler = async (auth, req) => {
      if (isMember(req)) await auth.protect({ role: 'org:nobody' })
      return intl(req)
    }
    expect(await ask(strict, '/members', 'member')).toMatchObject({ status: 404, path: '/_error' })
  })
})

describe('a policy that refuses by hand, and names the page as it is rendered', () => {
  const toSignIn = (req: NextRequest): NextResponse => NextResponse.redirect(new URL('/sign-in', req.url))
  it.each<[string, Handler, number]>([
    [
      'a redirect',
      async (auth, req) => (isMember(req) && (await auth()).userId === null ? toSignIn(req) : intl(req)),
      307,
    ],
    [
      '401',
      async (auth, req) =>
        isMember(req) && (await auth()).userId === null ? Response.json({}, { status: 401 }) : intl(req),
      401,
    ],
    [
      'a redirect after the caught question',
      async (auth, req) =>
        isMember(req) && (await auth.protect().catch(() => null)) === null ? toSignIn(req) : intl(req),
      307,
    ],
  ])('is obeyed where it answers with %s (in-use 4)', async (_, handler, status) => {
    expect((await ask(handler, '/members', 'visitor')).status).toBe(status)
    expect((await ask(handler, '/de/members', 'visitor')).status).toBe(status)
    expect(await ask(handler, '/members', 'member')).toMatchObject({ status: 200, path: '/en/members' })
    expect(await ask(handler, '/about', 'visitor')).toMatchObject({ status: 200, path: '/en/about' })
  })
})

describe('a policy with a list of public pages', () => {
  const isPublic = createRouteMatcher(['/about', '/en/hidden'])
  const handler: Handler = async (auth, req) => {
    if (!isPublic(req)) await auth.protect()
    return intl(req)
  }

  it('names pages as the browser shows them: what it says of those counts (in-use 4)', async () => {
    expect(await ask(handler, '/about', 'visitor')).toMatchObject({ status: 200, path: '/en/about' })
  })

  it('opens nothing by naming the page as it is rendered (in-use 4)', async () => {
    expect(await ask(handler, '/hidden', 'visitor')).toMatchObject({ status: 307, path: '/sign-in' })
  })
})

describe('a handler', () => {
  const rewrite = (req: NextRequest, path: string): NextResponse => NextResponse.rewrite(new URL(path, req.url))

  it('is asked again by a rewrite of its own, below a base path too (in-use 4)', async () => {
    const isSecret = createRouteMatcher(['/secret(.*)'])
    const seen: string[] = []
    const handler: Handler = async (auth, req) => {
      seen.push(req.nextUrl.basePath + req.nextUrl.pathname)
      if (isSecret(req)) await auth.protect()
      return rewrite(req, '/base/secret/1')
    }
    const request = new NextRequest(`${APP}/base/alias?a=1`, {
      headers: { ...page, cookie: (await emulator.mint.visitor()).cookieHeader },
      nextConfig: { basePath: '/base' },
    })
    const response = await clerkMiddleware(handler, emulator.authOptions)(request, event)
    expect(seen).toEqual(['/base/alias', '/base/secret/1'])
    expect([
      response?.status,
      new URL(response?.headers.get('location') ?? '').searchParams.get('redirect_url'),
    ]).toEqual([307, `${APP}/base/alias?a=1`])
  })

  it('is asked about the page as it is spelled where every path ends with a slash (in-use 4)', async () => {
    const isBelow = createRouteMatcher(['/:locale/members/(.*)'])
    const handler: Handler = async (auth, req) => {
      if (isBelow(req)) await auth.protect()
      return rewrite(req, '/en/members')
    }
    expect(await ask(handler, '/members/', 'visitor')).toMatchObject({ status: 307, path: '/sign-in' })
    // Without it the pattern speaks of what lies below, and not of the page itself.
    expect(await ask(handler, '/members', 'visitor')).toMatchObject({ status: 200, path: '/en/members' })
  })

  it.each<[string, (req: NextRequest) => Response]>([
    ['does not rewrite', () => NextResponse.next()],
    ['rewrites to the page that was asked for', (req) => rewrite(req, req.url)],
    ['rewrites to another server', () => NextResponse.rewrite('https://other.example/en/members')],
    ['rewrites to a page that its matchers do not speak of', (req) => rewrite(req, '/en/about')],
    ['answers by itself', () => Response.json({})],
  ])('runs once where it %s (in-use 4)', async (_, answer) => {
    const handler = vi.fn<Handler>(async (auth, req) => {
      if (isMember(req)) await auth.protect()
      return answer(req)
    })
    await ask(handler, '/members', 'visitor')
    expect(handler).toHaveBeenCalledTimes(1)
  })

  it('runs once where a matcher has said "yes" already, and twice at most (in-use 4)', async () => {
    const isEither = createRouteMatcher(['/members(.*)', '/:locale/members(.*)'])
    const both = vi.fn<Handler>(async (auth, req) => {
      if (isEither(req)) await auth.protect()
      return intl(req)
    })
    await ask(both, '/members', 'member')
    expect(both).toHaveBeenCalledTimes(1)
    const one = vi.fn<Handler>(async (_auth, req) => {
      isMember(req)
      return rewrite(req, '/en/members')
    })
    expect(await ask(one, '/members', 'visitor')).toMatchObject({ status: 200, path: '/en/members' })
    expect(one).toHaveBeenCalledTimes(2)
  })

  it('keeps what it answered first where it hides the page itself from whoever asks for it directly (in-use 4)', async () => {
    // Common where tenants have pages of their own: nobody may ask for those directly.
    const isInner = createRouteMatcher(['/tenants/(.*)'])
    const handler: Handler = (_auth, req) =>
      isInner(req) ? new NextResponse(null, { status: 404 }) : rewrite(req, '/tenants/acme')
    expect(await ask(handler, '/', 'visitor')).toMatchObject({ status: 200, path: '/tenants/acme' })
    const canonical: Handler = (_auth, req) =>
      isInner(req) ? NextResponse.redirect(new URL('/', req.url)) : rewrite(req, '/tenants/acme')
    expect(await ask(canonical, '/', 'visitor')).toMatchObject({ status: 200, path: '/tenants/acme' })
  })

  it('is answered with 400 where the page that it rewrites to can be read in two ways (in-use 4)', async () => {
    const handler: Handler = async (auth, req) => {
      if (isMember(req)) await auth.protect()
      return rewrite(req, '/en/x/..%2fmembers')
    }
    expect(await ask(handler, '/x', 'visitor')).toMatchObject({ status: 400 })
  })

  it('is warned of it once a process, in development only (in-use 4)', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const told = (): string[] =>
      warn.mock.calls
        .flat()
        .map(String)
        .filter((text) => text.includes('rewrite-asked-again'))
    const handler: Handler = async (_auth, req) => {
      isMember(req)
      return intl(req)
    }
    await ask(handler, '/members', 'visitor')
    expect(told()).toEqual([])
    vi.stubEnv('NODE_ENV', 'development')
    for (let count = 0; count < 3; count += 1) await ask(handler, '/members', 'visitor')
    expect(told()).toHaveLength(1)
  })
})
