import { beforeAll, describe, expect, it } from 'vitest'
import {
  answerByPath,
  asPass,
  asRedirect,
  devCookies,
  devOptions,
  headersOf,
  LIVE_KEY,
  liveCookies,
  liveOptions,
  silentWorld,
  toNavigation,
  toRequest,
} from '../../test/fakes.ts'
import { fakePorts, fixedKeys, jsonResponse, mintToken, NOW_SEC, type FakeWorld } from '../../test/mint.ts'
import { createAuth } from '../guard/create-auth.ts'
import { toCookieNames } from '../settings/cookie-names.ts'
import type { AuthOptions } from '../settings/auth-options.ts'

const PAYLOAD = '/v1/clients/handshake_payload'
let session = ''
let directives: string[] = []
const toHandshake = (list: unknown, claims: object = {}, key = fixedKeys.main): Promise<string> =>
  mintToken({ isBare: true, claims: { handshake: list, ...claims }, key, header: { kid: fixedKeys.main.kid } })

beforeAll(async () => {
  session = await mintToken({ claims: { sub: 'user_new' } })
  directives = [
    `__session=${session}; Path=/; Secure`,
    `__client_uat=${NOW_SEC}; Path=/`,
    '__clerk_db_jwt=db_2; Path=/',
  ]
})

const inUrl = (token: string): Request =>
  toNavigation(`/page?a=%20b&__clerk_handshake=${token}&__clerk_help=x`, { cookies: { __clerk_redirect_count: '1' } })
const inCookie = (token: string, more: Record<string, string> = {}): Request =>
  toNavigation('/page', { cookies: { __clerk_handshake: token, ...more } })

function withNonce(
  respond: () => Promise<Response> | Response,
  options: AuthOptions,
): [ReturnType<typeof createAuth>, FakeWorld] {
  const world = fakePorts()
  answerByPath(world, { [PAYLOAD]: respond })
  return [createAuth(options, world.ports), world]
}

