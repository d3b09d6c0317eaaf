/** The running application, as a test sees it. */
import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { connectEmulator, type RemoteEmulator } from '@postern/emulator'
import { inject } from 'vitest'

/** Origin of the application. */
export const appUrl: string = inject('appUrl')

/** The emulator that the application speaks to. */
export const emulator: RemoteEmulator = await connectEmulator(inject('emulatorUrl'))

/** Whether this machine has a browser: `describe.skipIf(!hasBrowser)`. */
export const hasBrowser: boolean = inject('browserEndpoint') !== ''

/** Headers of a browser that opens a page. */
export const PAGE: Readonly<Record<string, string>> = {
  accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
}

/** Asks the application; redirects are not followed. */
export const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(appUrl + path, { redirect: 'manual', ...init })

/** The `cookie` header of a person who is signed in. @param org Slug or id of the active organization. */
export async function cookieOf(user: string, org?: string): Promise<string> {
  const session = { user, azp: appUrl, ...(org === undefined ? {} : { org }) }
  return (await emulator.mint.session(session)).cookieHeader
}

/** Opens a page as somebody; without a user, as a visitor whose browser the provider knows already. */
export async function openAs(path: string, user?: string, org?: string): Promise<Response> {
  const cookie = user === undefined ? (await emulator.mint.visitor()).cookieHeader : await cookieOf(user, org)
  return ask(path, { headers: { ...PAGE, cookie } })
}

/** The text of an answer, without the comments that React puts between two pieces of text. */
export const textOf = async (response: Response): Promise<string> => (await response.text()).replaceAll('<!-- -->', '')

/** A window of the shared browser, with cookies of its own. */
export interface Window {
  readonly page: Page
  readonly context: BrowserContext
  /** What the console called an error, and what a script threw. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

/** Opens one. Each has to be closed. */
export async function openWindow(): Promise<Window> {
  const browser = await chromium.connect(inject('browserEndpoint'))
  const context = await browser.newContext({ baseURL: appUrl })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  // Ends the connection, and the windows that it opened; the browser goes on.
  return { page, context, complaints, close: () => browser.close() }
}

/** On the emulator's sign-in page: chooses somebody by address. */
export async function chooseOnSignIn(page: Page, email: string): Promise<void> {
  await page.waitForURL((url) => url.origin === new URL(emulator.url).origin && url.pathname === '/sign-in')
  await page.getByRole('list', { name: 'People' }).getByRole('button', { name: email }).click()
}
