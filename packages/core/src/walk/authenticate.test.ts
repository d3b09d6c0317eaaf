import { describe, expect, it } from 'vitest'
import {
  asPass,
  asRedirect,
  devOptions,
  liveCookies,
  liveOptions,
  silentWorld,
  toNavigation,
  toRequest,
} from '../../test/fakes.ts'
import { encodeText, fixedKeys, mintToken, NOW_SEC } from '../../test/mint.ts'
import { createAuth } from '../guard/create-auth.ts'
import type { AuthOptions } from '../settings/auth-options.ts'
import type { AcceptsToken } from '../wire/token-types.ts'

const bearer = (token: string, cookies: Record<string, string> = {}): Request =>
  toRequest('/', { headers: { authorization: `Bearer ${token}` }, cookies })
/** Header and payload as they were, with an empty signature. */
const toUnsigned = (token: string): string => token.slice(0, token.lastIndexOf('.') + 1)
const reasonOf = async (request: Request, options: AuthOptions = liveOptions): Promise<string | null> =>
  asPass(await createAuth(options, silentWorld().ports).decide(request)).reason

describe('a token that is not accepted', () => {
  it.each<[string, () => Promise<string>, string]>([
    ['tampered', async () => `${(await mintToken()).slice(0, -4)}AAAA`, 'token-invalid-signature'],
    [
      'expired',
      () => mintToken({ claims: { exp: NOW_SEC - 60, iat: NOW_SEC - 120 } }),
      'session-token-expired-refresh-non-eligible-no-refresh-cookie',
    ],
    ['signed with a foreign key', () => mintToken({ key: fixedKeys.stranger }), 'token-invalid-signature'],
    ['unsigned', () => mintToken({ header: { alg: 'none' } }), 'token-invalid-algorithm'],
    ['malformed', () => Promise.resolve('a.b.c'), 'token-invalid'],
    ['no JWT', () => Promise.resolve('junk'), 'token-invalid'],
    ['for machines', () => mintToken({ header: { typ: 'at+jwt' } }), 'token-type-mismatch'],
  ])('is signed out with its reason, and rows that say so in the trace: %s', async (_, make, reason) => {
    const token = await make()
    const auth = createAuth(liveOptions, silentWorld().ports)
    const cookies = { __session: token, __client_uat: '1' }
    for (const request of [bearer(token), toRequest('/', { cookies })]) {
      const decision = asPass(await auth.decide(request))
      expect(decision.auth.isAuthenticated).toBe(false)
      expect(decision.reason).toBe(reason)
      expect(decision.trace.filter((row) => /^(?:session|bearer)-/.test(row))).not.toEqual([])
    }
  })
})

