/** What people see of themselves, and what they can do about it, in a browser. */
import { chromium, type Browser } from '@playwright/test'
import { findLaunch } from '@postern/workspace/find-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAs } from './open-as.ts'
import { startApp, type RunningApp } from './start-app.ts'

const launch = findLaunch('the people of apps/next in a browser')

/** A picture, in base64. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

let app: RunningApp
let browser: Browser
beforeAll(async () => {
  if (launch === null) return
  app = await startApp()
  browser = await chromium.launch(launch)
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

describe.skipIf(launch === null)('people of the application', () => {
  it('are shown by name, with the organization in which they work', async () => {
    const page = await openAs(app, browser, 'ada')
    await page.goto('/orgs/globex')
    const account = page.getByRole('link', { name: 'Ada Lovelace' })
    expect(await account.innerText()).toMatch(/^AL\s+Ada Lovelace\s+Globex$/)
    await page.context().close()
  })

  it('who gave a picture are shown with it', async () => {
    const { emulator } = app
    const image = new FormData()
    const bytes = Uint8Array.from(atob(PIXEL), (char) => char.charCodeAt(0))
    image.set('file', new Blob([bytes], { type: 'image/png' }), 'me.png')
    const init = { method: 'POST', body: image, headers: { authorization: `Bearer ${emulator.secretKey}` } }
    expect((await fetch(`${emulator.url}/v1/users/user_alan/profile_image`, init)).status).toBe(200)
    const page = await openAs(app, browser, 'alan')
    await page.goto('/forum')
    await page.waitForLoadState('networkidle')
    const width = page.locator('header img').evaluate((element: HTMLImageElement) => element.naturalWidth)
    expect(await width).toBeGreaterThan(0)
    await page.context().close()
  })

  it('copy a command', async () => {
    const page = await openAs(app, browser, 'nobody')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto('/')
    await page.getByRole('button', { name: 'Copy the command for /api' }).click()
    await page.getByText('Copied', { exact: true }).waitFor()
    const line = await page.evaluate(() => navigator.clipboard.readText())
    expect(line).toBe(`curl ${app.url}/api -H 'authorization: Bearer ak_secretadacli'`)
    const response = await fetch(`${app.url}/api`, { headers: { authorization: 'Bearer ak_secretadacli' } })
    expect(response.status).toBe(200)
    await page.context().close()
  })

  it('sign out at the provider as well, and no cookie of the session is left', async () => {
    const { emulator } = app
    const page = await openAs(app, browser, 'grace')
    await page.goto('/forum')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${app.url}/`)
    const headers = { authorization: `Bearer ${emulator.secretKey}` }
    const answer = await fetch(`${emulator.url}/v1/sessions?user_id=user_grace&status=revoked`, { headers })
    expect(await answer.json()).toHaveLength(1)
    const names = (await page.context().cookies(app.url)).map(({ name }) => name)
    expect(names.filter((name) => name.startsWith('__session'))).toEqual([])
    await page.context().close()
  })

  it('reach the pages of their account, and come back', async () => {
    const page = await openAs(app, browser, 'ada')
    await page.goto('/guestbook')
    await page.getByRole('link', { name: 'Ada Lovelace' }).click()
    await page.waitForURL((url) => url.host === app.emulator.frontendApiHost && url.pathname === '/user')
    await page.getByRole('link', { name: 'Back to' }).click()
    await page.waitForURL(`${app.url}/guestbook`)
    await page.context().close()
  })
})
