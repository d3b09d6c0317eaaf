/** Two applications of one instance, on two domains: the primary owns the sign-in, the satellite learns of it. */
import { describe, expect, it } from 'vitest'
import { TRANSPORTS } from '../network/transport.ts'
import { signIn, visitAndSignIn } from '../network/sign-in.ts'
import { startWorld } from './start-world.ts'

describe.each(TRANSPORTS)('development satellite, in %s', (transport) => {
  const PRIMARY = 'http://localhost:3000'
  const SATELLITE = 'http://satellite.localhost:3001'
  const start = async (satelliteAutoSync = false) => {
    const world = await startWorld(transport, { allowedOrigins: [SATELLITE] })
    world.addApp(PRIMARY)
    // The sign-in page of the primary, whose middleware answers a satellite that asks.
    const signInUrl = `${PRIMARY}/sign-in`
    const satellite = world.addApp(SATELLITE, {
      isSatellite: true,
      domain: 'satellite.localhost:3001',
      signInUrl,
      satelliteAutoSync,
    })
    return { satellite, browser: world.createBrowser() }
  }

  it('leaves a first visitor alone', async () => {
    const { browser } = await start()
    expect((await browser.visit(`${SATELLITE}/`)).story).toEqual([
      'GET http://satellite.localhost:3001/ 200 session-token-and-uat-missing',
    ])
  })

  it('asks for a return with a sync where a page needs a session', async () => {
    const { browser } = await start()
    const { story, last } = await browser.visit(`${SATELLITE}/dashboard`)
    expect(story).toEqual([
      'GET http://satellite.localhost:3001/dashboard 307 session-token-and-uat-missing',
      'GET http://localhost:3000/sign-in?redirect_url 307 dev-browser-missing',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format 307',
      'GET http://localhost:3000/sign-in?redirect_url&__clerk_handshake 307 session-token-missing',
      'GET http://localhost:3000/sign-in?redirect_url 200 session-token-and-uat-missing',
    ])
    expect(last.url.searchParams.get('redirect_url')).toBe(`${SATELLITE}/dashboard?__clerk_synced=false`)
  })

  it('learns who is signed in at the primary, when the browser returns with a wish to sync', async () => {
    const { browser } = await start()
    await visitAndSignIn(browser, `${PRIMARY}/dashboard`, 'user_ada')
    const { story, body } = await browser.visit(`${SATELLITE}/dashboard?__clerk_synced=false`)
    expect(story).toEqual([
      'GET http://satellite.localhost:3001/dashboard?__clerk_synced 307 satellite-needs-syncing',
      'GET http://localhost:3000/sign-in?__clerk_redirect_url 307 primary-responds-to-syncing',
      'GET http://satellite.localhost:3001/dashboard?__clerk_synced&__clerk_db_jwt 307 dev-browser-sync',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__clerk_db_jwt 307',
      'GET http://satellite.localhost:3001/dashboard?__clerk_synced&__clerk_handshake_nonce 307',
      'GET http://satellite.localhost:3001/dashboard?__clerk_synced 200',
    ])
    expect(JSON.parse(body)).toMatchObject({ userId: 'user_ada' })
    expect((await browser.visit(`${SATELLITE}/dashboard`)).story).toEqual([
      'GET http://satellite.localhost:3001/dashboard 200',
    ])
  })

  it('syncs on the first visit, where that is wanted', async () => {
    const { browser } = await start(true)
    await visitAndSignIn(browser, `${PRIMARY}/dashboard`, 'user_ada')
    const { story, body } = await browser.visit(`${SATELLITE}/dashboard`)
    expect(story).toEqual([
      'GET http://satellite.localhost:3001/dashboard 307 satellite-needs-syncing',
      'GET http://localhost:3000/sign-in?__clerk_redirect_url 307 primary-responds-to-syncing',
      'GET http://satellite.localhost:3001/dashboard?__clerk_db_jwt&__clerk_synced 307 dev-browser-sync',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__clerk_db_jwt 307',
      'GET http://satellite.localhost:3001/dashboard?__clerk_synced&__clerk_handshake_nonce 307',
      'GET http://satellite.localhost:3001/dashboard?__clerk_synced 200',
    ])
    expect(JSON.parse(body)).toMatchObject({ userId: 'user_ada' })
  })

  it('syncs on the first visit to learn that nobody is signed in', async () => {
    const { browser } = await start(true)
    const { story, body } = await browser.visit(`${SATELLITE}/`)
    expect(story).toEqual([
      'GET http://satellite.localhost:3001/ 307 satellite-needs-syncing',
      'GET http://localhost:3000/sign-in?__clerk_redirect_url 307 primary-responds-to-syncing',
      'GET http://satellite.localhost:3001/?__clerk_synced 307 dev-browser-missing',
      'GET http://127.0.0.1:1/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format 307',
      'GET http://satellite.localhost:3001/?__clerk_synced&__clerk_handshake 307 session-token-missing',
      'GET http://satellite.localhost:3001/?__clerk_synced 200 session-token-and-uat-missing',
    ])
    expect(JSON.parse(body)).toMatchObject({ userId: null })
  })
})

