/** What the console can do where scripts run, and that nothing needs them. */
import { type Browser, chromium, type Page } from '@playwright/test'
import { createEmulator, type Emulator } from '@postern/emulator'
import { findLaunch } from '@postern/workspace/find-chromium'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const launch = findLaunch("the emulator's console in a browser")

describe.skipIf(launch === null)('the console in a browser', () => {
  let emulator: Emulator
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await chromium.launch(launch ?? {})
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    emulator = createEmulator()
    await emulator.listen()
  })
  afterEach(async () => {
    await page.context().close()
    await emulator.close()
  })
  const open = async (path: string, javaScriptEnabled = true): Promise<void> => {
    const permissions = ['clipboard-read', 'clipboard-write']
    const context = await browser.newContext({ baseURL: emulator.url, javaScriptEnabled, permissions })
    page = await context.newPage()
    await page.goto(path)
  }

  it('copies what stands beside a button, and says so', async () => {
    await open('/__emu')
    await page.getByRole('button', { name: 'Copy secret key' }).click()
    await page.getByRole('button', { name: 'Copied secret key' }).waitFor()
    expect(await page.getByRole('status').innerText()).toBe('secret key copied')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(emulator.secretKey)
  })

  it('copies several lines as they stand', async () => {
    await open('/__emu/console/keys')
    await page.getByRole('button', { name: 'Copy lines for .env: Next.js with Postern alone' }).click()
    await page.getByRole('button', { name: 'Copied lines for .env' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=${emulator.publishableKey}\nCLERK_SECRET_KEY=${emulator.secretKey}`,
    )
  })

  it('follows what happens, and has buttons for that too', async () => {
    await open('/__emu/console/keys')
    const { id } = await emulator.mint.oauthToken()
    await page.getByRole('button', { name: `Copy OAuth token ${id}` }).waitFor()
  })

  it('follows nothing while it is told not to', async () => {
    await open('/__emu/console/requests')
    await page.getByRole('button', { name: 'Live' }).click()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await emulator.fetch(`${emulator.url}/v1/jwks`)
    await page.waitForTimeout(2_500)
    expect(asked).toEqual([])
    await page.getByRole('button', { name: 'Live' }).click()
    await page.getByText('GET /v1/jwks').waitFor()
  })

  it('leaves what somebody is about to press as it is', async () => {
    const { id } = await emulator.mint.oauthToken()
    await open('/__emu/console/keys')
    const button = page.getByRole('button', { name: `Revoke the OAuth token ${id}` })
    await button.focus()
    await emulator.mint.oauthToken()
    await page.waitForResponse((answer) => answer.url().endsWith('/__emu/console/keys'))
    await page.waitForTimeout(100)
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('is walked through by keyboard: the way past the navigation comes first', async () => {
    await open('/__emu/console/users')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
  })

  it('does everything without scripts', async () => {
    await open('/__emu/console/clock', false)
    await page.getByRole('button', { name: '+1 h' }).click()
    expect(new URL(page.url()).pathname).toBe('/__emu/console/clock')
    expect(emulator.clock.offsetMs()).toBeGreaterThan(3_500_000)
    expect(await page.getByRole('button', { name: 'Live' }).count()).toBe(0)
  })

  it('leads from an account page back to the application, and to itself', async () => {
    await open(`/sign-in?redirect_url=${encodeURIComponent('http://localhost:3000/dash?x=1')}`)
    const back = await page.getByRole('link', { name: 'Back to localhost:3000' }).getAttribute('href')
    expect(back).toMatch(/^http:\/\/localhost:3000\/dash\?x=1&__clerk_db_jwt=dvb_/)
    await page.getByRole('link', { name: 'Console' }).click()
    expect(new URL(page.url()).pathname).toBe('/__emu')
  })
})
