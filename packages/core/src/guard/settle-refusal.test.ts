import { describe, expect, it } from 'vitest'
import { devOptions, liveCookies, liveOptions, silentWorld, toNavigation, toRequest } from '../../test/fakes.ts'
import { createAuth } from './create-auth.ts'
import type { AuthDecision } from '../decision/auth-decision.ts'
import type { AuthEvent } from '../foundation/ports.ts'
import type { Guard, GuardTerms } from './run-guard.ts'
import type { AuthOptions } from '../settings/auth-options.ts'

const signedIn = await liveCookies()
const APP = 'https://app.example.com'
const protect: Guard<unknown> = async (auth) => void (await auth.protect())
/** What most rules are: all pages but these. */
const allBut =
  (...paths: readonly string[]): Guard<unknown> =>
  async (auth, request) => {
    if (!paths.includes(new URL(request.url).pathname)) await auth.protect()
  }

interface World {
  readonly guard: Guard<unknown>
  readonly options?: Partial<AuthOptions>
  readonly terms?: GuardTerms<unknown>
  readonly cookies?: Readonly<Record<string, string>>
  readonly base?: AuthOptions
}

interface Journey {
  /** `path status`, where 200 is a pass. */
  readonly hops: readonly string[]
  readonly last: AuthDecision<unknown>
  readonly events: readonly string[]
  readonly messages: readonly string[]
  /** Where the browser is in the end; on another origin it stops. */
  readonly url: URL
}

/** A browser that follows ten redirects and no more. */
async function browse(
  start: string,
  { guard, options, terms = { isInFront: true }, cookies, base }: World,
): Promise<Journey> {
  const log: AuthEvent[] = []
  const core = createAuth(
    { ...(base ?? liveOptions), ...options },
    { ...silentWorld().ports, log: (e) => void log.push(e) },
  )
  const hops: string[] = []
  let url = new URL(start, APP)
  for (let hop = 0; ; hop++) {
    const request = toNavigation(url.href, cookies === undefined ? {} : { cookies })
    const last = await core.decide(request, guard, terms)
    hops.push(`${url.pathname} ${last.kind === 'pass' ? 200 : last.status}`)
    const told = log.filter(({ event }) => event !== 'decision')
    const ended = (): Journey => ({
      hops,
      last,
      events: told.map(({ event }) => event),
      messages: told.map(({ message }) => message),
      url,
    })
    if (last.kind !== 'redirect' || hop === 10) return ended()
    url = last.location
    if (url.origin !== APP) return ended()
  }
}

