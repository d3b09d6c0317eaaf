/** The application on more than one host, in a real browser: two tenants of one server, and a satellite of another. */
import { findAnyPort } from '@postern/workspace/find-free-port'
import { chromium, type Browser, type Page } from '@playwright/test'
import { createEmulator, generateSigningKey, type Emulator } from '@postern/emulator'
import { findLaunch } from '@postern/workspace/find-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keysIn, startApp, startServer, type RunningApp, type RunningServer } from './start-app.ts'

const launch = findLaunch('the tests of apps/next with several hosts')

let browser: Browser
beforeAll(async () => {
  if (launch !== null) browser = await chromium.launch(launch)
})
afterAll(() => browser?.close())

const signIn = async (page: Page, at: Emulator, email: string): Promise<void> => {
  await page.waitForURL((url) => url.pathname === '/sign-in' && url.host === at.frontendApiHost)
  await page.getByRole('list', { name: 'People' }).getByRole('button', { name: email }).click()
}
const who = (page: Page): Promise<string> => page.getByTestId('who').innerText()

describe.skipIf(launch === null)('two tenants on one server', () => {
  let app: RunningServer
  let first: Emulator
  let second: Emulator
  let secondUrl: string

  beforeAll(async () => {
    const [port, signingKey] = await Promise.all([findAnyPort(), generateSigningKey()])
    secondUrl = `http://second.localhost:${port}`
    first = createEmulator({ appOrigin: `http://localhost:${port}` })
    second = createEmulator({ appOrigin: secondUrl, signingKey, secretKey: 'sk_test_second_tenant' })
    await Promise.all([first.listen(), second.listen()])
    const secondKeys = {
      SECOND_TENANT_HOST: `second.localhost:${port}`,
      SECOND_TENANT_PUBLISHABLE_KEY: second.publishableKey,
      SECOND_TENANT_SECRET_KEY: second.secretKey,
    }
    app = await startServer({ ...keysIn(first), ...secondKeys, CLERK_ENCRYPTION_KEY: 'a7'.repeat(32) }, port)
  })
  afterAll(async () => {
    await app?.stop()
    await Promise.all([first?.close(), second?.close()])
  })

  it('a person of one is nobody in the other, signs in there as well, and out again', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${app.url}/dashboard`)
    await signIn(page, first, 'grace@example.com')
    await page.waitForURL(`${app.url}/dashboard`)
    expect(await who(page)).toBe('Grace Hopper')

    await page.goto(`${secondUrl}/dashboard`)
    await signIn(page, second, 'ada@example.com')
    await page.waitForURL(`${secondUrl}/dashboard`)
    expect(await who(page)).toBe('Ada Lovelace')

    await page.goto(`${app.url}/dashboard`)
    expect(await who(page)).toBe('Grace Hopper')

    await page.goto(`${secondUrl}/`)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('link', { name: 'Sign in' }).waitFor()
    expect(page.url()).toBe(`${secondUrl}/`)
    await page.goto(`${app.url}/dashboard`)
    expect(await who(page)).toBe('Grace Hopper')
    await context.close()
  })

  it("the cookies of one tenant, taken to the other's host, open nothing", async () => {
    const context = await browser.newContext()
    const { cookies } = await first.mint.session({ user: 'ada' })
    await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: secondUrl })))
    const page = await context.newPage()
    await page.goto(`${secondUrl}/dashboard`)
    await page.waitForURL((url) => url.host === second.frontendApiHost)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await context.close()
  })
})

describe.skipIf(launch === null)('a satellite', () => {
  let primary: RunningApp
  let satellite: RunningServer
  let satelliteUrl: string

  beforeAll(async () => {
    primary = await startApp()
    const port = await findAnyPort()
    satelliteUrl = `http://satellite.localhost:${port}`
    const settings = {
      NEXT_PUBLIC_CLERK_IS_SATELLITE: 'true',
      NEXT_PUBLIC_CLERK_DOMAIN: `satellite.localhost:${port}`,
      NEXT_PUBLIC_CLERK_SIGN_IN_URL: `${primary.url}/sign-in`,
    }
    satellite = await startServer({ ...keysIn(primary.emulator), ...settings }, port)
  })
  afterAll(async () => {
    await satellite?.stop()
    await primary?.stop()
  })

  it('sends its visitor to the sign-in of the primary, gets him back signed in, and both know him', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${satelliteUrl}/dashboard`)
    await signIn(page, primary.emulator, 'grace@example.com')
    await page.waitForURL((url) => url.origin === satelliteUrl && url.pathname === '/dashboard')
    expect(await who(page)).toBe('Grace Hopper')
    // The primary's own cookies come with its first visit; nobody has to say again who he is.
    await page.goto(`${primary.url}/dashboard`)
    await page.getByRole('button', { name: 'Continue as Grace' }).click()
    await page.waitForURL(`${primary.url}/dashboard`)
    expect(await who(page)).toBe('Grace Hopper')
    await page.goto(`${satelliteUrl}/forum`)
    expect(await who(page)).toBe('Grace Hopper')
    await context.close()
  })

  it('leaves a first visitor of a public page alone', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${satelliteUrl}/`)
    expect(page.url()).toBe(`${satelliteUrl}/`)
    expect(await page.getByRole('link', { name: 'Sign in' }).count()).toBe(1)
    await context.close()
  })
})
