import { describe, expect, it } from 'vitest'
import type { AuthObject, DebugView } from '../session/auth-object.ts'
import { toInvalidTokenAuth, toMachineAuth, toNoMachineAuth } from '../session/machine-auth.ts'
import { toSignedInAuth, toSignedOutAuth } from '../session/session.ts'
import type { Verified } from '../verification/verified.ts'
import type { SessionClaims } from '../wire/session-claims.ts'
import type { AcceptsToken } from '../wire/token-types.ts'
import type { Circumstances, ProtectionOutcome } from './decide-protection.ts'
import { decideProtection, evaluateCondition } from './decide-protection.ts'
import type { ProtectArgument, ProtectOptions } from './requirement.ts'
import { readRequirement } from './requirement.ts'

const debug = (): DebugView => ({})
function session(parts: Readonly<Record<string, unknown>>): AuthObject {
  const claims = { sub: 'user_1', exp: 2_000_000_000, sid: 'sess_1', ...parts } as unknown as Verified<SessionClaims>
  return toSignedInAuth(claims, () => Promise.resolve(null), debug)
}
const machine = { id: 'i', subject: 'org_1', scopes: [], expirationMs: null } as const
const objects = {
  member: session({ org_id: 'org_1', org_slug: 'acme', org_role: 'org:member', org_permissions: ['org:a:read'] }),
  alone: session({}),
  'pending, shown': session({ org_id: 'org_1', org_slug: 'acme', sts: 'pending' }),
  'unknown status': session({ org_id: 'org_1', org_slug: 'acme', sts: 'revoked' }),
  nobody: toSignedOutAuth(null, debug),
  'pending, hidden': toSignedOutAuth('pending', debug),
  'api key': toMachineAuth({ ...machine, tokenType: 'api_key', name: 'n', claims: null }, 'ak_1', debug),
  'm2m token': toMachineAuth({ ...machine, tokenType: 'm2m_token', claims: null }, 'mt_1', debug),
  'oauth token': toMachineAuth(
    { ...machine, tokenType: 'oauth_token', clientId: 'c', audiences: [], actor: undefined },
    'oat_1',
    debug,
  ),
  'no api key': toNoMachineAuth('api_key', debug),
  'no oauth token': toNoMachineAuth('oauth_token', debug),
  'another kind': toInvalidTokenAuth(),
} as const satisfies Readonly<Record<string, AuthObject>>

const api: Circumstances = { isPage: false, isServerAction: false, stateReason: 'session-token-and-uat-missing' }
const page: Circumstances = { ...api, isPage: true }
const action: Circumstances = { ...api, isServerAction: true }

async function protect(
  auth: AuthObject,
  circumstances: Circumstances,
  first?: ProtectArgument,
  second?: ProtectOptions,
): Promise<ProtectionOutcome> {
  const requirement = readRequirement(first, second)
  return decideProtection(auth, requirement, await evaluateCondition(requirement, auth), circumstances)
}

/** The outcome in one word. */
function word(outcome: ProtectionOutcome): string {
  switch (outcome.kind) {
    case 'allow':
      return outcome.auth.isAuthenticated ? 'allow' : 'BUG: nobody was let in'
    case 'redirect':
      return typeof outcome.to === 'string' ? outcome.to : `to ${outcome.to.url}`
    case 'deny':
      return outcome.isOAuthChallenge ? `${outcome.status} with challenge` : `${outcome.status}`
  }
}

type Case = readonly [
  name: string,
  auth: AuthObject,
  at: Circumstances,
  first: ProtectArgument | undefined,
  second: ProtectOptions | undefined,
  word: string,
]

