/** Hostile URLs and headers: one reading, or none. */
import type { Case, Chapter } from '../case.ts'
import { isAmbiguous, isHidden, isSent, passes, signsIn, travels } from './answers.ts'

const AMBIGUOUS = [
  '/x/..%2fadmin',
  '/x/..%5cadmin',
  '/x%2f..%2f..%2fadmin',
  '/%2fdashboard',
  '//dashboard',
  '/x/%2e%2e%2fadmin',
  '/dashboard%00',
  '/forum%',
  '/public;/..;/admin',
  '/dashboard%0a',
]
const ambiguous: readonly Case[] = AMBIGUOUS.map((path) => ({
  name: `${path} has two readings`,
  visitor: 'member',
  path,
  expected: isAmbiguous,
}))

// prettier-ignore
const urls: readonly Case[] = [
  { name: 'an escape that changes nothing is no second reading', visitor: 'member', path: '/x%20y', expected: passes() },
  { name: 'an escaped slash in a public path is harmless', visitor: 'member', path: '/files/a%2Fb', expected: passes() },
  { name: 'a path that names a host stays a path', way: 'page', path: '//evil.test/x', expected: isAmbiguousOrTravels('//evil.test/x') },
  { name: 'a forwarded host is where the browser is', way: 'page', path: '/a', headers: { 'x-forwarded-host': 'shop.app.test' }, expected: { ...travels('', 'dev-browser-missing', { isSuffixed: false, hasBrowser: false }), location: '{fapi}/v1/client/handshake?redirect_url=http://shop.app.test/a&suffixed_cookies=false&__clerk_hs_reason=dev-browser-missing' } },
  { name: 'a forwarded host that is no party is ignored', site: 'parties', way: 'page', path: '/a', headers: { 'x-forwarded-host': 'evil.test' }, expected: travels('/a', 'dev-browser-missing', { isSuffixed: false, hasBrowser: false }) },
  { name: 'a forwarded scheme in capitals', way: 'page', path: '/a', headers: { 'x-forwarded-proto': 'HTTPS, http', 'x-forwarded-host': 'shop.app.test' }, expected: { ...travels('', 'dev-browser-missing', { isSuffixed: false, hasBrowser: false }), location: '{fapi}/v1/client/handshake?redirect_url=https://shop.app.test/a&suffixed_cookies=false&__clerk_hs_reason=dev-browser-missing' } },
  { name: 'a forwarded scheme that is none is ignored', way: 'page', path: '/a', headers: { 'x-forwarded-proto': 'javascript' }, expected: travels('/a', 'dev-browser-missing', { isSuffixed: false, hasBrowser: false }) },
  { name: 'user information in a forwarded host is dropped', way: 'page', path: '/a', headers: { 'x-forwarded-host': 'me:secret@app.test' }, expected: travels('/a', 'dev-browser-missing', { isSuffixed: false, hasBrowser: false }) },
  { name: 'headers that only a middleware may set do not reach the application', path: '/seen', headers: { 'x-clerk-auth-status': 'signed-in', 'x-clerk-request-data': 'x', 'x-postern-auth': 'x', 'x-app': 'stays' }, expected: { status: 200, body: { method: 'GET', headers: { 'x-app': 'stays' } } } },
  { name: 'nor with a body beside them', method: 'POST', path: '/seen', body: '{}', headers: { 'x-clerk-auth-token': 'x', 'content-type': 'application/json' }, expected: { status: 200, body: { method: 'POST', headers: {}, isUnread: true } } },
  { name: 'a client cannot sign itself in by headers', path: '/dashboard', headers: { 'x-clerk-auth-status': 'signed-in', 'x-clerk-auth-token': 'x' }, expected: isHidden('dev-browser-missing') },
]

function isAmbiguousOrTravels(path: string) {
  return travels(path, 'dev-browser-missing', { isSuffixed: false, hasBrowser: false })
}

const q = (value: unknown): string => encodeURIComponent(JSON.stringify(value))
// prettier-ignore
const redirects: readonly Case[] = [
  { name: 'redirectToSignIn leads back', visitor: 'visitor', way: 'page', path: '/redirect-to-sign-in', expected: { ...signsIn('/redirect-to-sign-in'), headers: { 'x-clerk-redirect-to': 'true' } } },
  { name: 'redirectToSignIn leads elsewhere', visitor: 'visitor', way: 'page', path: `/redirect-to-sign-in?q=${q([{ returnBackUrl: '/after?x=1' }])}`, expected: signsIn('/after?x=1') },
  { name: 'redirectToSignIn leads nowhere', visitor: 'visitor', way: 'page', path: `/redirect-to-sign-in?q=${q([{ returnBackUrl: null }])}`, expected: isSent('{fapi}/sign-in?__clerk_db_jwt=…') },
  { name: 'redirectToSignIn drops a script', visitor: 'visitor', way: 'page', path: `/redirect-to-sign-in?q=${q([{ returnBackUrl: 'javascript:alert(1)' }])}`, expected: isSent('{fapi}/sign-in?__clerk_db_jwt=…') },
  { name: 'redirectToSignIn drops credentials', visitor: 'visitor', way: 'page', path: `/redirect-to-sign-in?q=${q([{ returnBackUrl: 'https://me:secret@app.test/' }])}`, expected: isSent('{fapi}/sign-in?__clerk_db_jwt=…') },
  { name: 'redirectToSignIn works for programs', visitor: 'visitor', path: '/redirect-to-sign-in', expected: signsIn('/redirect-to-sign-in') },
  { name: 'redirectToSignUp leads back', visitor: 'visitor', way: 'page', path: `/redirect-to-sign-up?q=${q([{ returnBackUrl: 'https://app.test/after' }])}`, expected: isSent('{fapi}/sign-up?redirect_url={app}/after&__clerk_db_jwt=…') },
  { name: 'a sign-in page of the application', site: 'own pages', visitor: 'visitor', way: 'page', path: '/dashboard', expected: isSent('{app}/login?redirect_url={app}/dashboard') },
  { name: 'a sign-up page of the application', site: 'own pages', visitor: 'visitor', way: 'page', path: `/redirect-to-sign-up?q=${q([{ returnBackUrl: '/' }])}`, expected: isSent('{app}/join?redirect_url={app}/') },
  { name: 'a sign-up page under the sign-in page', site: 'sign-in page only', visitor: 'visitor', way: 'page', path: `/redirect-to-sign-up?q=${q([{ returnBackUrl: '/' }])}`, expected: isSent('{app}/login/create?theme=dark&redirect_url={app}/') },
  { name: 'the account portal of a production instance', site: 'prod portal', visitor: 'visitor', way: 'page', path: '/dashboard', expected: isSent('https://accounts.app.test/sign-in?redirect_url={app}/dashboard') },
  { name: 'an unfinished task', visitor: 'pending', way: 'page', path: '/dashboard', expected: isSent('{fapi}/sign-in/tasks?redirect_url={app}/dashboard&__clerk_db_jwt=…') },
]

export const urlChapters: readonly Chapter[] = [
  { title: 'URLs with two readings', cases: ambiguous },
  { title: 'Hostile URLs and headers', cases: urls },
  { title: 'Redirects to sign in or sign up', cases: redirects },
]
