/** Whole visits in a production instance, hop by hop: provider and application share the domain `app.test`. */
import { describe, expect, it } from 'vitest'
import { type Transport, TRANSPORTS } from '../network/transport.ts'
import { signOut, visitAndSignIn } from '../network/sign-in.ts'
import { startWorld } from './start-world.ts'

const APP = 'https://www.app.test'
/** Life of a session token, and the clock skew that is forgiven. */
const LIFE_MS = 66_000

async function startSignedIn(transport: Transport, handshakeForm: 'token' | 'nonce' = 'token') {
  const world = await startWorld(transport, { instanceType: 'production', appOrigin: APP, handshakeForm })
  const app = world.addApp(APP)
  const browser = world.createBrowser()
  const walk = await visitAndSignIn(browser, `${APP}/dashboard`, 'user_ada')
  return { world, app, browser, walk }
}

describe.each(TRANSPORTS)('production, in %s', (transport) => {
  it('leaves a first visitor alone', async () => {
    const world = await startWorld(transport, { instanceType: 'production', appOrigin: APP })
    world.addApp(APP)
    const { story } = await world.createBrowser().visit(`${APP}/`)
    expect(story).toEqual(['GET https://www.app.test/ 200 session-token-and-uat-missing'])
  })

  it('leads a first visit of a protected page to the sign-in page, without a trip', async () => {
    const world = await startWorld(transport, { instanceType: 'production', appOrigin: APP })
    world.addApp(APP)
    const { story } = await world.createBrowser().visit(`${APP}/dashboard`)
    expect(story).toEqual([
      'GET https://www.app.test/dashboard 307 session-token-and-uat-missing',
      'GET https://clerk.app.test/sign-in?redirect_url 200',
    ])
  })

  it.each(['token', 'nonce'] as const)(
    'is signed in after one handshake, whose result is a cookie with a %s',
    async (form) => {
      const { walk, browser } = await startSignedIn(transport, form)
      expect(walk.story).toEqual([
        'POST https://clerk.app.test/sign-in 303',
        'GET https://www.app.test/dashboard 307 client-uat-but-no-session-token',
        'GET https://clerk.app.test/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format 307',
        'GET https://www.app.test/dashboard 200',
      ])
      expect(JSON.parse(walk.body)).toMatchObject({ userId: 'user_ada' })
      const cookies = Object.keys(browser.jar.read(new URL(APP)))
      expect(cookies.filter((name) => name.includes('handshake'))).toEqual([])
      expect((await browser.visit(`${APP}/dashboard`)).story).toEqual(['GET https://www.app.test/dashboard 200'])
    },
  )

  it('does not cache the page that a handshake brings', async () => {
    const { walk } = await startSignedIn(transport)
    expect(walk.last.response.headers.get('cache-control')).toBe('no-store')
    expect(walk.last.response.headers.get('location')).toBeNull()
  })

  it('renews an expired session without a trip', async () => {
    const { world, browser } = await startSignedIn(transport)
    world.emulator.clock.advance(LIFE_MS)
    const { story, body } = await browser.visit(`${APP}/dashboard`)
    expect(story).toEqual(['GET https://www.app.test/dashboard 200'])
    expect(JSON.parse(body)).toMatchObject({ userId: 'user_ada' })
  })

  it('makes one trip for an expired session without a refresh cookie', async () => {
    const { world, browser } = await startSignedIn(transport)
    browser.jar.remove('__refresh')
    world.emulator.clock.advance(LIFE_MS)
    expect((await browser.visit(`${APP}/dashboard`)).story).toEqual([
      'GET https://www.app.test/dashboard 307 session-token-expired-refresh-non-eligible-no-refresh-cookie',
      'GET https://clerk.app.test/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__session 307',
      'GET https://www.app.test/dashboard 200',
    ])
  })

  it('notices a sign-out at the provider', async () => {
    const { world, browser } = await startSignedIn(transport)
    expect((await signOut(browser, world.providerUrl, APP)).story).toEqual([
      'POST https://clerk.app.test/sign-out 303',
      'GET https://www.app.test/ 307 session-token-but-no-client-uat',
      'GET https://clerk.app.test/v1/client/handshake?redirect_url&__clerk_api_version&suffixed_cookies&__clerk_hs_reason&format&__session 307',
      'GET https://www.app.test/ 200 session-token-missing',
    ])
    expect((await browser.visit(`${APP}/dashboard`)).last.url.pathname).toBe('/sign-in')
  })
})
