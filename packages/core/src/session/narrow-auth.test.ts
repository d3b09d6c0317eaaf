import { describe, expect, it } from 'vitest'
import { type AcceptsToken, TOKEN_TYPES, type MachineTokenType } from '../wire/token-types.ts'
import type { AuthObject, DebugView } from './auth-object.ts'
import { narrowAuth, toInvalidTokenAuth, toMachineAuth, toNoMachineAuth } from './narrow-auth.ts'
import { toSignedOutAuth } from './to-session-auth.ts'
import type { MachineFacts } from '../claims/verified.ts'

const debug = (): DebugView => ({})
const apiKeyFacts = {
  tokenType: 'api_key',
  id: 'i',
  subject: 'user_1',
  scopes: [],
  expirationMs: null,
  name: 'n',
  claims: null,
} as const
const objects = {
  session_token: toSignedOutAuth('pending', debug),
  api_key: toMachineAuth(apiKeyFacts, 'ak_1', debug),
  m2m_token: toNoMachineAuth('m2m_token', debug),
  oauth_token: toNoMachineAuth('oauth_token', debug),
} satisfies Record<string, AuthObject>

describe('narrowAuth', () => {
  for (const held of TOKEN_TYPES) {
    it(`shows a ${held} to everyone who accepts any`, () => {
      expect(narrowAuth(objects[held], 'any', debug)).toBe(objects[held])
    })

    it.each(TOKEN_TYPES)(`shows a ${held} to one who accepts %s only if it is one`, (accepted) => {
      const one = narrowAuth(objects[held], accepted, debug)
      const listed = narrowAuth(objects[held], [accepted], debug)
      if (accepted === held) {
        expect(one).toBe(objects[held])
        expect(listed).toBe(objects[held])
      } else {
        expect(one).toMatchObject({ tokenType: accepted, isAuthenticated: false })
        expect(listed).toMatchObject({ tokenType: null, isAuthenticated: false })
      }
    })
  }

  it('does not show the status of a session that it made up', () => {
    expect(narrowAuth(objects.api_key, 'session_token', debug)).toMatchObject({ sessionStatus: null, userId: null })
  })

  it('shows the invalid-token object under any only', () => {
    const invalid = toInvalidTokenAuth()
    expect(narrowAuth(invalid, 'any', debug)).toBe(invalid)
    expect(narrowAuth(invalid, 'api_key', debug)).toMatchObject({ tokenType: 'api_key', isAuthenticated: false })
    expect(narrowAuth(invalid, [...TOKEN_TYPES], debug)).toMatchObject({ tokenType: null })
  })

  it.each<readonly [string, unknown]>([
    ['an unknown kind', 'cookie'],
    ['an empty list', []],
    ['a list with any in it', ['any']],
    ['a list with null in it', [null]],
    ['null', null],
    ['a number', 1],
    ['an object', {}],
  ])('shows nothing to one who accepts %s', (_name, accepts) => {
    for (const held of [...Object.values(objects), toInvalidTokenAuth()]) {
      expect(narrowAuth(held, accepts as AcceptsToken, debug)).toMatchObject({
        tokenType: null,
        isAuthenticated: false,
      })
    }
  })
})

const shared = { id: 'id_1', subject: 'user_1', scopes: ['read'], expirationMs: null } as const
const apiKey = { ...shared, tokenType: 'api_key', name: 'CI', claims: { team: 'x' } } as const
const facts: Readonly<Record<MachineTokenType, MachineFacts>> = {
  api_key: apiKey,
  m2m_token: { ...shared, tokenType: 'm2m_token', subject: 'mch_1', claims: null },
  oauth_token: { ...shared, tokenType: 'oauth_token', clientId: 'client_1', audiences: [], actor: undefined },
}
const types: readonly MachineTokenType[] = ['api_key', 'm2m_token', 'oauth_token']

describe('toMachineAuth', () => {
  it('gives scopes that an application may change, and keeps its own (T7)', () => {
    const facts = {
      id: 'i',
      subject: 'user_1',
      scopes: ['read'],
      expirationMs: null,
      tokenType: 'm2m_token',
      claims: null,
    } as const
    const { scopes } = toMachineAuth(facts, 'mt_1', () => ({}))
    const list: string[] = scopes
    list.push('write')
    expect(facts.scopes).toEqual(['read'])
  })

  it.each([
    ['user_1', 'user_1', null],
    ['org_1', null, 'org_1'],
    ['mch_1', null, null],
    ['xuser_1', null, null],
  ])('says whom an API key of %s belongs to', (subject, userId, orgId) => {
    const auth = toMachineAuth({ ...apiKey, subject }, 'ak_1', debug)
    expect(auth).toMatchObject({
      tokenType: 'api_key',
      isAuthenticated: true,
      name: 'CI',
      claims: { team: 'x' },
      userId,
      orgId,
    })
  })

  it('says for which machine an M2M token speaks', () => {
    const auth = toMachineAuth(facts.m2m_token, 'mt_1', debug)
    expect(auth).toMatchObject({ tokenType: 'm2m_token', machineId: 'mch_1', subject: 'mch_1', claims: null })
  })

  it('says who granted access to which OAuth client', () => {
    const auth = toMachineAuth(facts.oauth_token, 'oat_1', debug)
    expect(auth).toMatchObject({ tokenType: 'oauth_token', userId: 'user_1', clientId: 'client_1' })
    expect(auth).not.toHaveProperty('claims')
  })

  it.each(types)('gives back a %s as presented, and has nothing', async (type) => {
    const auth = toMachineAuth(facts[type], 'presented', debug)
    expect(await auth.getToken()).toBe('presented')
    expect(auth.has({ role: 'org:admin' })).toBe(false)
    expect(JSON.stringify(auth)).not.toContain('presented')
  })
})

describe('toNoMachineAuth', () => {
  it.each(types)('has the same keys as a %s, and holds nothing', async (type) => {
    const auth = toNoMachineAuth(type, debug)
    expect(Object.keys(auth).toSorted()).toEqual(Object.keys(toMachineAuth(facts[type], 't', debug)).toSorted())
    expect(auth).toMatchObject({ tokenType: type, isAuthenticated: false, id: null, subject: null, scopes: null })
    expect(await auth.getToken()).toBeNull()
    expect(auth.has({ role: 'org:admin' })).toBe(false)
  })
})

describe('toInvalidTokenAuth', () => {
  it('says nothing at all', async () => {
    const auth = toInvalidTokenAuth()
    expect(JSON.parse(JSON.stringify(auth))).toEqual({ tokenType: null, isAuthenticated: false })
    expect(auth.debug()).toEqual({})
    expect(await auth.getToken()).toBeNull()
  })
})
