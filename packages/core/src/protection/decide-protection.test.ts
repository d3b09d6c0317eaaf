import { describe, expect, it } from 'vitest'
import { toSession, toWord, visitors } from '../../test/visitors.ts'
import type { ProtectOptions } from '../session/auth-handle.ts'
import type { AuthObject } from '../session/auth-object.ts'
import type { AcceptsToken } from '../wire/token-types.ts'
import { evaluateCondition } from '../guard/create-auth-handle.ts'
import type { Circumstances } from './access-rules.ts'
import { type ProtectionOutcome, decideProtection } from './decide-protection.ts'
import { type ProtectArgument, readRequirement } from './requirement.ts'

const api: Circumstances = {
  isPage: false,
  isServerAction: false,
  stateReason: 'session-token-and-uat-missing',
  unauthenticatedStatus: 404,
  unauthorizedStatus: 404,
}
const open: Circumstances = { ...api, unauthenticatedStatus: 401, unauthorizedStatus: 403 }
const down: Circumstances = { ...api, stateReason: 'provider-unavailable' }
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
  ['a session', visitors.alone, page, undefined, undefined, 'allow'],
  ['nobody on a page', visitors.nobody, page, undefined, undefined, 'sign-in'],
  ['nobody in an API', visitors.nobody, api, undefined, undefined, '404'],
  ['nobody in a server action', visitors.nobody, action, undefined, undefined, '401'],
  ['nobody in an API with a URL', visitors.nobody, api, urls, undefined, 'to /in'],
  ['a pending session on a page', visitors['pending, hidden'], page, undefined, undefined, 'tasks'],
  ['a pending session that is shown, on a page', visitors['pending, shown'], page, undefined, undefined, 'tasks'],
  ['a pending session in an API', visitors['pending, hidden'], api, undefined, undefined, '404'],
  ['a session of unknown status on a page', visitors['unknown status'], page, undefined, undefined, 'sign-in'],
  ['nobody in an API that says so (in-use 23)', visitors.nobody, open, undefined, undefined, '401'],
  [
    'a role that is not held in an API that says so (in-use 23)',
    visitors.member,
    open,
    { role: 'x' },
    undefined,
    '403',
  ],
  ['nobody on a page, whatever APIs say', visitors.nobody, { ...open, isPage: true }, undefined, undefined, 'sign-in'],
  [
    'a role that is not held on a page, whatever APIs say',
    visitors.member,
    { ...open, isPage: true },
    { role: 'x' },
    undefined,
    '404',
  ],
  [
    'an OAuth token on a session API that says so (in-use 23, sibling)',
    visitors['oauth token'],
    open,
    undefined,
    undefined,
    '401 with challenge',
  ],
  [
    'an API key that nobody could be asked about (in-use 18)',
    visitors['no api key'],
    down,
    { token: 'api_key', ...urls },
    undefined,
    '503',
  ],
  [
    'an OAuth token that nobody could be asked about (in-use 18, sibling)',
    visitors['no oauth token'],
    down,
    { token: ['session_token', 'oauth_token'] },
    undefined,
    '503',
  ],
  [
    'an API key where OAuth tokens are accepted, the provider silent',
    visitors['no api key'],
    down,
    { token: 'oauth_token' },
    undefined,
    '401 with challenge',
  ],
  ['an API key on a session API, the provider silent', visitors['no api key'], down, undefined, undefined, '404'],
  ['a role that is held', visitors.member, page, { role: 'org:member' }, undefined, 'allow'],
  ['a role that is not held', visitors.member, page, { role: 'org:admin' }, undefined, '404'],
  ['a role that is not held, with URLs', visitors.member, page, { role: 'org:admin', ...urls }, undefined, 'to /no'],
  [
    'a role that is held and a permission that is not',
    visitors.member,
    page,
    { role: 'member', permission: 'a:edit' },
    undefined,
    '404',
  ],
  ['an API key on a session route', visitors['api key'], page, undefined, undefined, 'sign-in'],
  ['an API key on a session API', visitors['api key'], api, undefined, undefined, '404'],
  [
    'an OAuth token in a server action for sessions',
    visitors['oauth token'],
    action,
    undefined,
    undefined,
    '401 with challenge',
  ],
  ['an API key where it is accepted', visitors['api key'], api, { token: 'api_key' }, undefined, 'allow'],
  ['a session where API keys are accepted', visitors.member, page, { token: 'api_key', ...urls }, undefined, '401'],
  ['nobody where API keys are accepted', visitors.nobody, page, { token: 'api_key', ...urls }, undefined, '401'],
  ['an API key that does not hold', visitors['no api key'], api, { token: 'api_key' }, undefined, '401'],
  [
    'an API key with a permission',
    visitors['api key'],
    api,
    { token: 'api_key', permission: 'a:read', ...urls },
    undefined,
    '401',
  ],
  [
    'an API key with an organization',
    visitors['api key'],
    api,
    { token: 'api_key', organization: 'org_1' },
    undefined,
    '401',
  ],
  ['an API key with a predicate', visitors['api key'], api, () => true, { token: 'api_key' }, 'allow'],
  [
    'nobody with a list that has sessions',
    visitors.nobody,
    page,
    { token: ['session_token', 'api_key'] },
    undefined,
    'sign-in',
  ],
  [
    'an M2M token that is not in the list',
    visitors['m2m token'],
    page,
    { token: ['session_token', 'api_key'] },
    undefined,
    '401',
  ],
  ['a session that is not in the list', visitors.member, page, { token: ['m2m_token', 'api_key'] }, undefined, '401'],
  ['nobody under any', visitors.nobody, api, { token: 'any' }, undefined, '404'],
  ['another kind under any', visitors['another kind'], page, { token: 'any', ...urls }, undefined, '401'],
  ['an OAuth token under any', visitors['oauth token'], api, { token: 'any' }, undefined, 'allow'],
  [
    'nothing where only OAuth tokens are accepted',
    visitors.nobody,
    page,
    { token: 'oauth_token' },
    undefined,
    '401 with challenge',
  ],
  ['the same as a list', visitors.nobody, page, { token: ['oauth_token'] }, undefined, '401 with challenge'],
  [
    'no OAuth token that holds',
    visitors['no oauth token'],
    api,
    { token: 'oauth_token' },
    undefined,
    '401 with challenge',
  ],
  [
    'an OAuth token with a role',
    visitors['oauth token'],
    api,
    { token: 'any', role: 'org:member' },
    undefined,
    '401 with challenge',
  ],
  [
    'an OAuth token where API keys are accepted',
    visitors['oauth token'],
    api,
    { token: 'api_key' },
    undefined,
    '401 with challenge',
  ],
  [
    'nothing where OAuth tokens and API keys are accepted',
    visitors.nobody,
    api,
    { token: ['oauth_token', 'api_key'] },
    undefined,
    '401',
  ],
  ['the active organization by id', visitors.member, page, { organization: 'org_1' }, undefined, 'allow'],
  ['the active organization by slug', visitors.member, page, { organization: 'acme' }, undefined, 'allow'],
  ['another organization', visitors.member, page, { organization: 'globex' }, undefined, '404'],
  ['another organization, with URLs', visitors.member, page, { organization: 'globex', ...urls }, undefined, 'to /no'],
  ['an organization while none is active', visitors.alone, page, { organization: 'acme' }, undefined, '404'],
  ['an empty organization while none is active', visitors.alone, page, { organization: '' }, undefined, '404'],
  [
    'the active organization and a role that is not held',
    visitors.member,
    page,
    { organization: 'acme', role: 'org:admin' },
    undefined,
    '404',
  ],
  [
    'a slug that poses as an id',
    toSession({ org_id: 'org_2', org_slug: 'org_1' }),
    page,
    { organization: 'org_1' },
    undefined,
    '404',
  ],
]

