/** `has()`, `protect()` and `auth()`: every kind of question. The arguments stand in the URL. */
import { CHALLENGE } from '../../expected/answer-parts.ts'
import type { Case, Chapter, Expected } from '../case.ts'
import type { Visitor } from '../../expected/visitors.ts'
import type { World } from '../world.ts'
import { isHidden, isRefused, isSent, passes, signsIn } from './answers.ts'

const toQuery = (value: unknown): string => `?q=${encodeURIComponent(JSON.stringify(value))}`
const minted =
  (options: NonNullable<Parameters<World['dev']['mint']['session']>[0]>) =>
  async ({ dev }: World) => ({ cookie: (await dev.mint.session(options)).cookieHeader })

/** What `has()` says to each question. */
function asks(
  name: string,
  visitor: NonNullable<Case['visitor']>,
  questions: readonly (readonly [unknown, boolean])[],
): Case {
  return {
    name,
    visitor,
    path: `/has${toQuery(questions.map(([question]) => question))}`,
    expected: { status: 200, body: { has: questions.map(([, answer]) => answer) } },
  }
}

// prettier-ignore
const has: readonly Case[] = [
  asks('roles', 'admin', [[{ role: 'org:admin' }, true], [{ role: 'admin' }, true], [{ role: 'org:org:admin' }, true], [{ role: 'org:member' }, false], [{ role: '' }, false]]),
  asks('permissions', 'admin', [[{ permission: 'org:posts:manage' }, true], [{ permission: 'posts:manage' }, true], [{ permission: 'org:posts:delete' }, false]]),
  asks('permissions of a member', 'member', [[{ permission: 'org:posts:read' }, true], [{ permission: 'org:posts:manage' }, false], [{ permission: 'org:admin:example1' }, false]]),
  asks('both must hold', 'admin', [[{ role: 'org:admin', permission: 'org:posts:read' }, true], [{ role: 'org:member', permission: 'org:posts:read' }, false]]),
  asks('features', 'admin', [[{ feature: 'posts' }, true], [{ feature: 'org:posts' }, true], [{ feature: 'user:posts' }, false], [{ feature: 'galaxy:posts' }, false], [{ feature: 'none' }, false]]),
  asks('plans', 'admin', [[{ plan: 'pro' }, true], [{ plan: 'org:pro' }, true], [{ plan: 'user:pro' }, false], [{ plan: 'free' }, false]]),
  asks('features of a person', minted({ user: 'alan', features: ['beta'], plans: ['gold'] }), [[{ feature: 'user:beta' }, true], [{ feature: 'org:beta' }, false], [{ plan: 'user:gold' }, true]]),
  asks('a fresh first factor', minted({ fva: [5, -1] }), [[{ reverification: 'strict' }, true], [{ reverification: 'strict_mfa' }, true], [{ reverification: 'lax' }, true], [{ reverification: { level: 'first_factor', afterMinutes: 5 } }, false], [{ reverification: { level: 'first_factor', afterMinutes: 6 } }, true]]),
  asks('an old second factor', minted({ fva: [5, 30] }), [[{ reverification: 'strict' }, false], [{ reverification: 'moderate' }, true], [{ reverification: 'strict_mfa' }, false]]),
  asks('a token that says nothing of factors', minted({ claims: { fva: undefined } }), [[{ reverification: 'lax' }, false]]),
  asks('odd questions', 'admin', [[{}, false], [null, false], [{ role: 7 }, false], [{ colour: 'red' }, false], [{ reverification: 'soon' }, false], [{ reverification: { level: 'first_factor', afterMinutes: 0 } }, false]]),
  asks('nobody has anything', 'nobody', [[{ role: 'org:admin' }, false], [{ feature: 'posts' }, false]]),
  asks('claims of version 1', minted({ user: 'ada', org: 'acme', claimsVersion: 1 }), [[{ role: 'org:admin' }, true], [{ permission: 'org:posts:manage' }, true], [{ permission: 'org:posts:delete' }, false]]),
  asks('malformed features grant nothing', minted({ user: 'ada', org: 'acme', claims: { fea: 'posts', pla: 7 } }), [[{ feature: 'posts' }, false], [{ plan: 'pro' }, false], [{ permission: 'org:posts:read' }, false], [{ role: 'org:admin' }, true]]),
  asks('a bitmap beyond 2^53', minted({ user: 'ada', org: 'acme', claims: { fea: 'o:a', o: { id: 'org_acme', slg: 'acme', rol: 'admin', per: Array.from({ length: 61 }, (_, at) => `p${at}`).join(','), fpm: String(2n ** 60n + 1n) } } }), [[{ permission: 'org:a:p60' }, true], [{ permission: 'org:a:p0' }, true], [{ permission: 'org:a:p59' }, false]]),
]

