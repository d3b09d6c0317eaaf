/** From a page with the browser script to the hosted sign-in page and back. */
import { type Browser, chromium } from '@playwright/test'
import { findLaunch } from '@postern/workspace/find-chromium'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWorld, type World } from '../world/start-world.ts'
import { toScriptPage } from '../world/to-script-page.ts'

const launch = findLaunch('the hosted pages and back')
const VERSIONS = [
  ['6', '../..'],
  ['5', '../../fixtures/clerk-js-5'],
] as const

describe.skipIf(launch === null).each(VERSIONS)('version %s of the script', (version, folder) => {
  let world: World
  let browser: Browser

  beforeAll(async () => {
    const scripts = fileURLToPath(new URL(folder, import.meta.url))
    world = await startWorld(scripts, toScriptPage(version, { isLoaded: true }), null)
    browser = await chromium.launch(launch ?? {})
  })
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
  })

  it.each([
    ['redirectToSignIn', '/sign-in'],
    ['redirectToSignUp', '/sign-up'],
  ] as const)('%s leads to the hosted page, and somebody comes back signed in', async (method, path) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${world.url}/here?a=1`)
    await page.waitForFunction(() => window.Clerk?.loaded)
    await page.evaluate((name) => void window.Clerk[name](), method)
    await page.waitForURL((url) => url.pathname === path)
    if (path === '/sign-in') await page.getByRole('button', { name: 'Ada Lovelace' }).first().click()
    else {
      await page.getByRole('textbox', { name: /e-?mail/i }).fill('new@example.com')
      await page.getByRole('button', { name: 'Continue', exact: true }).click()
    }
    await page.waitForURL((url) => url.origin === world.url && url.pathname === '/here')
    await page.waitForFunction(() => window.Clerk?.loaded && window.Clerk.user !== null)
    const address = await page.evaluate(() => window.Clerk.user?.primaryEmailAddress?.emailAddress)
    expect(address).toBe(path === '/sign-in' ? 'ada@example.com' : 'new@example.com')
    await context.close()
  })
})
