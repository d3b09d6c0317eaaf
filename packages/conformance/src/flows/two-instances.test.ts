/** Two instances in one process share nothing. */
import type { AuthOptions } from '@postern/core'
import { createEmulator, type Emulator, generateSigningKey } from '@postern/emulator'
import { withAuth } from '@postern/fetch'
import { describe, expect, it } from 'vitest'
import { START_MS } from './start-world.ts'

async function startBoth() {
  const one = createEmulator({ clock: START_MS, frontendApiHost: '127.0.0.1:4001', secretKey: 'sk_test_one' })
  const two = createEmulator({
    clock: START_MS,
    frontendApiHost: '127.0.0.1:4002',
    secretKey: 'sk_test_two',
    signingKey: await generateSigningKey(),
  })
  return { one, two }
}

/** One application whose instance the host decides. */
function createTenants(emulators: readonly Emulator[], more: AuthOptions = {}) {
  const byHost = (request: Request): Emulator | undefined =>
    emulators.find((_, index) => new URL(request.url).hostname === `tenant${index + 1}.localhost`)
  const calls: string[] = []
  const answer = withAuth(
    async (_, { auth }) => {
      const { tokenType, isAuthenticated } = await auth({ acceptsToken: 'any' })
      return Response.json({ tokenType, isAuthenticated })
    },
    (request) => ({ ...byHost(request)?.authOptions, ...more }),
    {
      clock: { nowMs: () => START_MS },
      log: () => {},
      fetch: (input, init) => {
        const url = new URL(input instanceof Request ? input.url : String(input))
        calls.push(url.origin)
        const emulator = emulators.find((candidate) => candidate.url === url.origin)
        return emulator === undefined ? Promise.reject(new TypeError('no such host')) : emulator.fetch(url, init)
      },
    },
  )
  const ask = async (tenant: number, headers: Readonly<Record<string, string>>): Promise<boolean> => {
    const response = await answer(new Request(`http://tenant${tenant}.localhost:3000/`, { headers }))
    const { isAuthenticated } = (await response.json()) as { isAuthenticated: boolean }
    return isAuthenticated
  }
  return { ask, calls }
}

describe('two instances in one process', () => {
  it.each([
    ['the first is asked first', [1, 2]],
    ['the second is asked first', [2, 1]],
  ] as const)('never accept each other’s session, when %s', async (_, order) => {
    const { one, two } = await startBoth()
    const { ask } = createTenants([one, two])
    const sessions = [await one.mint.session({ user: 'ada' }), await two.mint.session({ user: 'ada' })]
    for (const round of [1, 2]) {
      for (const tenant of order) {
        for (const [index, { bearer, cookieHeader }] of sessions.entries()) {
          const isOwn = index + 1 === tenant
          expect(await ask(tenant, { authorization: bearer }), `round ${round}`).toBe(isOwn)
          expect(await ask(tenant, { cookie: cookieHeader }), `round ${round}`).toBe(isOwn)
        }
      }
    }
  })

  it('tell both sessions of one browser apart by the suffix of the cookies', async () => {
    const { one, two } = await startBoth()
    const { ask } = createTenants([one, two])
    const [first, second] = [
      await one.mint.session({ user: 'ada', cookies: 'suffixed' }),
      await two.mint.session({ user: 'grace', cookies: 'suffixed' }),
    ]
    const cookie = `${first.cookieHeader}; ${second.cookieHeader}`
    expect(await ask(1, { cookie })).toBe(true)
    expect(await ask(2, { cookie })).toBe(true)
  })

  it('ask only their own provider, also about machine tokens', async () => {
    const { one, two } = await startBoth()
    const { ask, calls } = createTenants([one, two])
    const { bearer } = await one.mint.apiKey()
    expect(await ask(1, { authorization: bearer })).toBe(true)
    expect(await ask(2, { authorization: bearer })).toBe(false)
    expect(await ask(1, { authorization: bearer })).toBe(true)
    expect(calls).toEqual([one.url, two.url])
  })

  it('keep keys apart even where both name their key alike', async () => {
    const { one } = await startBoth()
    const same = createEmulator({ clock: START_MS, frontendApiHost: '127.0.0.1:4002', secretKey: 'sk_test_two' })
    const { ask } = createTenants([one, same])
    const forged = await same.mint.session({ isForeign: true })
    const good = await one.mint.session()
    expect(await ask(1, { authorization: good.bearer })).toBe(true)
    expect(await ask(2, { authorization: forged.bearer })).toBe(false)
  })
})

describe('two emulators without a port', () => {
  const createApp = (emulator: Emulator, send: typeof fetch) => {
    const handler = withAuth(
      async (_, { auth }) => Response.json({ userId: (await auth()).userId }),
      emulator.authOptions,
      { fetch: send, clock: emulator.clock, log: () => {} },
    )
    return async (headers: Readonly<Record<string, string>>): Promise<unknown> =>
      (await handler(new Request('http://localhost:3000/', { headers }))).json()
  }

  it('share a name and a secret key, and still no signing key (first-day 18)', async () => {
    const one = createEmulator({ clock: START_MS })
    const two = createEmulator({ clock: START_MS, signingKey: await generateSigningKey() })
    expect(two.authOptions).toEqual(one.authOptions)
    const apps = [one, two].map((emulator) => createApp(emulator, (input, init) => emulator.fetch(input, init)))
    for (const [owner, emulator] of [one, two].entries()) {
      const { bearer } = await emulator.mint.session({ user: 'ada' })
      for (const [asked, ask] of apps.entries()) {
        expect(await ask({ authorization: bearer })).toEqual({ userId: asked === owner ? 'user_ada' : null })
      }
    }
  })

  it('are never looked for on this machine: without their fetch everybody is signed out (first-day 18)', async () => {
    const emulator = createEmulator({ clock: START_MS })
    const asked: string[] = []
    const ask = createApp(emulator, (input, init) => {
      asked.push(String(input instanceof Request ? input.url : input))
      return fetch(input, init)
    })
    const { bearer } = await emulator.mint.session({ user: 'ada' })
    expect(await ask({ authorization: bearer })).toEqual({ userId: null })
    // A port that `fetch` refuses before anything is sent.
    expect(new Set(asked)).toEqual(new Set(['http://127.0.0.1:1/v1/jwks']))
  })
})