const protects = (
  name: string,
  visitor: Visitor,
  args: readonly unknown[],
  expected: Expected,
  rest: Partial<Case> = {},
): Case => ({
  name,
  visitor,
  path: `/protect${toQuery(args)}`,
  expected,
  ...rest,
})
const page: Partial<Case> = { way: 'page' }
const back = (args: readonly unknown[]): string => `/protect${toQuery(args)}`

// prettier-ignore
const protect: readonly Case[] = [
  protects('nothing asked, a member', 'member', [], passes({ userId: 'user_grace' })),
  protects('nothing asked, a visitor', 'visitor', [], isHidden('session-token-and-uat-missing')),
  protects('nothing asked, a key', 'API key', [], isHidden('token-type-mismatch')),
  protects('a role, the right one', 'admin', [{ role: 'org:admin' }], passes()),
  protects('a role, a wrong one', 'member', [{ role: 'org:admin' }], isHidden()),
  protects('a role, a page of a wrong one', 'member', [{ role: 'org:admin' }], isHidden(), page),
  protects('a role that is null denies', 'admin', [{ role: null }], isHidden()),
  protects('a permission, held', 'admin', [{ permission: 'org:posts:manage' }], passes()),
  protects('a permission, missing', 'member', [{ permission: 'org:posts:manage' }], isHidden()),
  protects('a feature, held', 'member', [{ feature: 'posts' }], passes()),
  protects('a feature, missing', 'admin elsewhere', [{ feature: 'admin' }], isHidden()),
  protects('a plan, held', 'member', [{ plan: 'pro' }], passes()),
  protects('a plan, missing', 'admin elsewhere', [{ plan: 'pro' }], isHidden()),
  protects('fresh enough', 'member', [{ reverification: 'strict' }], passes()),
  protects('not fresh enough', 'visitor', [{ reverification: 'strict' }], isHidden(), { visitor: minted({ fva: [30, -1] }) }),
  protects('the organization, by slug', 'admin', [{ organization: 'acme' }], passes()),
  protects('the organization, by id', 'admin', [{ organization: 'org_acme' }], passes()),
  protects('another organization', 'admin', [{ organization: 'globex' }], isHidden()),
  protects('all of them together', 'admin', [{ role: 'org:admin', permission: 'org:posts:read', feature: 'posts', plan: 'pro', organization: 'acme' }], passes()),
  protects('all but one', 'admin', [{ role: 'org:admin', permission: 'org:posts:read', feature: 'posts', plan: 'free' }], isHidden()),
  protects('a page for the unauthenticated', 'visitor', [{ unauthenticatedUrl: '/welcome' }], isSent('{app}/welcome')),
  protects('a page for the unauthenticated, elsewhere', 'visitor', [{ unauthenticatedUrl: 'https://other.test/in?a=1' }], isSent('https://other.test/in?a=1')),
  protects('a page for the unauthorized', 'member', [{ role: 'org:admin', unauthorizedUrl: '/denied?from=role' }], isSent('{app}/denied?from=role')),
  protects('a page for the unauthorized, as second argument', 'member', [{ role: 'org:admin' }, { unauthorizedUrl: '/denied' }], isSent('{app}/denied')),
  protects('a page for the unauthorized leaves the others alone', 'visitor', [{ role: 'org:admin', unauthorizedUrl: '/denied' }], signsIn(back([{ role: 'org:admin', unauthorizedUrl: '/denied' }])), page),
  protects('an unfinished task', 'pending', [], isHidden()),
  protects('someone who acts as another', 'impersonated', [], passes({ userId: 'user_grace', actor: { sub: 'user_ada' } })),
  protects('keys: a key', 'API key', [{ token: 'api_key' }], passes({ tokenType: 'api_key', userId: 'user_ada', subject: 'user_ada', scopes: ['read:posts'] })),
  protects('keys: a key of an organization', 'API key of an organization', [{ token: 'api_key' }], passes({ tokenType: 'api_key', userId: null, orgId: 'org_acme' })),
  protects('keys: a person', 'member', [{ token: 'api_key' }], isRefused()),
  protects('keys: a page gets no redirect', 'visitor', [{ token: 'api_key' }], isRefused(), page),
  protects('keys and permissions never meet', 'API key', [{ token: 'api_key', permission: 'org:posts:read' }], isRefused()),
  protects('machines: opaque', 'M2M token', [{ token: 'm2m_token' }], passes({ tokenType: 'm2m_token', machineId: 'mch_reports' })),
  protects('machines: signed', 'signed M2M token', [{ token: 'm2m_token' }], passes({ tokenType: 'm2m_token', machineId: 'mch_reports' })),
  protects('clients: opaque', 'OAuth token', [{ token: 'oauth_token' }], passes({ tokenType: 'oauth_token', userId: 'user_ada', clientId: 'client_demo' })),
  protects('clients: signed', 'signed OAuth token', [{ token: 'oauth_token' }], passes({ tokenType: 'oauth_token', userId: 'user_ada', clientId: 'client_demo' })),
  protects('clients: nobody is told where to go', 'nobody', [{ token: 'oauth_token' }], isRefused(undefined, CHALLENGE)),
  protects('two kinds: a person', 'member', [{ token: ['session_token', 'api_key'] }], passes({ tokenType: 'session_token' })),
  protects('two kinds: a key', 'API key', [{ token: ['session_token', 'api_key'] }], passes({ tokenType: 'api_key' })),
  protects('two kinds: a client', 'OAuth token', [{ token: ['session_token', 'api_key'] }], isRefused(undefined, CHALLENGE)),
  protects('two kinds of machines: a person', 'member', [{ token: ['m2m_token', 'api_key'] }], isRefused()),
  protects('any kind: a machine', 'M2M token', [{ token: 'any' }], passes({ tokenType: 'm2m_token' })),
  protects('any kind: nobody', 'nobody', [{ token: 'any' }], isHidden('dev-browser-missing')),
  protects('any kind: a page of nobody', 'visitor', [{ token: 'any' }], signsIn(back([{ token: 'any' }])), page),
  { name: 'a refusal that nobody awaits still refuses', path: '/not-awaited', visitor: 'visitor', expected: isHidden('session-token-and-uat-missing') },
  { name: 'a refusal that the application catches is its own affair', path: '/swallowed', visitor: 'visitor', expected: { status: 200, body: 'sent' } },
  { name: 'a refusal that loses a race still refuses', path: '/raced', visitor: 'visitor', expected: isHidden('session-token-and-uat-missing') },
  { name: 'a refusal among those that are settled is caught', path: '/settled', visitor: 'visitor', expected: { status: 200, body: 'rejected', reason: 'session-token-and-uat-missing' } },
  { name: 'a refusal among those that must all hold is caught', path: '/all-caught', visitor: 'visitor', expected: { status: 200, body: 'caught', reason: 'session-token-and-uat-missing' } },
  { name: 'a race lets a member on', path: '/raced', visitor: 'member', expected: { status: 200, body: 'sent' } },
  { name: 'protect() that nobody awaits lets a member on', path: '/not-awaited', visitor: 'member', expected: { status: 200, body: 'sent' } },
]

