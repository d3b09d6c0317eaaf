/** The application of `fixtures/next-matrix` in a real browser, on Next 16 and 15: what people see. */
import { chromium, type Browser, type Page } from '@playwright/test'
import type { Emulator } from '@postern/emulator'
import { findLaunch } from '@postern/workspace/find-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUILD_TIMEOUT_MS, type RunningFixture } from './start-fixture.ts'
import { startTwoTenants, type TwoTenants } from './start-two-tenants.ts'
import { VARIANTS } from './variants.ts'

const launch = findLaunch('the Next matrix in a browser')

describe.skipIf(launch === null).each(VARIANTS)('in a browser, $name', (variant) => {
  let tenants: TwoTenants
  let app: RunningFixture
  let emulator: Emulator
  let browser: Browser

  beforeAll(async () => {
    tenants = await startTwoTenants(variant)
    ;({ app, emulator } = tenants)
    browser = await chromium.launch(launch ?? {})
  }, BUILD_TIMEOUT_MS)
  afterAll(async () => {
    await browser?.close()
    await tenants?.stop()
  })

  const openLinks = async (page: Page): Promise<readonly string[]> => {
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`)
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${app.url}/links`)
    await page.waitForLoadState('networkidle')
    return complaints
  }
  const signIn = async (page: Page, at: Emulator, email: string): Promise<void> => {
    await page.waitForURL((url) => url.pathname === '/sign-in' && url.host === at.frontendApiHost)
    await page.getByRole('list', { name: 'People' }).getByRole('button', { name: email }).click()
  }
  const heading = (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText()

  it('a link that was loaded in advance leads a visitor to the sign-in page and back, without an error', async () => {
    const page = await browser.newPage()
    const complaints = await openLinks(page)
    await page.getByRole('link', { name: 'Dashboard' }).click()
    await signIn(page, emulator, 'grace@example.com')
    await page.waitForURL(`${app.url}/dashboard`)
    expect(await heading(page)).toBe('TOP SECRET of user_grace')
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([])
    await page.close()
  })

  it.each([
    ['Plain', '/plain'],
    ['Advance', '/plain/advance'],
  ])(
    'a link to a page that protects itself leads a visitor to the sign-in page and back: %s (in-use 1)',
    async (name, path) => {
      const page = await browser.newPage()
      const complaints = await openLinks(page)
      await page.getByRole('link', { name }).click()
      await page.waitForURL((url) => url.pathname === '/sign-in' && url.host === emulator.frontendApiHost)
      expect(new URL(page.url()).searchParams.get('redirect_url')).toBe(`${app.url}${path}`)
      await signIn(page, emulator, 'grace@example.com')
      await page.waitForURL(`${app.url}${path}`)
      expect(await heading(page)).toBe('TOP SECRET of user_grace')
      expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([])
      await page.close()
    },
  )

  it('shows a person the page at once, and the not-found page for what is not hers', async () => {
    const context = await browser.newContext()
    const { cookies } = await emulator.mint.session({ user: 'grace' })
    await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: app.url })))
    const page = await context.newPage()
    const complaints = await openLinks(page)
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([])
    const documents: string[] = []
    page.on('request', (request) => {
      if (request.isNavigationRequest()) documents.push(request.url())
    })
    await page.getByRole('link', { name: 'Dashboard' }).click()
    await expect.poll(() => heading(page)).toBe('TOP SECRET of user_grace')
    expect(documents).toEqual([])
    await page.goBack()
    await page.getByRole('link', { name: 'Admin' }).click()
    await expect.poll(() => heading(page)).toBe('Not here')
    expect(new URL(page.url()).pathname).toBe('/admin')
    await context.close()
  })

  it('the organization in the URL becomes the active one, where the person is a member', async () => {
    const page = await browser.newPage()
    await page.goto(`${app.url}/dashboard`)
    await signIn(page, emulator, 'ada@example.com')
    await page.waitForURL(`${app.url}/dashboard`)
    for (const slug of ['acme', 'globex', 'acme']) {
      // The loop counter lives two seconds: a person is slower than this test.
      await page.context().clearCookies({ name: '__clerk_redirect_count' })
      await page.goto(`${app.url}/teams/${slug}`)
      expect([page.url(), await heading(page)]).toEqual([`${app.url}/teams/${slug}`, `Team ${slug} of user_ada`])
    }
    expect((await page.goto(`${app.url}/teams/initech`))?.status()).toBe(404)
    expect([page.url(), await heading(page)]).toEqual([`${app.url}/teams/initech`, 'Not here'])
    await page.close()
  })

  it('a person of one tenant is nobody at the other, signs in there as well, and stays who he is', async () => {
    const page = await browser.newPage()
    const { other, otherHost } = tenants
    await page.goto(`${app.url}/dashboard`)
    await signIn(page, emulator, 'grace@example.com')
    await page.waitForURL(`${app.url}/dashboard`)
    await page.goto(`http://${otherHost}/`)
    expect([new URL(page.url()).host, await heading(page)]).toEqual([otherHost, 'Start of nobody'])
    await page.goto(`http://${otherHost}/dashboard`)
    await signIn(page, other, 'ada@example.com')
    await page.waitForURL(`http://${otherHost}/dashboard`)
    expect(await heading(page)).toBe('TOP SECRET of user_ada')
    await page.goto(`${app.url}/dashboard`)
    expect(await heading(page)).toBe('TOP SECRET of user_grace')
    await page.goto(`http://${otherHost}/dashboard`)
    expect(await heading(page)).toBe('TOP SECRET of user_ada')
    await page.close()
  })

  it('a server action is refused to a visitor, who sees nothing of it, and answers a person', async () => {
    const page = await browser.newPage()
    const call = async (): Promise<number> => {
      await page.goto(`${app.url}/act`)
      await page.waitForLoadState('networkidle')
      const answered = page.waitForResponse((response) => response.request().method() === 'POST')
      await page.getByRole('button', { name: 'Call' }).click()
      return (await answered).status()
    }
    expect(await call()).toBe(401)
    await page.waitForLoadState('networkidle')
    expect(await page.content()).not.toContain('TOP SECRET')

    await page.goto(`${app.url}/dashboard`)
    await signIn(page, emulator, 'grace@example.com')
    await page.waitForURL(`${app.url}/dashboard`)
    expect(await call()).toBe(200)
    await expect.poll(() => page.getByRole('status').innerText()).toBe('TOP SECRET for user_grace')
    await page.close()
  })
})