describe('redeem, in development', () => {
  const auth = createAuth(devOptions, silentWorld().ports)

  it('sets the cookies and sends the browser to the clean URL', async () => {
    const decision = asRedirect(await auth.decide(inUrl(await toHandshake(directives))))
    expect(decision.location.href).toBe('https://app.example.com/page?a=%20b')
    expect(decision.setCookies).toEqual(directives)
    expect(headersOf(decision, 'cache-control')).toEqual(['no-store'])
    expect(headersOf(decision, 'x-clerk-auth-status')).toEqual([])
    expect(decision.trace).toContain('handshake-brings-session')
  })

  it('sets the cookies of somebody who is signed out', async () => {
    const token = await toHandshake(['__client_uat=0; Path=/', '__session=; Max-Age=0'])
    const decision = asRedirect(await auth.decide(inUrl(token)))
    expect(decision).toMatchObject({
      reason: 'session-token-missing',
      setCookies: ['__client_uat=0; Path=/', '__session=; Max-Age=0'],
    })
    expect(headersOf(decision, 'x-clerk-auth-reason')).toEqual(['session-token-missing'])
  })

  it('drops directives that set other cookies', async () => {
    const token = await toHandshake([...directives, 'theme=dark', '__Host-x=1'])
    expect(asRedirect(await auth.decide(inUrl(token))).setCookies).toEqual(directives)
  })

  it.each<[string, () => Promise<string>, string]>([
    ['signed with other keys', () => toHandshake(directives, {}, fixedKeys.stranger), 'token-invalid-signature'],
    ['that ended more than a day ago', () => toHandshake(directives, { exp: NOW_SEC - 90_000 }), 'token-expired'],
    ['that cannot be read', () => Promise.resolve('junk'), 'token-invalid'],
    [
      'made from a template',
      () => mintToken({ header: { cat: 'cl_B7d4PD222AAA' }, claims: { handshake: directives } }),
      'token-invalid',
    ],
    [
      'whose session is forged',
      async () => toHandshake([`__session=${await mintToken({ key: fixedKeys.stranger })}`]),
      'token-invalid-signature',
    ],
  ])('sends to the clean URL without cookies after one %s', async (_, make, reason) => {
    const fresh = createAuth(devOptions, fakePorts().ports)
    const decision = asRedirect(await fresh.decide(inUrl(await make())))
    expect(decision.location.href).toBe('https://app.example.com/page?a=%20b')
    expect(decision.setCookies).toEqual([])
    expect(decision.trace).toEqual(expect.arrayContaining(['handshake-not-redeemed', `handshake-failed-${reason}`]))
    expect(decision.trace.includes('clock-skew-forgiven')).toBe(reason === 'token-expired')
  })

  it('forgives a clock that is up to a day off, once, and says so', async () => {
    const world = fakePorts()
    const off = await mintToken({ claims: { nbf: NOW_SEC + 80_000, iat: NOW_SEC + 80_000, exp: NOW_SEC + 80_060 } })
    const decision = await createAuth(devOptions, world.ports).decide(inUrl(await toHandshake([`__session=${off}`])))
    expect(asRedirect(decision).setCookies).toEqual([`__session=${off}`])
    expect(decision.trace).toContain('clock-skew-forgiven')
    expect(world.events.map(({ event }) => event)).toEqual(['clock-skew'])
  })

  it.each([
    ['a script', { headers: { 'sec-fetch-dest': 'empty', accept: '*/*' } }],
    ['a POST', { method: 'POST' }],
    ['a HEAD', { method: 'HEAD' }],
  ])('does not answer %s with the redirect, and believes its cookies', async (_, parts) => {
    const cookies = await devCookies()
    const request = toNavigation(`/?__clerk_handshake=${await toHandshake(directives)}`, { cookies, ...parts })
    expect(asPass(await auth.decide(request)).auth).toMatchObject({ userId: 'user_1' })
  })

  it('asks the provider for what a nonce stands for, and prefers it to a token', async () => {
    const [nonceAuth, world] = withNonce(() => jsonResponse({ directives }), devOptions)
    const request = toNavigation('/page?__clerk_handshake_nonce=n%201&__clerk_handshake=junk', {
      cookies: { __x: '1' },
    })
    const decision = asRedirect(await nonceAuth.decide(request))
    expect(decision.location.href).toBe('https://app.example.com/page')
    expect(decision.setCookies).toEqual(directives)
    expect(world.fetches.map(({ url }) => url)).toEqual([`https://api.clerk.com${PAYLOAD}?nonce=n%201`])
    expect(new Headers(world.fetches[0]?.init.headers).get('authorization')).toBe('Bearer sk_test_secret')
  })

  it('marks the clean URL when the browser came back without a single cookie', async () => {
    const request = toNavigation(`/page?__clerk_handshake=${await toHandshake(directives)}`)
    const { location } = asRedirect(await auth.decide(request))
    expect(location.href).toBe(`https://app.example.com/page?__postern_trip=${NOW_SEC}`)
  })
})

describe('redeem, in development, where a cookie carried the result', () => {
  it('signs in at once: the URL is clean already, and a redirect to it would never end', async () => {
    const auth = createAuth(devOptions, silentWorld().ports)
    const decision = asPass(await auth.decide(inCookie(await toHandshake(directives))))
    expect(decision).toMatchObject({ reason: null, setCookies: directives, auth: { userId: 'user_new' } })
  })
})

