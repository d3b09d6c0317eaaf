/**
 * The contract between core's decisions and the adapters: who asks how for what, and the response that must come back.
 *
 * Every adapter runs every row. A row that an adapter cannot meet is a bug of the adapter, not a reason for a second table.
 *
 * @see protocol.md 15; rulings.md 1
 */
import type { Emulator } from '@postern/emulator'
import { CHALLENGE, EXPIRED, NO_STORE, SESSION_COOKIES } from '../expected/answer-parts.ts'
import type { HeaderMap, Visitor } from '../expected/visitors.ts'
import type { Way } from '../expected/ways.ts'

/** What must come back. Fields that are not named are not looked at, except where said. */
export interface Expected {
  readonly status: number
  /** Absolute, or a path of the application; `{fapi}` and `{app}` stand for the origins, `…` for any further text. Default: none. */
  readonly location?: string
  /** How each `Set-Cookie` begins, in order. Default: none. */
  readonly setCookies?: readonly string[]
  /** Values of response headers; null: absent. */
  readonly headers?: Readonly<Record<string, string | null>>
  /** What the body holds, as JSON or text. */
  readonly body?: unknown
  /** Whether the request reached the handler behind the guard. Default: false. */
  readonly isHandled?: boolean
}

export interface Row {
  readonly name: string
  readonly visitor: Visitor
  readonly way: Way
  /** Path and query; a function where something has to be minted into it. */
  readonly path: string | ((emulator: Emulator) => Promise<string>)
  readonly method?: string
  readonly headers?: HeaderMap
  readonly body?: string
  readonly expected: Expected
}

const signedOut = (reason: string): Readonly<Record<string, string>> => ({
  'x-clerk-auth-status': 'signed-out',
  'x-clerk-auth-reason': reason,
})
const NOBODY = signedOut('session-token-and-uat-missing')
const NO_STATE = { 'x-clerk-auth-status': null, 'x-clerk-auth-reason': null }
const COUNTED = ['__clerk_redirect_count=1; SameSite=Lax; HttpOnly; Max-Age=2']
const handshake = (path: string, reason: string): string =>
  `{fapi}/v1/client/handshake?redirect_url=${encodeURIComponent(`http://localhost:3000${path}`)}&__clerk_api_version=2026-05-12&suffixed_cookies=…&__clerk_hs_reason=${reason}&format=nonce…`
const COOKIES = SESSION_COOKIES.map((name) => (name.endsWith('*') ? name.slice(0, -1) : `${name}=`))

