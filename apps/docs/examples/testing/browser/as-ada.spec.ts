import { expect, test } from './test'

test.use({ storageState: '.auth/ada.json' })

test('the administration opens', async ({ page }) => {
  await page.goto('/admin')
  await expect(page.getByRole('heading')).toHaveText('Administration')
})

test('following a link keeps her signed in', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Dashboard' }).click()
  await expect(page.getByRole('heading')).toHaveText('Hello, user_ada')
})
