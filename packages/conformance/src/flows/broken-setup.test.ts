/** Setups that cannot work: each ends after at most four trips in a signed-out page whose trace names the cause. */
import type { AuthOptions } from '@postern/core'
import { createEmulator, generateSigningKey, type Emulator } from '@postern/emulator'
import { describe, expect, it } from 'vitest'
import { TRANSPORTS } from '../network/transport.ts'
import type { Visit } from '@postern/workspace/create-browser'
import { visitAndSignIn } from '../network/sign-in.ts'
import { type App, START_MS, startWorld, type World } from './start-world.ts'

const APP = 'http://localhost:3000'
const DAY_MS = 86_400_000

/** Handshakes that the browser was sent on. */
const countTrips = (walk: Visit): number => walk.hops.filter(({ url }) => url.pathname.endsWith('/handshake')).length

/** Everything that the decisions say of their cause. */
const explain = ({ decisions }: App): string => decisions.flatMap(({ trace, reason }) => [...trace, reason]).join(' ')

/** Ada signs in at a working application of the instance, and then visits the broken one. */
async function visitSignedIn(world: World, app: { readonly origin: string }): Promise<Visit> {
  const browser = world.createBrowser()
  world.addApp('http://localhost:3999')
  const { last } = await visitAndSignIn(browser, 'http://localhost:3999/dashboard', 'user_ada')
  expect(last.status).toBe(200)
  return browser.visit(`${app.origin}/`)
}