describe('redeem, with a nonce that brings nothing', () => {
  it.each<[string, AuthOptions, () => Promise<Response> | Response, string]>([
    [
      'the secret key is of another instance',
      devOptions,
      () => jsonResponse({ errors: [{ code: 'clerk_key_invalid' }] }, { status: 401 }),
      'secret-key-invalid',
    ],
    ['there is no secret key', { ...devOptions, secretKey: null }, () => expect.fail(), 'missing-api-client'],
    ['nobody answers', devOptions, () => Promise.reject(new TypeError('down')), 'fetch-error'],
    ['it is unknown', devOptions, () => jsonResponse({}, { status: 404 }), 'nonce-invalid'],
    ['the answer is nonsense', devOptions, () => jsonResponse({ directives: 'x' }), 'nonce-invalid'],
  ])('names the cause where %s', async (_, options, respond, cause) => {
    const [auth, world] = withNonce(respond, options)
    const cookies = { __clerk_redirect_count: '1' }
    const decision = asRedirect(await auth.decide(toNavigation('/?__clerk_handshake_nonce=n1', { cookies })))
    expect(decision.reason).toBe('session-token-missing')
    expect(decision.trace).toContain(`handshake-failed-${cause}`)
    const told = world.events.filter(({ event }) => event === 'handshake-not-redeemed')
    expect(told.map(({ details }) => details)).toEqual([{ reason: cause }])
    // The visit that would travel in vain again says it, too.
    expect(asPass(await auth.decide(toNavigation('/', { cookies }))).trace).toContain(`handshake-failed-${cause}`)
  })
})

describe('redeem, with handshakes that anybody invents', () => {
  it('tells each cause at once, and then once a minute with how many there were (H4)', async () => {
    const [auth, world] = withNonce(() => jsonResponse({}, { status: 404 }), liveOptions)
    const told = (): unknown[] =>
      world.events.filter(({ event }) => event === 'handshake-not-redeemed').map(({ details }) => details)
    const flood = async (count: number): Promise<void> => {
      for (let at = 0; at < count; at += 1) await auth.decide(inCookie(`junk${at}`))
    }
    await flood(100)
    await auth.decide(toNavigation('/', { cookies: { __clerk_handshake_nonce: 'n1' } }))
    expect(told()).toEqual([{ reason: 'token-invalid' }, { reason: 'nonce-invalid' }])
    world.nowMs += 60_000
    await flood(100)
    expect(told().slice(2)).toEqual([{ reason: 'token-invalid', count: 100 }])
    world.nowMs -= 86_400_000
    await flood(1)
    expect(told().slice(3)).toEqual([{ reason: 'token-invalid', count: 100 }])
  })

  it('asks again about a nonce that a clock ahead of its time saw refused (H4)', async () => {
    const [auth, world] = withNonce(() => jsonResponse({}, { status: 404 }), liveOptions)
    const visit = { cookies: { __clerk_handshake_nonce: 'n1' } }
    world.nowMs += 86_400_000
    await auth.decide(toNavigation('/', visit))
    world.nowMs -= 86_400_000
    await auth.decide(toNavigation('/', visit))
    await auth.decide(toNavigation('/', visit))
    expect(world.fetches.filter(({ url }) => url.includes('nonce=')).length).toBe(2)
  })
})

