/** What people do on the provider's pages, in a browser without a window. */
import type { Browser, Visit } from '@postern/workspace/create-browser'

/** Sends the form of the sign-in page at this address. */
export function signIn(browser: Browser, page: URL, user: string): Promise<Visit> {
  return browser.visit(`${page.origin}/sign-in`, { from: page.href, form: { user, ...readReturn(page) } })
}

/** Visits a page, signs in where it leads, and comes back. */
export async function visitAndSignIn(browser: Browser, url: string, user: string): Promise<Visit> {
  const { last } = await browser.visit(url)
  return signIn(browser, last.url, user)
}

/** Signs out, and comes back to the application. @param providerUrl Origin of the provider. @param origin That of the application. */
export function signOut(browser: Browser, providerUrl: string, origin: string): Promise<Visit> {
  const devBrowser = readDevBrowser(browser, origin)
  const form = { redirect_url: `${origin}/`, ...(devBrowser !== undefined && { __clerk_db_jwt: devBrowser }) }
  return browser.visit(`${providerUrl}/sign-out`, { from: `${providerUrl}/sign-out`, form })
}

/** The development browser token that an application was given. */
export function readDevBrowser({ jar }: Browser, origin: string): string | undefined {
  return jar.read(new URL(origin))['__clerk_db_jwt']
}

/** The hidden fields of the form: it carries on what its address says. */
function readReturn({ searchParams }: URL): Record<string, string> {
  const fields = ['redirect_url', '__clerk_db_jwt'].map((name) => [name, searchParams.get(name)] as const)
  return Object.fromEntries(fields.filter((field): field is [string, string] => field[1] !== null))
}
