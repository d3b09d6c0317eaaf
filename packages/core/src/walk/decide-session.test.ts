import { describe, expect, it, beforeAll } from 'vitest'
import {
  asPass,
  asRedirect,
  devCookies,
  devOptions,
  headersOf,
  liveCookies,
  liveOptions,
  silentWorld,
  toNavigation,
  toRequest,
  type RequestParts,
  answerByPath,
  LIVE_KEY,
} from '../../test/fakes.ts'
import { mintToken, NOW_SEC, fakePorts, fixedKeys, jsonResponse, type FakeWorld } from '../../test/mint.ts'
import { createAuth } from '../guard/create-auth.ts'
import type { AuthEvent } from '../foundation/ports.ts'
import type { AuthOptions } from '../settings/auth-options.ts'
import { toCookieSuffix } from '../settings/cookie-names.ts'

const acme = { o: { id: 'org_1', slg: 'acme', rol: 'admin' } }
const sync: AuthOptions = {
  ...liveOptions,
  organizationSyncOptions: {
    organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)', '/app/:any/orgs/:id', '/by-id/:id'],
    personalAccountPatterns: ['/personal-account', '/personal-account/(.*)', '/none/(.*)'],
  },
}
const auth = createAuth(sync, silentWorld().ports)
const visit = async (path: string, claims: object, parts: RequestParts = {}): Promise<Request> =>
  toNavigation(path, { ...parts, cookies: { ...(await liveCookies({ ...claims })), ...parts.cookies } })

