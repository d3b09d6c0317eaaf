/** The built application in a real browser: what people see. */
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { findLaunch } from '@postern/workspace/find-chromium'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startApp, type RunningApp } from './start-app.ts'

const launch = findLaunch('the browser tests of apps/next')

describe.skipIf(launch === null)('in a browser', () => {
  let app: RunningApp
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    app = await startApp()
    browser = await chromium.launch(launch ?? {})
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })
  beforeEach(async () => {
    context = await browser.newContext({ baseURL: app.url })
    page = await context.newPage()
    complaints = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`)
    })
    page.on('pageerror', (error) => complaints.push(error.message))
  })
  afterEach(() => context.close())

  const isSignInPage = async (): Promise<void> => {
    await page.waitForURL((url) => url.pathname === '/sign-in' && url.host === app.emulator.frontendApiHost)
  }
  const signIn = async (email: string): Promise<void> => {
    await isSignInPage()
    await page.getByRole('list', { name: 'People' }).getByRole('button', { name: email }).click()
  }
  const isAt = (path: string): Promise<void> => page.waitForURL(`${app.url}${path}`)
  const textOf = (testId: string): Promise<string> => page.getByTestId(testId).innerText()
  const heading = (): Promise<string> => page.getByRole('heading', { level: 1 }).innerText()
  /** After a link of the page: the address changes before what is shown. */
  const showsHeading = (text: string): Promise<void> => expect.poll(heading).toBe(text)

  it('a visitor to /dashboard lands on the sign-in page, signs in, and is back on /dashboard', async () => {
    await page.goto('/dashboard')
    await signIn('grace@example.com')
    await isAt('/dashboard')
    expect(await textOf('user')).toBe('Grace Hopper')
    expect(await textOf('who')).toBe('Grace Hopper')
    expect(await textOf('trace')).not.toBe('')
    expect(complaints).toEqual([])
  })

  it('/admin is the page of the application for what does not exist, to a member without the permission', async () => {
    await page.goto('/dashboard')
    await signIn('grace@example.com')
    await isAt('/dashboard')
    const response = await page.goto('/admin')
    expect(response?.status()).toBe(404)
    expect(await heading()).toBe('There is no such page')
    expect(await textOf('who')).toBe('Grace Hopper')
  })

  it('/admin opens for an administrator', async () => {
    await page.goto('/admin')
    await signIn('ada@example.com')
    await isAt('/admin')
    expect(await heading()).toBe('Admin')
  })

  it('signing out works, and /dashboard asks for a sign-in again', async () => {
    await page.goto('/dashboard')
    await signIn('grace@example.com')
    await isAt('/dashboard')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await isAt('/')
    await page.getByRole('link', { name: 'Sign in' }).waitFor()
    await page.goto('/dashboard')
    await isSignInPage()
  })

  it('the sign-in link leads there and back', async () => {
    await page.goto('/')
    await page.getByRole('link', { name: 'Sign in' }).click()
    await signIn('alan@example.com')
    await isAt('/dashboard')
    expect(await textOf('user')).toBe('Alan Turing')
  })

  it('a signed-out fetch from a script gets 404 and no sign-in page', async () => {
    await page.goto('/')
    const seen = await page.evaluate(async () => {
      const response = await fetch('/dashboard')
      return { status: response.status, url: response.url, text: await response.text() }
    })
    expect([seen.status, seen.url]).toEqual([404, `${app.url}/dashboard`])
    expect(seen.text).toContain('There is no such page')
    expect(seen.text).not.toContain('your session opened this page')
  })

  it('a client-side navigation to a protected page leads to the sign-in page, and on after it', async () => {
    await page.goto('/')
    await page.getByRole('navigation').getByRole('link', { name: 'Dashboard' }).click()
    await signIn('grace@example.com')
    await isAt('/dashboard')
    await page.getByRole('navigation').getByRole('link', { name: 'Forum' }).click()
    await isAt('/forum')
    await showsHeading('Forum')
    expect(complaints).toEqual([])
  })

  it('links that Next loads in advance put no error into the console, whoever they are for', async () => {
    await page.goto('/links')
    await page.waitForLoadState('networkidle')
    expect(complaints).toEqual([])
    await page.getByRole('main').getByRole('link', { name: 'The dashboard' }).click()
    await signIn('grace@example.com')
    await isAt('/dashboard')
    expect(await textOf('user')).toBe('Grace Hopper')
    expect(complaints).toEqual([])
  })

  it('a link that was loaded in advance opens without a new document, once somebody is signed in', async () => {
    await page.goto('/sign-in')
    await signIn('grace@example.com')
    await isAt('/dashboard')
    await page.goto('/links')
    await page.waitForLoadState('networkidle')
    // Also not by the link to what this person may not see.
    expect(complaints).toEqual([])
    const documents: string[] = []
    page.on('request', (request) => {
      if (request.isNavigationRequest()) documents.push(request.url())
    })
    await page.getByRole('main').getByRole('link', { name: 'The dashboard' }).click()
    await isAt('/dashboard')
    expect(await textOf('user')).toBe('Grace Hopper')
    expect(documents).toEqual([])
  })

  it('a session that has expired is renewed on the way, and one that was ended asks for a sign-in', async () => {
    const session = await app.emulator.mint.session({ user: 'grace', expiresInSec: -30 })
    const cookies = Object.entries(session.cookies).map(([name, value]) => ({ name, value, url: app.url }))
    await context.addCookies(cookies)
    await page.goto('/dashboard')
    expect(await textOf('user')).toBe('Grace Hopper')

    app.emulator.control.revokeSession(session.sessionId)
    await context.addCookies(cookies)
    await page.goto('/dashboard')
    await isSignInPage()
  })

  it('a session that has expired while a page was open: the next link leads through the renewal', async () => {
    await page.goto('/sign-in')
    await signIn('grace@example.com')
    await isAt('/dashboard')
    const expired = await app.emulator.mint.session({ user: 'grace', expiresInSec: -30 })
    const cookies = Object.entries(expired.cookies).map(([name, value]) => ({ name, value, url: app.url }))
    await context.addCookies(cookies)
    await page.getByRole('navigation').getByRole('link', { name: 'Forum' }).click()
    await isAt('/forum')
    await showsHeading('Forum')
    expect(await textOf('who')).toBe('Grace Hopper')
  })

  it('a page of the personal account leaves no organization active', async () => {
    await page.goto('/orgs/acme')
    await signIn('ada@example.com')
    await isAt('/orgs/acme')
    await page.goto('/me')
    const organization = page.getByText('Organization', { exact: true }).locator('..')
    expect(await organization.innerText()).toContain('none')
  })

  it('a translated page, behind another middleware, knows who is signed in', async () => {
    await page.goto('/de/hello/members')
    await signIn('grace@example.com')
    await isAt('/de/hello/members')
    expect(await heading()).toBe('de: members only, Grace Hopper')
    await page.goto('/hello')
    // The other middleware's cookie remembers the language.
    expect(new URL(page.url()).pathname).toBe('/de/hello')
    expect(await heading()).toBe('Guten Tag, Grace Hopper')
  })

  it('the front page shows no error in the console', async () => {
    await page.goto('/')
    await page.waitForLoadState('networkidle')
    expect(complaints).toEqual([])
  })

  it('the organization in the URL becomes the active one, where the person is a member', async () => {
    await page.goto('/orgs/acme')
    await signIn('ada@example.com')
    await isAt('/orgs/acme')
    expect(await heading()).toBe('Organization Acme')
    await page.goto('/orgs/globex')
    expect(await heading()).toBe('Organization Globex')
    const response = await page.goto('/orgs/initech')
    expect(response?.status()).toBe(404)
    expect(new URL(page.url()).pathname).toBe('/orgs/initech')
  })

  it('a server action is refused to a visitor and runs for whoever is signed in', async () => {
    await page.goto('/guestbook')
    await page.getByLabel('Your entry').fill('hello')
    await page.getByRole('button', { name: 'Sign the guestbook' }).click()
    await expect.poll(() => textOf('signed')).toBe('Sign in first.')
    const refused = page.waitForResponse((response) => response.request().method() === 'POST')
    await page.getByRole('button', { name: 'Delete all entries' }).click()
    expect((await refused).status()).toBe(401)
    expect(await page.getByText('may delete entries').count()).toBe(0)
    await expect.poll(() => textOf('deleted')).toBe('Refused. Sign in first.')

    await page.goto('/sign-in')
    await signIn('grace@example.com')
    await isAt('/dashboard')
    await page.goto('/guestbook')
    await page.getByLabel('Your entry').fill('hello')
    await page.getByRole('button', { name: 'Sign the guestbook' }).click()
    await expect.poll(() => textOf('signed')).toBe('Thank you, Grace Hopper. Your entry has 5 characters.')
    await page.getByRole('button', { name: 'Delete all entries' }).click()
    await expect.poll(() => textOf('deleted')).toContain('Grace Hopper may delete entries')
  })

  it('a page of the Pages Router knows who is signed in', async () => {
    await page.goto('/dashboard')
    await signIn('grace@example.com')
    await isAt('/dashboard')
    await page.goto('/legacy')
    expect(await textOf('user')).toBe('Grace Hopper')
  })
})
