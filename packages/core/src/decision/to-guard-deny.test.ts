import { describe, expect, it } from 'vitest'
import {
  asPass,
  devOptions,
  headersOf,
  liveCookies,
  liveOptions,
  silentWorld,
  toRequest,
  devCookies,
} from '../../test/fakes.ts'
import { fakePorts, jsonResponse, mintToken, NOW_SEC } from '../../test/mint.ts'
import { createAuth } from '../guard/create-auth.ts'
import { createRouteMatcher } from '../routing/create-route-matcher.ts'
import type { AuthOptions } from '../settings/auth-options.ts'
import type { ProtectParams, ProtectOptions } from '../session/auth-handle.ts'
import { toHeaders } from './apply-decision.ts'
import type { Deny } from './auth-decision.ts'
import { toProblem, toUncachedUrl } from './to-guard-deny.ts'

const json = { accept: 'application/json' }
const open: AuthOptions = { ...liveOptions, unauthenticatedStatus: 401, unauthorizedStatus: 403 }

const refuse = async (
  headers: Record<string, string>,
  params: ProtectParams & ProtectOptions = {},
  options: AuthOptions = liveOptions,
  cookies: Record<string, string> = {},
): Promise<Deny> => {
  const auth = createAuth(options, silentWorld().ports)
  const decision = await auth.decide(toRequest('/api/x', { headers, cookies }), (handle) => handle.protect(params))
  if (decision.kind !== 'deny') expect.fail(decision.kind)
  return decision
}
const read = ({ body }: Deny): unknown => (body === null ? null : JSON.parse(body))

describe('problem details', () => {
  it('tell a JSON client of a refusal, with the reason and what it means (in-use 23)', async () => {
    const deny = await refuse(json)
    expect(deny.status).toBe(404)
    expect(toHeaders(deny).get('content-type')).toBe('application/problem+json')
    expect(read(deny)).toEqual({
      type: 'urn:postern:reason:session-token-and-uat-missing',
      title: 'Not found.',
      status: 404,
      detail: 'Nothing is here for whoever sent this request.',
      reason: 'session-token-and-uat-missing',
    })
  })

  it.each(['application/problem+json', 'application/json, text/plain, */*', 'APPLICATION/JSON'])(
    'are sent for %s (in-use 23, sibling)',
    async (accept) => {
      expect(read(await refuse({ accept }))).toMatchObject({ status: 404 })
    },
  )

  it.each(['*/*', 'text/plain', 'text/x-component', 'application/jsonp'])('are not sent for %s', async (accept) => {
    const deny = await refuse({ accept })
    expect(deny.body).toBeNull()
    expect(toHeaders(deny).has('content-type')).toBe(false)
  })

  it('are not sent to a browser, which names HTML as well', async () => {
    const action = { accept: 'text/html, application/json', 'next-url': '/', 'next-action': 'a' }
    expect((await refuse(action, { token: 'api_key' })).body).toBeNull()
  })

  it('follow the options (in-use 23)', async () => {
    expect(read(await refuse(json, {}, open))).toMatchObject({ status: 401 })
    const member = await refuse(json, { role: 'org:admin' }, open, await liveCookies())
    expect(read(member)).toMatchObject({ status: 403, reason: 'protect-rewrite' })
    expect(headersOf(member, 'x-clerk-auth-reason')).toEqual(['protect-rewrite'])
  })

  it('do not say which organization hides something, except where the options show it', async () => {
    const cookies = await liveCookies()
    const hidden = await refuse(json, { organization: 'acme' }, liveOptions, cookies)
    expect(read(hidden)).toMatchObject({ status: 404, reason: 'protect-rewrite' })
    const shown = await refuse(json, { organization: 'acme' }, open, cookies)
    expect(read(shown)).toMatchObject({ status: 403, reason: 'organization-mismatch' })
  })

  it('name why a session was not enough, so that a client can renew it (in-use 23, sibling)', async () => {
    const deny = await refuse(json, {}, open, await liveCookies({ exp: NOW_SEC - 60 }))
    expect(read(deny)).toMatchObject({
      status: 401,
      reason: 'session-token-expired-refresh-non-eligible-no-refresh-cookie',
    })
  })

  it('tell of a URL with two readings (in-use 23, sibling)', async () => {
    const isAdmin = createRouteMatcher('/admin')
    const decision = await createAuth(liveOptions, silentWorld().ports).decide(
      toRequest('/%2fadmin', { headers: json }),
      (_, request) => isAdmin(request),
    )
    if (decision.kind !== 'deny') expect.fail(decision.kind)
    expect(read(decision)).toMatchObject({ status: 400, reason: 'url-ambiguous' })
  })

  it('tell of what a framework refuses by its own control flow', async () => {
    const pass = asPass(await createAuth(devOptions, silentWorld().ports).decide(toRequest('/', { headers: json })))
    expect(read(pass.refuse(403))).toMatchObject({ status: 403 })
  })

  it('spell any reason as a name', () => {
    expect(JSON.parse(toProblem(401, 'No token in header'))).toMatchObject({
      type: 'urn:postern:reason:No%20token%20in%20header',
      reason: 'No token in header',
    })
  })
})