describe('settleRefusal', () => {
  const dev = { base: devOptions, cookies: { __clerk_db_jwt: 'db_1' } }

  it('shows the sign-in page that the rule protects, and says so once (in-use 3, first-day 4)', async () => {
    const end = await browse('/dashboard', { guard: protect, options: { signInUrl: '/sign-in' }, ...dev })
    expect(end.hops).toEqual(['/dashboard 307', '/sign-in 200'])
    expect(end.url.searchParams.get('redirect_url')).toBe(`${APP}/dashboard`)
    expect(end.events).toEqual(['sign-in-page-protected'])
    expect(end.messages[0]).toContain('/sign-in')
    expect(end.messages[0]).toContain('Leave it')
    expect(end.last.trace).toContain('own-sign-in-page')
  })

  it('says nothing of it in production (in-use 3)', async () => {
    const end = await browse('/dashboard', { guard: protect, options: { signInUrl: '/sign-in' } })
    expect([end.hops.at(-1), end.events]).toEqual(['/sign-in 200', []])
  })

  it.each<[string, string, Partial<AuthOptions>, Guard<unknown>]>([
    ['the sign-up page', '/join', { signInUrl: '/sign-in', signUpUrl: '/join' }, protect],
    ['the sign-up page below the sign-in page', '/sign-in/create', { signInUrl: '/sign-in' }, protect],
    ['a page below', '/sign-in/sso-callback', { signInUrl: '/sign-in' }, protect],
    ['an absolute address of this origin', '/sign-in', { signInUrl: `${APP}/sign-in` }, protect],
    ['an address with a query', '/sign-in', { signInUrl: '/sign-in?lang=de' }, protect],
    ['a page below a base path', '/admin/sign-in', { signInUrl: '/admin/sign-in' }, protect],
    ['the start page', '/', { signInUrl: '/' }, protect],
    [
      'a rule that redirects by hand',
      '/sign-in',
      { signInUrl: '/sign-in' },
      async (auth) => (await auth()).redirectToSignIn(),
    ],
    [
      'a rule that sends to sign up',
      '/sign-in',
      { signInUrl: '/sign-in' },
      async (auth) => (await auth()).redirectToSignUp(),
    ],
    [
      'a rule that asks for a role',
      '/sign-in',
      { signInUrl: '/sign-in' },
      (auth) => auth.protect({ role: 'org:admin' }),
    ],
    [
      'a rule that swallows the refusal',
      '/sign-in',
      { signInUrl: '/sign-in' },
      async (auth) => {
        try {
          await auth.protect()
        } catch {
          // As if nothing had happened.
        }
      },
    ],
  ])('shows %s whatever the rule says (in-use 3)', async (_, path, options, guard) => {
    expect((await browse(path, { guard, options })).hops).toEqual([`${path} 200`])
  })

  it('shows them to every kind of request (in-use 3)', async () => {
    const core = createAuth({ ...liveOptions, signInUrl: '/sign-in' }, silentWorld().ports)
    const action = { method: 'POST', headers: { 'next-action': 'a1', accept: 'text/x-component' }, body: '' }
    const router = { headers: { rsc: '1', 'next-url': '/', 'sec-fetch-dest': 'empty' } }
    for (const parts of [{}, { method: 'HEAD' }, { method: 'POST', body: '' }, action, router]) {
      const decision = await core.decide(toRequest('/sign-in', parts), protect, { isInFront: true })
      expect(decision.kind).toBe('pass')
    }
  })

  it.each([
    '/sign-in/..%2fdashboard',
    '/sign-in;/dashboard',
    '//sign-in',
    '/SIGN-IN',
    '/sign-into',
    '/sign-in%2fdashboard',
  ])('does not take %s for the sign-in page (in-use 3)', async (path) => {
    const core = createAuth({ ...liveOptions, signInUrl: '/sign-in' }, silentWorld().ports)
    expect((await core.decide(toRequest(APP + path), protect, { isInFront: true })).kind).toBe('deny')
  })

  it('shows nothing below a sign-in page that is the start page (in-use 3)', async () => {
    const end = await browse('/dashboard', { guard: protect, options: { signInUrl: '/' } })
    expect(end.hops).toEqual(['/dashboard 307', '/ 200'])
  })

  it('does not take the page of another origin for its own (in-use 3)', async () => {
    const end = await browse('/sign-in', { guard: protect, options: { signInUrl: 'https://id.example.org/sign-in' } })
    expect([end.hops, end.url.origin]).toEqual([['/sign-in 307'], 'https://id.example.org'])
  })

  it.each<[string, Partial<AuthOptions>]>([
    ['no origin is listed', { authorizedParties: null }],
    ['another origin is listed', { authorizedParties: ['https://*.example.com'] }],
    [
      'the application is a satellite of it',
      { isSatellite: true, domain: 'app.example.com', authorizedParties: ['https://id.example.org'] },
    ],
  ])('opens nothing to a client that claims the host of the sign-in page, where %s (in-use 3)', async (_, options) => {
    const signInUrl = 'https://id.example.org/account'
    const core = createAuth({ ...liveOptions, signInUrl, signUpUrl: signInUrl, ...options }, silentWorld().ports)
    const claims = [{ host: 'id.example.org' }, { 'x-forwarded-host': 'id.example.org', 'x-forwarded-proto': 'https' }]
    const requests = [
      ...claims.map((headers) => toRequest(`${APP}/account/invoices`, { headers })),
      toRequest('https://id.example.org/account/invoices'),
    ]
    for (const request of requests) {
      expect((await core.decide(request, protect, { isInFront: true })).kind).not.toBe('pass')
    }
  })

  it('shows the page of a full URL on the machine of its developer (in-use 3)', async () => {
    const signInUrl = 'http://localhost:3000/sign-in'
    const core = createAuth({ ...devOptions, signInUrl }, silentWorld().ports)
    const decide = (url: string) => core.decide(toRequest(url), protect, { isInFront: true })
    expect((await decide(signInUrl)).kind).toBe('pass')
    expect((await decide('http://localhost:3000/dashboard')).kind).not.toBe('pass')
  })

  it('shows a person with unfinished tasks the page for them when the list names the sign-in page only (in-use 3)', async () => {
    const cookies = await liveCookies({ sts: 'pending' })
    const end = await browse('/dashboard', { guard: allBut('/sign-in'), options: { signInUrl: '/sign-in' }, cookies })
    expect(end.hops).toEqual(['/dashboard 307', '/sign-in/tasks 200'])
  })

  it('has no warning for a question (W3)', async () => {
    const guard: Guard<unknown> = async (auth) => void (await auth.protect().catch(() => null))
    const end = await browse('/sign-in', { guard, options: { signInUrl: '/sign-in' }, ...dev })
    expect([end.hops, end.events]).toEqual([['/sign-in 200'], []])
  })

  describe('where the guard is the application', () => {
    const terms = {}

    it('refuses the sign-in page instead of redirecting it to itself, and says so (in-use 3)', async () => {
      const end = await browse('/dashboard', { guard: protect, options: { signInUrl: '/sign-in' }, terms })
      expect(end.hops).toEqual(['/dashboard 307', '/sign-in 401'])
      expect(end.events).toEqual(['redirect-to-itself'])
      expect(end.messages[0]).toContain('/sign-in')
      expect(end.last).not.toHaveProperty('page')
    })

    it('tells a developer why, in the browser (in-use 3)', async () => {
      const end = await browse('/sign-in', { guard: protect, options: { signInUrl: '/sign-in' }, terms, ...dev })
      expect(end.last).toMatchObject({ kind: 'deny', status: 401, page: expect.stringContaining('/sign-in') })
      const core = createAuth({ ...devOptions, signInUrl: '/sign-in' }, silentWorld().ports)
      const script = await core.decide(toRequest('/sign-in', dev), (auth) =>
        auth.protect({ unauthenticatedUrl: '/sign-in' }),
      )
      expect(script).not.toHaveProperty('page')
    })

    it('lets the sign-up page lead to the sign-in page no more than once (in-use 3)', async () => {
      const guard: Guard<unknown> = async (auth, request) => {
        const { redirectToSignIn, redirectToSignUp } = await auth()
        return new URL(request.url).pathname === '/sign-in' ? redirectToSignUp() : redirectToSignIn()
      }
      const options = { signInUrl: '/sign-in', signUpUrl: '/join' }
      expect((await browse('/x', { guard, options, terms })).hops).toEqual(['/x 307', '/sign-in 307', '/join 401'])
      const end = await browse('/sign-in', { guard, options, terms })
      expect(end.hops).toEqual(['/sign-in 307', '/join 401'])
      expect(end.events).toEqual(['redirect-repeated'])
    })
  })

  it.each<[string, Guard<unknown>, string, number, Readonly<Record<string, string>>]>([
    ['unauthenticatedUrl', (auth) => auth.protect({ unauthenticatedUrl: '/denied' }), '/denied', 401, {}],
    ['unauthenticatedUrl with a slash', (auth) => auth.protect({ unauthenticatedUrl: '/denied/' }), '/denied', 401, {}],
    [
      'unauthenticatedUrl with a query',
      (auth) => auth.protect({ unauthenticatedUrl: `${APP}/denied?x=1` }),
      '/denied',
      401,
      {},
    ],
    [
      'unauthorizedUrl',
      (auth) => auth.protect({ role: 'org:x', unauthorizedUrl: '/denied' }),
      '/denied',
      404,
      signedIn,
    ],
  ])('refuses when %s is the page that was asked for (in-use 3)', async (_, guard, path, status, cookies) => {
    for (const terms of [{ isInFront: true }, {}]) {
      const end = await browse(path, { guard, terms, cookies })
      expect([end.hops, end.events]).toEqual([[`${path} ${status}`], ['redirect-to-itself']])
    }
  })

  it("still leads to a page of the developer's elsewhere (in-use 3)", async () => {
    const guard: Guard<unknown> = (auth) => auth.protect({ unauthenticatedUrl: 'https://www.example.com/denied' })
    expect((await browse('/denied', { guard })).url.href).toBe('https://www.example.com/denied')
  })

  it('ends a chain that comes back to its own page the second time (in-use 3)', async () => {
    // Behind a proxy that hides the public origin, the sign-in page is not recognised.
    const options = { signInUrl: 'https://www.example.com/sign-in', authorizedParties: null }
    const log: string[] = []
    const ports = { ...silentWorld().ports, log: ({ event }: AuthEvent) => void log.push(event) }
    const core = createAuth({ ...devOptions, ...options }, ports)
    let path = '/dashboard'
    const seen: unknown[] = []
    for (let hop = 0; hop < 10; hop++) {
      const decision = await core.decide(toNavigation(path, dev), protect, { isInFront: true })
      if (decision.kind !== 'redirect') {
        seen.push(decision)
        break
      }
      seen.push(decision.location.pathname)
      // As a browser shows it once the provider's script has taken the development browser from the URL.
      decision.location.searchParams.delete('__clerk_db_jwt')
      path = decision.location.pathname + decision.location.search
    }
    expect(seen).toEqual(['/sign-in', '/sign-in', expect.objectContaining({ kind: 'deny', status: 401 })])
    expect(seen.at(-1)).toHaveProperty('page', expect.stringContaining('/sign-in'))
    expect(log).toEqual(['redirect-repeated'])
  })

  it('leaves a page alone whose own redirect_url leads elsewhere (in-use 3)', async () => {
    const consent = '/oauth/consent?redirect_url=https%3A%2F%2Fclient.example%2Fcallback'
    const end = await browse(consent, { guard: allBut('/sign-in'), options: { signInUrl: '/sign-in' } })
    expect(end.hops).toEqual(['/oauth/consent 307', '/sign-in 200'])
    expect(end.url.searchParams.get('redirect_url')).toBe(APP + consent)
  })

  it('hands on where a person wanted to go, and wraps no redirect_url in another (in-use 3)', async () => {
    const guard: Guard<unknown> = async (auth) => (await auth()).redirectToSignUp()
    const options = { signInUrl: '/sign-in', signUpUrl: 'https://www.example.com/join' }
    const inner = `${APP}/dashboard?tab=1`
    const nested = `/sign-in?redirect_url=${encodeURIComponent(`${APP}/sign-in/x?redirect_url=${encodeURIComponent(inner)}`)}`
    const end = await browse(nested, { guard, options, terms: {} })
    expect(end.url.searchParams.get('redirect_url')).toBe(inner)
    const odd = await browse('/sign-in?redirect_url=javascript%3Aalert(1)&x=1', { guard, options, terms: {} })
    expect(odd.url.searchParams.get('redirect_url')).toBe(`${APP}/sign-in?x=1`)
    const byHand: Guard<unknown> = async (auth, request) =>
      (await auth()).redirectToSignUp({ returnBackUrl: request.url })
    expect((await browse(nested, { guard: byHand, options, terms: {} })).url.searchParams.get('redirect_url')).toBe(
      inner,
    )
  })

  describe('of a preflight', () => {
    const asked = { origin: 'https://other.example', 'access-control-request-method': 'POST' }
    const core = createAuth(liveOptions, silentWorld().ports)
    const preflight = (headers: Readonly<Record<string, string>> = {}, cookies = {}): Request =>
      toRequest('/api/x', { method: 'OPTIONS', headers: { ...asked, ...headers }, cookies })
    const inFront = { isInFront: true }

    it('lets it on in front of an application, as nobody (in-use 6)', async () => {
      const cookies = await liveCookies()
      for (const given of [{}, cookies]) {
        const guard: Guard<string> = async (auth) => {
          await auth.protect({ role: 'org:admin' })
          return 'never'
        }
        const decision = await core.decide(preflight({}, given), guard, inFront)
        expect(decision).toMatchObject({ kind: 'pass', isPreflight: true, guarded: undefined, setCookies: [] })
        expect(decision.kind === 'pass' && [decision.auth.isAuthenticated, decision.handover().token]).toEqual([
          false,
          null,
        ])
        expect(decision.trace).toContain('preflight-passes')
      }
    })

    it.each<[string, Guard<string>, string | undefined]>([
      [
        'awaited in a try',
        async (auth) => {
          try {
            await auth.protect()
          } catch {
            // As if nothing had happened.
          }
          return 'rewrite'
        },
        'rewrite',
      ],
      ['not awaited', (auth) => (void auth.protect(), 'rewrite'), 'rewrite'],
      ['not awaited, with an answer of its own', (auth) => (void auth.protect(), 'secret'), undefined],
    ])('goes on in the words of a guard whose protect() is %s (in-use 6)', async (_, guard, guarded) => {
      const decision = await core.decide(preflight(), guard, { ...inFront, letsOn: (answer) => answer === 'rewrite' })
      expect(decision).toMatchObject({ kind: 'pass', isPreflight: true, guarded })
    })

    it('loses no exception behind a pass, neither of which anybody waits for (in-use 6)', async () => {
      const broken = new Error('a predicate that broke')
      const guard: Guard<string> = (auth) => {
        void auth.protect()
        // Asked only of those who are here, so a session is needed.
        void auth.protect(() => Promise.reject(broken))
        return 'an answer of its own'
      }
      const page = toRequest('/sign-in', { cookies: await liveCookies() })
      const own = createAuth({ ...liveOptions, signInUrl: '/sign-in' }, silentWorld().ports)
      const first: Guard<string> = (auth, request) => {
        void auth.protect({ role: 'org:nobody' })
        return guard(auth, request, [], () => auth)
      }
      await expect(own.decide(page, first, inFront)).rejects.toBe(broken)
    })

    it('speaks of nobody to the application behind (in-use 6)', async () => {
      let behind: unknown = null
      const guard: Guard<unknown> = (auth, _, __, toBehind) => {
        behind = toBehind()
        return auth.protect({ role: 'org:admin' })
      }
      await core.decide(preflight({}, await liveCookies()), guard, inFront)
      const handle = behind as Parameters<Guard<unknown>>[0]
      expect((await handle()).userId).toBeNull()
      expect((await handle({ acceptsToken: 'any' })).isAuthenticated).toBe(false)
      await expect(handle.protect()).rejects.toThrow('stopped by protect()')
    })

    it.each<[string, Guard<unknown>]>([
      ['by redirectToSignIn()', async (auth) => (await auth()).redirectToSignIn()],
      ['with a page of its own', (auth) => auth.protect({ unauthenticatedUrl: '/welcome' })],
      ['for machines', (auth) => auth.protect({ token: 'api_key' })],
    ])('lets it on where the rule refuses %s (in-use 6)', async (_, guard) => {
      expect((await core.decide(preflight(), guard, inFront)).kind).toBe('pass')
    })

    it('is refused where the guard is the application (in-use 6)', async () => {
      expect(await core.decide(preflight(), protect)).toMatchObject({ kind: 'deny', status: 404 })
    })

    it.each<[string, Request]>([
      ['OPTIONS without both headers', toRequest('/api/x', { method: 'OPTIONS' })],
      [
        'OPTIONS without an origin',
        toRequest('/api/x', { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } }),
      ],
      [
        'OPTIONS without a method',
        toRequest('/api/x', { method: 'OPTIONS', headers: { origin: 'https://other.example' } }),
      ],
      ['OPTIONS with an empty method', preflight({ 'access-control-request-method': '' })],
      ['the POST itself', toRequest('/api/x', { method: 'POST', headers: asked, body: '' })],
      ['a GET with the headers', toRequest('/api/x', { headers: asked })],
    ])('is not %s (in-use 6)', async (_, request) => {
      expect(await core.decide(request, protect, inFront)).toMatchObject({ kind: 'deny', status: 404 })
    })
  })
})
