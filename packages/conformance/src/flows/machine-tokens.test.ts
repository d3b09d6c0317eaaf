/** What machine tokens cost the provider, and how long it takes until a revocation counts. On the emulator's clock. */
import type { AuthOptions } from '@postern/core'
import { createEmulator } from '@postern/emulator'
import { withAuth } from '@postern/fetch'
import { describe, expect, it } from 'vitest'
import { START_MS } from './start-world.ts'

const URL_OF_APP = 'http://localhost:3000/'

/** An application for programs with a key. */
function startApp(options: AuthOptions = {}) {
  const emulator = createEmulator({ clock: START_MS })
  let calls = 0
  const app = withAuth(
    async (_, { auth }) => {
      const { userId } = await auth.protect({ token: 'api_key' })
      return Response.json({ userId })
    },
    { ...emulator.authOptions, ...options },
    {
      clock: emulator.clock,
      log: () => {},
      fetch: (input, init) => {
        calls += 1
        return emulator.fetch(input instanceof Request ? input : String(input), init)
      },
    },
  )
  const ask = async (authorization: string): Promise<number> =>
    (await app(new Request(URL_OF_APP, { headers: { authorization } }))).status
  return { emulator, ask, countCalls: () => calls }
}

describe('machine tokens', () => {
  it('cost no call when their form is wrong, however many there are', async () => {
    const { ask, countCalls } = startApp()
    const shapes = [
      (n: number) => `ak_${n}%`,
      (n: number) => `ak_${n},x`,
      (n: number) => `ak_\u00e9${n}`,
      (n: number) => `ak_${'x'.repeat(4100)}${n}`,
      (n: number) => `AK_${n}`,
      (n: number) => `mt_${n}"`,
      (n: number) => `oat_${n}<`,
      (n: number) => `key${n}`,
      (n: number) => `a.${n}.c`,
      () => 'ak_',
    ]
    const statuses = new Set<number>()
    for (let n = 0; n < 10_000; n += 1) statuses.add(await ask(`Bearer ${shapes[n % shapes.length]?.(n)}`))
    expect([...statuses]).toEqual([401])
    expect(countCalls()).toBe(0)
  })

  it('cost one call when a thousand requests bring the same key at once', async () => {
    const { emulator, ask, countCalls } = startApp()
    const { bearer } = await emulator.mint.apiKey({ subject: 'ada' })
    const statuses = await Promise.all(Array.from({ length: 1000 }, () => ask(bearer)))
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(countCalls()).toBe(1)
  })

  it('are refused within ten seconds of their revocation', async () => {
    const { emulator, ask } = startApp()
    const { bearer, id } = await emulator.mint.apiKey()
    expect(await ask(bearer)).toBe(200)
    emulator.control.revokeApiKey(id)
    emulator.clock.advance(9_999)
    expect(await ask(bearer)).toBe(200)
    emulator.clock.advance(2)
    expect(await ask(bearer)).toBe(401)
  })

  it('are refused at once where nothing is remembered', async () => {
    const { emulator, ask, countCalls } = startApp({ machineTokenCacheInMs: 0 })
    const { bearer, id } = await emulator.mint.apiKey()
    expect(await ask(bearer)).toBe(200)
    emulator.control.revokeApiKey(id)
    expect(await ask(bearer)).toBe(401)
    expect(countCalls()).toBe(2)
  })

  it('cannot be checked during an outage, and are asked about again as soon as it is over (in-use 18)', async () => {
    const { emulator, ask } = startApp()
    const { bearer } = await emulator.mint.apiKey()
    emulator.control.setOutage('network')
    expect(await ask(bearer)).toBe(503)
    emulator.control.setOutage(null)
    expect(await ask(bearer)).toBe(200)
  })

  it('that were unknown are asked about again after five seconds', async () => {
    const { emulator, ask, countCalls } = startApp()
    const unknown = 'Bearer ak_nobodyknowsthiskey0000000000'
    for (let n = 0; n < 3; n += 1) expect(await ask(unknown)).toBe(401)
    expect(countCalls()).toBe(1)
    emulator.clock.advance(5001)
    expect(await ask(unknown)).toBe(401)
    expect(countCalls()).toBe(2)
  })
})