describe('a provider that does not answer', () => {
  const ask = async (
    token: string,
    respond: () => Response,
    params: ProtectParams & ProtectOptions,
    options: AuthOptions = liveOptions,
  ): Promise<Deny> => {
    const world = fakePorts()
    world.respond = respond
    const headers = { ...json, authorization: `Bearer ${token}` }
    const decision = await createAuth(options, world.ports).decide(toRequest('/api/x', { headers }), (handle) =>
      handle.protect(params),
    )
    if (decision.kind !== 'deny') expect.fail(decision.kind)
    return decision
  }
  const down = (): never => {
    throw new TypeError('fetch failed')
  }

  it.each([
    ['cannot be reached', down],
    ['is broken', () => jsonResponse({}, { status: 500 })],
    ['is overloaded', () => jsonResponse({}, { status: 503 })],
    ['has had enough', () => jsonResponse({}, { status: 429 })],
  ])('is 503 with a time to come back where it %s (in-use 18)', async (_, respond) => {
    const deny = await ask('ak_1', respond, { token: 'api_key' })
    expect([deny.status, deny.reason]).toEqual([503, 'provider-unavailable'])
    expect(headersOf(deny, 'retry-after')).toEqual(['10'])
    expect(headersOf(deny, 'cache-control')).toEqual(['no-store'])
    expect(read(deny)).toMatchObject({ status: 503, reason: 'provider-unavailable' })
  })

  it.each(['mt_1', 'oat_1'])('is the same for %s (in-use 18, sibling)', async (token) => {
    expect((await ask(token, down, { token: ['m2m_token', 'oauth_token'] })).status).toBe(503)
  })

  it('is the same for a signed token whose keys cannot be fetched (in-use 18, sibling)', async () => {
    const token = await mintToken({
      header: { typ: 'at+jwt', cat: undefined },
      claims: { sub: 'user_1', client_id: 'c', scope: 'a' },
    })
    const deny = await ask(token, down, { token: 'oauth_token' }, { ...liveOptions, jwtKey: null })
    expect([deny.status, deny.reason]).toEqual([503, 'provider-unavailable'])
  })

  it.each([
    ['does not know the token', () => jsonResponse({}, { status: 404 })],
    ['does not accept the secret key', () => jsonResponse({}, { status: 401 })],
  ])('is not one that %s: that is 401', async (_, respond) => {
    expect((await ask('ak_1', respond, { token: 'api_key' })).status).toBe(401)
  })

  it('does not concern sessions', async () => {
    expect((await ask('ak_1', down, {})).status).toBe(404)
    const expired = await liveCookies({ exp: NOW_SEC - 60 })
    expect((await refuse(json, {}, liveOptions, expired)).status).toBe(404)
  })

  it('shows in debug() where nothing is protected (in-use 18)', async () => {
    const world = fakePorts()
    world.respond = down
    const request = toRequest('/api/x', { headers: { authorization: 'Bearer ak_1' } })
    const decision = await createAuth(liveOptions, world.ports).decide(request, async (auth) => {
      const found = await auth({ acceptsToken: 'api_key' })
      return [found.isAuthenticated, found.debug()]
    })
    expect(asPass(decision).guarded).toMatchObject([false, { reason: 'provider-unavailable' }])
  })
})

const script = { 'sec-fetch-dest': 'empty', accept: '*/*' }
/** What a refusal of a signed-out or stale visitor says about a navigation to the same address. */
const recoveryOf = async (
  cookies: Record<string, string>,
  options: AuthOptions = liveOptions,
  headers: Record<string, string> = {},
): Promise<string | null> => {
  const auth = createAuth(options, silentWorld().ports)
  const request = toRequest('/orgs/acme/x?y=1', { headers: { ...script, ...headers }, cookies })
  const decision = await auth.decide(request, (handle) => handle.protect({ role: 'org:admin' }))
  if (decision.kind === 'pass') expect.fail('The request was let through.')
  return decision.recovery
}
const here = 'https://app.example.com/orgs/acme/x?y=1'

