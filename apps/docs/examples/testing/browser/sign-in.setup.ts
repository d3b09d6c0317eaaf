import { expect, test } from './test'

test('sign in as Ada', async ({ page }) => {
  await page.goto('/dashboard')
  await page.getByRole('button', { name: 'Ada Lovelace' }).click()
  await expect(page.getByRole('heading')).toHaveText('Hello, user_ada')
  await page.context().storageState({ path: '.auth/ada.json' })
})
