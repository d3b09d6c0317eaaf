import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { liveOptions } from '../../test/fakes.ts'
import { fakePorts } from '../../test/mint.ts'
import { toPorts } from '../foundation/ports.ts'
import { ok } from '../foundation/result.ts'
import type { MachineTokenType } from '../wire/token-types.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { createProviderMemory } from './provider-memory.ts'
import type { IdentityProvider } from './identity-provider.ts'
import { createTokenInspector, parseMachineToken, type TokenInspector } from './token-inspector.ts'

const NOW_MS = 1_767_225_600_000
const TOKEN = 'ak_abc'
const ANSWER = { id: 'key_1', subject: 'user_1', name: 'laptop', scopes: [] }

function create(call: IdentityProvider['call']): TokenInspector {
  const settings = resolveSettings({ ...liveOptions, secretKey: 'sk_live_a' })
  return createTokenInspector(settings, { versioned: '/v1/', call }, toPorts(fakePorts().ports), createProviderMemory())
}

afterEach(() => {
  vi.useRealTimers()
})

describe('createTokenInspector', () => {
  it('asks once for all who show one token at the same time, and remembers the answer', async () => {
    let calls = 0
    const inspector = create(async () => {
      calls += 1
      return ok(ANSWER)
    })
    const ask = (): Promise<unknown> => inspector.introspect(TOKEN, 'api_key', NOW_MS)
    const answers = await Promise.all(Array.from({ length: 10 }, ask))
    expect(answers.every((answer) => answer === answers[0])).toBe(true)
    expect(await ask()).toMatchObject({ ok: true, value: { subject: 'user_1' } })
    expect(calls).toBe(1)
  })

  it('asks anew, once, when the request that asked was cancelled and its answer never comes', async () => {
    vi.useFakeTimers()
    let calls = 0
    const inspector = create(() => ((calls += 1) === 1 ? new Promise(() => {}) : Promise.resolve(ok(ANSWER))))
    const ask = (): Promise<unknown> => inspector.introspect(TOKEN, 'api_key', NOW_MS)
    void ask()
    await vi.waitFor(() => expect(calls).toBe(1))
    const waiting = Promise.all([ask(), ask(), ask()])
    // Hashing the token takes real time; each of the three then sets a timer.
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(3))
    await vi.advanceTimersByTimeAsync(20_000)
    for (const answer of await waiting) expect(answer).toMatchObject({ ok: true, value: { subject: 'user_1' } })
    expect(calls).toBe(2)
  })
})

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