describe('authenticate, by header', () => {
  it('signs in, without a client, a development browser or a referrer', async () => {
    const headers = { authorization: `Bearer ${await mintToken()}`, referer: 'https://satellite.example/' }
    for (const options of [devOptions, liveOptions]) {
      const decision = await createAuth(options, silentWorld().ports).decide(toNavigation('/', { headers }))
      expect(asPass(decision)).toMatchObject({ reason: null, auth: { userId: 'user_1' } })
    }
  })

  it('never falls back to a cookie', async () => {
    const cookies = await liveCookies()
    const forged = await mintToken({ key: fixedKeys.stranger })
    for (const token of ['junk', 'a.b.c', '', forged, 'ak_1']) {
      const decision = asPass(await createAuth(liveOptions, silentWorld().ports).decide(bearer(token, cookies)))
      expect(decision.auth.isAuthenticated).toBe(false)
    }
    expect(await reasonOf(toRequest('/', { headers: { authorization: 'Basic x' }, cookies }))).toBeNull()
    expect(await reasonOf(toRequest('/', { headers: { authorization: 'bearer junk' }, cookies }))).toBeNull()
  })

  // protocol.md 5, 8, 9.3
  it.each<[string, AcceptsToken, string, string]>([
    ['junk', 'any', 'junk', 'token-invalid'],
    ['junk', 'session_token', 'junk', 'token-invalid'],
    ['an opaque machine token', 'any', 'ak_1', 'token-type-mismatch'],
    ['an opaque machine token', 'session_token', 'ak_1', 'token-invalid'],
    ['an opaque machine token', 'api_key', 'ak_1', 'token-type-mismatch'],
    ['another machine token', 'api_key', 'mt_1', 'token-type-mismatch'],
    ['a session', 'api_key', 'session', 'token-type-mismatch'],
    ['a session', ['api_key', 'oauth_token'], 'session', 'token-type-mismatch'],
    ['a machine’s JWT', 'any', 'machine', 'token-type-mismatch'],
    ['a machine’s JWT', 'session_token', 'machine', 'token-type-mismatch'],
    ['an OAuth JWT', 'session_token', 'oauth', 'token-type-mismatch'],
    ['a template’s JWT', 'any', 'template', 'token-type-mismatch'],
    ['an unsigned OAuth JWT (B4)', 'any', 'unsigned oauth', 'token-invalid'],
    ['an unsigned OAuth JWT (B4)', 'session_token', 'unsigned oauth', 'token-invalid'],
    ['an unsigned OAuth JWT (B4)', 'oauth_token', 'unsigned oauth', 'token-type-mismatch'],
    ['an unsigned OAuth JWT (B4)', ['oauth_token', 'session_token'], 'unsigned oauth', 'token-invalid'],
    ['an unsigned machine JWT (B4)', 'any', 'unsigned machine', 'token-invalid-signature'],
    ['an unsigned machine JWT (B4)', 'm2m_token', 'unsigned machine', 'token-type-mismatch'],
    ['a session (B9)', [], 'session', 'token-type-mismatch'],
    ['an API key (B9)', [], 'ak_1', 'token-type-mismatch'],
    ['an OAuth JWT (B9)', [], 'oauth', 'token-type-mismatch'],
  ])('gives %s, where %j is accepted, %s the reason %s', async (_, acceptsToken, name, reason) => {
    const tokens: Record<string, string> = {
      session: await mintToken(),
      machine: await mintToken({ claims: { sub: 'mch_1' } }),
      oauth: await mintToken({ header: { typ: 'at+jwt' } }),
      template: await mintToken({ header: { cat: 'cl_B7d4PD222AAA' } }),
      'unsigned oauth': toUnsigned(await mintToken({ header: { typ: 'at+jwt' } })),
      'unsigned machine': toUnsigned(await mintToken({ claims: { sub: 'mch_1' } })),
    }
    expect(await reasonOf(bearer(tokens[name] ?? name), { ...liveOptions, acceptsToken })).toBe(reason)
  })

  it('sends a document with an expired token on a handshake, and a script not', async () => {
    const token = await mintToken({ claims: { exp: NOW_SEC - 60 } })
    const headers = { authorization: `Bearer ${token}` }
    const auth = createAuth(liveOptions, silentWorld().ports)
    const { location, reason } = asRedirect(await auth.decide(toNavigation('/', { headers })))
    expect(reason).toBe('session-token-expired-refresh-non-eligible-no-refresh-cookie')
    expect(location.searchParams.get('__session')).toBe(token)
    expect(asPass(await auth.decide(bearer(token))).reason).toBe(reason)
  })
})

describe('authenticate, where no session is accepted', () => {
  it.each<[AcceptsToken, string, string]>([
    ['api_key', 'No token in header', 'accepted-token-missing'],
    ['m2m_token', 'No token in header', 'accepted-token-missing'],
    ['oauth_token', 'No token in header', 'accepted-token-missing'],
    [['api_key', 'oauth_token'], 'token-type-mismatch', 'accepted-tokens-missing'],
    [[], 'token-type-mismatch', 'accepted-tokens-missing'],
  ])('reads no cookie and starts no handshake: %j', async (acceptsToken, reason, row) => {
    const options = { ...devOptions, acceptsToken }
    const request = toNavigation('/?__clerk_handshake=junk', { cookies: await liveCookies() })
    const decision = asPass(await createAuth(options, silentWorld().ports).decide(request))
    expect(decision.reason).toBe(reason)
    expect(decision.trace).toEqual([row])
  })
})

describe('authenticate, where no kind of token is accepted', () => {
  it('is nobody, however the guard asks, and refuses who must be somebody (B9)', async () => {
    const auth = createAuth({ ...liveOptions, acceptsToken: [] }, silentWorld().ports)
    const requests = [toNavigation('/', { cookies: await liveCookies() }), bearer(await mintToken()), bearer('ak_1')]
    for (const request of requests) {
      const seen = await auth.decide(request, async (handle) => [
        await handle(),
        await handle({ acceptsToken: 'any' }),
        await handle({ acceptsToken: [] }),
      ])
      expect(asPass(seen).guarded?.some(({ isAuthenticated }) => isAuthenticated)).toBe(false)
      for (const token of ['any', 'session_token', 'api_key', []] as const) {
        expect((await auth.decide(request, async (handle) => void (await handle.protect({ token })))).kind).not.toBe(
          'pass',
        )
      }
    }
  })

  it('is the same where only the call says so (B9)', async () => {
    const auth = createAuth(liveOptions, silentWorld().ports)
    const request = toNavigation('/', { cookies: await liveCookies() })
    const seen = await auth.decide(request, (handle) => handle({ acceptsToken: [] }))
    expect(asPass(seen).guarded).toMatchObject({ isAuthenticated: false, tokenType: null })
    const refused = await auth.decide(request, async (handle) => void (await handle.protect({ token: [] })))
    expect(refused).toMatchObject({ kind: 'deny', status: 401 })
  })
})