const urls = { unauthenticatedUrl: '/in', unauthorizedUrl: '/no' } as const
const cases: readonly Case[] = [
  ['a session', objects.alone, page, undefined, undefined, 'allow'],
  ['nobody on a page', objects.nobody, page, undefined, undefined, 'sign-in'],
  ['nobody in an API', objects.nobody, api, undefined, undefined, '404'],
  ['nobody in a server action', objects.nobody, action, undefined, undefined, '401'],
  ['nobody in an API with a URL', objects.nobody, api, urls, undefined, 'to /in'],
  ['a pending session on a page', objects['pending, hidden'], page, undefined, undefined, 'tasks'],
  ['a pending session that is shown, on a page', objects['pending, shown'], page, undefined, undefined, 'tasks'],
  ['a pending session in an API', objects['pending, hidden'], api, undefined, undefined, '404'],
  ['a session of unknown status on a page', objects['unknown status'], page, undefined, undefined, 'sign-in'],
  ['a role that is held', objects.member, page, { role: 'org:member' }, undefined, 'allow'],
  ['a role that is not held', objects.member, page, { role: 'org:admin' }, undefined, '404'],
  ['a role that is not held, with URLs', objects.member, page, { role: 'org:admin', ...urls }, undefined, 'to /no'],
  [
    'a role that is held and a permission that is not',
    objects.member,
    page,
    { role: 'member', permission: 'a:edit' },
    undefined,
    '404',
  ],
  ['an API key on a session route', objects['api key'], page, undefined, undefined, 'sign-in'],
  ['an API key on a session API', objects['api key'], api, undefined, undefined, '404'],
  [
    'an OAuth token in a server action for sessions',
    objects['oauth token'],
    action,
    undefined,
    undefined,
    '401 with challenge',
  ],
  ['an API key where it is accepted', objects['api key'], api, { token: 'api_key' }, undefined, 'allow'],
  ['a session where API keys are accepted', objects.member, page, { token: 'api_key', ...urls }, undefined, '401'],
  ['nobody where API keys are accepted', objects.nobody, page, { token: 'api_key', ...urls }, undefined, '401'],
  ['an API key that does not hold', objects['no api key'], api, { token: 'api_key' }, undefined, '401'],
  [
    'an API key with a permission',
    objects['api key'],
    api,
    { token: 'api_key', permission: 'a:read', ...urls },
    undefined,
    '401',
  ],
  [
    'an API key with an organization',
    objects['api key'],
    api,
    { token: 'api_key', organization: 'org_1' },
    undefined,
    '401',
  ],
  ['an API key with a predicate', objects['api key'], api, () => true, { token: 'api_key' }, 'allow'],
  [
    'nobody with a list that has sessions',
    objects.nobody,
    page,
    { token: ['session_token', 'api_key'] },
    undefined,
    'sign-in',
  ],
  [
    'an M2M token that is not in the list',
    objects['m2m token'],
    page,
    { token: ['session_token', 'api_key'] },
    undefined,
    '401',
  ],
  ['a session that is not in the list', objects.member, page, { token: ['m2m_token', 'api_key'] }, undefined, '401'],
  ['nobody under any', objects.nobody, api, { token: 'any' }, undefined, '404'],
  ['another kind under any', objects['another kind'], page, { token: 'any', ...urls }, undefined, '401'],
  ['an OAuth token under any', objects['oauth token'], api, { token: 'any' }, undefined, 'allow'],
  [
    'nothing where only OAuth tokens are accepted',
    objects.nobody,
    page,
    { token: 'oauth_token' },
    undefined,
    '401 with challenge',
  ],
  ['the same as a list', objects.nobody, page, { token: ['oauth_token'] }, undefined, '401 with challenge'],
  [
    'no OAuth token that holds',
    objects['no oauth token'],
    api,
    { token: 'oauth_token' },
    undefined,
    '401 with challenge',
  ],
  [
    'an OAuth token with a role',
    objects['oauth token'],
    api,
    { token: 'any', role: 'org:member' },
    undefined,
    '401 with challenge',
  ],
  [
    'an OAuth token where API keys are accepted',
    objects['oauth token'],
    api,
    { token: 'api_key' },
    undefined,
    '401 with challenge',
  ],
  [
    'nothing where OAuth tokens and API keys are accepted',
    objects.nobody,
    api,
    { token: ['oauth_token', 'api_key'] },
    undefined,
    '401',
  ],
  ['the active organization by id', objects.member, page, { organization: 'org_1' }, undefined, 'allow'],
  ['the active organization by slug', objects.member, page, { organization: 'acme' }, undefined, 'allow'],
  ['another organization', objects.member, page, { organization: 'globex' }, undefined, '404'],
  ['another organization, with URLs', objects.member, page, { organization: 'globex', ...urls }, undefined, 'to /no'],
  ['an organization while none is active', objects.alone, page, { organization: 'acme' }, undefined, '404'],
  ['an empty organization while none is active', objects.alone, page, { organization: '' }, undefined, '404'],
  [
    'the active organization and a role that is not held',
    objects.member,
    page,
    { organization: 'acme', role: 'org:admin' },
    undefined,
    '404',
  ],
  [
    'a slug that poses as an id',
    session({ org_id: 'org_2', org_slug: 'org_1' }),
    page,
    { organization: 'org_1' },
    undefined,
    '404',
  ],
]

