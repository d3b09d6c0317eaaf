/**
 * What a page of a stranger can make a production browser send: a link, a frame, an image, a script, a form. Each carries the result of
 * somebody's handshake, well signed, and not asked for by the person who sits there.
 */
import { describe, expect, it } from 'vitest'
import type { Browser, VisitOptions, Visit } from '@postern/workspace/create-browser'
import { TRANSPORTS, type Transport } from '../network/transport.ts'
import { signIn, signOut, visitAndSignIn } from '../network/sign-in.ts'
import { startWorld, type World } from './start-world.ts'

const APP = 'https://www.app.test'
const EVIL = 'https://evil.test/page'
const SIGN_OUT = ['__client_uat=0; Path=/', '__session=; Path=/; Max-Age=0']
const LIFE_MS = 61_000

const ways: readonly (readonly [string, VisitOptions])[] = [
  ['a link', {}],
  ['a link in a browser without Sec-Fetch headers', { headers: { 'sec-fetch-dest': '' } }],
  ['a frame', { headers: { 'sec-fetch-dest': 'iframe' } }],
  ['an image', { headers: { 'sec-fetch-dest': 'image', accept: 'image/*' } }],
  ['a script', { headers: { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', accept: '*/*' } }],
  ['a prefetch', { headers: { 'sec-purpose': 'prefetch' } }],
  ['a form', { form: { a: '1' } }],
]

async function start(transport: Transport, isSignedIn = true): Promise<{ world: World; browser: Browser }> {
  const world = await startWorld(transport, {
    instanceType: 'production',
    appOrigin: APP,
    satelliteDomains: ['shop.test'],
  })
  world.addApp(APP, { organizationSyncOptions: { organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'] } })
  world.addApp('https://shop.test', { isSatellite: true, domain: 'shop.test', organizationSyncOptions: null })
  const browser = world.createBrowser()
  if (isSignedIn) await visitAndSignIn(browser, `${APP}/dashboard`, 'user_ada')
  return { world, browser }
}

/** Two results that a stranger can have: of nobody, and of the stranger. Each as a token and as a nonce. */
async function craft({ emulator }: World): Promise<readonly string[]> {
  const { mint } = emulator
  return [
    `__clerk_handshake=${await mint.handshakeToken({ directives: SIGN_OUT })}`,
    `__clerk_handshake=${await mint.handshakeToken({ session: { user: 'grace' } })}`,
    `__clerk_handshake_nonce=${await mint.handshakeNonce({ directives: SIGN_OUT })}`,
    `__clerk_handshake_nonce=${await mint.handshakeNonce({ session: { user: 'grace' } })}`,
  ]
}

const whoIs = async (browser: Browser, url = `${APP}/`): Promise<unknown> => JSON.parse((await browser.visit(url)).body)
/** Cookies of this name are lost, with or without a suffix. */
const forget = ({ jar }: Browser, name: string): void => {
  for (const cookie of Object.keys(jar.read(new URL(APP)))) {
    if (cookie.startsWith(name)) jar.store(new URL(APP), [`${cookie}=; Path=/; Max-Age=0`])
  }
}
/** The link itself. A visit from elsewhere is then sent to the provider, whose own answer may set a session. */
const setsSession = ({ hops }: Visit): boolean =>
  hops.slice(0, 1).some(({ setCookieNames }) => setCookieNames.some((name) => name.startsWith('__session')))

describe.each(TRANSPORTS)('a link with a handshake, in production, in %s', (transport) => {
  it.each(ways)('neither signs out nor swaps who is here, by %s (H5)', async (_, way) => {
    const { world, browser } = await start(transport)
    for (const parameter of await craft(world)) {
      const walk = await browser.visit(`${APP}/?${parameter}`, { ...way, from: EVIL })
      expect(setsSession(walk)).toBe(false)
      expect(walk.last.response.headers.get('access-control-allow-credentials')).toBeNull()
      expect(await whoIs(browser)).toMatchObject({ userId: 'user_ada' })
    }
  })

  it.each(ways)('does not after the session has run out and can be renewed, by %s (H5)', async (_, way) => {
    const { world, browser } = await start(transport)
    for (const parameter of await craft(world)) {
      world.emulator.clock.advance(LIFE_MS)
      await browser.visit(`${APP}/?${parameter}`, { ...way, from: EVIL })
      expect(await whoIs(browser)).toMatchObject({ userId: 'user_ada' })
    }
  })

  it.each(ways)('does not where the session cannot be renewed, or its cookie is lost, by %s (H5)', async (_, way) => {
    for (const name of ['__refresh', '__session']) {
      const { world, browser } = await start(transport)
      for (const parameter of await craft(world)) {
        world.emulator.clock.advance(LIFE_MS)
        forget(browser, name)
        const walk = await browser.visit(`${APP}/?${parameter}`, { ...way, from: EVIL })
        expect(setsSession(walk)).toBe(false)
        expect(await whoIs(browser)).toMatchObject({ userId: 'user_ada' })
      }
    }
  })

  it.each(ways.slice(2))('signs nobody in, by %s (H5)', async (_, way) => {
    const { world, browser } = await start(transport, false)
    for (const parameter of await craft(world)) {
      expect(setsSession(await browser.visit(`${APP}/?${parameter}`, { ...way, from: EVIL }))).toBe(false)
      expect(await whoIs(browser)).toMatchObject({ userId: null })
    }
  })

  it('changes nobody where the link asks for another organization (H5)', async () => {
    const { world, browser } = await start(transport)
    for (const parameter of await craft(world)) {
      await browser.visit(`${APP}/orgs/globex?${parameter}`, { from: EVIL })
      expect(await whoIs(browser)).toMatchObject({ userId: 'user_ada' })
    }
    expect(JSON.parse((await browser.visit(`${APP}/orgs/globex`)).body)).toMatchObject({
      userId: 'user_ada',
      orgSlug: 'globex',
    })
  })

  it('changes nobody where the link asks a satellite for a sync (H5)', async () => {
    const { world, browser } = await start(transport)
    const shop = 'https://shop.test/'
    await browser.visit(`${shop}?__clerk_synced=false`)
    expect(await whoIs(browser, shop)).toMatchObject({ userId: 'user_ada' })
    for (const parameter of await craft(world)) {
      await browser.visit(`${shop}?__clerk_synced=false&${parameter}`, { from: EVIL })
      expect(await whoIs(browser, shop)).toMatchObject({ userId: 'user_ada' })
    }
  })

  it('leaves a real change of persons and a real sign-out as they are (H5, B8)', async () => {
    const { world, browser } = await start(transport)
    await signOut(browser, world.providerUrl, APP)
    expect(await whoIs(browser)).toMatchObject({ userId: null })
    const { last } = await browser.visit(`${APP}/dashboard`)
    const walk = await signIn(browser, last.url, 'user_grace')
    expect(JSON.parse(walk.body)).toMatchObject({ userId: 'user_grace' })
  })

  it('keeps a session that was made after a handshake cookie stayed behind (B8)', async () => {
    const { world, browser } = await start(transport)
    const token = await world.emulator.mint.handshakeToken({ directives: SIGN_OUT })
    browser.jar.store(new URL(APP), [`__clerk_handshake=${token}; Path=/`])
    expect(await whoIs(browser)).toMatchObject({ userId: 'user_ada' })
    expect(await whoIs(browser)).toMatchObject({ userId: 'user_ada' })
  })
})