// prettier-ignore
export const contract: readonly Row[] = [
  // Who may pass, and what the response then says.
  { name: 'a visitor sees a public page, and why nobody is signed in', visitor: 'visitor', way: 'page', path: '/',
    expected: { status: 200, isHandled: true, headers: NOBODY } },
  { name: 'a member sees a protected page, without state headers', visitor: 'member', way: 'page', path: '/dashboard',
    expected: { status: 200, isHandled: true, headers: NO_STATE } },
  { name: 'an administrator sees the administration', visitor: 'admin', way: 'page', path: '/admin/users',
    expected: { status: 200, isHandled: true, headers: NO_STATE } },
  { name: 'a session in the header passes', visitor: 'session bearer', way: 'program', path: '/dashboard',
    expected: { status: 200, isHandled: true, headers: NO_STATE } },
  { name: 'a script of a stranger is answered, not sent away', visitor: 'nobody', way: 'script', path: '/',
    expected: { status: 200, isHandled: true, headers: signedOut('dev-browser-missing') } },
  { name: 'the guard learns who is here', visitor: 'member', way: 'program', path: '/who',
    expected: { status: 200, body: { tokenType: 'session_token', isAuthenticated: true, userId: 'user_grace', orgSlug: 'acme', subject: null } } },
  { name: 'the guard learns that a key is here', visitor: 'API key', way: 'program', path: '/who',
    expected: { status: 200, body: { tokenType: 'api_key', isAuthenticated: true, userId: 'user_ada', orgSlug: null, subject: 'user_ada' } } },
  { name: 'a forged session is nobody, and a page is sent to sign in', visitor: 'forged', way: 'page', path: '/dashboard',
    expected: { status: 307, location: '{fapi}/sign-in?redirect_url=…' } },
  { name: 'a forged session passes to public pages as signed out', visitor: 'forged', way: 'page', path: '/',
    expected: { status: 200, isHandled: true, headers: signedOut('token-invalid-signature') } },

  // Bodies, methods and headers of the request.
  { name: 'a body reaches the handler unread', visitor: 'member', way: 'script', path: '/dashboard/save', method: 'POST', body: '{"text":"ü"}', headers: { 'content-type': 'application/json' },
    expected: { status: 200, isHandled: true, body: { method: 'POST', headers: {}, body: '{"text":"ü"}' } } },
  { name: 'headers that only we may set do not reach the handler', visitor: 'visitor', way: 'script', path: '/',
    headers: { 'x-clerk-auth-status': 'signed-in', 'x-clerk-request-data': 'x', 'x-clerk-made-up': '1', 'x-postern-auth': 'x', 'x-app': 'stays' },
    expected: { status: 200, isHandled: true, body: { method: 'GET', headers: { 'x-app': 'stays' }, body: '' } } },
  { name: 'a POST of a stranger is not sent away', visitor: 'nobody', way: 'page', path: '/', method: 'POST', body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' },
    expected: { status: 200, isHandled: true, headers: signedOut('dev-browser-missing') } },

  // Responses of the application.
  { name: 'the application’s own response keeps status, body, headers and separate cookies', visitor: 'member', way: 'page', path: '/own',
    expected: { status: 201, body: 'own body', headers: { 'x-own': 'yes', 'cache-control': 'public, max-age=60', ...NO_STATE }, setCookies: ['one=1', 'two=2'] } },
  { name: 'the application’s own response says why nobody is signed in', visitor: 'visitor', way: 'page', path: '/own',
    expected: { status: 201, body: 'own body', headers: { 'x-own': 'yes', ...NOBODY }, setCookies: ['one=1', 'two=2'] } },
  { name: 'the application’s own redirect is left alone', visitor: 'member', way: 'page', path: '/moved',
    expected: { status: 302, location: '/elsewhere' } },
  { name: 'a renewed session sets its cookies beside the application’s, and nothing may be cached', visitor: 'expired', way: 'page', path: '/own',
    expected: { status: 201, body: 'own body', headers: NO_STORE, setCookies: ['one=1', 'two=2', ...COOKIES] } },
  { name: 'a renewed session reaches a protected page at once', visitor: 'expired', way: 'page', path: '/dashboard',
    expected: { status: 200, isHandled: true, headers: { ...NO_STORE, ...NO_STATE }, setCookies: COOKIES } },

  // Trips to the provider.
  { name: 'a stranger’s page makes one trip to the provider', visitor: 'nobody', way: 'page', path: '/a?x=1',
    expected: { status: 307, location: handshake('/a?x=1', 'dev-browser-missing'), setCookies: COUNTED, headers: { ...NO_STORE, 'x-clerk-auth-status': 'handshake', 'x-clerk-auth-reason': 'dev-browser-missing' } } },
  { name: 'an expired session that cannot be renewed makes one trip', visitor: 'expired, no refresh', way: 'page', path: '/dashboard',
    expected: { status: 307, location: handshake('/dashboard', EXPIRED), setCookies: COUNTED, headers: NO_STORE } },
  { name: 'the provider’s answer sets the cookies and cleans the address', visitor: 'nobody, after one trip', way: 'page',
    path: async ({ mint }) => `/dashboard?x=1&__clerk_handshake=${await mint.handshakeToken({ session: { user: 'grace' } })}`,
    expected: { status: 307, location: '/dashboard?x=1', setCookies: COOKIES, headers: { ...NO_STORE, 'access-control-allow-origin': null, 'access-control-allow-credentials': null } } },
  { name: 'the provider’s answer under a nonce does the same', visitor: 'nobody, after one trip', way: 'page',
    path: async ({ mint }) => `/dashboard?__clerk_handshake_nonce=${await mint.handshakeNonce({ session: { user: 'grace' } })}`,
    expected: { status: 307, location: '/dashboard', setCookies: COOKIES, headers: NO_STORE } },
  { name: 'a speculative page load that would make a trip is told to come for real', visitor: 'nobody', way: 'prefetch', path: '/',
    expected: { status: 503, headers: NO_STORE } },

  // Refusals of people.
  { name: 'a visitor’s page is sent to sign in', visitor: 'visitor', way: 'page', path: '/dashboard?x=1',
    expected: { status: 307, location: '{fapi}/sign-in?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fdashboard%3Fx%3D1&__clerk_db_jwt=…', headers: NO_STORE } },
  { name: 'a visitor’s script gets 404', visitor: 'visitor', way: 'script', path: '/dashboard',
    expected: { status: 404, headers: NO_STORE } },
  { name: 'a visitor’s server action gets 401', visitor: 'visitor', way: 'server action', path: '/dashboard', method: 'POST', body: '[]',
    expected: { status: 401, body: '', headers: NO_STORE } },
  { name: 'a member without the permission gets 404', visitor: 'member', way: 'page', path: '/admin',
    expected: { status: 404, headers: NO_STORE } },
  { name: 'a member without the role goes where the application says', visitor: 'member', way: 'page', path: '/role',
    expected: { status: 307, location: '/denied?from=role', headers: NO_STORE } },
  { name: 'an administrator has the role', visitor: 'admin', way: 'page', path: '/role',
    expected: { status: 200, isHandled: true } },
  { name: 'a visitor goes where the application says', visitor: 'visitor', way: 'page', path: '/members',
    expected: { status: 307, location: '/welcome', headers: NO_STORE } },
  { name: 'someone of another organization gets 404', visitor: 'admin elsewhere', way: 'page', path: '/acme',
    expected: { status: 404, headers: NO_STORE } },
  { name: 'someone with an unfinished task is sent to it', visitor: 'pending', way: 'page', path: '/dashboard',
    expected: { status: 307, location: '{fapi}/sign-in/tasks?redirect_url=…' } },
  { name: 'redirectToSignIn leads to the sign-in page and back', visitor: 'visitor', way: 'page', path: '/sign-in-first',
    expected: { status: 307, location: '{fapi}/sign-in?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fsign-in-first…', headers: NO_STORE } },
  { name: 'redirectToSignUp leads to the sign-up page and to the address that was asked for', visitor: 'visitor', way: 'page', path: '/sign-up-first',
    expected: { status: 307, location: '{fapi}/sign-up?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fafter%3Fx%3D1…', headers: NO_STORE } },
  { name: 'an address with two readings is refused', visitor: 'member', way: 'page', path: '/forum/..%2fadmin',
    expected: { status: 400, headers: NO_STORE } },

  // Refusals that get lost.
  { name: 'a refusal that loses a race stands, whatever the guard answers (L5)', visitor: 'visitor', way: 'program', path: '/raced',
    expected: { status: 404, isHandled: false } },
  { name: 'a guard that settles a refusal may answer by itself (L5)', visitor: 'visitor', way: 'program', path: '/settled',
    expected: { status: 200, body: { found: 'rejected' }, isHandled: false } },
  { name: 'somebody passes the race (L5)', visitor: 'member', way: 'program', path: '/raced-on', expected: { status: 200, isHandled: true } },
  { name: 'a question is answered by its own handler (L5)', visitor: 'visitor', way: 'program', path: '/asked',
    expected: { status: 200, body: { found: null }, isHandled: false } },

  // Machines.
  { name: 'a key opens the route of keys', visitor: 'API key', way: 'program', path: '/key',
    expected: { status: 200, isHandled: true } },
  { name: 'an expired key gets 401', visitor: 'expired API key', way: 'program', path: '/key',
    expected: { status: 401, body: '', headers: { ...NO_STORE, 'www-authenticate': null } } },
  { name: 'an unknown key gets 401', visitor: 'unknown API key', way: 'program', path: '/key',
    expected: { status: 401, body: '' } },
  { name: 'a person gets 401 at the route of keys', visitor: 'member', way: 'page', path: '/key',
    expected: { status: 401, body: '', headers: { 'www-authenticate': null } } },
  { name: 'a key gets 401 at the route of machines', visitor: 'API key', way: 'program', path: '/m2m',
    expected: { status: 401, body: '' } },
  { name: 'a key gets 404 at a page of people', visitor: 'API key', way: 'program', path: '/dashboard',
    expected: { status: 404 } },
  { name: 'an opaque machine token opens the route of machines', visitor: 'M2M token', way: 'program', path: '/m2m',
    expected: { status: 200, isHandled: true } },
  { name: 'a signed machine token opens the route of machines', visitor: 'signed M2M token', way: 'program', path: '/m2m',
    expected: { status: 200, isHandled: true } },
  { name: 'an opaque OAuth token opens the route of OAuth', visitor: 'OAuth token', way: 'program', path: '/oauth',
    expected: { status: 200, isHandled: true } },
  { name: 'a signed OAuth token opens the route of OAuth', visitor: 'signed OAuth token', way: 'program', path: '/oauth',
    expected: { status: 200, isHandled: true } },
  { name: 'the route of OAuth tells a client without a token where to get one', visitor: 'visitor', way: 'program', path: '/oauth',
    expected: { status: 401, body: '', headers: { 'www-authenticate': CHALLENGE } } },
  { name: 'a signed machine token is no OAuth token', visitor: 'signed M2M token', way: 'program', path: '/oauth',
    expected: { status: 401, body: '' } },
  { name: 'any token: a key passes', visitor: 'API key', way: 'program', path: '/any', expected: { status: 200, isHandled: true } },
  { name: 'any token: a person passes', visitor: 'member', way: 'page', path: '/any', expected: { status: 200, isHandled: true } },
  { name: 'any token: nobody gets 404', visitor: 'visitor', way: 'program', path: '/any', expected: { status: 404 } },
  { name: 'two kinds: a key passes', visitor: 'API key', way: 'program', path: '/user-or-key', expected: { status: 200, isHandled: true } },
  { name: 'two kinds: an OAuth token gets 401', visitor: 'OAuth token', way: 'program', path: '/user-or-key', expected: { status: 401 } },
]