describe('organization sync', () => {
  // protocol.md 14
  it.each<[string, object, string | null]>([
    ['/orgs/acme', acme, null],
    ['/orgs/other', acme, 'other'],
    ['/orgs/other', {}, 'other'],
    ['/orgs/other/deep/page', acme, 'other'],
    ['/ORGS/other/', acme, 'other'],
    ['/orgs', acme, null],
    ['/app/x/orgs/org_2', acme, 'org_2'],
    ['/app/x/orgs/org_1', acme, null],
    ['/by-id/org_2', {}, 'org_2'],
    ['/by-id/not%20an%20id', acme, null],
    ['/orgs/[slug]', acme, null],
    ['/orgs/%5Bslug%5D', acme, null],
    ['/personal-account', acme, ''],
    ['/personal-account/', acme, ''],
    ['/personal-account/x', acme, ''],
    ['/personal-account/x', {}, null],
    ['/personal-accounts', acme, null],
    ['/none/x', acme, ''],
    ['/orgs/other', { ...acme, sts: 'pending' }, null],
    ['/elsewhere', acme, null],
  ])('of %s with %j asks for %j', async (path, claims, organization) => {
    const decision = await auth.decide(await visit(path, claims))
    if (organization === null) {
      expect(asPass(decision).reason).toBeNull()
      return
    }
    const { location, reason } = asRedirect(decision)
    expect(reason).toBe('active-organization-mismatch')
    expect(location.searchParams.get('organization_id')).toBe(organization)
  })

  it('says of a person who stays outside of the organization that they are no member, and names no key (in-use 16)', async () => {
    const world = fakePorts()
    const cookies = { ...(await liveCookies(acme)), __clerk_redirect_count: '3' }
    const decision = await createAuth(sync, world.ports).decide(toNavigation('/orgs/other', { cookies }))
    expect(asPass(decision).auth).toMatchObject({ userId: 'user_1', orgSlug: 'acme' })
    expect(world.events).toMatchObject([{ event: 'handshake-loop', message: expect.stringMatching(/no member/) }])
  })

  it.each<[string, RequestParts]>([
    ['a POST', { method: 'POST' }],
    ['a script', { headers: { 'sec-fetch-dest': 'empty', accept: '*/*' } }],
    [
      'a server action',
      { method: 'POST', headers: { 'sec-fetch-dest': 'empty', 'next-url': '/orgs/other', 'next-action': 'a' } },
    ],
    ['a browser that just travelled three times', { cookies: { __clerk_redirect_count: '3' } }],
    ['a browser that travelled very often', { cookies: { __clerk_redirect_count: '12' } }],
  ])('lets %s stay signed in, with nothing set', async (_, parts) => {
    const decision = asPass(await auth.decide(await visit('/orgs/other', acme, parts)))
    expect(decision).toMatchObject({ reason: null, setCookies: [], responseHeaders: [], auth: { orgSlug: 'acme' } })
  })

  it('answers a prefetch with 503', async () => {
    const decision = await auth.decide(await visit('/orgs/other', acme, { headers: { 'sec-purpose': 'prefetch' } }))
    expect(decision).toMatchObject({ kind: 'deny', status: 503, reason: 'prefetch-refused' })
  })

  it('does not run for a proof in the header', async () => {
    const headers = { authorization: `Bearer ${await mintToken({ claims: acme })}` }
    expect(asPass(await auth.decide(toNavigation('/orgs/other', { headers }))).reason).toBeNull()
  })

  it('goes along with every handshake, whatever its reason', async () => {
    const decision = await auth.decide(toNavigation('/orgs/other', { cookies: { __client_uat: '1' } }))
    expect(asRedirect(decision).reason).toBe('client-uat-but-no-session-token')
    expect(asRedirect(decision).location.searchParams.get('organization_id')).toBe('other')
  })

  // People mix the names over the patterns of one list, and the provider takes either (B11).
  it.each<[patterns: string[], path: string, organization: string | null]>([
    [['/orgs/:id/(.*)'], '/orgs/globex/settings', 'globex'],
    [['/orgs/:id/(.*)'], '/orgs/acme/settings', null],
    [['/orgs/:id'], '/orgs/globex', 'globex'],
    [['/orgs/:id'], '/orgs/acme', null],
    [['/orgs/:id'], '/orgs/%61cme', null],
    [['/orgs/:id?'], '/orgs/globex', 'globex'],
    [['/orgs/:id?'], '/orgs', null],
    [['/orgs/:id', '/orgs/:slug/(.*)'], '/orgs/acme/settings', null],
    [['/orgs/:slug', '/orgs/:id/(.*)'], '/orgs/globex/settings', 'globex'],
    [['/orgs/:slug'], '/orgs/org_2', 'org_2'],
    [['/orgs/:slug'], '/orgs/org_1', null],
    [['/:lang/orgs/:slug/:id*'], '/de/orgs/globex', 'globex'],
    [['/orgs/:id'], `/orgs/${'g'.repeat(256)}`, 'g'.repeat(256)],
    [['/orgs/:slug'], `/orgs/${'g'.repeat(257)}`, null],
  ])('of %j reads %s by what stands there: %j (B10, B11)', async (organizationPatterns, path, organization) => {
    const mixed = createAuth({ ...liveOptions, organizationSyncOptions: { organizationPatterns } }, silentWorld().ports)
    const decision = await mixed.decide(await visit(path, acme))
    const asked = decision.kind === 'redirect' ? decision.location.searchParams.get('organization_id') : null
    expect(asked).toBe(organization)
  })

  it('says once in development that another parameter was meant (B11)', async () => {
    const told = async (options: AuthOptions, pattern: string, path: string): Promise<readonly AuthEvent[]> => {
      const { events, ports } = silentWorld()
      const mixed = createAuth({ ...options, organizationSyncOptions: { organizationPatterns: [pattern] } }, ports)
      const cookies = options === devOptions ? await devCookies(acme) : await liveCookies(acme)
      for (let count = 0; count < 2; count++) await mixed.decide(toNavigation(path, { cookies }))
      return events.filter(({ event }) => event === 'organization-misnamed')
    }
    const [event, ...others] = await told(devOptions, '/orgs/:id', '/orgs/globex')
    expect([event?.level, others]).toEqual(['warn', []])
    expect(event?.message).toContain(':slug')
    expect((await told(devOptions, '/orgs/:slug', '/orgs/org_2'))[0]?.message).toContain(':id')
    expect(await told(devOptions, '/orgs/:slug', '/orgs/globex')).toEqual([])
    expect(await told(liveOptions, '/orgs/:id', '/orgs/globex')).toEqual([])
  })

  it('matches nothing with empty lists', async () => {
    const empty = { organizationPatterns: [], personalAccountPatterns: [] }
    const none = createAuth({ ...liveOptions, organizationSyncOptions: empty }, silentWorld().ports)
    expect(asPass(await none.decide(await visit('/orgs/other', acme))).reason).toBeNull()
  })
})

