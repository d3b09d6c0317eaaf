import { afterEach, describe, expect, it, vi } from 'vitest'
import { liveOptions } from '../../test/fakes.ts'
import { fakePorts } from '../../test/mint.ts'
import { toPorts } from '../foundation/ports.ts'
import { ok } from '../foundation/result.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { createProviderMemory } from './provider-memory.ts'
import type { IdentityProvider } from './identity-provider.ts'
import { createTokenInspector, type TokenInspector } from './token-inspector.ts'

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
