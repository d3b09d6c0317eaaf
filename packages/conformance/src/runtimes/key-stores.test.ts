/** Keys that an isolate of workerd fetched are found by the next one, in the platform's own stores. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Isolates, startIsolates } from './runners/start-isolates.ts'

const ISOLATES = 3

let emulator: Emulator
let isolates: Isolates | null
beforeEach(async () => {
  isolates = null
  emulator = createEmulator()
  await emulator.listen()
})
afterEach(async () => {
  await isolates?.stop()
  await emulator.close()
})

/** Signs in to each isolate, one after the other. @returns How often the provider was asked for its keys. */
async function countCalls(store: string): Promise<number> {
  isolates = await startIsolates(ISOLATES, {
    STORE: store,
    CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
    CLERK_SECRET_KEY: emulator.secretKey,
    CLERK_API_URL: emulator.url,
  })
  for (let isolate = 0; isolate < ISOLATES; isolate += 1) {
    const { bearer } = await emulator.mint.session({ user: 'ada' })
    const response = await isolates.ask(isolate, { authorization: bearer })
    expect([response.status, await response.json()]).toEqual([200, { userId: 'user_ada' }])
  }
  return emulator.control.requests().filter(({ path }) => path === '/v1/jwks').length
}

describe('cold isolates of workerd', () => {
  it.each([
    ['kv', 'createKvKeyStore'],
    ['cache', 'createCacheKeyStore'],
  ])('ask the provider for its keys once when they share a store: %s', async (store) => {
    expect(await countCalls(store)).toBe(1)
  })

  it('ask the provider once each when they share none', async () => {
    expect(await countCalls('none')).toBe(ISOLATES)
  })
})
