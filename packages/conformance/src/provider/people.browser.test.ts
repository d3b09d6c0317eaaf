/**
 * People in front of the emulator's pages, in Chromium that reaches this machine only.
 *
 * `POSTERN_SCREENSHOTS=<folder>` keeps a picture of every page, light and dark.
 */
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { createEmulator, type Emulator } from '@postern/emulator'
import { CHROMIUM_ARGS, findChromium, isBrowserRequired } from '@postern/workspace/find-chromium'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from './browser/create-app.ts'
import { createOAuthClient } from './browser/create-oauth-client.ts'
import { findFlaws } from './browser/find-flaws.ts'
import { serve, type Served } from './browser/serve.ts'

const executablePath = findChromium()
if (executablePath === null && isBrowserRequired())
  throw new Error('POSTERN_REQUIRE_BROWSER is set, and there is no Chromium.')
if (executablePath === null) console.warn('Not run: the browser tests of the emulator, because there is no Chromium.')

/** Every other name is unknown to this browser. */
const LOOPBACK_ONLY = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1'
const LOOPBACK = /^(127\.0\.0\.1|localhost|.+\.localhost)$/
/** Life of a session token, and the clock skew that is forgiven. */
const LIFE_MS = 66_000
const pictures = process.env['POSTERN_SCREENSHOTS']

