import { expect, test } from './test'

test('Ada is signed in before the first page opens', async ({ page, signInAs }) => {
  await signInAs({ user: 'ada' })
  await page.goto('/dashboard')
  await expect(page.getByRole('heading')).toHaveText('Hello, user_ada')
})

test('a member does not see the administration', async ({ page, signInAs }) => {
  await signInAs({ org: 'acme', role: 'org:member' })
  const response = await page.goto('/admin')
  expect(response?.status()).toBe(404)
})

test('a visitor signs in and comes back', async ({ page }) => {
  await page.goto('/dashboard')
  await page.getByRole('button', { name: 'Grace Hopper' }).click()
  await expect(page).toHaveURL('/dashboard')
  await expect(page.getByRole('heading')).toHaveText('Hello, user_grace')
})
