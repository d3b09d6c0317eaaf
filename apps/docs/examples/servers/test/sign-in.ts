/** What a person does on the sign-in page where a visit has ended. */
import type { Browser, Visit } from '@postern/workspace/create-browser'

/** Chooses a person, and comes back. */
export function signIn(browser: Browser, page: URL, user: string): Promise<Visit> {
  const fields = [...page.searchParams].filter(([name]) => name === 'redirect_url' || name === '__clerk_db_jwt')
  return browser.visit(page.origin + page.pathname, {
    from: page.href,
    form: { user, ...Object.fromEntries(fields) },
  })
}

/** What a browser sends when it opens a page. */
export const NAVIGATION = { accept: 'text/html', 'sec-fetch-dest': 'document' }
