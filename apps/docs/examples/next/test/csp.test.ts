/** A strict policy in a browser, as do/csp.md promises: every script of the page runs, and one without the nonce does not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emulator, hasBrowser, openWindow, PAGE } from './app.ts'
import { buildIfMissing, chooseOrigin, startNext, type NextServer } from './next-server.ts'

let server: NextServer
beforeAll(async () => {
  await buildIfMissing('csp')
  const keys = { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey, CLERK_SECRET_KEY: emulator.secretKey }
  server = await startNext(keys, await chooseOrigin(), 'csp')
}, 180_000)
afterAll(() => server?.stop())

it('every script carries the nonce of the answer', async () => {
  const { cookieHeader } = await emulator.mint.visitor()
  const response = await fetch(server.url, { headers: { ...PAGE, cookie: cookieHeader }, redirect: 'manual' })
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1]
  const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? []
  expect(scripts.length).toBeGreaterThan(1)
  expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
})

describe.skipIf(!hasBrowser)('in a browser', () => {
  it('the page works, and a script that somebody smuggled in does not run', async () => {
    const { page, complaints, close } = await openWindow()
    await page.goto(server.url)
    await page.getByRole('button').click()
    await expect.poll(() => page.getByRole('button').innerText()).toBe('Pressed 1 times')
    await expect.poll(() => page.locator('body').getAttribute('data-greeting')).toBe('hello')
    expect(complaints).toEqual([])
    await page
      .locator('body')
      .evaluate((body) => body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="document.title = 1">'))
    await expect.poll(() => complaints.join()).toContain('Content Security Policy')
    await close()
  })
})
