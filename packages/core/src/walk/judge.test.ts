import { describe, expect, it } from 'vitest'
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
} from '../../test/fakes.ts'
import { mintToken, NOW_SEC } from '../../test/mint.ts'
import { createAuth } from '../guard/create-auth.ts'
import type { AuthEvent } from '../foundation/ports.ts'
import type { AuthOptions } from '../settings/auth-options.ts'

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