describe('decideProtection', () => {
  it.each(cases)('answers %s', async (_name, auth, at, first, second, expected) => {
    expect(word(await protect(auth, at, first, second))).toBe(expected)
  })

  it('gives the reason of the state to those who are not signed in', async () => {
    expect(await protect(objects.nobody, page)).toMatchObject({ reason: 'session-token-and-uat-missing' })
    expect(await protect(objects.nobody, { ...api, stateReason: null })).toMatchObject({ reason: 'protect-rewrite' })
  })

  it('says when the organization was the reason', async () => {
    expect(await protect(objects.member, api, { organization: 'globex' })).toMatchObject({
      reason: 'organization-mismatch',
    })
    expect(await protect(objects.member, api, { organization: 'acme', role: 'org:admin' })).toMatchObject({
      reason: 'protect-rewrite',
    })
    expect(await protect(objects.nobody, api, { organization: 'acme' })).toMatchObject({ reason: api.stateReason })
  })

  it('gives back the object as the route accepts it', () => {
    const requirement = readRequirement({ token: 'any' })
    expect(decideProtection(objects.member, requirement, true, page)).toEqual({ kind: 'allow', auth: objects.member })
  })

  it('traces the two rows that decided', () => {
    const trace: string[] = []
    decideProtection(objects.nobody, readRequirement(), false, page, trace)
    expect(trace).toEqual(['session-missing', 'unauthenticated-page'])
  })
})

describe('evaluateCondition', () => {
  it('awaits a predicate', async () => {
    expect(word(await protect(objects.member, api, async (has) => Promise.resolve(has({ role: 'member' }))))).toBe(
      'allow',
    )
    expect(word(await protect(objects.member, api, async (has) => Promise.resolve(has({ role: 'admin' }))))).toBe('404')
  })

  it.each<readonly [string, unknown, string]>([
    ['undefined', undefined, '404'],
    ['null', null, '404'],
    ['zero', 0, '404'],
    ['an empty string', '', '404'],
    ['a promise of nothing', Promise.resolve(undefined), '404'],
    ['a string', 'yes', 'allow'],
    ['a promise of a number', Promise.resolve(1), 'allow'],
  ])('takes %s by its truth', async (_name, answer, expected) => {
    expect(word(await protect(objects.member, api, () => answer as boolean))).toBe(expected)
  })

  it('lets what a predicate throws or rejects with propagate', async () => {
    const thrown = new Error('database is down')
    const throwing = (): boolean => {
      throw thrown
    }
    await expect(protect(objects.member, api, throwing)).rejects.toBe(thrown)
    await expect(protect(objects.member, api, () => Promise.reject(thrown))).rejects.toBe(thrown)
  })

  it.each(['nobody', 'pending, shown', 'unknown status', 'api key', 'another kind'] as const)(
    'does not ask a predicate about %s on a session route',
    async (name) => {
      const outcome = await protect(objects[name], api, () => expect.fail('asked'))
      expect(outcome.kind).toBe('deny')
    },
  )

  it('does not ask a predicate in another organization', async () => {
    const requirement = { ...readRequirement(() => expect.fail('asked')), organization: 'globex' }
    expect(await evaluateCondition(requirement, objects.member)).toBe(false)
  })
})

