/** When the browser travels, and what it comes back with. */
import { EXPIRED, PRODUCTION_SESSION_COOKIES, SESSION_COOKIES } from '../../expected/answer-parts.ts'
import type { Case, Chapter } from '../case.ts'
import { toCookieHeader, VISITORS } from '../../expected/visitors.ts'
import type { World } from '../world.ts'
import { isHidden, isSent, passes, passesSignedOut, signsIn, travels } from './answers.ts'

const counted = VISITORS['nobody, after one trip']
const STRANGER = { isSuffixed: false, hasBrowser: false }

// prettier-ignore
const development: readonly Case[] = [
  { name: 'a stranger makes one trip', way: 'page', path: '/a?x=1', expected: travels('/a?x=1', 'dev-browser-missing', STRANGER) },
  { name: 'a stranger’s frame makes one trip', way: 'frame', path: '/a', expected: travels('/a', 'dev-browser-missing', STRANGER) },
  { name: 'a stranger’s old browser makes one trip', way: 'old browser', path: '/a', expected: travels('/a', 'dev-browser-missing', STRANGER) },
  { name: 'a stranger’s protected page makes the trip first', way: 'page', path: '/dashboard', expected: travels('/dashboard', 'dev-browser-missing', STRANGER) },
  { name: 'a stranger’s script does not travel', way: 'script', expected: passesSignedOut('dev-browser-missing') },
  { name: 'a stranger’s form does not travel', way: 'page', method: 'POST', body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' }, expected: passesSignedOut('dev-browser-missing') },
  { name: 'a stranger’s prefetch is refused', way: 'prefetch', expected: { status: 503, reason: 'prefetch-refused', headers: { 'cache-control': 'no-store' } } },
  { name: 'a member’s prefetch is answered', visitor: 'member', way: 'prefetch', expected: passes() },
  { name: 'old parameters do not travel along', way: 'page', path: '/a?x=1&__dev_session=zz', expected: travels('/a?x=1', 'dev-browser-missing', STRANGER) },
  { name: 'a browser’s token in the URL is exchanged for a cookie', way: 'page', path: '/a?__clerk_db_jwt=dvb_test', expected: travels('/a', 'dev-browser-sync', { isSuffixed: false }) },
  { name: 'the second trip counts on', way: 'page', path: '/a', visitor: counted, expected: travels('/a', 'dev-browser-missing', STRANGER) },
  { name: 'the fourth trip is not made', way: 'page', path: '/a', visitor: async () => ({ cookie: '__clerk_redirect_count=3' }), expected: passesSignedOut('dev-browser-missing') },
  { name: 'a counter beyond its end stops too', way: 'page', path: '/a', visitor: async () => ({ cookie: '__clerk_redirect_count=9' }), expected: passesSignedOut('dev-browser-missing') },
  { name: 'a counter that is no number is none', way: 'page', path: '/a', visitor: async () => ({ cookie: '__clerk_redirect_count=-5' }), expected: travels('/a', 'dev-browser-missing', STRANGER) },
  { name: 'a session without a client travels', way: 'page', path: '/a', visitor: changed({ client_uat: null }), expected: travels('/a', 'session-token-but-no-client-uat', { isSuffixed: false, hasSession: true }) },
  { name: 'a client without a session travels', way: 'page', path: '/a', visitor: changed({ session: null, refresh: null }), expected: travels('/a', 'client-uat-but-no-session-token') },
  { name: 'a session older than its client travels', way: 'page', path: '/a', visitor: changed({ client_uat: '4000000000' }), expected: travels('/a', 'session-token-iat-before-client-uat', { hasSession: true }) },
  { name: 'a session older than its client is nobody for a script', way: 'script', path: '/dashboard', visitor: changed({ client_uat: '4000000000' }), expected: isHidden('session-token-iat-before-client-uat') },
  { name: 'a client cookie that is no number is none', way: 'page', path: '/a', visitor: changed({ client_uat: '12abc' }), expected: travels('/a', 'session-token-but-no-client-uat', { hasSession: true }) },
  { name: 'an expired session that cannot be renewed travels', way: 'page', path: '/dashboard', visitor: 'expired, no refresh', expected: travels('/dashboard', EXPIRED, { hasSession: true }) },
  { name: 'an expired session that cannot be renewed is nobody for a script', way: 'script', path: '/dashboard', visitor: 'expired, no refresh', expected: isHidden(EXPIRED) },
  { name: 'an expired session is renewed', way: 'page', path: '/dashboard', visitor: 'expired', expected: { ...passes({ userId: 'user_grace' }), setCookies: SESSION_COOKIES, headers: { 'cache-control': 'no-store' } } },
  { name: 'an expired session is renewed for a script', way: 'script', path: '/dashboard', visitor: 'expired', expected: { ...passes({ userId: 'user_grace' }), setCookies: SESSION_COOKIES } },
  { name: 'an expired session is not renewed by a POST', way: 'script', method: 'POST', path: '/dashboard', body: '{}', visitor: 'expired', expected: isHidden('session-token-expired-refresh-non-eligible-non-get') },
  { name: 'a session that was ended is not renewed', way: 'page', path: '/a', visitor: ended, expected: travels('/a', 'session-token-expired-refresh-session_revoked', { hasSession: true }) },
  { name: 'a session that is not valid yet travels', way: 'page', path: '/a', visitor: session({ claims: { nbf: 4_000_000_000 } }), expected: travels('/a', 'session-token-nbf', { hasSession: true }) },
  { name: 'a session from the future travels', way: 'page', path: '/a', visitor: session({ issuedAgoSec: -600, claims: { nbf: 1 } }), expected: travels('/a', 'session-token-iat-in-the-future', { hasSession: true }) },
  { name: 'entering from another site travels', way: 'page', path: '/a', visitor: 'member', headers: { referer: 'https://news.example/' }, expected: travels('/a', 'primary-domain-cross-origin-sync', { hasSession: true }) },
  { name: 'entering from the provider does not', way: 'page', path: '/a', visitor: withReferer, expected: passes() },
  { name: 'entering from another site by script does not', way: 'script', path: '/a', visitor: 'member', headers: { referer: 'https://news.example/' }, expected: passes() },
  { name: 'after one trip, entering from another site is settled', way: 'page', path: '/a', visitor: async ({ dev }) => ({ cookie: `${(await dev.mint.session({ user: 'ada' })).cookieHeader}; __clerk_redirect_count=1` }), headers: { referer: 'https://news.example/' }, expected: passes() },
]

function changed(changes: Readonly<Record<string, string | null>>) {
  return async ({ dev }: World) => ({ cookie: toCookieHeader(await dev.mint.session({ user: 'grace' }), changes) })
}
function session(options: NonNullable<Parameters<World['dev']['mint']['session']>[0]>) {
  return async ({ dev }: World) => ({
    cookie: (await dev.mint.session({ hasRefreshToken: false, ...options })).cookieHeader,
  })
}
async function ended({ dev }: World) {
  const { cookieHeader, sessionId } = await dev.mint.session({ user: 'grace', expiresInSec: -30 })
  dev.control.revokeSession(sessionId)
  return { cookie: cookieHeader }
}
async function withReferer({ dev }: World) {
  return { cookie: (await dev.mint.session({ user: 'ada' })).cookieHeader, referer: `${dev.url}/sign-in` }
}

const BACK = { 'cache-control': 'no-store' }
const returns = (path: string) => ({
  status: 307,
  location: `{app}${path}`,
  setCookies: SESSION_COOKIES,
  headers: BACK,
})

// prettier-ignore
const results: readonly Case[] = [
  { name: 'a handshake sets the cookies and cleans the URL', site: 'redeem', way: 'page', visitor: counted, path: async ({ dev }) => `/dashboard?x=1&__clerk_handshake=${await dev.mint.handshakeToken({ session: { user: 'grace' } })}`, expected: returns('/dashboard?x=1') },
  { name: 'a handshake under a nonce does the same', site: 'redeem', way: 'page', visitor: counted, path: async ({ dev }) => `/dashboard?__clerk_handshake_nonce=${await dev.mint.handshakeNonce({ session: { user: 'grace' } })}`, expected: returns('/dashboard') },
  { name: 'a handshake brings nobody', site: 'redeem', way: 'page', visitor: counted, path: async ({ dev }) => `/a?__clerk_handshake=${await dev.mint.handshakeToken({ directives: (await dev.mint.visitor()).setCookies })}`, expected: { status: 307, reason: 'session-token-missing', location: '{app}/a' , setCookies: ['__clerk_db_jwt', '__clerk_db_jwt_*', '__client_uat', '__client_uat_*', '__refresh_*', '__session', '__session_*'] } },
  { name: 'a handshake may set no other cookies', site: 'redeem', way: 'page', visitor: counted, path: async ({ dev }) => `/a?__clerk_handshake=${await dev.mint.handshakeToken({ directives: ['admin=1; Path=/', ...(await dev.mint.session()).setCookies] })}`, expected: returns('/a') },
  { name: 'a handshake is not redeemed by a POST', site: 'redeem', way: 'page', method: 'POST', body: 'a', visitor: 'visitor', path: async ({ dev }) => `/a?__clerk_handshake=${await dev.mint.handshakeToken()}`, expected: passesSignedOut('session-token-and-uat-missing') },
  { name: 'a handshake is not redeemed by a script', site: 'redeem', way: 'script', visitor: 'visitor', path: async ({ dev }) => `/a?__clerk_handshake=${await dev.mint.handshakeToken()}`, expected: passesSignedOut('session-token-and-uat-missing') },
  { name: 'a forged handshake sets nothing', site: 'redeem', way: 'page', visitor: 'visitor', path: async ({ dev }) => `/a?__clerk_handshake=${await dev.mint.handshakeToken({ isForeign: true })}`, expected: isSent('{app}/a', 'token-invalid-signature') },
  { name: 'an unsigned handshake sets nothing', site: 'redeem', way: 'page', visitor: 'visitor', path: async ({ dev }) => `/a?__clerk_handshake=${await dev.mint.handshakeToken({ header: { alg: 'none' } })}`, expected: isSent('{app}/a') },
  { name: 'a template token is no handshake', site: 'redeem', way: 'page', visitor: 'visitor', path: async ({ dev }) => `/a?__clerk_handshake=${await dev.mint.templateToken({ claims: { handshake: ['__session=x'] } })}`, expected: isSent('{app}/a') },
  { name: 'a nonce that nobody knows sets nothing', site: 'redeem', way: 'page', visitor: 'visitor', path: '/a?__clerk_handshake_nonce=unknown', expected: isSent('{app}/a') },
  { name: 'text in place of a handshake sets nothing', site: 'redeem', way: 'page', visitor: 'visitor', path: '/a?__clerk_handshake=text', expected: isSent('{app}/a') },
]

const PRODUCTION = { isSuffixed: true, hasBrowser: false }
const prodSession =
  (changes: Readonly<Record<string, string | null>>) =>
  async ({ prod }: World) => ({
    cookie: toCookieHeader(await prod.mint.session({ user: 'grace' }), changes),
  })

// prettier-ignore
const production: readonly Case[] = [
  { name: 'a stranger sees a public page at once', site: 'prod', way: 'page', expected: passesSignedOut('session-token-and-uat-missing') },
  { name: 'a stranger is sent to sign in, without a browser token', site: 'prod', way: 'page', path: '/dashboard', expected: isSent('{fapi}/sign-in?redirect_url={app}/dashboard', 'session-token-and-uat-missing') },
  { name: 'a member is here', site: 'prod', way: 'page', visitor: 'member', path: '/dashboard', expected: passes({ userId: 'user_grace' }) },
  { name: 'a session without a client travels (production)', site: 'prod', way: 'page', path: '/a', visitor: prodSession({ client_uat: null }), expected: travels('/a', 'session-token-but-no-client-uat', { ...PRODUCTION, isSuffixed: false, hasSession: true }) },
  { name: 'a client without a session travels (production)', site: 'prod', way: 'page', path: '/a', visitor: prodSession({ session: null, refresh: null }), expected: travels('/a', 'client-uat-but-no-session-token', PRODUCTION) },
  { name: 'an expired session is renewed (production)', site: 'prod', way: 'page', path: '/dashboard', visitor: 'expired', expected: { ...passes({ userId: 'user_grace' }), setCookies: PRODUCTION_SESSION_COOKIES } },
  { name: 'an expired session that cannot be renewed travels (production)', site: 'prod', way: 'page', path: '/a', visitor: 'expired, no refresh', expected: travels('/a', EXPIRED, { ...PRODUCTION, hasSession: true }) },
  { name: 'a handshake cookie brings the session with the page', site: 'prod redeem', way: 'page', path: '/dashboard', visitor: async ({ prod }) => ({ cookie: `__clerk_handshake=${await prod.mint.handshakeToken({ session: { user: 'grace' } })}` }), expected: { ...passes({ userId: 'user_grace' }), setCookies: PRODUCTION_SESSION_COOKIES } },
  { name: 'a handshake cookie that is forged is ignored', site: 'prod redeem', way: 'page', path: '/a', visitor: async ({ prod }) => ({ cookie: `__clerk_handshake=${await prod.mint.handshakeToken({ isForeign: true })}` }), expected: passesSignedOut('session-token-and-uat-missing') },
  { name: 'a handshake that has expired is ignored', site: 'prod redeem', way: 'page', path: '/a', visitor: async ({ prod }) => ({ cookie: `__clerk_handshake=${await prod.mint.handshakeToken({ claims: { exp: 1 } })}` }), expected: passesSignedOut('session-token-and-uat-missing') },
  { name: 'a forged handshake does not push out a good session', site: 'prod redeem', way: 'page', path: '/dashboard', visitor: async ({ prod }) => ({ cookie: `__clerk_handshake=text; ${(await prod.mint.session({ user: 'grace' })).cookieHeader}` }), expected: passes({ userId: 'user_grace' }) },
  { name: 'a session of the development instance is a stranger’s', site: 'prod', way: 'script', path: '/dashboard', visitor: async ({ dev }) => ({ cookie: (await dev.mint.session()).cookieHeader }), expected: isHidden('session-token-and-uat-missing') },
]

// prettier-ignore
const satellites: readonly Case[] = [
  { name: 'a satellite does not ask by itself', site: 'dev satellite', way: 'page', expected: passesSignedOut('session-token-and-uat-missing') },
  { name: 'a satellite that is told to asks on the first page', site: 'dev satellite, at once', way: 'page', path: '/a', expected: { ...isSent('https://primary.test/sign-in?__clerk_redirect_url={app}/a', 'satellite-needs-syncing'), setCookies: ['__clerk_redirect_count'] } },
  { name: 'a satellite asks when the URL says so', site: 'dev satellite', way: 'page', path: '/a?__clerk_synced=false', expected: { ...isSent('https://primary.test/sign-in?__clerk_redirect_url={app}/a?__clerk_synced=false', 'satellite-needs-syncing'), setCookies: ['__clerk_redirect_count'] } },
  { name: 'a satellite sends people to the primary and back', site: 'dev satellite', visitor: 'visitor', way: 'page', path: '/dashboard', expected: isSent('https://primary.test/sign-in?redirect_url={app}/dashboard?__clerk_synced=false&__clerk_db_jwt=…') },
  { name: 'a satellite’s script is answered', site: 'dev satellite, at once', way: 'script', expected: passesSignedOut('dev-browser-missing') },
  { name: 'a satellite of production asks its own Frontend API', site: 'prod satellite', way: 'page', path: '/a?__clerk_synced=false', expected: travels('/a?__clerk_synced=false', 'satellite-needs-syncing', { isSuffixed: false, hasBrowser: false, place: 'https://clerk.shop.test' }) },
  { name: 'a primary sends a satellite’s browser back', visitor: 'visitor', way: 'page', path: '/sign-in?__clerk_redirect_url=http%3A%2F%2Fshop.test%2Fa', expected: { ...isSent('http://shop.test/a?__clerk_db_jwt=…&__clerk_synced=true', 'primary-responds-to-syncing'), setCookies: ['__clerk_redirect_count'] } },
  { name: 'a primary sends nobody to a stranger', visitor: 'visitor', way: 'page', path: '/sign-in?__clerk_redirect_url=https%3A%2F%2Fevil.example%2Fa', expected: passesSignedOut('session-token-and-uat-missing') },
  { name: 'a primary sends no script back', visitor: 'visitor', way: 'script', path: '/sign-in?__clerk_redirect_url=http%3A%2F%2Fshop.test%2Fa', expected: passesSignedOut('session-token-and-uat-missing') },
]

// prettier-ignore
const organizations: readonly Case[] = [
  { name: 'the organization in the URL is the active one', visitor: 'admin', way: 'page', path: '/orgs/acme/settings', expected: passes({ orgSlug: 'acme' }) },
  { name: 'a page of another organization activates it', visitor: 'admin', way: 'page', path: '/orgs/globex', expected: travels('/orgs/globex', 'active-organization-mismatch', { hasSession: true, organization: 'globex' }) },
  { name: 'a page under another organization’s id activates it', visitor: 'admin', way: 'page', path: '/by-id/org_globex', expected: travels('/by-id/org_globex', 'active-organization-mismatch', { hasSession: true, organization: 'org_globex' }) },
  { name: 'a page of the active organization’s id stands', visitor: 'admin', way: 'page', path: '/by-id/org_acme', expected: passes({ orgId: 'org_acme' }) },
  { name: 'a page of the personal account leaves the organization', visitor: 'admin', way: 'page', path: '/me/settings', expected: travels('/me/settings', 'active-organization-mismatch', { hasSession: true, organization: '' }) },
  { name: 'a page of the personal account stands without organization', visitor: 'person without organization', way: 'page', path: '/me', expected: passes({ userId: 'user_alan' }) },
  { name: 'a POST to another organization is not sent away', visitor: 'admin', way: 'page', method: 'POST', path: '/by-id/org_globex', body: 'a=1', expected: passes({ orgId: 'org_acme' }) },
  { name: 'a POST to another organization that is protected is hidden', visitor: 'admin', way: 'page', method: 'POST', path: '/orgs/globex', body: 'a=1', expected: isHidden() },
  { name: 'a script of another organization is not sent away', visitor: 'admin', way: 'script', path: '/orgs/globex', expected: isHidden() },
  { name: 'a server action of another organization is hidden', visitor: 'admin', way: 'server action', method: 'POST', path: '/orgs/globex', body: '[]', expected: isHidden() },
  { name: 'a prefetch of another organization is refused', visitor: 'admin', way: 'prefetch', path: '/orgs/globex', expected: { status: 503, reason: 'prefetch-refused' } },
  { name: 'a token in the header activates nothing', visitor: 'session bearer', way: 'page', path: '/by-id/org_globex', expected: passes({ orgId: 'org_acme' }) },
  { name: 'an organization that cannot be activated ends the loop', visitor: async ({ dev }) => ({ cookie: `${(await dev.mint.session({ user: 'ada', org: 'acme' })).cookieHeader}; __clerk_redirect_count=3` }), way: 'page', path: '/by-id/org_globex', expected: passes({ orgId: 'org_acme' }) },
  { name: 'an expired session takes the organization along', visitor: 'expired, no refresh', way: 'page', path: '/orgs/globex', expected: travels('/orgs/globex', EXPIRED, { hasSession: true, organization: 'globex' }) },
  { name: 'a visitor of an organization is sent to sign in', visitor: 'visitor', way: 'page', path: '/orgs/acme', expected: signsIn('/orgs/acme') },
  { name: 'a path below the pattern names no organization', visitor: 'admin', way: 'page', path: '/orgs', expected: passes({ orgSlug: 'acme' }) },
]

export const handshakeChapters: readonly Chapter[] = [
  { title: 'Handshakes in development', cases: development },
  { title: 'What a handshake brings', cases: results },
  { title: 'Handshakes in production', cases: production },
  { title: 'Satellites', cases: satellites },
  { title: 'Organizations in the URL', cases: organizations },
]
