/** The policy of the example apps: every route, and who may pass. */
import { CHALLENGE } from '../../expected/answer-parts.ts'
import type { Case, Chapter } from '../case.ts'
import type { Visitor } from '../../expected/visitors.ts'
import { isAmbiguous, isHidden, isRefused, passes, passesSignedOut, signsIn } from './answers.ts'

const ROUTES = [
  '/',
  '/dashboard',
  '/forum/topic',
  '/admin/users',
  '/api',
  '/m2m',
  '/oauth',
  '/user',
  '/any',
  '/orgs/acme',
]

// prettier-ignore
const STATUSES: readonly (readonly [visitor: Visitor, ...statuses: number[]])[] = [
  //                              /    dash forum admin api  m2m  oauth user any  orgs
  ['nobody',                      200, 404, 404,  404,  401, 401, 401,  404, 404, 404],
  ['member',                      200, 200, 200,  404,  401, 401, 401,  200, 200, 200],
  ['admin',                       200, 200, 200,  200,  401, 401, 401,  200, 200, 200],
  ['admin elsewhere',             200, 200, 200,  404,  401, 401, 401,  200, 200, 404],
  ['session bearer',              200, 200, 200,  200,  401, 401, 401,  200, 200, 200],
  ['pending',                     200, 404, 404,  404,  401, 401, 401,  404, 404, 404],
  ['forged',                      200, 404, 404,  404,  401, 401, 401,  404, 404, 404],
  ['API key',                     200, 404, 404,  404,  200, 401, 401,  404, 200, 404],
  ['expired API key',             200, 404, 404,  404,  401, 401, 401,  404, 401, 404],
  ['M2M token',                   200, 404, 404,  404,  401, 200, 401,  404, 200, 404],
  ['signed M2M token',            200, 404, 404,  404,  401, 200, 401,  404, 200, 404],
  ['OAuth token',                 200, 404, 404,  404,  401, 401, 200,  404, 200, 404],
  ['signed OAuth token',          200, 404, 404,  404,  401, 401, 200,  404, 200, 404],
]

const matrix: readonly Case[] = STATUSES.flatMap(([visitor, ...statuses]) =>
  ROUTES.map((path, at) => ({
    name: `${path}: ${visitor}`,
    visitor,
    path,
    expected: {
      status: statuses[at] ?? 0,
      ...(statuses[at] === 401 && path === '/oauth' && { headers: { 'www-authenticate': CHALLENGE } }),
    },
  })),
)

// prettier-ignore
const pages: readonly Case[] = [
  { name: 'a public page for a visitor', visitor: 'visitor', way: 'page', expected: passesSignedOut('session-token-and-uat-missing') },
  { name: 'a public page for a member', visitor: 'member', way: 'page', expected: passes({ userId: 'user_grace', orgId: 'org_acme', orgSlug: 'acme', orgRole: 'org:member' }) },
  { name: 'a protected page sends a visitor to sign in and back', visitor: 'visitor', way: 'page', path: '/dashboard?tab=1', expected: signsIn('/dashboard?tab=1', 'session-token-and-uat-missing') },
  { name: 'a frame is a page too', visitor: 'visitor', way: 'frame', path: '/forum', expected: signsIn('/forum') },
  { name: 'without Sec-Fetch-Dest, Accept says what a page is', visitor: 'visitor', way: 'old browser', path: '/forum', expected: signsIn('/forum') },
  { name: 'a script gets 404 from a protected page', visitor: 'visitor', way: 'script', path: '/dashboard', expected: isHidden('session-token-and-uat-missing') },
  { name: 'a client of JSON is refused in JSON', visitor: 'visitor', way: 'JSON client', path: '/dashboard', expected: isHidden('session-token-and-uat-missing') },
  { name: 'a client of JSON without an API key is refused in JSON', way: 'JSON client', path: '/api', expected: isRefused() },
  { name: 'a server action of a visitor gets 401', visitor: 'visitor', way: 'server action', method: 'POST', path: '/dashboard', body: '[]', expected: isRefused('session-token-and-uat-missing') },
  { name: 'a form of a visitor is a page, and sent to sign in', visitor: 'visitor', way: 'page', method: 'POST', path: '/dashboard', body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' }, expected: signsIn('/dashboard') },
  { name: 'the administration does not exist for a member', visitor: 'member', way: 'page', path: '/admin', expected: isHidden() },
  { name: 'the administration asks a visitor to sign in', visitor: 'visitor', way: 'page', path: '/admin', expected: signsIn('/admin') },
  { name: 'the administration opens for an administrator', visitor: 'admin', way: 'page', path: '/admin', expected: passes({ userId: 'user_ada', orgRole: 'org:admin' }) },
  { name: 'HEAD is answered like GET', visitor: 'member', method: 'HEAD', path: '/dashboard', expected: { status: 200, body: '' } },
  { name: 'HEAD does not travel', method: 'HEAD', way: 'page', path: '/dashboard', expected: { status: 307, location: '{fapi}/sign-in?redirect_url={app}/dashboard', body: '' } },
  { name: 'DELETE is protected too', method: 'DELETE', path: '/dashboard', expected: isHidden('dev-browser-missing') },
  { name: 'OPTIONS is protected too', method: 'OPTIONS', path: '/dashboard', expected: isHidden('dev-browser-missing') },
  { name: 'capital letters may be another page', visitor: 'visitor', way: 'script', path: '/DashBoard', expected: isAmbiguous },
  { name: 'an escaped letter is the same page', visitor: 'visitor', way: 'script', path: '/%64ashboard', expected: isHidden('session-token-and-uat-missing') },
  { name: 'a slash at the end is the same page', visitor: 'visitor', way: 'script', path: '/dashboard/', expected: isHidden('session-token-and-uat-missing') },
  { name: 'a page beside the protected one is public', visitor: 'visitor', way: 'script', path: '/dash', expected: passesSignedOut('session-token-and-uat-missing') },
]

export const policyChapters: readonly Chapter[] = [
  { title: 'The policy, for programs', cases: matrix },
  { title: 'The policy, for browsers', cases: pages },
]
