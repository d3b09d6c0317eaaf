/** The provider's testing package as its documentation shows it, against an application that loads the provider's script. */
import { createClerkClient } from '@clerk/backend'
import { clerk, setupClerkTestingToken } from '@clerk/testing/playwright'
import { expect, type Page, test } from '@playwright/test'

const server = createClerkClient({
  secretKey: process.env['CLERK_SECRET_KEY'] ?? '',
  apiUrl: process.env['CLERK_API_URL'] ?? '',
})
const PASSWORD = 'four quiet rivers'
const IDENTIFIER = 'sam+clerk_test@example.com'

const whoIsHere = (page: Page): Promise<string> =>
  page.evaluate(() => window.Clerk.user?.primaryEmailAddress?.emailAddress ?? 'nobody')

test.beforeAll(async () => {
  const { totalCount } = await server.users.getUserList({ emailAddress: [IDENTIFIER] })
  if (totalCount === 0)
    await server.users.createUser({ emailAddress: [IDENTIFIER], password: PASSWORD, firstName: 'Sam' })
})
test.beforeEach(async ({ page }) => {
  await setupClerkTestingToken({ page })
  await page.goto('/')
})

test('the script is loaded', async ({ page }) => {
  await clerk.loaded({ page })
  expect(await page.evaluate(() => window.Clerk.loaded)).toBe(true)
})

test('signs in with a password', async ({ page }) => {
  await clerk.signIn({ page, signInParams: { strategy: 'password', identifier: IDENTIFIER, password: PASSWORD } })
  expect(await whoIsHere(page)).toBe(IDENTIFIER)
})

test('a wrong password signs nobody in', async ({ page }) => {
  const signInParams = { strategy: 'password', identifier: IDENTIFIER, password: 'five quiet rivers' } as const
  await expect(clerk.signIn({ page, signInParams })).rejects.toThrow('Failed to sign in')
  expect(await whoIsHere(page)).toBe('nobody')
})

test('signs in with a code', async ({ page }) => {
  await clerk.signIn({ page, signInParams: { strategy: 'email_code', identifier: IDENTIFIER } })
  expect(await whoIsHere(page)).toBe(IDENTIFIER)
})

test('signs in with a ticket', async ({ page }) => {
  const { token } = await server.signInTokens.createSignInToken({ userId: 'user_ada', expiresInSeconds: 300 })
  await clerk.signIn({ page, signInParams: { strategy: 'ticket', ticket: token } })
  expect(await whoIsHere(page)).toBe('ada@example.com')
})

test('a ticket works once', async ({ page }) => {
  const { token } = await server.signInTokens.createSignInToken({ userId: 'user_ada', expiresInSeconds: 300 })
  await clerk.signIn({ page, signInParams: { strategy: 'ticket', ticket: token } })
  const again = page.waitForEvent('load')
  await clerk.signOut({ page })
  await again
  await expect(clerk.signIn({ page, signInParams: { strategy: 'ticket', ticket: token } })).rejects.toThrow(
    'Failed to sign in',
  )
})

test('signs out', async ({ page }) => {
  await clerk.signIn({ page, signInParams: { strategy: 'email_code', identifier: IDENTIFIER } })
  // The script loads the page again.
  const again = page.waitForEvent('load')
  await clerk.signOut({ page })
  await again
  await clerk.loaded({ page })
  expect(await whoIsHere(page)).toBe('nobody')
})

test('stays signed in after a reload', async ({ page }) => {
  await clerk.signIn({ page, signInParams: { strategy: 'password', identifier: IDENTIFIER, password: PASSWORD } })
  await page.reload()
  await clerk.loaded({ page })
  expect(await whoIsHere(page)).toBe(IDENTIFIER)
})
