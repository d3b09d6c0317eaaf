/** `@clerk/react` with Vite, with the lines that the emulator prints for it. */
import { type Browser, chromium, type Page } from '@playwright/test'
import { createEmulator, type Emulator, toEnvBlocks } from '@postern/emulator'
import { openScripts } from '@postern/emulator/scripts'
import { findLaunch } from '@postern/workspace/find-chromium'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOrganization, next, signIn, signOut, signUp } from '../components/actions.ts'
import { MIRA } from '../components/people.ts'
import { type RunningServer, toEnvironment } from '../world/run-program.ts'
import { startReact } from './start-react.ts'

const launch = findLaunch('React with Vite')

describe.skipIf(launch === null)('React with Vite', () => {
  let emulator: Emulator
  let app: RunningServer & { readonly url: string }
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    emulator = createEmulator({ scripts: openScripts(fileURLToPath(new URL('../..', import.meta.url))) })
    await emulator.listen({ port: 0 })
    const { lines = [] } = toEnvBlocks(emulator).find(({ framework }) => framework === 'react') ?? {}
    app = await startReact(toEnvironment(lines))
    browser = await chromium.launch(launch ?? {})
    page = await browser.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await emulator?.close()
  })

  const waitForText = (id: string, text: string): Promise<unknown> =>
    page.waitForFunction(
      ([name, wanted]) => document.querySelector(`[data-testid="${name}"]`)?.textContent === wanted,
      [id, text] as const,
    )

  it('signs up with a code, and knows who it is', async () => {
    await page.goto(`${app.url}/sign-up`)
    await signUp(page, MIRA)
    await page.waitForURL(`${app.url}/`)
    await waitForText('address', MIRA.email)
  })

  it('gives a token', async () => {
    await page.getByRole('button', { name: 'Token' }).click()
    await waitForText('token', 'a token')
  })

  it('is still signed in after a reload', async () => {
    await page.reload()
    await waitForText('address', MIRA.email)
  })

  it('changes the name in the profile', async () => {
    await page.goto(`${app.url}/user`)
    await page.getByRole('button', { name: 'Update profile' }).click()
    await page.locator('input[name="firstName"]').fill(MIRA.firstName)
    await next(page).click()
    await page.getByRole('button', { name: 'Update profile' }).waitFor()
    expect(emulator.control.users().find(({ email }) => email === MIRA.email)?.firstName).toBe(MIRA.firstName)
  })

  it('makes an organization, which is the active one', async () => {
    await page.goto(`${app.url}/create-organization`)
    await createOrganization(page, 'Herons')
    await page.getByRole('button', { name: 'Skip' }).click()
    await page.goto(app.url)
    await waitForText('where', 'herons')
  })

  it('signs out', async () => {
    await signOut(page)
    await waitForText('who', 'nobody')
  })

  it('is told that a password is wrong', async () => {
    await page.goto(`${app.url}/sign-in`)
    await signIn(page, MIRA, 'not the one')
    await page.locator('.cl-formFieldErrorText').first().waitFor()
  })

  it('signs in with the right one', async () => {
    await page.goto(`${app.url}/sign-in`)
    await signIn(page, MIRA, MIRA.password)
    await page.waitForURL(`${app.url}/`)
    await waitForText('address', MIRA.email)
  })
})