describe('decideProtection', () => {
  it.each(cases)('answers %s', async (_name, auth, at, first, second, expected) => {
    expect(toWord(await protect(auth, at, first, second))).toBe(expected)
  })

  it('gives the reason of the state to those who are not signed in', async () => {
    expect(await protect(visitors.nobody, page)).toMatchObject({ reason: 'session-token-and-uat-missing' })
    expect(await protect(visitors.nobody, { ...api, stateReason: null })).toMatchObject({ reason: 'protect-rewrite' })
  })

  it('says when the organization was the reason', async () => {
    expect(await protect(visitors.member, api, { organization: 'globex' })).toMatchObject({
      reason: 'organization-mismatch',
    })
    expect(await protect(visitors.member, api, { organization: 'acme', role: 'org:admin' })).toMatchObject({
      reason: 'protect-rewrite',
    })
    expect(await protect(visitors.nobody, api, { organization: 'acme' })).toMatchObject({ reason: api.stateReason })
  })

  it.each<readonly [string, AuthObject, AcceptsToken, Circumstances['stateReason'], string]>([
    ['a session on a route for API keys', visitors.member, 'api_key', null, 'token-type-mismatch'],
    ['an API key on a route for M2M tokens', visitors['api key'], 'm2m_token', null, 'token-type-mismatch'],
    ['an API key that does not hold', visitors['no api key'], 'api_key', 'token-invalid', 'token-invalid'],
    ['nobody on a route for API keys', visitors.nobody, 'api_key', api.stateReason, 'session-token-and-uat-missing'],
  ])('says why %s is refused', async (_name, auth, token, stateReason, reason) => {
    expect(await protect(auth, { ...api, stateReason }, { token })).toMatchObject({ status: 401, reason })
  })

  it('says of a permission that an API key lacks only that it was refused', async () => {
    const asked = { token: 'api_key', permission: 'a:read' } as const
    const outcome = await protect(visitors['api key'], { ...api, stateReason: null }, asked)
    expect(outcome).toMatchObject({ status: 401, reason: 'protect-rewrite' })
  })

  it('gives back the object as the route accepts it', () => {
    const requirement = readRequirement({ token: 'any' })
    expect(decideProtection(visitors.member, requirement, true, page)).toEqual({ kind: 'allow', auth: visitors.member })
  })

  it('traces the two rows that decided', () => {
    const trace: string[] = []
    decideProtection(visitors.nobody, readRequirement(), false, page, trace)
    expect(trace).toEqual(['session-missing', 'unauthenticated-page'])
  })
})