describe('a visit from another origin', () => {
  const referred = (parts: RequestParts = {}): Promise<Request> =>
    visit('/', {}, { ...parts, headers: { referer: 'https://satellite.example.net/', ...parts.headers } })

  it('syncs a session, once, with a text', async () => {
    const decision = asRedirect(await auth.decide(await referred()))
    expect(decision.reason).toBe('primary-domain-cross-origin-sync')
    expect(headersOf(decision, 'x-clerk-auth-message')).toHaveLength(1)
    expect(asPass(await auth.decide(await referred({ cookies: { __clerk_redirect_count: '1' } }))).reason).toBeNull()
  })

  it.each<[string, RequestParts]>([
    ['in a frame', { headers: { 'sec-fetch-dest': 'iframe' } }],
    ['by POST', { method: 'POST' }],
    ['from ourselves', { headers: { referer: 'https://app.example.com/x' } }],
    ['from the provider', { headers: { referer: 'https://accounts.example.com/sign-in' } }],
  ])('does nothing %s', async (_, parts) => {
    expect(asPass(await auth.decide(await referred(parts))).reason).toBeNull()
  })

  it('does nothing on a satellite', async () => {
    const satellite = createAuth({ ...liveOptions, isSatellite: true, domain: 'app.example.com' }, silentWorld().ports)
    const claims = { iss: 'https://clerk.app.example.com' }
    const request = await visit('/', claims, { headers: { referer: 'https://primary.example/' } })
    expect(asPass(await satellite.decide(request)).reason).toBeNull()
  })
})

describe('a session token', () => {
  it.each([
    [4, 'pass'],
    [5, 'redirect'],
    [6, 'redirect'],
  ])('that ended %d seconds ago is a %s', async (ago, kind) => {
    const decision = await auth.decide(await visit('/', { exp: NOW_SEC - ago }))
    expect(decision.kind).toBe(kind)
  })

  it.each<[string, object, string]>([
    ['nbf', { nbf: 1_800_000_006 }, 'session-token-nbf'],
    ['iat', { iat: 1_800_000_006 }, 'session-token-iat-in-the-future'],
  ])('whose %s is more than the skew ahead travels', async (_, claims, reason) => {
    const decision = asRedirect(await auth.decide(await visit('/', claims)))
    expect(decision.reason).toBe(reason)
    expect(headersOf(decision, 'x-clerk-auth-message')[0]).toMatch(/\(reason=token-[a-z-]+, token-carrier=cookie\)$/)
    expect(asPass(await auth.decide(await visit('/', claims, { method: 'POST' }))).reason).toBe(reason)
  })

  it('of another party is signed out, with its reason and no redirect', async () => {
    const decision = asPass(await auth.decide(await visit('/', { azp: 'https://evil.example' })))
    expect(decision.reason).toBe('token-invalid-authorized-parties')
    expect(headersOf(decision, 'x-clerk-auth-status')).toEqual(['signed-out'])
    expect(headersOf(decision, 'x-clerk-auth-message')[0]).toMatch(/token-carrier=cookie/)
  })

  it('in the header says so in its message', async () => {
    const token = await mintToken({ claims: { azp: 'https://evil.example' } })
    const decision = await auth.decide(toRequest('/', { headers: { authorization: `Bearer ${token}` } }))
    expect(headersOf(decision, 'x-clerk-auth-message')[0]).toMatch(
      /\(reason=token-invalid-authorized-parties, token-carrier=header\)$/,
    )
  })
})

const suffix = toCookieSuffix(LIVE_KEY)
const gone = { exp: NOW_SEC - 60, iat: NOW_SEC - 120 }
let expired = ''
let fresh = ''
beforeAll(async () => {
  expired = await mintToken({ claims: gone })
  fresh = await mintToken({ claims: { sub: 'user_1', iat: NOW_SEC } })
})

const cookiesOf = (token: string): Record<string, string> => ({
  __session: token,
  __client_uat: '1',
  [`__refresh_${suffix}`]: 'refresh_1',
  theme: 'dark',
})

