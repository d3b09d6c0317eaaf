import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MachineTokenType } from '../wire/token-types.ts'
import { parseMachineToken } from './parse-machine-token.ts'

const answer = {
  id: 'id_1',
  subject: 'user_1',
  scopes: ['a', 7, 'b'],
  revoked: false,
  expired: false,
  expiration: null,
}
const reasonOf = (value: unknown, type: MachineTokenType = 'api_key', audiences: readonly string[] = []): string => {
  const result = parseMachineToken(value, type, audiences)
  return result.ok ? 'accepted' : result.failure.reason
}

describe('parseMachineToken', () => {
  it('reads each kind', () => {
    const base = { id: 'id_1', subject: 'user_1', scopes: ['a', 'b'], expirationMs: null }
    expect(parseMachineToken({ ...answer, name: 'ci', claims: { x: 1 } }, 'api_key', [])).toEqual({
      ok: true,
      value: { ...base, tokenType: 'api_key', name: 'ci', claims: { x: 1 } },
    })
    expect(parseMachineToken(answer, 'm2m_token', [])).toEqual({
      ok: true,
      value: { ...base, tokenType: 'm2m_token', claims: null },
    })
    const act = { sub: 'user_2', x: 1 }
    for (const client of [{ client_id: 'c' }, { clientId: 'c' }]) {
      expect(parseMachineToken({ ...answer, ...client, aud: ['r'], act }, 'oauth_token', [])).toEqual({
        ok: true,
        value: { ...base, tokenType: 'oauth_token', clientId: 'c', audiences: ['r'], actor: act },
      })
    }
  })

  it.each<[string, object]>([
    ['revoked', { revoked: true }],
    ['expired', { expired: true }],
    ['oddly revoked', { revoked: 'false' }],
    ['oddly expired', { expired: 1 }],
    ['revoked in zero', { revoked: 0 }],
  ])('refuses what is %s', (_, change) => expect(reasonOf({ ...answer, ...change })).toBe('token-invalid'))

  it.each([null, [], 'x', {}, { id: 'x' }, { id: 'x', subject: '' }, { id: 7, subject: 'x' }])(
    'refuses %j',
    (value) => {
      expect(reasonOf(value)).toBe('unexpected-error')
    },
  )

  it.each([
    [undefined, 'token-verification-failed'],
    [[], 'token-verification-failed'],
    ['other', 'token-verification-failed'],
    ['mine', 'accepted'],
    [['other', 'mine'], 'accepted'],
    [[7], 'token-verification-failed'],
  ])('of an OAuth token for %j, where an audience is asked for, says %s', (aud, reason) => {
    expect(reasonOf({ ...answer, aud }, 'oauth_token', ['mine'])).toBe(reason)
    expect(reasonOf({ ...answer, aud }, 'api_key', ['mine'])).toBe('accepted')
  })

  it.each([
    [1_800_000_000, 1_800_000_000_000],
    [1_800_000_000_000, 1_800_000_000_000],
    [null, null],
    [-1, null],
    ['x', null],
  ])('reads an expiration of %j as %j', (expiration, expirationMs) => {
    const result = parseMachineToken({ ...answer, expiration }, 'api_key', [])
    expect(result.ok && result.value.expirationMs).toBe(expirationMs)
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom('api_key', 'm2m_token', 'oauth_token'), (value, type) => {
        parseMachineToken(value, type as MachineTokenType, ['a'])
        parseMachineToken(
          { ...answer, scopes: value, claims: value, aud: value, act: value, expiration: value },
          type as MachineTokenType,
          [],
        )
      }),
    )
  })
})