describe('redeem, in production', () => {
  const auth = createAuth(liveOptions, silentWorld().ports)

  it('shows the application the cookies that the handshake brings, beside its own (in-use 10)', async () => {
    const auth = createAuth(liveOptions, silentWorld().ports)
    const token = await toHandshake([...directives, '__clerk_handshake=; Path=/; Max-Age=0'])
    const decision = asPass(await auth.decide(inCookie(token, { theme: 'dark', __session: 'old' })))
    expect(decision.requestHeaders.set).toEqual([
      ['cookie', `theme=dark; __session=${session}; __client_uat=${NOW_SEC}; __clerk_db_jwt=db_2`],
    ])
  })

  it('renders the page with the new session and its cookies', async () => {
    const decision = asPass(await auth.decide(inCookie(await toHandshake(directives))))
    expect(decision).toMatchObject({
      reason: null,
      setCookies: directives,
      auth: { isAuthenticated: true, userId: 'user_new' },
    })
    expect(headersOf(decision, 'cache-control')).toEqual(['no-store'])
    expect(decision.handover()).toMatchObject({ status: 'signed-in', token: session })
  })

  it('signs nobody out by a session token in the place of a handshake', async () => {
    const auth = createAuth(liveOptions, fakePorts().ports)
    const pass = asPass(
      await auth.decide(toRequest(`/?__clerk_handshake=${session}`, { cookies: await liveCookies() })),
    )
    expect(pass.reason).toBeNull()
  })

  it('redeems on a POST, too', async () => {
    const request = toRequest('/', { method: 'POST', cookies: { __clerk_handshake: await toHandshake(directives) } })
    expect(asPass(await auth.decide(request)).auth).toMatchObject({ userId: 'user_new' })
  })

  it('signs out with the cookies of somebody who is signed out', async () => {
    const ended = { ...(await liveCookies()), __client_uat: '0' }
    const decision = asPass(await auth.decide(inCookie(await toHandshake(['__client_uat=0']), ended)))
    expect(decision).toMatchObject({ reason: 'session-token-missing', setCookies: ['__client_uat=0'] })
    expect(decision.auth.isAuthenticated).toBe(false)
  })

  it.each<[string, () => Promise<string>, string]>([
    ['signed with other keys', () => toHandshake(directives, {}, fixedKeys.stranger), 'token-invalid-signature'],
    ['that has ended', () => toHandshake(directives, { exp: NOW_SEC - 60 }), 'token-expired'],
    ['that cannot be read', () => Promise.resolve('junk'), 'token-invalid'],
    [
      'whose session ended',
      async () => toHandshake([`__session=${await mintToken({ claims: { exp: NOW_SEC - 60 } })}`]),
      'token-expired',
    ],
  ])(
    'goes on as if it had not been there after one %s, and never overrides a session that verifies',
    async (_, make, reason) => {
      const broken = await make()
      const alone = asPass(await auth.decide(inCookie(broken)))
      expect(alone).toMatchObject({ reason: 'session-token-and-uat-missing', setCookies: [] })
      expect(alone.trace).toContain(`handshake-failed-${reason}`)
      expect(asPass(await auth.decide(inCookie(broken, await liveCookies()))).auth).toMatchObject({ userId: 'user_1' })
      const expired = await liveCookies({ exp: NOW_SEC - 60 })
      expect(asRedirect(await auth.decide(inCookie(broken, expired))).reason).toMatch(/^session-token-expired-refresh-/)
    },
  )

  it.each<[string, () => Promise<Response> | Response]>([
    ['is unknown', () => jsonResponse({ errors: [{ code: 'resource_not_found' }] }, { status: 404 })],
    ['is answered with nonsense', () => jsonResponse({ directives: 'x' })],
    ['is answered by nobody', () => Promise.reject(new TypeError('down'))],
  ])('goes on as if it had not been there when a nonce %s', async (_, respond) => {
    const [nonceAuth] = withNonce(respond, liveOptions)
    const cookies = { __clerk_handshake_nonce: 'n1', ...(await liveCookies()) }
    expect(asPass(await nonceAuth.decide(toNavigation('/', { cookies }))).auth).toMatchObject({ userId: 'user_1' })
  })

  it('asks once about a nonce that the provider does not know, however often the browser repeats it', async () => {
    const [nonceAuth, world] = withNonce(() => jsonResponse({ errors: [] }, { status: 404 }), liveOptions)
    const cookies = { __clerk_handshake_nonce: 'n1', ...(await liveCookies()) }
    const asked = (): number => world.fetches.filter(({ url }) => url.includes('nonce=')).length
    for (let visit = 0; visit < 50; visit++) await nonceAuth.decide(toNavigation('/', { cookies }))
    expect(asked()).toBe(1)
    world.nowMs += 30_000
    await nonceAuth.decide(toNavigation('/', { cookies }))
    expect(asked()).toBe(2)
  })

  it('asks nobody about a nonce without a secret key, or about one that is too long', async () => {
    const jwtOnly = createAuth({ ...liveOptions, secretKey: null }, silentWorld().ports)
    const cookies = { __clerk_handshake_nonce: 'n1', ...(await liveCookies()) }
    expect(asPass(await jwtOnly.decide(toNavigation('/', { cookies }))).reason).toBeNull()
    const long = { ...cookies, __clerk_handshake_nonce: 'n'.repeat(600) }
    expect(asPass(await auth.decide(toNavigation('/', { cookies: long }))).reason).toBeNull()
  })

  it('forgives no clock', async () => {
    const world = silentWorld()
    const off = await mintToken({ claims: { iat: NOW_SEC + 60 } })
    await createAuth(liveOptions, world.ports).decide(inCookie(await toHandshake([`__session=${off}`])))
    expect(world.events.map(({ event }) => event)).toEqual(['clock-skew', 'handshake-not-redeemed'])
  })

  it('is not asked for a proof in the header', async () => {
    const headers = { authorization: `Bearer ${await mintToken()}` }
    const request = toNavigation('/', { headers, cookies: { __clerk_handshake: await toHandshake(directives) } })
    expect(asPass(await auth.decide(request))).toMatchObject({ setCookies: [], auth: { userId: 'user_1' } })
  })
})

