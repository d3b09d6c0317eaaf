import { describe, expect, it } from 'vitest'
import type { MachineFacts } from '../claims/machine-facts.ts'
import type { MachineTokenType } from '../wire/token-types.ts'
import type { DebugView } from './auth-object.ts'
import { toInvalidTokenAuth, toMachineAuth, toNoMachineAuth } from './to-machine-auth.ts'

const debug = (): DebugView => ({})
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
