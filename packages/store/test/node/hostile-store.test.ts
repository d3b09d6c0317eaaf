/** A store that answers what it likes, with everything at hand that it was ever given: it lets nobody in. */
import { createEmulator, type Emulator } from '@postern/emulator'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSharedStore } from '../../src/index.ts'
import { startIsolate } from './start-isolate.ts'

const START_MS = 1_790_000_000_000

describe('createSharedStore', () => {
  let emulator: Emulator
  let stranger: Emulator
  /** Bearers that must not pass: of another instance, of a key of nobody, revoked, invented. */
  let refused: readonly string[]
  /** What the store was given: by us for other tokens, by others, and for what has since been taken back. */
  const given: string[] = []

  beforeAll(async () => {
    emulator = createEmulator({ clock: START_MS })
    // It signs with keys of its own, which the provider's have the same name as.
    stranger = createEmulator({ clock: START_MS, secretKey: 'sk_test_stranger' })
    await stranger.control.rotateSigningKey({ keepOld: false })
    const collect = createSharedStore({ get: () => null, set: (_name, text) => given.push(text) })
    const revoked = await emulator.mint.apiKey({ subject: 'ada' })
    const bearers = [
      revoked,
      await emulator.mint.apiKey({ subject: 'grace' }),
      await emulator.mint.m2mToken(),
      await emulator.mint.oauthToken({ user: 'ada' }),
      await emulator.mint.session({ user: 'ada', expiresInSec: 3_600 }),
    ]
    for (const { bearer } of bearers) await startIsolate(emulator, collect).ask(bearer)
    const theirs = [
      await stranger.mint.apiKey({ subject: 'ada' }),
      await stranger.mint.session({ user: 'ada', expiresInSec: 3_600 }),
    ]
    for (const { bearer } of theirs) await startIsolate(stranger, collect).ask(bearer)
    emulator.control.revokeApiKey(revoked.id)
    refused = [...theirs.map(({ bearer }) => bearer), revoked.bearer, 'Bearer ak_invented']
    // What was good is believed for ten seconds, and then no longer.
    emulator.clock.advance(10_000)
  })
  afterAll(async () => {
    await emulator.close()
    await stranger.close()
  })

  it('is behind a process that lets nobody in whom the provider does not know, whatever the store answers', async () => {
    expect(given.length).toBeGreaterThan(6)
    const anyAnswer = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...given) },
      fc.constantFrom(...given).map((text) => text.slice(0, -2)),
      fc.json(),
      fc.anything(),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(anyAnswer, { minLength: 1 }), fc.nat(), async (answers, pick) => {
        let reads = 0
        const store = createSharedStore({ get: () => answers[reads++ % answers.length], set: () => {} })
        const answer = await startIsolate(emulator, store).ask(refused[pick % refused.length] ?? '')
        expect(answer).toSatisfy((status) => status === 401 || status === 404)
      }),
      { numRuns: 200 },
    )
  })

  it('is believed where it is honest, or this test would prove nothing', async () => {
    const texts = new Map<string, string>()
    const { bearer } = await emulator.mint.apiKey({ subject: 'grace' })
    await startIsolate(emulator, createSharedStore(texts)).ask(bearer)
    const second = startIsolate(emulator, createSharedStore(texts))
    expect(await second.ask(bearer)).toBe('api_key:user_grace')
    expect(second.calls).toEqual([])
  })
})
