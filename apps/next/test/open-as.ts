/** A browser in which somebody is signed in already. */
import type { Browser, Page } from '@playwright/test'
import type { RunningApp } from './start-app.ts'

/** @param user Such as `ada`; `nobody` for a visitor. @returns A page of a new context, which the test closes. */
export async function openAs(app: RunningApp, browser: Browser, user: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: app.url })
  const { cookies } = await (user === 'nobody' ? app.emulator.mint.visitor() : app.emulator.mint.session({ user }))
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: app.url })))
  return context.newPage()
}
