/** What people do with the provider's prebuilt components, by clicking and typing. */
import type { Locator, Page } from '@playwright/test'
import { CODE, type Person } from './people.ts'

/** The one button that goes on. The components mark it, and its label differs. */
export const next = (page: Page): Locator => page.locator('.cl-formButtonPrimary')

const TRIES = 4
const TRY_MS = 4_000

/** Sends the form that a field belongs to. A card that still slides in moves its button away from a click. @param field Selector of the field. */
export async function saveForm(page: Page, field: string): Promise<void> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    await next(page)
      .click({ timeout: TRY_MS })
      .catch(() => null)
    const isSaved = await page
      .locator(field)
      .waitFor({ state: 'detached', timeout: TRY_MS })
      .then(
        () => true,
        () => false,
      )
    if (isSaved) return
  }
  throw new Error(`The form of ${field} is still there: it was not saved.`)
}

/** Types a code into the boxes for it. They send it by themselves once it is whole. */
export async function typeCode(page: Page, code: string): Promise<void> {
  await page.locator('input[autocomplete="one-time-code"]').first().waitFor()
  await page.locator('input[autocomplete="one-time-code"]').first().pressSequentially(code)
}

/** On the sign-up component, from its first field to the application. */
export async function signUp(page: Page, person: Person): Promise<void> {
  const { email, password } = person
  await page.locator('input[name="emailAddress"]').fill(email)
  await page.locator('input[name="password"]').fill(password)
  // What the component says of the password moves the button, and a click on it would miss.
  await page.getByText('meets all the necessary requirements').first().waitFor()
  await next(page).click()
  await typeCode(page, CODE)
}

/** On the sign-in component, up to its answer. */
export async function signIn(page: Page, { email }: Person, password: string): Promise<void> {
  await page.locator('input[name="identifier"]').fill(email)
  await next(page).click()
  const field = page.locator('input[name="password"]:not([tabindex="-1"])')
  await field.fill(password)
  await next(page).click()
}

/** In the menu of the person who is signed in. */
export async function openUserMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open user menu' }).click()
}

export async function signOut(page: Page): Promise<void> {
  await openUserMenu(page)
  await page.locator('.cl-userButtonPopoverActionButton__signOut').click()
}

export async function openSwitcher(page: Page): Promise<void> {
  await page.locator('.cl-organizationSwitcherTrigger').click()
}

/** On the component that makes organizations. */
export async function createOrganization(page: Page, name: string): Promise<void> {
  await page.locator('input[name="name"]').fill(name)
  await next(page).click()
}