/** protocol.md 15.5 once more, as prose reads, sharing nothing with the tables. */
function restate(
  raw: AuthObject,
  accepts: AcceptsToken,
  asks: { readonly condition: boolean; readonly holds: boolean; readonly organization: string | null },
  to: { readonly in: string | null; readonly no: string | null },
  at: Circumstances,
): string {
  const kinds = typeof accepts === 'string' ? [accepts] : accepts
  const isOAuth = raw.tokenType === 'oauth_token' || (kinds.length === 1 && kinds[0] === 'oauth_token')
  const refuse = (): string => (isOAuth ? '401 with challenge' : '401')
  const isSession = raw.tokenType === 'session_token'
  const acceptsSession = kinds.some((kind) => kind === 'session_token' || kind === 'any')

  const unauthenticated = (isTaskLeft: boolean): string => {
    if (to.in !== null) return `to ${to.in}`
    if (at.isPage) return isTaskLeft ? 'tasks' : 'sign-in'
    return at.isServerAction ? refuse() : '404'
  }
  const isRawAccepted = accepts === 'any' || kinds.some((kind) => kind === raw.tokenType)
  // A route for sessions alone treats every machine as nobody.
  if (!isRawAccepted) return accepts === 'session_token' ? unauthenticated(false) : refuse()
  if (!isSession) {
    if (!raw.isAuthenticated || asks.organization !== null) return refuse()
    return asks.condition && !asks.holds ? refuse() : 'allow'
  }
  const isActive = raw.isAuthenticated && (raw.sessionStatus === null || raw.sessionStatus === 'active')
  if (!isActive) return unauthenticated(raw.sessionStatus === 'pending')
  const isThere = asks.organization === null || [raw.orgId, raw.orgSlug].includes(asks.organization)
  if (isThere && (!asks.condition || asks.holds)) return 'allow'
  if (!acceptsSession) return refuse()
  return to.no === null ? '404' : `to ${to.no}`
}

describe('the full product of facts', () => {
  const kinds: readonly AcceptsToken[] = [
    'any',
    'session_token',
    'api_key',
    'm2m_token',
    'oauth_token',
    ['session_token'],
    ['oauth_token'],
    ['session_token', 'api_key'],
    ['session_token', 'oauth_token'],
    ['api_key', 'm2m_token', 'oauth_token'],
    ['session_token', 'api_key', 'm2m_token', 'oauth_token'],
    [],
  ]
  const booleans = [false, true]

  it.each(Object.keys(objects))('agrees with the restatement for %s', (name) => {
    const raw = Object.entries(objects).find(([key]) => key === name)?.[1] ?? expect.fail(name)
    for (const accepts of kinds)
      for (const condition of booleans)
        for (const holds of booleans)
          for (const organization of [null, 'org_1', 'acme', 'globex'])
            for (const unauthenticatedUrl of [null, '/in'])
              for (const unauthorizedUrl of [null, '/no'])
                for (const isPage of booleans)
                  for (const isServerAction of booleans) {
                    const at: Circumstances = { isPage, isServerAction, stateReason: null }
                    const asked = condition ? { role: 'org:x' } : null
                    const requirement = { accepts, condition: asked, organization, unauthenticatedUrl, unauthorizedUrl }
                    const to = { in: unauthenticatedUrl, no: unauthorizedUrl }
                    const expected = restate(raw, accepts, { condition, holds, organization }, to, at)
                    const answer = word(decideProtection(raw, requirement, holds, at))
                    if (answer !== expected)
                      expect({ accepts, condition, holds, organization, to, at, answer }).toBe(expected)
                  }
  })
})