function provider(respond: () => Promise<Response> | Response): FakeWorld {
  const world = fakePorts()
  answerByPath(world, { '/v1/sessions/sess_1/refresh': respond })
  return world
}

describe('renew', () => {
  it('signs in with what the provider gives, and passes its cookies on', async () => {
    const directives = [`__session=${fresh}; Path=/`, 'theme=evil']
    const world = provider(() => jsonResponse({ object: 'cookies', cookies: directives }))
    const request = toNavigation('/x', {
      cookies: cookiesOf(expired),
      headers: { authorization: 'Basic abc', 'user-agent': 'b' },
    })
    const decision = asPass(await createAuth(liveOptions, world.ports).decide(request))
    expect(decision).toMatchObject({ reason: null, setCookies: [directives[0]], auth: { userId: 'user_1' } })
    expect(headersOf(decision, 'cache-control')).toEqual(['no-store'])
    expect(decision.trace).toContain('session-renewed')

    const [call] = world.fetches
    expect(world.fetches).toHaveLength(1)
    expect(call?.url).toBe('https://api.clerk.com/v1/sessions/sess_1/refresh')
    const body = JSON.parse(typeof call?.init.body === 'string' ? call.init.body : '') as {
      request_headers: Record<string, string[]>
    }
    expect(body).toMatchObject({
      format: 'cookie',
      expired_token: expired,
      refresh_token: 'refresh_1',
      request_origin: 'https://app.example.com',
    })
    expect(body.request_headers['authorization']).toBeUndefined()
    expect(body.request_headers['user-agent']).toEqual(['b'])
    expect(body.request_headers['cookie']?.[0]).not.toContain('theme')
  })

  it('shows the application the cookies that the browser gets, in the place of the old ones (in-use 10)', async () => {
    const cookies = [
      `__session=${fresh}; Path=/`,
      `__session_${suffix}=${fresh}; Path=/`,
      `__refresh_${suffix}=; Path=/; Max-Age=0`,
    ]
    const auth = createAuth(liveOptions, provider(() => jsonResponse({ object: 'cookies', cookies })).ports)
    const request = toNavigation('/x', { cookies: cookiesOf(expired) })
    const seen = `__session=${fresh}; __client_uat=1; theme=dark; __session_${suffix}=${fresh}`
    const decision = asPass(await auth.decide(request, (_auth, _request, setCookies) => setCookies))
    expect(decision.requestHeaders).toEqual({ set: [['cookie', seen]], remove: [] })
    expect(decision.guarded).toEqual(cookies)
  })

  it('leaves the cookies of a request alone whose session was not renewed (in-use 10)', async () => {
    const auth = createAuth(liveOptions, fakePorts().ports)
    const decision = asPass(await auth.decide(toNavigation('/x', { cookies: { __session: fresh, __client_uat: '1' } })))
    expect(decision.requestHeaders).toEqual({ set: [], remove: [] })
  })

  it('says that the suffixed cookies were used, only if they were', async () => {
    const world = fakePorts()
    world.respond = () => jsonResponse({ object: 'cookies', cookies: [`__session=${fresh}`] })
    const cookies = { [`__session_${suffix}`]: expired, [`__client_uat_${suffix}`]: '1', [`__refresh_${suffix}`]: 'r' }
    await createAuth(liveOptions, world.ports).decide(toNavigation('/', { cookies }))
    expect(world.fetches[0]?.url).toBe('https://api.clerk.com/v1/sessions/sess_1/refresh?suffixed_cookies=true')
  })

  it('renews for a script, which could not travel', async () => {
    const world = provider(() => jsonResponse({ object: 'cookies', cookies: [`__session=${fresh}`] }))
    const decision = await createAuth(liveOptions, world.ports).decide(toRequest('/x', { cookies: cookiesOf(expired) }))
    expect(asPass(decision).auth).toMatchObject({ userId: 'user_1' })
  })

  it.each<[string, () => Promise<Response> | Response, string]>([
    [
      'the provider knows the session as revoked',
      () => jsonResponse({ errors: [{ code: 'session_revoked' }] }, { status: 400 }),
      'session_revoked',
    ],
    [
      'the provider has an unexpected error',
      () => jsonResponse({ errors: [{ code: 'unexpected_error' }] }, { status: 500 }),
      'fetch-error',
    ],
    ['nobody answers', () => Promise.reject(new TypeError('down')), 'fetch-error'],
    ['an error has no list', () => jsonResponse({}, { status: 500 }), 'unexpected-bapi-error'],
    [
      'an error has an odd code',
      () => jsonResponse({ errors: [{ code: 'a\r\nb' }] }, { status: 400 }),
      'unexpected-bapi-error',
    ],
    ['the list is empty', () => jsonResponse({ object: 'cookies', cookies: [] }), 'unexpected-sdk-error'],
    ['there is no list', () => jsonResponse({ object: 'cookies' }), 'unexpected-sdk-error'],
    ['the new token is missing', () => jsonResponse({ cookies: ['__client_uat=1'] }), 'invalid-session-token'],
    ['the new token is junk', () => jsonResponse({ cookies: ['__session=junk'] }), 'invalid-session-token'],
    ['the new token has ended', () => jsonResponse({ cookies: [`__session=${expired}`] }), 'invalid-session-token'],
  ])('sends the browser on a handshake when %s', async (_, respond, reason) => {
    const auth = createAuth(liveOptions, provider(respond).ports)
    const decision = asRedirect(await auth.decide(toNavigation('/x', { cookies: cookiesOf(expired) })))
    expect(decision.reason).toBe(`session-token-expired-refresh-${reason}`)
    expect(decision.location.searchParams.get('__clerk_hs_reason')).toBe(decision.reason)
    expect(headersOf(decision, 'x-clerk-auth-message')[0]).toContain('(reason=token-expired, token-carrier=cookie)')
    const script = await auth.decide(toRequest('/x', { cookies: cookiesOf(expired) }))
    expect(asPass(script).reason).toBe(decision.reason)
  })

  it('does not believe a new token of another key', async () => {
    const forged = await mintToken({ key: fixedKeys.stranger })
    const world = provider(() => jsonResponse({ cookies: [`__session=${forged}`] }))
    const decision = await createAuth(liveOptions, world.ports).decide(
      toNavigation('/', { cookies: cookiesOf(expired) }),
    )
    expect(asRedirect(decision).reason).toBe('session-token-expired-refresh-invalid-session-token')
  })

  it.each<[string, Partial<Record<'method' | 'sid' | 'refresh' | 'secretKey', string | null>>, string]>([
    ['a POST', { method: 'POST' }, 'non-eligible-non-get'],
    ['no refresh token', { refresh: '' }, 'non-eligible-no-refresh-cookie'],
    ['no secret key', { secretKey: null }, 'missing-api-client'],
    ['a session without an id', { sid: '' }, 'expired-session-token-missing-sid-claim'],
    ['a session whose id leaves its path', { sid: '../x' }, 'unexpected-bapi-error'],
  ])(
    'asks nobody with %s',
    async (_, { method = 'GET', sid = 'sess_1', refresh = 'r', secretKey = 'sk_live_1' }, reason) => {
      const token = await mintToken({ claims: { ...gone, sid } })
      const world = silentWorld()
      const cookies = { ...cookiesOf(token), [`__refresh_${suffix}`]: refresh ?? '' }
      const decision = await createAuth({ ...liveOptions, secretKey }, world.ports).decide(
        toRequest('/x', { method: method ?? 'GET', cookies }),
      )
      expect(asPass(decision).reason).toBe(`session-token-expired-refresh-${reason}`)
      expect(world.fetches).toEqual([])
    },
  )

  it('renews an expired token of the header, with the refresh token of the cookies', async () => {
    const world = provider(() => jsonResponse({ cookies: [`__session=${fresh}`] }))
    const request = toRequest('/', {
      headers: { authorization: `Bearer ${expired}` },
      cookies: { [`__refresh_${suffix}`]: 'r' },
    })
    expect(asPass(await createAuth(liveOptions, world.ports).decide(request)).auth).toMatchObject({ userId: 'user_1' })
  })
})
