/** What people do on the provider's pages. */
import type { Browser, Visit } from '@postern/workspace/create-browser'
import type { World } from './start-world.ts'

/** Sends the form of the sign-in page on which the walk ended. */
export function signIn(world: World, browser: Browser, page: URL, user: string): Promise<Visit> {
  return browser.visit(`${page.origin}/sign-in`, { from: page.href, form: { user, ...readReturn(page) } })
}

/** Visits a page, signs in where it leads, and comes back. */
export async function visitAndSignIn(world: World, browser: Browser, url: string, user: string): Promise<Visit> {
  const { last } = await browser.visit(url)
  return signIn(world, browser, last.url, user)
}

/** Signs out at the provider, and comes back to the application. */
export function signOut(world: World, browser: Browser, origin: string): Promise<Visit> {
  const devBrowser = browser.jar.read(new URL(origin))['__clerk_db_jwt']
  const form = {
    redirect_url: `${origin}/`,
    ...(devBrowser === undefined ? {} : { __clerk_db_jwt: devBrowser }),
  }
  const page = `${world.providerUrl}/sign-out`
  return browser.visit(page, { from: page, form })
}

/** The hidden fields of the form. */
function readReturn({ searchParams }: URL): Record<string, string> {
  const fields = ['redirect_url', '__clerk_db_jwt'].map((name) => [name, searchParams.get(name)] as const)
  return Object.fromEntries(fields.filter((field): field is [string, string] => field[1] !== null))
}
