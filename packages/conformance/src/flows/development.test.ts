/** Whole visits in a development instance, hop by hop. */
import { describe, expect, it } from 'vitest'
import { type Transport, TRANSPORTS } from '../network/transport.ts'
import { visitAndSignIn, signOut } from '../network/sign-in.ts'
import { startWorld, type World } from './start-world.ts'

const APP = 'http://localhost:3000'
/** Life of a session token, and the clock skew that is forgiven. */
const LIFE_MS = 66_000

/** Ada is signed in at an application, and looks at `/dashboard`. */
async function startSignedIn(transport: Transport, options: Parameters<World['addApp']>[1] = {}) {
  const world = await startWorld(transport)
  const app = world.addApp(APP, options)
  const browser = world.createBrowser()
  const { body } = await visitAndSignIn(browser, `${APP}/dashboard`, 'user_ada')
  expect(JSON.parse(body)).toMatchObject({ userId: 'user_ada' })
  return { world, app, browser }
}

describe.each(TRANSPORTS)('development, in %s', (transport) => {
  it('leads a first visit through one handshake to the page', async () => {
    const world = await startWorld(transport)
    world.addApp(APP)
    const { story, body } = await world.createBrowser().visit(`${APP}/?page=1`)
    expect(story).toEqual([
      'GET http://localhost:3000/?page 307 dev-browser-missing',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format 307',
      'GET http://localhost:3000/?page&__clerk_handshake 307 session-token-missing',
      'GET http://localhost:3000/?page 200 session-token-and-uat-missing',
    ])
    expect(JSON.parse(body)).toEqual({ userId: null, orgSlug: null, sessionId: null })
  })

  it('leads a first visit of a protected page to the sign-in page, and back after it', async () => {
    const world = await startWorld(transport)
    world.addApp(APP)
    const browser = world.createBrowser()
    const first = await browser.visit(`${APP}/dashboard?x=1`)
    expect(first.story).toEqual([
      'GET http://localhost:3000/dashboard?x 307 dev-browser-missing',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format 307',
      'GET http://localhost:3000/dashboard?x&__clerk_handshake 307 session-token-missing',
      'GET http://localhost:3000/dashboard?x 307 session-token-and-uat-missing',
      'GET http://127.0.0.1:1/sign-in?redirect_url&__clerk_db_jwt 200',
    ])
    const back = await browser.visit(`${world.providerUrl}/sign-in`, {
      from: first.last.url.href,
      form: { user: 'user_ada', redirect_url: `${APP}/dashboard?x=1` },
    })
    expect(back.story).toEqual([
      'POST http://127.0.0.1:1/sign-in 303',
      'GET http://localhost:3000/dashboard?x&__clerk_db_jwt 307 dev-browser-sync',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__clerk_db_jwt 307',
      'GET http://localhost:3000/dashboard?x&__clerk_handshake_nonce 307',
      'GET http://localhost:3000/dashboard?x 200',
    ])
    expect(back.last.url.href).toBe(`${APP}/dashboard?x=1`)
    expect(JSON.parse(back.body)).toMatchObject({ userId: 'user_ada', orgSlug: 'acme' })
  })

  it('recognizes a return at once', async () => {
    const { browser } = await startSignedIn(transport)
    expect((await browser.visit(`${APP}/dashboard`)).story).toEqual(['GET http://localhost:3000/dashboard 200'])
  })

  it('renews an expired session without a trip, where there is a refresh cookie', async () => {
    const { world, browser } = await startSignedIn(transport)
    world.emulator.clock.advance(LIFE_MS)
    const { story, last } = await browser.visit(`${APP}/dashboard`)
    expect(story).toEqual(['GET http://localhost:3000/dashboard 200'])
    expect(last.setCookieNames.filter((name) => name.startsWith('__session'))).toHaveLength(2)
    expect(last.response.headers.get('cache-control')).toBe('no-store')
    expect((await browser.visit(`${APP}/dashboard`)).last.setCookieNames).toEqual([])
  })

  it('makes one trip for an expired session without a refresh cookie', async () => {
    const { world, browser } = await startSignedIn(transport)
    browser.jar.remove('__refresh')
    world.emulator.clock.advance(LIFE_MS)
    const { story, body } = await browser.visit(`${APP}/dashboard`)
    expect(story).toEqual([
      'GET http://localhost:3000/dashboard 307 session-token-expired-refresh-non-eligible-no-refresh-cookie',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__session&__clerk_db_jwt 307',
      'GET http://localhost:3000/dashboard?__clerk_handshake_nonce 307',
      'GET http://localhost:3000/dashboard 200',
    ])
    expect(JSON.parse(body)).toMatchObject({ userId: 'user_ada' })
  })

  it('makes one trip where the renewal is refused, and ends signed out', async () => {
    const { world, browser } = await startSignedIn(transport)
    const [session] = world.emulator.control.sessions()
    world.emulator.control.revokeSession(session?.id ?? '')
    world.emulator.clock.advance(LIFE_MS)
    expect((await browser.visit(`${APP}/dashboard`)).story).toEqual([
      'GET http://localhost:3000/dashboard 307 session-token-expired-refresh-session_revoked',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__session&__clerk_db_jwt 307',
      'GET http://localhost:3000/dashboard?__clerk_handshake 307 session-token-missing',
      'GET http://localhost:3000/dashboard 307 session-token-and-uat-missing',
      'GET http://127.0.0.1:1/sign-in?redirect_url&__clerk_db_jwt 200',
    ])
  })

  it('follows a rotation of the signing key within one request', async () => {
    const { world, app, browser } = await startSignedIn(transport)
    await world.emulator.control.rotateSigningKey()
    world.emulator.clock.advance(LIFE_MS)
    world.emulator.control.clearRequests()
    const { story } = await browser.visit(`${APP}/dashboard`)
    expect(story).toEqual(['GET http://localhost:3000/dashboard 200'])
    expect(world.emulator.control.requests().map(({ path }) => path)).toContain('/v1/jwks')
    expect(app.warnings).toEqual([])
  })

  it('serves with stale keys for a day of outage, then says why nobody is signed in', async () => {
    const { world, app } = await startSignedIn(transport)
    const { emulator } = world
    const ask = async (): Promise<readonly [number, string | null]> => {
      const { bearer } = await emulator.mint.session({ user: 'ada' })
      const response = await app.answer(new Request(`${APP}/dashboard`, { headers: { authorization: bearer } }))
      return [response.status, app.decisions.at(-1)?.reason ?? null]
    }
    expect(await ask()).toEqual([200, null])
    emulator.control.setOutage('network')
    emulator.clock.advance(6 * 60_000)
    expect(await ask()).toEqual([200, null])
    emulator.clock.advance(23 * 3_600_000)
    expect(await ask()).toEqual([200, null])
    emulator.clock.advance(3_600_000)
    expect(await ask()).toEqual([404, 'jwk-remote-failed-to-load'])
    emulator.control.setOutage(null)
    emulator.clock.advance(10_001)
    expect(await ask()).toEqual([200, null])
  })

  it('switches the organization that the URL names, by slug, by id, and to the personal account', async () => {
    const { browser } = await startSignedIn(transport, {
      organizationSyncOptions: {
        organizationPatterns: ['/orgs/by-id/:id', '/orgs/:slug', '/orgs/:slug/(.*)'],
        personalAccountPatterns: ['/me', '/me/(.*)'],
      },
    })
    const bySlug = await browser.visit(`${APP}/orgs/globex/settings`)
    expect(bySlug.story).toEqual([
      'GET http://localhost:3000/orgs/globex/settings 307 active-organization-mismatch',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__session&__clerk_db_jwt&organization_id 307',
      'GET http://localhost:3000/orgs/globex/settings?__clerk_handshake_nonce 307',
      'GET http://localhost:3000/orgs/globex/settings 200',
    ])
    expect(JSON.parse(bySlug.body)).toMatchObject({ userId: 'user_ada', orgSlug: 'globex' })
    expect((await browser.visit(`${APP}/orgs/globex`)).hops).toHaveLength(1)

    const byId = await browser.visit(`${APP}/orgs/by-id/org_acme`)
    expect(byId.story).toEqual([
      'GET http://localhost:3000/orgs/by-id/org_acme 307 active-organization-mismatch',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__session&__clerk_db_jwt&organization_id 307',
      'GET http://localhost:3000/orgs/by-id/org_acme?__clerk_handshake_nonce 307',
      'GET http://localhost:3000/orgs/by-id/org_acme 200',
    ])
    expect(JSON.parse(byId.body)).toMatchObject({ orgSlug: 'acme' })

    const personal = await browser.visit(`${APP}/me`)
    expect(personal.story).toEqual([
      'GET http://localhost:3000/me 307 active-organization-mismatch',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__session&__clerk_db_jwt&organization_id 307',
      'GET http://localhost:3000/me?__clerk_handshake_nonce 307',
      'GET http://localhost:3000/me 200',
    ])
    expect(JSON.parse(personal.body)).toMatchObject({ userId: 'user_ada', orgSlug: null })
  })

  it('ends after one trip where a slug stands for an id, or an id for a slug (B11)', async () => {
    const { browser } = await startSignedIn(transport, {
      organizationSyncOptions: { organizationPatterns: ['/teams/:id', '/teams/:id/(.*)', '/orgs/:slug'] },
    })
    for (const [path, orgSlug] of [
      ['/teams/globex/settings', 'globex'],
      ['/teams/acme', 'acme'],
      ['/orgs/org_globex', 'globex'],
    ]) {
      const visit = await browser.visit(`${APP}${path}`)
      expect(visit.story).toHaveLength(4)
      expect(JSON.parse(visit.body)).toMatchObject({ userId: 'user_ada', orgSlug })
      expect((await browser.visit(`${APP}${path}`)).hops).toHaveLength(1)
    }
  })

  it('keeps the active organization, without a loop, when the URL names one that cannot be activated', async () => {
    const { app, browser } = await startSignedIn(transport, {
      organizationSyncOptions: { organizationPatterns: ['/orgs/:slug'] },
    })
    const { story, body } = await browser.visit(`${APP}/orgs/unknown`)
    expect(story).toEqual([
      'GET http://localhost:3000/orgs/unknown 307 active-organization-mismatch',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__session&__clerk_db_jwt&organization_id 307',
      'GET http://localhost:3000/orgs/unknown?__clerk_handshake_nonce 307',
      'GET http://localhost:3000/orgs/unknown 307 active-organization-mismatch',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__session&__clerk_db_jwt&organization_id 307',
      'GET http://localhost:3000/orgs/unknown?__clerk_handshake_nonce 307',
      'GET http://localhost:3000/orgs/unknown 307 active-organization-mismatch',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__session&__clerk_db_jwt&organization_id 307',
      'GET http://localhost:3000/orgs/unknown?__clerk_handshake_nonce 307',
      'GET http://localhost:3000/orgs/unknown 200',
    ])
    expect(JSON.parse(body)).toMatchObject({ userId: 'user_ada', orgSlug: 'acme' })
    expect(app.warnings.map(({ event }) => event)).toEqual(['handshake-loop'])
  })

  it('notices a sign-out at the provider on the way back', async () => {
    const { world, browser } = await startSignedIn(transport)
    const { story, body } = await signOut(browser, world.providerUrl, APP)
    expect(story).toEqual([
      'POST http://127.0.0.1:1/sign-out 303',
      'GET http://localhost:3000/?__clerk_db_jwt 307 dev-browser-sync',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__session&__clerk_db_jwt 307',
      'GET http://localhost:3000/?__clerk_handshake 307 session-token-missing',
      'GET http://localhost:3000/ 200 session-token-and-uat-missing',
    ])
    expect(JSON.parse(body)).toMatchObject({ userId: null })
    expect((await browser.visit(`${APP}/dashboard`)).last.url.pathname).toBe('/sign-in')
  })
})