describe('authenticate, of a bearer that is no signed token', () => {
  const header = encodeText('{"typ":"at+jwt","alg":"none"}')
  const claims = encodeText('{"sub":"mch_1"}')
  it.each(['h.p.', `${header}.${claims}.`, `.${claims}.c2ln`, `${header}..c2ln`, `${header}.${claims}.@@@@`, '..'])(
    'hides the page as from anybody, and challenges nobody: %s (B4)',
    async (token) => {
      const auth = createAuth(liveOptions, silentWorld().ports)
      const decision = await auth.decide(bearer(token), async (handle) => void (await handle.protect()))
      expect(decision).toMatchObject({ kind: 'deny', status: 404, challenge: null })
    },
  )
})

describe('authenticate, on a satellite', () => {
  const dev = {
    ...devOptions,
    isSatellite: true,
    domain: 'app.example.com',
    signInUrl: 'https://primary.example.com/sign-in',
  }
  const live = { ...liveOptions, isSatellite: true, domain: 'app.example.com' }
  const decide = (options: AuthOptions, request: Request) => createAuth(options, silentWorld().ports).decide(request)

  it('leaves a first visit alone, in both instance types', async () => {
    for (const options of [dev, live]) {
      const decision = asPass(await decide(options, toNavigation('/')))
      expect(decision.reason).toBe('session-token-and-uat-missing')
      expect(decision.trace).toContain('satellite-not-asked')
    }
  })

  it('goes to the primary’s sign-in page when asked to sync, in development', async () => {
    for (const [options, path] of [
      [dev, '/?__clerk_synced=false'],
      [{ ...dev, satelliteAutoSync: true }, '/'],
    ] as const) {
      const { reason, location } = asRedirect(await decide(options, toNavigation(path)))
      expect(reason).toBe('satellite-needs-syncing')
      expect(location.origin + location.pathname).toBe('https://primary.example.com/sign-in')
      expect(location.searchParams.get('__clerk_redirect_url')).toBe(`https://app.example.com${path}`)
    }
  })

  it('goes to the handshake of its own host when asked to sync, in production', async () => {
    for (const [options, path] of [
      [live, '/?__clerk_synced=false'],
      [{ ...live, satelliteAutoSync: true }, '/'],
    ] as const) {
      const { reason, location } = asRedirect(await decide(options, toNavigation(path)))
      expect(reason).toBe('satellite-needs-syncing')
      expect(location.host).toBe('clerk.app.example.com')
      expect(location.searchParams.get('redirect_url')).toBe(`https://app.example.com${path}`)
    }
  })

  it('believes its cookies when it is synced', async () => {
    const cookies = await liveCookies({ iss: 'https://clerk.app.example.com' })
    for (const path of ['/', '/?__clerk_synced=true']) {
      expect(asPass(await decide(live, toNavigation(path, { cookies }))).reason).toBeNull()
    }
    expect(asPass(await decide(live, toNavigation('/?__clerk_synced=true'))).reason).toBe(
      'session-token-and-uat-missing',
    )
  })

  it('syncs again when asked, although it has cookies, so that a sign-in elsewhere is seen', async () => {
    const cookies = await liveCookies({ iss: 'https://clerk.app.example.com' })
    expect(asRedirect(await decide(live, toNavigation('/?__clerk_synced=false', { cookies }))).reason).toBe(
      'satellite-needs-syncing',
    )
  })

  it('is answered by a development primary with the development browser', async () => {
    const back = encodeURIComponent('http://localhost:3001/x?__clerk_synced=false')
    const request = toNavigation(`/sign-in?__clerk_redirect_url=${back}`, { cookies: { __clerk_db_jwt: 'db_1' } })
    const { reason, location } = asRedirect(await decide(devOptions, request))
    expect(reason).toBe('primary-responds-to-syncing')
    expect(location.href).toBe('http://localhost:3001/x?__clerk_synced=true&__clerk_db_jwt=db_1')
    expect(asPass(await decide(liveOptions, request)).reason).toBe('session-token-and-uat-missing')
  })
})
