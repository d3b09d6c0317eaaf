/** Does the search of the built site lead to the page that answers? Asked as the box asks: the same index, options and order. */
import MiniSearch from 'minisearch'
import { beforeAll, describe, expect, it } from 'vitest'
import { searchOptions, type SearchEntry } from '../.vitepress/search/options.ts'
import { readSearchIndex } from './built-site.ts'

/** What a person types, the page that must be among the first three results, and who asked: a stumble of a first day, of use, or a task. */
const QUESTIONS: readonly (readonly [typed: string, page: string, from: 'first day' | 'in use' | 'task'])[] = [
  ['Date.now() unstable value while prerendering', '/do/cache-components.html', 'first day'],
  ['uncached data outside of suspense build error', '/do/cache-components.html', 'first day'],
  ['not found page answers with status 200', '/do/cache-components.html', 'first day'],
  ['ERR_TOO_MANY_REDIRECTS on my login page', '/do/sign-in-and-sign-up.html', 'first day'],
  ['greet somebody by first name', '/do/show-the-user.html', 'first day'],
  ['where is currentUser', '/do/show-the-user.html', 'first day'],
  ['log out link', '/do/sign-out-and-profile.html', 'first day'],
  ['link to account settings', '/do/sign-out-and-profile.html', 'first day'],
  ['change active org', '/do/switch-organization.html', 'first day'],
  ['which role was missing', '/do/why-was-it-refused.html', 'first day'],
  ['a fetch says 404, why was it refused', '/do/why-was-it-refused.html', 'first day'],
  ['fetch 404', '/do/why-was-it-refused.html', 'first day'],
  ['why 404', '/do/why-was-it-refused.html', 'first day'],
  ['sessionClaims.metadata does not compile', '/do/session-claims.html', 'first day'],
  ['createRouteMatcher is deprecated', '/understand/two-layers.html', 'first day'],
  ['No publishable key in Deno', '/start/deno.html', 'first day'],
  ['use it in express', '/start/express.html', 'first day'],
  ['form does nothing when signed out', '/do/server-actions.html', 'first day'],
  ['redirected to localhost:3000 behind nginx', '/do/behind-a-proxy.html', 'first day'],
  ['which keys before I have an account', '/start/', 'first day'],
  ['Cannot use import statement outside a module jest', '/do/test-with-jest.html', 'in use'],
  ['rewrites with a locale prefix and the policy', '/do/next-intl.html', 'in use'],
  ['preflight OPTIONS gets 404', '/do/protect-apis.html', 'in use'],
  ['same image for staging and production keys', '/do/containers.html', 'in use'],
  ['azp of preview deployments', '/do/previews.html', 'in use'],
  ['api route returns html instead of json', '/do/protect-apis.html', 'in use'],
  ['auth.protect without await', '/do/protect-pages.html', 'in use'],
  ['check in a layout is not enough', '/do/protect-pages.html', 'in use'],
  ['keys per customer domain', '/do/several-tenants.html', 'in use'],
  ['provider outage 503', '/understand/when-the-provider-is-away.html', 'in use'],
  ['encryption key differs between middleware and server', '/look-up/errors.html', 'in use'],
  ['jwk-kid-mismatch', '/look-up/errors.html', 'in use'],
  ['Secrets Store binding worker', '/do/deploy-cloudflare.html', 'in use'],
  ['only admins may see a page', '/do/roles-permissions-plans.html', 'task'],
  ['show a feature to paying customers only', '/do/roles-permissions-plans.html', 'task'],
  ['tenant slug in the path', '/do/organizations-by-url.html', 'task'],
  ['user has no team yet', '/do/require-an-organization.html', 'task'],
  ['invite a colleague by mail', '/do/manage-users.html', 'task'],
  ['ask for the password again before deleting', '/do/reverification.html', 'task'],
  ['cron job calls my api', '/do/machine-tokens.html', 'task'],
  ['nonce for inline scripts', '/do/csp.html', 'task'],
  ['authenticate a socket connection', '/do/websockets.html', 'task'],
  ['be told when a user is deleted', '/do/webhooks.html', 'task'],
  ['second domain shares the session', '/do/satellites.html', 'task'],
  ['unit test a protected route', '/do/test-with-vitest.html', 'task'],
  ['e2e tests stay logged in', '/do/test-with-playwright.html', 'task'],
  ['run it on Cloudflare', '/do/deploy-cloudflare.html', 'task'],
  ['Dockerfile for standalone output', '/do/containers.html', 'task'],
  ['certificates on my own server', '/do/deploy-docker.html', 'task'],
  ['going live what to check', '/do/production-checklist.html', 'task'],
  ['move over from Auth.js', '/come-from/others.html', 'task'],
  ['replace @clerk/nextjs', '/come-from/clerk.html', 'task'],
  ['getServerSideProps', '/do/pages-router.html', 'task'],
  ['all options and their defaults', '/look-up/options.html', 'task'],
]

describe('the search', () => {
  let index: MiniSearch<SearchEntry>
  beforeAll(async () => {
    index = MiniSearch.loadJSON(await readSearchIndex(), searchOptions)
  })
  const find = (typed: string): readonly string[] =>
    index
      .search(typed)
      .slice(0, 3)
      .map(({ id }) => String(id))

  it('is asked 40 questions or more', () => {
    expect(QUESTIONS.length).toBeGreaterThanOrEqual(40)
  })
  it.each(QUESTIONS)('answers %j with %s (%s)', (typed, page) => {
    const pages = find(typed).map((id) => id.split('#')[0])
    expect(pages).toContain(page)
  })
})