describe.skipIf(executablePath === null)('the emulator in a browser', () => {
  let browser: Browser
  let emulator: Emulator
  let servers: readonly Served[]
  let app: string
  let satellite: string
  let client: string
  let context: BrowserContext
  let page: Page
  let requests: URL[]
  let complaints: string[]

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: [...CHROMIUM_ARGS, LOOPBACK_ONLY] })
  })
  afterAll(() => browser?.close())

  beforeEach(async () => {
    emulator = createEmulator()
    const { url } = await emulator.listen()
    const first = await serve((request) => primary(request))
    app = `http://localhost:${first.port}`
    const primary = createApp(emulator)
    const second = await serve((request) => secondary(request))
    satellite = `http://satellite.localhost:${second.port}`
    const secondary = createApp(emulator, {
      isSatellite: true,
      domain: new URL(satellite).host,
      satelliteAutoSync: true,
    })
    const third = await serve(
      createOAuthClient({ issuer: url, apiUrl: `${app}/api/profile`, clientId: 'client_demo_public' }),
    )
    client = `http://localhost:${third.port}`
    servers = [first, second, third]
    context = await openContext()
    page = await context.newPage()
  })
  afterEach(async () => {
    await context.close()
    await Promise.all(servers.map(({ stop }) => stop()))
    await emulator.close()
    expect(requests.filter(({ hostname }) => !LOOPBACK.test(hostname)).map(String)).toEqual([])
    expect(complaints).toEqual([])
  })

  async function openContext(): Promise<BrowserContext> {
    const opened = await browser.newContext({ viewport: { width: 1100, height: 800 } })
    requests = []
    complaints = []
    opened.on('request', (request) => requests.push(new URL(request.url())))
    opened.on('requestfailed', (request) => complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`))
    opened.on('console', (message) => {
      // Browsers look for an icon by themselves.
      if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
        complaints.push(message.text())
    })
    opened.on('weberror', (error) => complaints.push(error.error().message))
    return opened
  }

  /** Looks at the page in light and dark, wide and narrow. */
  async function look(name: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect(await page.evaluate(findFlaws), `${name}, ${colorScheme}`).toEqual([])
      if (pictures !== undefined)
        await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), fullPage: true })
    }
    await page.setViewportSize({ width: 360, height: 700 })
    expect(await page.evaluate(findFlaws), `${name}, narrow`).toEqual([])
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}-narrow.png`), fullPage: true })
    await page.setViewportSize({ width: 1100, height: 800 })
  }

  /** A person takes longer between two clicks than the counter of handshakes lives. */
  const takeTime = (): Promise<void> => context.clearCookies({ name: '__clerk_redirect_count' })
  const follow = async (name: string): Promise<void> => {
    await takeTime()
    await page.getByRole('link', { name, exact: true }).click()
  }
  const choose = (name: string): Promise<void> => page.getByRole('button', { name }).first().click()
  const textOf = (id: string): Promise<string> => page.getByTestId(id).innerText()
  const isAt = (address: string): Promise<void> => page.waitForURL(address)
  const open = async (address: string): Promise<void> => {
    await takeTime()
    await page.goto(address)
  }
  const signIn = async (name = 'Ada Lovelace'): Promise<void> => {
    await open(`${app}/dashboard`)
    await choose(name)
    await isAt(`${app}/dashboard`)
  }

  it('signs a new person up, after saying what is wrong', async () => {
    await open(app)
    await follow('sign-up')
    await look('sign-up')
    await page.getByLabel('First name').fill('Barbara')
    await page.getByLabel('Last name').fill('Liskov')
    await page.getByLabel('E-mail address').fill('ada@example.com')
    await choose('Continue')
    expect(await page.getByRole('alert').innerText()).toContain('already')
    expect(await page.getByLabel('First name').inputValue()).toBe('Barbara')
    await look('sign-up-problem')
    complaints.length = 0 // Chromium reports the status 422 of the form.
    await page.getByLabel('E-mail address').fill('barbara@example.com')
    await choose('Continue')
    await isAt(`${app}/dashboard`)
    expect(await textOf('user')).toMatch(/^user_/)
    expect(await textOf('org')).toBe('none')
    expect(emulator.control.users().map(({ email }) => email)).toContain('barbara@example.com')
  })

  it('signs in by click and by address, and names an address that nobody has', async () => {
    await open(`${app}/dashboard`)
    await look('sign-in')
    await page.getByLabel('E-mail address').fill('nobody@example.com')
    await choose('Continue')
    expect(await page.getByRole('alert').innerText()).toContain('Nobody')
    expect(await page.locator(':focus').inputValue()).toBe('nobody@example.com')
    await look('sign-in-problem')
    complaints.length = 0
    await page.getByLabel('E-mail address').fill('grace@example.com')
    await choose('Continue')
    await isAt(`${app}/dashboard`)
    expect(await textOf('user')).toBe('user_grace')
    await follow('sign-in')
    await look('sign-in-again')
    await choose('Continue as Grace Hopper')
    await isAt(`${app}/dashboard`)
  })

  it('signs in by keyboard alone, in reading order', async () => {
    await open(`${app}/dashboard`)
    const seen: string[] = []
    for (let step = 0; step < 7; step += 1) {
      await page.keyboard.press('Tab')
      const focused = page.locator(':focus')
      const field = await focused.getAttribute('name')
      seen.push(field === 'email' ? field : await focused.locator('b').or(focused).first().innerText())
      expect(await focused.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid')
    }
    const people = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Edsger Dijkstra']
    expect(seen.map((text) => people.find((name) => text.includes(name)) ?? text)).toEqual([
      ...people,
      'email',
      'Continue',
      'Sign up',
    ])
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await isAt(`${app}/dashboard`)
    expect(await textOf('user')).toBe('user_ada')
  })

  it('does the task of a pending session', async () => {
    await open(`${app}/dashboard`)
    await choose('Edsger Dijkstra')
    await look('tasks')
    await takeTime()
    await choose('Globex')
    await isAt(`${app}/dashboard`)
    expect([await textOf('user'), await textOf('org')]).toEqual(['user_edsger', 'globex'])
  })

  it('switches the organization', async () => {
    await signIn()
    expect(await textOf('org')).toBe('acme')
    await follow('org-switch')
    await look('org-switch')
    await choose('Globex')
    await isAt(`${app}/dashboard`)
    expect(await textOf('org')).toBe('globex')
    await follow('org-switch')
    await choose('Personal account')
    await isAt(`${app}/dashboard`)
    expect(await textOf('org')).toBe('none')
  })

  it('creates an API key on the profile page, which opens a route until it is revoked', async () => {
    await signIn()
    await follow('user')
    await look('profile')
    await page.getByLabel('Name', { exact: true }).fill('laptop')
    await page.getByLabel('Scopes, separated by spaces').fill('read:notes write:notes')
    await page.getByLabel('Expires').selectOption('in 30 days')
    await choose('Create API key')
    const secret = await page.getByLabel('Your new key. It is shown once.').inputValue()
    await look('profile-new-key')
    const call = async (): Promise<readonly [number, unknown]> => {
      const response = await fetch(`${app}/api/notes`, { headers: { authorization: `Bearer ${secret}` } })
      return [response.status, response.ok ? await response.json() : null]
    }
    expect(await call()).toEqual([200, { userId: 'user_ada', scopes: ['read:notes', 'write:notes'] }])
    await page.getByRole('button', { name: 'Revoke laptop' }).click()
    expect(await page.getByText('laptop').count()).toBe(0)
    // A positive answer lives for ten seconds.
    emulator.clock.advance(11_000)
    expect(await call()).toEqual([401, null])
  })

  it.each([
    [
      'Allow',
      { profile: { userId: 'user_ada', scopes: ['openid', 'profile', 'email'] }, person: { email: 'ada@example.com' } },
    ],
    ['Deny', { error: 'access_denied' }],
  ])('runs the OAuth flow of a client: %s', async (button, expected) => {
    await open(client)
    await choose('Connect')
    await choose('Ada Lovelace')
    await look('consent')
    await choose(button)
    await page.waitForFunction(() => document.querySelector('#result')?.textContent !== '')
    expect(JSON.parse(await page.locator('#result').innerText())).toMatchObject(expected)
  })

  it('signs in to a satellite whoever is signed in to the primary, and the other way round', async () => {
    await signIn()
    await open(`${satellite}/dashboard`)
    await isAt(`${satellite}/dashboard*`)
    expect(await textOf('user')).toBe('user_ada')
    const session = await textOf('session')
    await context.clearCookies()
    await open(`${satellite}/dashboard`)
    await takeTime()
    await choose('Grace Hopper')
    await isAt(`${satellite}/dashboard*`)
    expect(await textOf('user')).toBe('user_grace')
    expect(await textOf('session')).not.toBe(session)
    await open(`${app}/dashboard`)
    expect(await textOf('user')).toBe('user_grace')
  })

  it('renews an expired session silently, by refresh cookie or by a trip', async () => {
    await signIn()
    const before = await textOf('session')
    emulator.clock.advance(LIFE_MS)
    requests.length = 0
    await open(`${app}/dashboard`)
    expect(await textOf('session')).toBe(before)
    expect(requests.filter(({ origin }) => origin === emulator.url)).toEqual([])

    await context.clearCookies({ name: /^__refresh/ })
    emulator.clock.advance(LIFE_MS)
    await open(`${app}/dashboard`)
    expect(await textOf('session')).toBe(before)
    expect(requests.map(({ pathname }) => pathname)).toContain('/v1/client/handshake')
    expect(page.url()).toBe(`${app}/dashboard`)
  })

  it('signs out here', async () => {
    await signIn()
    await follow('sign-out')
    await look('sign-out')
    await takeTime()
    await choose('Sign out')
    await page.waitForURL(`${emulator.url}/sign-in*`)
    await open(app)
    expect(await textOf('user')).toBe('nobody')
  })

  it('signs out everywhere', async () => {
    await signIn()
    const other = await browser.newContext()
    const there = await other.newPage()
    await there.goto(`${app}/dashboard`)
    await there.getByRole('button', { name: 'Ada Lovelace' }).click()
    await there.waitForURL(`${app}/dashboard`)
    await follow('user')
    expect(await page.getByText('2 browsers are signed in.').count()).toBe(1)
    await takeTime()
    await choose('Sign out everywhere')
    await page.waitForURL(`${emulator.url}/sign-in*`)
    emulator.clock.advance(LIFE_MS)
    await there.goto(`${app}/dashboard`)
    expect(new URL(there.url()).pathname).toBe('/sign-in')
    await other.close()
  })

  it('shows the console, and what it does', async () => {
    await signIn()
    await open(`${emulator.url}/__emu`)
    await look('console')
    await page.getByLabel('User', { exact: true }).selectOption('grace@example.com')
    await page.getByRole('button', { name: 'Session', exact: true }).click()
    const token = await page.getByLabel('token', { exact: true }).inputValue()
    expect(token).toMatch(/^ey/)
    await look('console-minted')
    await choose('+1 min')
    expect(await page.getByText('+60 s').count()).toBe(1)
    await page.getByRole('button', { name: /^Revoke the session of user_ada/ }).click()
    expect(emulator.control.sessions().map(({ status }) => status)).toContain('revoked')
  })

  it('shows its other pages', async () => {
    await open(`${emulator.url}/user`)
    await look('nobody')
    await open(`${emulator.url}/sign-out`)
    await look('sign-out-nobody')
    await open(`${emulator.url}/oauth/authorize?client_id=unknown`)
    await look('message')
    complaints.length = 0 // 400
  })
})
