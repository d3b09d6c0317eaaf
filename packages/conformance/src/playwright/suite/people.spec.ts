/** People in browsers of two workers at once. Each sees their own session, whoever else signs in meanwhile. */
import { expect } from '@playwright/test'
import { test } from './test.ts'

/** Answers everybody once as many wait as there are workers: only tests that run at the same time get past it. */
const MEETING_VARIABLE = 'SUITE_MEETING'

test.beforeEach(({ emulator }, testInfo) => {
  testInfo.annotations.push({ type: 'emulator', description: emulator.url })
})

for (const name of ['ada', 'grace']) {
  test(`${name} is signed in without a page, and stays so while somebody else signs in`, async ({ page, signInAs }) => {
    const { userId, sessionId } = await signInAs({ user: name })
    expect(userId).toBe(`user_${name}`)
    await page.goto('/dashboard')
    await expect(page.locator('body')).toHaveText(`${userId} ${sessionId}`)
    expect((await fetch(process.env[MEETING_VARIABLE] ?? '')).status).toBe(200)
    await page.reload()
    await expect(page.locator('body')).toHaveText(`${userId} ${sessionId}`)
  })
}

for (const person of ['Ada Lovelace', 'Grace Hopper']) {
  test(`${person} signs in on the emulator’s page`, async ({ page, app, emulator }) => {
    await page.goto('/dashboard')
    expect(new URL(page.url()).origin).toBe(emulator.url)
    await page.getByRole('button', { name: person }).first().click()
    await page.waitForURL(`${app}/dashboard`)
    await expect(page.locator('body')).toHaveText(new RegExp(`^user_${person.split(' ')[0]?.toLowerCase()} sess_`))
  })
}