/** What may reach an application in production without anybody there having asked for it. */
describe('redeem, in production, of what nobody asked for', () => {
  const REMOVAL = '__clerk_handshake=; Path=/; Domain=example.com; Max-Age=0'
  const SIGN_OUT = ['__session=; Path=/; Max-Age=0', '__client_uat=0; Path=/', REMOVAL]
  const query = (token: string): string => `/page?__clerk_handshake=${token}`
  const frame = { 'sec-fetch-dest': 'iframe' }
  const script = { 'sec-fetch-dest': 'empty', accept: '*/*' }
  const older = { 'sec-fetch-dest': '' }
  const decide = async (request: Request, options: AuthOptions = liveOptions) =>
    createAuth(options, fakePorts().ports).decide(request)

  it.each([
    ['a link', {}],
    ['a link in a browser without Sec-Fetch headers', older],
    ['a frame', frame],
    ['a script', script],
    ['an image', { 'sec-fetch-dest': 'image', accept: 'image/*' }],
    ['a prefetch', { 'sec-purpose': 'prefetch;prerender' }],
  ])('keeps the session that verifies, whatever the URL brings by %s (H5)', async (_, headers) => {
    for (const list of [SIGN_OUT, directives, [], ['__client_uat=0; Path=/']]) {
      const request = toNavigation(query(await toHandshake(list)), { cookies: await liveCookies(), headers })
      const pass = asPass(await decide(request))
      expect(pass).toMatchObject({ reason: null, setCookies: [], auth: { userId: 'user_1' } })
      expect(pass.trace).toContainEqual(expect.stringMatching(/^handshake-in-url-(?:over-session|unvisited)$/))
    }
  })

  it.each<[string, RequestInit['method'], Record<string, string>]>([
    ['a frame', 'GET', frame],
    ['a script', 'GET', script],
    ['an image', 'GET', { 'sec-fetch-dest': 'image', accept: 'image/*' }],
    ['a prefetch', 'GET', { 'sec-purpose': 'prefetch' }],
    ['a POST', 'POST', {}],
    ['a HEAD', 'HEAD', {}],
    ['a program', 'GET', { 'sec-fetch-dest': '', accept: '*/*' }],
  ])(
    'signs nobody in, and asks nobody about a nonce, for %s with a result in its URL (H5)',
    async (_, method, headers) => {
      const [auth, world] = withNonce(() => jsonResponse({ directives }), liveOptions)
      const token = await toHandshake(directives)
      for (const url of [
        query(token),
        '/page?__clerk_handshake_nonce=n1',
        `${query(token)}&__clerk_handshake_nonce=n1`,
      ]) {
        const pass = asPass(await auth.decide(toNavigation(url, { method: method ?? 'GET', headers })))
        expect(pass).toMatchObject({ reason: 'session-token-and-uat-missing', setCookies: [] })
      }
      expect(world.fetches).toEqual([])
    },
  )

  it('signs in by a link that nothing speaks against, with or without Sec-Fetch headers (H5)', async () => {
    for (const headers of [{}, older, { 'sec-fetch-site': 'cross-site' }]) {
      const pass = asPass(await decide(toNavigation(query(await toHandshake(directives)), { headers })))
      expect(pass).toMatchObject({ reason: null, setCookies: directives, auth: { userId: 'user_new' } })
    }
  })

  it('asks nobody about a nonce in a link, where a session verifies (H5)', async () => {
    const [auth, world] = withNonce(() => jsonResponse({ directives }), liveOptions)
    const request = toNavigation('/?__clerk_handshake_nonce=n1', { cookies: await liveCookies() })
    expect(asPass(await auth.decide(request)).auth).toMatchObject({ userId: 'user_1' })
    expect(world.fetches).toEqual([])
  })

  it('sends no headers that let a page of no origin read the answer (H5)', async () => {
    for (const options of [liveOptions, devOptions]) {
      for (const list of [directives, SIGN_OUT]) {
        const decision = await decide(inCookie(await toHandshake(list)), options)
        expect(decision.responseHeaders.filter(([name]) => name.startsWith('access-control-'))).toEqual([])
      }
    }
  })

  it.each([
    ['cookie', async (list: string[]) => inCookie(await toHandshake(list), await liveCookies())],
    ['URL', async (list: string[]) => toNavigation(query(await toHandshake(list)), { cookies: await liveCookies() })],
    [
      'cookie of a POST',
      async (list: string[]) =>
        toRequest('/', {
          method: 'POST',
          cookies: { __clerk_handshake: await toHandshake(list), ...(await liveCookies()) },
        }),
    ],
  ])('keeps the session beside a handshake without one, in the %s (B8)', async (_, make) => {
    for (const list of [SIGN_OUT.slice(0, 2), ['__client_uat=0'], [], ['theme=dark']]) {
      const pass = asPass(await decide(await make(list)))
      expect(pass).toMatchObject({ reason: null, setCookies: [], auth: { userId: 'user_1' } })
    }
  })

  it('takes a handshake cookie away that brought nobody, so that it is not read with every request (B8)', async () => {
    const pass = asPass(await decide(inCookie(await toHandshake(SIGN_OUT), await liveCookies())))
    expect(pass).toMatchObject({ reason: null, setCookies: [REMOVAL], auth: { userId: 'user_1' } })
    expect(pass.trace).toContain('handshake-of-nobody-over-session')
    expect(headersOf(pass, 'cache-control')).toEqual(['no-store'])
  })

  it('keeps a session under a nonce that brings nobody, in the cookie (B8)', async () => {
    const [auth] = withNonce(() => jsonResponse({ directives: SIGN_OUT }), liveOptions)
    const cookies = { __clerk_handshake_nonce: 'n1', ...(await liveCookies()) }
    expect(asPass(await auth.decide(toNavigation('/', { cookies }))).auth).toMatchObject({ userId: 'user_1' })
  })

  it('keeps a session that is renewed, and its new cookies (B8)', async () => {
    const refresh = '__refresh_Ab=r; Path=/'
    const world = fakePorts()
    const fresh = await mintToken({ claims: { sub: 'user_1' } })
    answerByPath(world, {
      '/v1/sessions/sess_1/refresh': () => jsonResponse({ object: 'cookies', cookies: [`__session=${fresh}; Path=/`] }),
    })
    const auth = createAuth(liveOptions, world.ports)
    const { refresh: refreshName } = toCookieNames(LIVE_KEY)
    const cookies = { ...(await liveCookies({ exp: NOW_SEC - 60 })), [refreshName]: refresh.slice(13, 14) }
    for (const request of [
      toNavigation(query(await toHandshake(directives)), { cookies }),
      inCookie(await toHandshake(SIGN_OUT.slice(0, 2)), cookies),
    ]) {
      const pass = asPass(await auth.decide(request))
      expect(pass).toMatchObject({ setCookies: [`__session=${fresh}; Path=/`], auth: { userId: 'user_1' } })
    }
  })

  it('lets a real sign-out and a real change of persons through, by cookie (H5, B8)', async () => {
    const signOut = inCookie(await toHandshake(SIGN_OUT), { ...(await liveCookies()), __client_uat: '0' })
    expect(asPass(await decide(signOut))).toMatchObject({ reason: 'session-token-missing', setCookies: SIGN_OUT })
    const newer = { ...(await liveCookies({ iat: NOW_SEC - 50 })), __client_uat: String(NOW_SEC - 10) }
    expect(asPass(await decide(inCookie(await toHandshake(directives), newer)))).toMatchObject({
      setCookies: directives,
      auth: { userId: 'user_new' },
    })
    const expired = await liveCookies({ exp: NOW_SEC - 60 })
    expect(asPass(await decide(inCookie(await toHandshake(directives), expired))).auth).toMatchObject({
      userId: 'user_new',
    })
  })

  it('changes persons by cookie on a visit, and never behind its back (H5)', async () => {
    const handshake = await toHandshake(directives)
    expect(asPass(await decide(inCookie(handshake, await liveCookies()))).auth).toMatchObject({ userId: 'user_new' })
    for (const headers of [script, frame]) {
      const cookies = { __clerk_handshake: handshake, ...(await liveCookies()) }
      const pass = asPass(await decide(toNavigation('/', { cookies, headers })))
      expect(pass.auth).toMatchObject({ userId: 'user_1' })
      expect(pass.trace).toContain('handshake-of-another-over-session')
    }
  })

  describe('where the session would travel', () => {
    const organizationSyncOptions = { organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'] }
    const syncing = { ...liveOptions, organizationSyncOptions }
    const at = (token: string): string => `/orgs/acme?__clerk_handshake=${token}`

    it('takes the organization from a link that brings the same person (H5)', async () => {
      const acme = await mintToken({ claims: { o: { id: 'org_1', slg: 'acme', rol: 'admin' } } })
      const request = toNavigation(at(await toHandshake([`__session=${acme}; Path=/`])), {
        cookies: { __clerk_redirect_count: '1', ...(await liveCookies()) },
      })
      expect(asPass(await decide(request, syncing)).auth).toMatchObject({ userId: 'user_1', orgSlug: 'acme' })
    })

    it('takes neither nobody nor another person from a link, to another organization or to a satellite (H5)', async () => {
      const satellite = { ...liveOptions, isSatellite: true, domain: 'app.example.com' }
      for (const list of [directives, SIGN_OUT]) {
        const token = await toHandshake(list)
        const cookies = await liveCookies()
        const organization = asRedirect(await decide(toNavigation(at(token), { cookies }), syncing))
        expect(organization.reason).toBe('active-organization-mismatch')
        const url = `${query(token)}&__clerk_synced=false`
        const own = await liveCookies({ iss: 'https://clerk.app.example.com' })
        const synced = asRedirect(await decide(toNavigation(url, { cookies: own }), satellite))
        expect(synced.reason).toBe('satellite-needs-syncing')
        for (const { setCookies } of [organization, synced])
          expect(setCookies).toEqual([expect.stringMatching(/^__clerk_redirect_count=1/)])
      }
    })

    it('takes nothing from a link while another acts for the same person (H5)', async () => {
      const act = { sub: 'user_support' }
      const acting = await mintToken({ claims: { act, o: { id: 'org_1', slg: 'acme', rol: 'admin' } } })
      const token = await toHandshake([`__session=${acting}; Path=/`])
      const request = async (claims: Readonly<Record<string, unknown>>): Promise<Request> =>
        toNavigation(at(token), { cookies: { __clerk_redirect_count: '1', ...(await liveCookies(claims)) } })
      expect(asRedirect(await decide(await request({}), syncing)).trace).toContain('handshake-of-another-over-session')
      expect(asRedirect(await decide(await request({ act: { sub: 'user_2' } }), syncing)).setCookies).toHaveLength(1)
      expect(asPass(await decide(await request({ act }), syncing)).auth).toMatchObject({ actor: act, orgSlug: 'acme' })
    })

    it('keeps the session where the provider names nobody for another organization, and stops asking (B8)', async () => {
      const cookies = { __clerk_redirect_count: '3', ...(await liveCookies()) }
      const request = toNavigation('/orgs/acme', {
        cookies: { ...cookies, __clerk_handshake: await toHandshake(SIGN_OUT) },
      })
      expect(asPass(await decide(request, syncing)).auth).toMatchObject({ userId: 'user_1' })
    })
  })

  describe('where only the provider knows who is here', () => {
    const renewal = { [toCookieNames(LIVE_KEY).refresh]: 'r' }
    const runOut = () => liveCookies({ exp: NOW_SEC - 60 })
    const older = async () => ({ ...(await liveCookies({ iat: NOW_SEC - 50 })), __client_uat: String(NOW_SEC - 10) })
    const down = () => Promise.reject(new TypeError('down'))
    const broken = () => jsonResponse({ errors: [] }, { status: 500 })
    const cases: readonly [string, () => Promise<Record<string, string>>, () => Promise<Response> | Response][] = [
      ['a session that ran out', runOut, down],
      ['one that cannot be renewed', async () => ({ ...(await runOut()), ...renewal }), broken],
      ['one whose renewal hears nothing', async () => ({ ...(await runOut()), ...renewal }), down],
      ['a client without a session', () => Promise.resolve({ __client_uat: String(NOW_SEC - 60) }), down],
      ['a session without a client', async () => ({ ...(await liveCookies()), __client_uat: '0' }), down],
      ['a session older than its client', older, down],
    ]

    it.each(cases)('asks it, and takes nothing from a link, for %s (H5)', async (_, toCookies, respond) => {
      const world = fakePorts()
      answerByPath(world, {
        '/v1/sessions/sess_1/refresh': respond,
        [PAYLOAD]: () => jsonResponse({ directives }),
      })
      const auth = createAuth(liveOptions, world.ports)
      for (const list of [directives, SIGN_OUT]) {
        const token = await toHandshake(list)
        for (const carrier of [
          `__clerk_handshake=${token}`,
          '__clerk_handshake_nonce=n1',
          `__clerk%5Fhandshake=${token}`,
        ]) {
          const trip = asRedirect(
            await auth.decide(toNavigation(`/page?${carrier}&a=1`, { cookies: await toCookies() })),
          )
          expect(trip.trace).toContain('handshake-in-url-before-trip')
          expect(trip.setCookies).toEqual([expect.stringMatching(/^__clerk_redirect_count=1;/)])
          // Nor may it come back with the browser, when a trip is under way.
          expect(trip.location.searchParams.get('redirect_url')).toBe('https://app.example.com/page?a=1')
        }
      }
      expect(world.fetches.filter(({ url }) => url.includes(PAYLOAD))).toEqual([])
    })

    it('takes what comes back from a trip, by cookie and by URL (H5)', async () => {
      for (const carrier of ['cookie', 'URL']) {
        const token = await toHandshake(directives)
        const back = { ...(await runOut()), __clerk_redirect_count: '1' }
        const request = carrier === 'URL' ? toNavigation(query(token), { cookies: back }) : inCookie(token, back)
        expect(asPass(await decide(request))).toMatchObject({ setCookies: directives, auth: { userId: 'user_new' } })
      }
    })

    it('ends where the trips do, whatever the URL brings (H5)', async () => {
      const cookies = { ...(await runOut()), __clerk_redirect_count: '3' }
      expect((await decide(toNavigation(query('junk'), { cookies }))).kind).toBe('pass')
    })
  })

  it('uses what the cookie carries where the link beside it is not wanted, or is nothing (H5)', async () => {
    const expired = await liveCookies({ exp: NOW_SEC - 60 })
    const cookies = { __clerk_handshake: await toHandshake(directives), ...expired }
    const stranger = await toHandshake([`__session=${await mintToken({ claims: { sub: 'user_evil' } })}; Path=/`])
    for (const [url, headers] of [
      ['/?__clerk_handshake=junk', {}],
      ['/?__clerk_handshake_nonce=junk', {}],
      [`/?__clerk_handshake=${stranger}`, script],
    ] as const) {
      expect(asPass(await decide(toNavigation(url, { cookies, headers }))).auth).toMatchObject({ userId: 'user_new' })
    }
  })
})
