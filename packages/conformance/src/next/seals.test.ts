/** The sealed hand-over in a real application: what `auth()` believes on a route that the middleware does not see. */
import { findAnyPort } from '@postern/workspace/find-free-port'
import { createSealingKeySource, sealHandover } from '@postern/core/handover'
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askRaw } from './raw-request.ts'
import { BUILD_TIMEOUT_MS, buildFixture, type Fixture, type RunningFixture } from './start-fixture.ts'

const OLD_KEY = 'b7'.repeat(32)
const NEW_KEY = 'c9'.repeat(32)
/** A seal that is there and does not open is an error, and never a second verification. */
const MISMATCH = { code: 'ERR_AUTH_ENCRYPTION_KEY_INVALID' }

let fixture: Fixture
let app: RunningFixture
let emulator: Emulator
let host: string

beforeAll(async () => {
  const [built, port] = await Promise.all([buildFixture('next-catch-all'), findAnyPort()])
  fixture = built
  host = `localhost:${port}`
  emulator = createEmulator({ appOrigin: `http://${host}` })
  await emulator.listen()
  app = await start({ CLERK_ENCRYPTION_KEY: OLD_KEY }, port)
}, BUILD_TIMEOUT_MS)
afterAll(async () => {
  await app?.stop()
  await emulator?.close()
})

const start = (env: Record<string, string>, port: number): Promise<RunningFixture> =>
  fixture.start(
    { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey, CLERK_SECRET_KEY: emulator.secretKey, ...env },
    { port },
  )
/** What `auth()` says where the middleware does not run, to a request with these headers for this host. */
const ask = async (url: string, headers: Record<string, string>): Promise<unknown> =>
  JSON.parse((await askRaw(url, { target: '/unseen', headers: { host, ...headers } })).text)
/** What the middleware handed over to the application. */
const handedOver = async (): Promise<Record<string, string>> => {
  const { cookieHeader } = await emulator.mint.session({ user: 'ada' })
  const seen: Record<string, string> = JSON.parse(
    (await askRaw(app.url, { target: '/echo', headers: { host, cookie: cookieHeader } })).text,
  )
  return Object.fromEntries(Object.entries(seen).filter(([name]) => /^x-(clerk|postern)-/.test(name)))
}

interface Change {
  readonly key?: string
  readonly at?: string
  readonly ageMs?: number
  readonly publishableKey?: string
}
/** A seal that we made ourselves, with the application's key unless told otherwise. */
const sealed = async (change: Change = {}): Promise<Record<string, string>> => {
  const { token } = await emulator.mint.session({ user: 'ada' })
  const readKey = createSealingKeySource({ encryptionKey: change.key ?? OLD_KEY })
  if (readKey === null) throw new Error('There is no key to seal with.')
  const seal = await sealHandover({
    key: await readKey(),
    publishableKey: change.publishableKey ?? emulator.publishableKey,
    method: 'GET',
    path: '/unseen',
    host: change.at ?? host,
    token,
    isTokenInside: true,
    nowMs: Date.now() - (change.ageMs ?? 0),
    contents: {
      status: 'signed-in',
      reason: null,
      clerkUrl: `http://${host}/unseen`,
      machineAuth: null,
      isMachineAsked: false,
      reader: { isPage: false, isServerAction: false, isPrefetch: false, isRouterFetch: false },
      mark: null,
      options: {},
      trace: [],
    },
  })
  return { 'x-postern-auth': seal }
}

describe('auth() in a real application', () => {
  it('believes a fresh seal of this application, which no client can see or make', async () => {
    expect(await ask(app.url, await handedOver())).toEqual({ userId: 'user_ada' })
    expect(await ask(app.url, await sealed())).toEqual({ userId: 'user_ada' })
    expect(await ask(app.url, await sealed({ ageMs: 40_000 }))).toEqual({ userId: 'user_ada' })
  })

  it.each<[string, Change]>([
    ['of another key', { key: NEW_KEY }],
    ['of another host', { at: 'shop.example' }],
    ['of another instance', { publishableKey: `pk_test_${btoa('clerk.example.com$')}` }],
  ])('says that it cannot open a seal %s, whatever the request proves besides (in-use 17)', async (_, change) => {
    const { cookieHeader: cookie } = await emulator.mint.session({ user: 'ada' })
    expect(await ask(app.url, { ...(await sealed(change)), cookie })).toEqual(MISMATCH)
  })

  it('verifies no token where the middleware did not run (H13)', async () => {
    const { cookieHeader: cookie, token } = await emulator.mint.session({ user: 'ada' })
    for (const headers of [{ cookie }, { authorization: `Bearer ${token}` }, { 'x-clerk-auth-token': token }])
      expect(await ask(app.url, headers)).toEqual({ userId: null })
    expect(await ask(app.url, { 'x-postern-auth': 'unsealed', 'x-clerk-auth-token': token })).toEqual(MISMATCH)
  })

  it('says that it cannot open a seal that is older than a minute, although its token still holds (H13)', async () => {
    for (const ageMs of [61_000, 70_000, 86_400_000])
      expect(await ask(app.url, await sealed({ ageMs }))).toEqual(MISMATCH)
  })

  it('does not believe a seal with another token beside it', async () => {
    const other = await emulator.mint.session({ user: 'grace' })
    const headers = { ...(await handedOver()), 'x-clerk-auth-token': other.token }
    expect(await ask(app.url, headers)).toEqual(MISMATCH)
  })

  it('opens with the previous key while the encryption key is being changed, and no longer after that', async () => {
    const seals = [await handedOver(), await sealed()]
    const ask2 = async (env: Record<string, string>): Promise<readonly unknown[]> => {
      const other = await start(env, await findAnyPort())
      try {
        return await Promise.all(seals.map((headers) => ask(other.url, headers)))
      } finally {
        await other.stop()
      }
    }
    const during = await ask2({ CLERK_ENCRYPTION_KEY: NEW_KEY, CLERK_ENCRYPTION_KEY_PREVIOUS: OLD_KEY })
    expect(during).toEqual([{ userId: 'user_ada' }, { userId: 'user_ada' }])
    expect(await ask2({ CLERK_ENCRYPTION_KEY: NEW_KEY })).toEqual([MISMATCH, MISMATCH])
  })
})
