/** Version 5 of the browser script, which brings its components along: mounted on a page without a framework, and clicked. */
import { type Browser, chromium, type Page } from '@playwright/test'
import { findLaunch } from '@postern/workspace/find-chromium'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { next, saveForm, signIn, signOut, signUp } from '../components/actions.ts'
import { MIRA } from '../components/people.ts'
import { startWorld, type World } from '../world/start-world.ts'
import { toMountPage } from './to-mount-page.ts'

const launch = findLaunch('version 5 with its components')

describe.skipIf(launch === null)('version 5 of the script, with its components', () => {
  let world: World
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const folder = fileURLToPath(new URL('../../fixtures/clerk-js-5', import.meta.url))
    world = await startWorld(folder, toMountPage('5'), null)
    browser = await chromium.launch(launch ?? {})
    page = await browser.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
  })

  const open = (component: string): Promise<unknown> => page.goto(`${world.url}/?show=${component}`)
  const waitForPerson = (address: string | null): Promise<unknown> =>
    page.waitForFunction(
      (wanted) => window.Clerk?.loaded && (window.Clerk.user?.primaryEmailAddress?.emailAddress ?? null) === wanted,
      address,
    )

  it('signs up with a code', async () => {
    await open('SignUp')
    await signUp(page, MIRA)
    await waitForPerson(MIRA.email)
  })

  it('changes the name in the profile', async () => {
    await open('UserProfile')
    await page.getByRole('button', { name: 'Update profile' }).click()
    await page.locator('input[name="firstName"]').fill(MIRA.firstName)
    await saveForm(page, 'input[name="firstName"]')
    const seen = world.emulator.control.users().find(({ email }) => email === MIRA.email)
    expect(seen?.firstName).toBe(MIRA.firstName)
  })

  it('makes an organization', async () => {
    await open('CreateOrganization')
    await page.locator('input[name="name"]').fill('Herons')
    await next(page).click()
    await page.waitForFunction(() => window.Clerk?.organization?.name === 'Herons')
  })

  it('signs out from the menu of the person', async () => {
    await open('UserButton')
    await signOut(page)
    await waitForPerson(null)
  })

  it('signs in with a password', async () => {
    await open('SignIn')
    await signIn(page, MIRA, MIRA.password)
    await waitForPerson(MIRA.email)
  })
})