describe('recovery', () => {
  it.each([
    ['has run out', { exp: NOW_SEC - 60 }],
    ['is older than its client', { iat: NOW_SEC - 200 }],
    ['is not active yet', { nbf: NOW_SEC + 60 }],
    ['was issued in the future', { iat: NOW_SEC + 60 }],
  ])('is the address itself where the session %s (in-use 2)', async (_, claims) => {
    expect(await recoveryOf(await liveCookies(claims))).toBe(here)
  })

  it('is the address itself where half of the cookies is there (in-use 2, sibling)', async () => {
    const { __session = '', __client_uat = '' } = await liveCookies()
    expect(await recoveryOf({ __session })).toBe(here)
    expect(await recoveryOf({ __client_uat })).toBe(here)
  })

  it('is the address itself where another organization is named than is active (in-use 2, sibling)', async () => {
    const options = { ...liveOptions, organizationSyncOptions: { organizationPatterns: ['/orgs/:slug/(.*)'] } }
    expect(await recoveryOf(await liveCookies({ org_id: 'org_2', org_slug: 'other' }), options)).toBe(here)
  })

  it('is the address itself for a browser that development does not know (in-use 2, sibling)', async () => {
    expect(await recoveryOf({}, devOptions)).toBe(here)
  })

  it('is the public address', async () => {
    const headers = { 'x-forwarded-host': 'shop.example.com', 'x-forwarded-proto': 'https' }
    const cookies = await devCookies({ exp: NOW_SEC - 60 })
    expect(await recoveryOf(cookies, devOptions, headers)).toBe('https://shop.example.com/orgs/acme/x?y=1')
  })

  it('is missing for somebody who is really signed out', async () => {
    expect(await recoveryOf({})).toBeNull()
    expect(await recoveryOf({ __client_uat: '0' })).toBeNull()
    expect(await recoveryOf({ __clerk_db_jwt: 'db_1' }, devOptions)).toBeNull()
  })

  it('is missing for a good session that may not be here', async () => {
    expect(await recoveryOf(await liveCookies())).toBeNull()
  })

  it('is missing where the token came in a header that a navigation would not send', async () => {
    const authorization = `Bearer ${await mintToken({ claims: { exp: NOW_SEC - 60 } })}`
    expect(await recoveryOf({}, liveOptions, { authorization })).toBeNull()
  })

  it('stands in what a framework of its own control flow refuses', async () => {
    const auth = createAuth(liveOptions, silentWorld().ports)
    const cookies = await liveCookies({ exp: NOW_SEC - 60 })
    const pass = asPass(await auth.decide(toRequest('/orgs/acme/x?y=1', { headers: script, cookies })))
    expect(pass.refuse(404).recovery).toBe(here)
    expect(pass.redirect(new URL('https://app.example.com/'), 307).recovery).toBe(here)
  })

  it('is missing where the browser travels by itself', async () => {
    const headers = { 'sec-fetch-dest': 'document' }
    expect(await recoveryOf(await liveCookies({ exp: NOW_SEC - 60 }), liveOptions, headers)).toBeNull()
  })
})

const url = new URL('https://app.example.com/in?redirect_url=%2Fx')
const isRedirectCached = true
const isDevelopment = true

describe('toUncachedUrl', () => {
  it('makes a redirect of a development instance new, once (in-use 19)', () => {
    const first = toUncachedUrl(url, { isRedirectCached, isDevelopment }, 1)
    expect(first.href).toBe(`${url.href}&__clerk_netlify_cache_bust=1`)
    expect(
      toUncachedUrl(first, { isRedirectCached, isDevelopment }, 2).searchParams.getAll('__clerk_netlify_cache_bust'),
    ).toEqual(['2'])
    expect(url.search).toBe('?redirect_url=%2Fx')
  })

  it.each([
    [{ isRedirectCached: false, isDevelopment }, url],
    [{ isRedirectCached, isDevelopment: false }, url],
    [{ isRedirectCached, isDevelopment }, new URL('https://app.example.com/?__clerk_handshake=x')],
  ])('leaves it with %j', (settings, location) => expect(toUncachedUrl(location, settings, 1)).toBe(location))
})