describe.each(TRANSPORTS)('a broken setup, in %s', (transport) => {
  it('with the JWT key of another instance ends, and names the signature', async () => {
    const world = await startWorld(transport)
    const other = createEmulator({ clock: START_MS, signingKey: await generateSigningKey() })
    const app = world.addApp(APP, { jwtKey: other.jwtKey })
    const walk = await visitSignedIn(world, app)
    expect(countTrips(walk)).toBeLessThanOrEqual(4)
    expect(walk.last.status).toBe(200)
    expect(JSON.parse(walk.body)).toMatchObject({ userId: null })
    expect(explain(app)).toContain('token-invalid-signature')
  })

  it('with the JWT key of another instance ends for somebody who just signs in, too', async () => {
    const world = await startWorld(transport)
    const other = createEmulator({ clock: START_MS, signingKey: await generateSigningKey() })
    const app = world.addApp(APP, { jwtKey: other.jwtKey })
    const walk = await visitAndSignIn(world.createBrowser(), `${APP}/dashboard`, 'user_ada')
    expect(countTrips(walk)).toBeLessThanOrEqual(4)
    expect(walk.last.url.pathname).toBe('/sign-in')
    expect(explain(app)).toContain('token-invalid-signature')
    expect(app.warnings.map(({ message }) => message).join(' ')).toContain('signed with another key')
  })

  it('with the secret key of another instance ends, and names the key', async () => {
    const world = await startWorld(transport)
    const app = world.addApp(APP, { secretKey: 'sk_test_of-another-instance' })
    const walk = await visitSignedIn(world, app)
    expect(countTrips(walk)).toBeLessThanOrEqual(4)
    expect(JSON.parse(walk.body)).toMatchObject({ userId: null })
    expect(explain(app)).toContain('secret-key-invalid')
  })

  it('with the publishable key of another instance ends', async () => {
    const world = await startWorld(transport)
    const other = createEmulator({ clock: START_MS, frontendApiHost: '127.0.0.1:4999' })
    const app = world.addApp(APP, { publishableKey: other.publishableKey })
    const walk = await visitSignedIn(world, app)
    expect(countTrips(walk)).toBeLessThanOrEqual(4)
    expect(JSON.parse(walk.body)).toMatchObject({ userId: null })
    expect(explain(app)).toContain('plain-session-of-another')
  })

  it.each(['development', 'production'] as const)(
    'with a secret key of another instance ends where only a nonce needs it, and names the key, in %s',
    async (instanceType) => {
      const origin = instanceType === 'production' ? 'https://www.app.test' : APP
      const world = await startWorld(transport, { instanceType, appOrigin: origin, handshakeForm: 'nonce' })
      const { jwtKey } = world.emulator
      const app = world.addApp(origin, { jwtKey, secretKey: 'sk_test_of-another-instance' })
      const walk = await visitAndSignIn(world.createBrowser(), `${origin}/dashboard`, 'user_ada')
      expect(countTrips(walk)).toBeLessThanOrEqual(4)
      expect(walk.last.url.pathname).toBe('/sign-in')
      expect(explain(app)).toContain('handshake-failed-secret-key-invalid')
      expect(app.warnings.map(({ message }) => message).join(' ')).toContain('does not accept the secret key')
    },
  )

  it.each([
    ['behind', -DAY_MS - 60_000],
    ['ahead', DAY_MS + 60_000],
  ])('with a clock a day %s ends in production too, and names the time', async (_, byMs) => {
    const origin = 'https://www.app.test'
    const world = await startWorld(transport, { instanceType: 'production', appOrigin: origin })
    const app = world.addApp(origin, {}, byMs)
    const walk = await visitAndSignIn(world.createBrowser(), `${origin}/dashboard`, 'user_ada')
    expect(countTrips(walk)).toBeLessThanOrEqual(4)
    expect(walk.last.url.pathname).toBe('/sign-in')
    expect(explain(app)).toMatch(/token-expired|token-not-active-yet|token-iat-in-the-future/)
  })

  it.each<[string, (other: Emulator) => AuthOptions, number, string]>([
    ['with the JWT key of another instance', ({ jwtKey }) => ({ jwtKey }), 0, 'token-invalid-signature'],
    ['with a clock that is off', () => ({}), DAY_MS + 60_000, 'cookies-not-kept'],
    ['with another secret key', () => ({ secretKey: 'sk_test_other' }), 0, 'secret-key-invalid'],
  ])('where the browser keeps no cookie ends also %s', async (_, change, byMs, cause) => {
    const world = await startWorld(transport)
    const other = createEmulator({ clock: START_MS, signingKey: await generateSigningKey() })
    const app = world.addApp(APP, change(other), byMs)
    const browser = world.createBrowser()
    browser.jar.block()
    const walk = await browser.visit(`${APP}/`)
    expect(countTrips(walk)).toBeLessThanOrEqual(4)
    expect(JSON.parse(walk.body)).toMatchObject({ userId: null })
    expect(explain(app)).toContain('cookies-not-kept')
    expect(explain(app)).toContain(cause)
  })

  it.each([
    ['behind', -DAY_MS - 60_000],
    ['ahead', DAY_MS + 60_000],
  ])('with a clock a day %s ends, and names the time', async (_, byMs) => {
    const world = await startWorld(transport)
    const app = world.addApp(APP, {}, byMs)
    const browser = world.createBrowser()
    const walk = await visitAndSignIn(browser, `${APP}/dashboard`, 'user_ada')
    expect(countTrips(walk)).toBeLessThanOrEqual(4)
    // A page of people: nobody is signed in, so they are at the sign-in page again.
    expect(walk.last.url.pathname).toBe('/sign-in')
    expect(explain(app)).toMatch(
      /token-expired|token-not-active-yet|token-iat-in-the-future|session-token-nbf|session-token-iat/,
    )
  })

  it('forgives a development clock that is an hour off, once per handshake', async () => {
    const world = await startWorld(transport)
    const app = world.addApp(APP, {}, 3_600_000)
    const browser = world.createBrowser()
    const walk = await visitAndSignIn(browser, `${APP}/dashboard`, 'user_ada')
    expect(countTrips(walk)).toBeLessThanOrEqual(4)
    expect(app.decisions.flatMap(({ trace }) => trace)).toContain('clock-skew-forgiven')
  })

  it('where the browser keeps no cookie ends, and says so', async () => {
    const world = await startWorld(transport)
    const app = world.addApp(APP)
    const browser = world.createBrowser()
    browser.jar.block()
    const walk = await browser.visit(`${APP}/`)
    expect(countTrips(walk)).toBeLessThanOrEqual(4)
    expect(walk.last.status).toBe(200)
    expect(JSON.parse(walk.body)).toMatchObject({ userId: null })
    expect(app.decisions.flatMap(({ trace }) => trace)).toContain('cookies-not-kept')
    expect(app.warnings.map(({ event }) => event)).toContain('handshake-loop')
  })

  it('where the browser keeps no cookie ends in production too', async () => {
    const world = await startWorld(transport, { instanceType: 'production', appOrigin: 'https://www.app.test' })
    world.addApp('https://www.app.test')
    const browser = world.createBrowser()
    browser.jar.block()
    const walk = await visitAndSignIn(browser, 'https://www.app.test/dashboard', 'user_ada')
    expect(walk.last.url.pathname).toBe('/sign-in')
    expect(walk.hops.length).toBeLessThanOrEqual(4)
  })

  it('ends in production with the keys of another instance', async () => {
    const APP_LIVE = 'https://www.app.test'
    const world = await startWorld(transport, { instanceType: 'production', appOrigin: APP_LIVE })
    const other = createEmulator({ clock: START_MS, signingKey: await generateSigningKey() })
    const app = world.addApp(APP_LIVE, { jwtKey: other.jwtKey })
    const walk = await visitAndSignIn(world.createBrowser(), `${APP_LIVE}/dashboard`, 'user_ada')
    expect(countTrips(walk)).toBeLessThanOrEqual(4)
    expect(walk.last.url.pathname).toBe('/sign-in')
    expect(explain(app)).toContain('token-invalid-signature')
  })
})