const reads = (name: string, visitor: Visitor, options: unknown, expected: Expected): Case => ({
  name,
  visitor,
  path: `/auth${toQuery([options])}`,
  expected,
})
const shows = (body: Readonly<Record<string, unknown>>): Expected => ({ status: 200, body })

// prettier-ignore
const auth: readonly Case[] = [
  reads('a session', 'member', {}, shows({ tokenType: 'session_token', isAuthenticated: true, sessionStatus: 'active' })),
  reads('a key is no session', 'API key', {}, shows({ tokenType: 'session_token', isAuthenticated: false })),
  reads('a key among keys', 'API key', { acceptsToken: 'api_key' }, shows({ tokenType: 'api_key', isAuthenticated: true, userId: 'user_ada' })),
  reads('a person among keys', 'member', { acceptsToken: 'api_key' }, shows({ tokenType: 'api_key', isAuthenticated: false, userId: null })),
  reads('a machine among people and keys', 'M2M token', { acceptsToken: ['session_token', 'api_key'] }, shows({ tokenType: null, isAuthenticated: false })),
  reads('a person among people and keys', 'member', { acceptsToken: ['session_token', 'api_key'] }, shows({ tokenType: 'session_token', isAuthenticated: true })),
  reads('anything', 'OAuth token', { acceptsToken: 'any' }, shows({ tokenType: 'oauth_token', isAuthenticated: true, scopes: ['profile', 'email'] })),
  reads('anything, expired', 'expired OAuth token', { acceptsToken: 'any' }, shows({ tokenType: 'oauth_token', isAuthenticated: false })),
  reads('a list of nothing', 'member', { acceptsToken: [] }, shows({ tokenType: null, isAuthenticated: false })),
  reads('someone with a task is signed out', 'pending', {}, shows({ isAuthenticated: false, sessionStatus: 'pending' })),
  reads('someone with a task, on request', 'pending', { treatPendingAsSignedOut: false }, shows({ isAuthenticated: true, userId: 'user_edsger', sessionStatus: 'pending' })),
  { name: 'getToken gives the session token', visitor: 'member', path: '/token', expected: shows({ isSame: true }) },
  { name: 'getToken gives the key', visitor: 'API key', path: '/token', expected: shows({ isSame: true }) },
  { name: 'getToken gives nothing to nobody', path: '/token', expected: shows({ isSame: false }) },
]

export const protectionChapters: readonly Chapter[] = [
  { title: 'has()', cases: has.map(named('has')) },
  { title: 'protect()', cases: protect.map(named('protect')) },
  { title: 'auth()', cases: auth.map(named('auth')) },
]

/** Names are unique over the whole table. */
function named(prefix: string): (one: Case) => Case {
  return (one) => ({ ...one, name: `${prefix}: ${one.name}` })
}
