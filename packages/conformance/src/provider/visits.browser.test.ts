/** Whole visits in Chromium: a client of somebody else, a satellite, sessions that expire or are ended elsewhere, production. */
import { describe, expect, it } from 'vitest'
import { hasBrowser, useScene } from './browser/use-scene.ts'

/** Life of a session token, and the clock skew that is forgiven. */
const LIFE_MS = 66_000

describe.skipIf(!hasBrowser)('visits in a browser', () => {
  const scene = useScene()

  it.each([
    [
      'Allow',
      { profile: { userId: 'user_ada', scopes: ['openid', 'profile', 'email'] }, person: { email: 'ada@example.com' } },
    ],
    ['Deny', { error: 'access_denied' }],
  ])('runs the OAuth flow of a client: %s', async (button, expected) => {
    await scene.open(scene.client)
    await scene.choose('Connect')
    await scene.choose('Ada Lovelace')
    await scene.look('consent')
    await scene.choose(button)
    await scene.page.waitForFunction(() => document.querySelector('#result')?.textContent !== '')
    expect(JSON.parse(await scene.page.locator('#result').innerText())).toMatchObject(expected)
  })

  it('signs in to a satellite whoever is signed in to the primary, and the other way round', async () => {
    await scene.signIn()
    await scene.open(`${scene.satellite}/dashboard`)
    await scene.isAt(`${scene.satellite}/dashboard*`)
    expect(await scene.textOf('user')).toBe('user_ada')
    const session = await scene.textOf('session')
    await scene.context.clearCookies()
    await scene.open(`${scene.satellite}/dashboard`)
    await scene.takeTime()
    await scene.choose('Grace Hopper')
    await scene.isAt(`${scene.satellite}/dashboard*`)
    expect(await scene.textOf('user')).toBe('user_grace')
    expect(await scene.textOf('session')).not.toBe(session)
    await scene.open(`${scene.app}/dashboard`)
    expect(await scene.textOf('user')).toBe('user_grace')
  })

  it('renews an expired session silently, by refresh cookie or by a trip', async () => {
    await scene.signIn()
    const before = await scene.textOf('session')
    scene.emulator.clock.advance(LIFE_MS)
    scene.requests.length = 0
    await scene.open(`${scene.app}/dashboard`)
    expect(await scene.textOf('session')).toBe(before)
    expect(scene.requests.filter(({ origin }) => origin === scene.emulator.url)).toEqual([])

    await scene.context.clearCookies({ name: /^__refresh/ })
    scene.emulator.clock.advance(LIFE_MS)
    await scene.open(`${scene.app}/dashboard`)
    expect(await scene.textOf('session')).toBe(before)
    expect(scene.requests.map(({ pathname }) => pathname)).toContain('/v1/client/handshake')
    expect(scene.page.url()).toBe(`${scene.app}/dashboard`)
  })

  it('signs out everywhere', async () => {
    await scene.signIn()
    const other = await scene.browser.newContext()
    const there = await other.newPage()
    await there.goto(`${scene.app}/dashboard`)
    await there.getByRole('button', { name: 'Ada Lovelace' }).click()
    await there.waitForURL(`${scene.app}/dashboard`)
    await scene.follow('user')
    expect(await scene.page.getByText('2 browsers are signed in.').count()).toBe(1)
    await scene.takeTime()
    await scene.choose('Sign out everywhere')
    await scene.page.waitForURL(`${scene.emulator.url}/sign-in*`)
    scene.emulator.clock.advance(LIFE_MS)
    await there.goto(`${scene.app}/dashboard`)
    expect(new URL(there.url()).pathname).toBe('/sign-in')
    await other.close()
  })

  it('shows the console, and what it does', async () => {
    await scene.signIn()
    await scene.open(`${scene.emulator.url}/__emu`)
    await scene.look('console')
    await scene.page.getByLabel('User', { exact: true }).selectOption('grace@example.com')
    await scene.choose('Session', { exact: true })
    const token = await scene.page.getByLabel('token', { exact: true }).inputValue()
    expect(token).toMatch(/^ey/)
    await scene.look('console-minted')
    await scene.follow('Clock')
    await scene.choose('+1 min')
    expect(await scene.page.getByRole('definition').getByText('+60 s').count()).toBe(1)
    await scene.follow('Users')
    await scene.follow('Ada Lovelace')
    await scene.choose(/^Revoke the session .+ of user_ada/)
    expect(scene.emulator.control.sessions().map(({ status }) => status)).toContain('revoked')
  })
})

describe.skipIf(!hasBrowser)('a production instance in a browser', () => {
  const scene = useScene({
    emulator: { instanceType: 'production', frontendApiHost: 'clerk.app.localhost' },
    providerHost: 'clerk.app.localhost',
    appHost: 'www.app.localhost',
  })

  it('signs in by cookies of the shared domain, renews, and signs out', async () => {
    await scene.signIn()
    expect(await scene.textOf('user')).toBe('user_ada')
    const names = (await scene.context.cookies(scene.app)).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['__session', '__client_uat']))
    expect(names.filter((name) => name.includes('handshake') || name.includes('db_jwt'))).toEqual([])
    const session = await scene.textOf('session')
    scene.emulator.clock.advance(LIFE_MS)
    await scene.open(`${scene.app}/dashboard`)
    expect(await scene.textOf('session')).toBe(session)
    await scene.follow('org-switch')
    await scene.choose('Globex')
    await scene.isAt(`${scene.app}/dashboard`)
    expect(await scene.textOf('org')).toBe('globex')
    await scene.follow('sign-out')
    await scene.takeTime()
    await scene.choose('Sign out')
    await scene.page.waitForURL('**/sign-in*')
    await scene.open(scene.app)
    expect(await scene.textOf('user')).toBe('nobody')
  })
})
