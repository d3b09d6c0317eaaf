/** The application of `fixtures/next-matrix` in a real browser, on Next 16 and 15: what people see of navigations inside of it. */
import { chromium, type Browser, type Page } from '@playwright/test'
import { createEmulator, type Emulator } from '@postern/emulator'
import { CHROMIUM_ARGS, findChromium, isBrowserRequired } from '@postern/workspace/find-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUILD_TIMEOUT_MS, findFreePort, type RunningFixture } from './start-fixture.ts'
import { buildVariant, VARIANTS } from './variants.ts'

const executablePath = findChromium()
if (executablePath === null && isBrowserRequired())
  throw new Error('POSTERN_REQUIRE_BROWSER is set, and there is no Chromium.')

describe.skipIf(executablePath === null).each(VARIANTS)('in a browser, $name', (variant) => {
  let app: RunningFixture
  let emulator: Emulator
  let browser: Browser

  beforeAll(async () => {
    const fixture = await buildVariant(variant)
    const port = await findFreePort()
    emulator = createEmulator({ appOrigin: `http://localhost:${port}` })
    await emulator.listen()
    app = await fixture.start(
      { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey, CLERK_SECRET_KEY: emulator.secretKey },
      { port },
    )
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: [...CHROMIUM_ARGS] })
  }, BUILD_TIMEOUT_MS)
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await emulator?.close()
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
  const heading = (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText()

  it('a link that was loaded in advance leads a visitor to the sign-in page and back, without an error', async () => {
    const page = await browser.newPage()
    const complaints = await openLinks(page)
    await page.getByRole('link', { name: 'Dashboard' }).click()
    await page.waitForURL((url) => url.pathname === '/sign-in')
    await page.getByRole('list', { name: 'People' }).getByRole('button', { name: 'grace@example.com' }).click()
    await page.waitForURL(`${app.url}/dashboard`)
    expect(await heading(page)).toBe('TOP SECRET of user_grace')
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([])
    await page.close()
  })

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
})