describe.each(TRANSPORTS)('production satellite, in %s', (transport) => {
  const PRIMARY = 'https://www.app.test'
  const SATELLITE = 'https://shop.test'
  const start = async (satelliteAutoSync = false) => {
    const world = await startWorld(transport, {
      instanceType: 'production',
      appOrigin: PRIMARY,
      satelliteDomains: ['shop.test'],
    })
    world.addApp(PRIMARY)
    const satellite = world.addApp(SATELLITE, { isSatellite: true, domain: 'shop.test', satelliteAutoSync })
    return { satellite, browser: world.createBrowser() }
  }

  it('leaves a first visitor alone', async () => {
    const { browser } = await start()
    expect((await browser.visit(`${SATELLITE}/`)).story).toEqual([
      'GET https://shop.test/ 200 session-token-and-uat-missing',
    ])
  })

  it('is signed in after a sign-in at the primary that it asked for', async () => {
    const { browser } = await start()
    const first = await browser.visit(`${SATELLITE}/dashboard`)
    expect(first.story).toEqual([
      'GET https://shop.test/dashboard 307 session-token-and-uat-missing',
      'GET https://clerk.app.test/sign-in?redirect_url 200',
    ])
    const back = await signIn(browser, first.last.url, 'user_ada')
    expect(back.story).toEqual([
      'POST https://clerk.app.test/sign-in 303',
      'GET https://shop.test/dashboard?__clerk_synced 307 satellite-needs-syncing',
      'GET https://clerk.shop.test/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format 307',
      'GET https://clerk.app.test/v1/client/sync?return_to 307',
      'GET https://clerk.shop.test/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__emu_ticket 307',
      'GET https://clerk.shop.test/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__emu_ticket 307',
      'GET https://shop.test/dashboard?__clerk_synced 200',
    ])
    expect(JSON.parse(back.body)).toMatchObject({ userId: 'user_ada' })
    expect((await browser.visit(`${SATELLITE}/dashboard`)).hops).toHaveLength(1)
  })

  it('syncs on the first visit, where that is wanted', async () => {
    const { browser } = await start(true)
    await visitAndSignIn(browser, `${PRIMARY}/dashboard`, 'user_ada')
    const { story, body } = await browser.visit(`${SATELLITE}/dashboard`)
    expect(story).toEqual([
      'GET https://shop.test/dashboard 307 satellite-needs-syncing',
      'GET https://clerk.shop.test/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format 307',
      'GET https://clerk.app.test/v1/client/sync?return_to 307',
      'GET https://clerk.shop.test/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__emu_ticket 307',
      'GET https://clerk.shop.test/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__emu_ticket 307',
      'GET https://shop.test/dashboard?__clerk_synced 200',
    ])
    expect(JSON.parse(body)).toMatchObject({ userId: 'user_ada' })
  })

  it('syncs on the first visit to learn that nobody is signed in', async () => {
    const { browser } = await start(true)
    const { story, body } = await browser.visit(`${SATELLITE}/`)
    expect(story).toEqual([
      'GET https://shop.test/ 307 satellite-needs-syncing',
      'GET https://clerk.shop.test/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format 307',
      'GET https://clerk.app.test/v1/client/sync?return_to 307',
      'GET https://clerk.shop.test/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__emu_ticket 307',
      'GET https://shop.test/?__clerk_synced 200 session-token-missing',
    ])
    expect(JSON.parse(body)).toMatchObject({ userId: null })
  })
})