describe('evaluateCondition', () => {
  it('awaits a predicate', async () => {
    expect(toWord(await protect(visitors.member, api, async (has) => Promise.resolve(has({ role: 'member' }))))).toBe(
      'allow',
    )
    expect(toWord(await protect(visitors.member, api, async (has) => Promise.resolve(has({ role: 'admin' }))))).toBe(
      '404',
    )
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
    expect(toWord(await protect(visitors.member, api, () => answer as boolean))).toBe(expected)
  })

  it('lets what a predicate throws or rejects with propagate', async () => {
    const thrown = new Error('database is down')
    const throwing = (): boolean => {
      throw thrown
    }
    await expect(protect(visitors.member, api, throwing)).rejects.toBe(thrown)
    await expect(protect(visitors.member, api, () => Promise.reject(thrown))).rejects.toBe(thrown)
  })

  it.each(['nobody', 'pending, shown', 'unknown status', 'api key', 'another kind'] as const)(
    'does not ask a predicate about %s on a session route',
    async (name) => {
      const outcome = await protect(visitors[name], api, () => expect.fail('asked'))
      expect(outcome.kind).toBe('deny')
    },
  )

  it('does not ask a predicate in another organization', async () => {
    const requirement = { ...readRequirement(() => expect.fail('asked')), organization: 'globex' }
    expect(await evaluateCondition(requirement, visitors.member)).toBe(false)
  })
})
