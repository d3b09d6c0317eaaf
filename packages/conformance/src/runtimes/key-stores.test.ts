/** What an isolate of workerd learned is found by the next one, in the platform's own stores. */
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

async function start(store: string): Promise<Isolates> {
  return (isolates = await startIsolates(ISOLATES, {
    STORE: store,
    CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
    CLERK_SECRET_KEY: emulator.secretKey,
    CLERK_API_URL: emulator.url,
  }))
}

const listCalls = (): readonly string[] => emulator.control.requests().map(({ path }) => path)

/** Signs in to each isolate, one after the other. @returns How often the provider was asked for its keys. */
async function countCalls(store: string): Promise<number> {
  const { ask } = await start(store)
  for (let isolate = 0; isolate < ISOLATES; isolate += 1) {
    const { bearer } = await emulator.mint.session({ user: 'ada' })
    const response = await ask(isolate, { authorization: bearer })
    expect([response.status, await response.json()]).toEqual([200, { userId: 'user_ada' }])
  }
  return listCalls().filter((path) => path === '/v1/jwks').length
}

describe('cold isolates of workerd', () => {
  it.each([
    ['kv', 'createKvKeyStore'],
    ['cache', 'createCacheKeyStore'],
    ['shared-kv', 'createKvStore'],
    ['shared-cache', 'createCacheStore'],
    ['shared-objects', 'createDurableObjectStore'],
  ])('ask the provider for its keys once when they share a store: %s', async (store) => {
    expect(await countCalls(store)).toBe(1)
  })

  it('ask the provider once each when they share none', async () => {
    expect(await countCalls('none')).toBe(ISOLATES)
  })

  it.each([
    ['shared-kv', 'createKvStore'],
    ['shared-cache', 'createCacheStore'],
    ['shared-objects', 'createDurableObjectStore'],
  ])('ask the provider about an API key once when they share a store for everything: %s', async (store) => {
    const { ask } = await start(store)
    const { bearer } = await emulator.mint.apiKey({ subject: 'ada' })
    for (let isolate = 0; isolate < ISOLATES; isolate += 1) {
      const response = await ask(isolate, { authorization: bearer })
      expect([response.status, await response.json()]).toEqual([200, { userId: 'user_ada' }])
    }
    expect(listCalls()).toHaveLength(1)
  })
})
