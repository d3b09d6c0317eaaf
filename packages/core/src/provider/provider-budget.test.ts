import { describe, expect, it } from 'vitest'
import { answerByPath, asPass, LIVE_KEY, liveCookies, liveOptions, toNavigation, toRequest } from '../../test/fakes.ts'
import { fakePorts, fixedKeys, jsonResponse, mintToken, NOW_SEC, type FakeWorld } from '../../test/mint.ts'
import { createAuth, type Auth } from '../guard/create-auth.ts'
import type { Guard } from '../guard/run-guard.ts'
import { toCookieSuffix } from '../settings/cookie-names.ts'

const apiKey = { id: 'ak_id', subject: 'user_1', name: 'laptop', scopes: [] }

/** A public page that looks at whoever is here. */
const looks: Guard<unknown> = async (handle) => void (await handle({ acceptsToken: 'any' }))
const asksForKey: Guard<unknown> = (handle) => handle.protect({ token: 'api_key' })
const withKey = (token: string): Request => toRequest('/', { headers: { authorization: `Bearer ${token}` } })
const withNonce = (nonce: string): Request => toNavigation(`/?__clerk_handshake_nonce=${nonce}`)

/** A provider that knows one key and no nonce. */
function createWorld(): FakeWorld {
  const world = fakePorts()
  world.respond = ({ init }) =>
    JSON.stringify(init.body ?? '').includes('ak_good')
      ? jsonResponse(apiKey)
      : jsonResponse({ errors: [] }, { status: 404 })
  return world
}

async function storm(auth: Auth, from: number, count: number): Promise<void> {
  for (let at = from; at < from + count; at += 1) {
    await auth.decide(withKey(`ak_junk${at}`), looks)
    await auth.decide(withNonce(`junk${at}`), looks)
  }
}

describe('createAuth: budget for the provider', () => {
  it('makes no more calls for 1,000 invented tokens and 1,000 nonces than half of a share (H4)', async () => {
    const world = createWorld()
    await storm(createAuth(liveOptions, world.ports), 0, 1_000)
    expect(world.fetches.length).toBe(250)
    expect(world.events.filter(({ event }) => event === 'provider-budget-spent')).toHaveLength(1)
  })

  it.each([
    ['API keys', 'ak_junk'],
    ['M2M tokens', 'mt_junk'],
    ['OAuth tokens', 'oat_junk'],
  ])('has no more than 125 calls in the air for 1,000 invented %s at once (H4)', async (_, prefix) => {
    const world = createWorld()
    let most = 0
    let inFlight = 0
    world.respond = async () => {
      most = Math.max(most, (inFlight += 1))
      await new Promise((resolve) => setTimeout(resolve))
      inFlight -= 1
      return jsonResponse({ errors: [] }, { status: 404 })
    }
    const auth = createAuth(liveOptions, world.ports)
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_value, at) =>
        auth.decide(withKey(prefix + at), (handle) =>
          handle.protect({ token: ['api_key', 'm2m_token', 'oauth_token'] }),
        ),
      ),
    )
    expect(most).toBe(125)
    expect(world.fetches.length).toBeLessThanOrEqual(250)
    expect(new Set(answers.map((answer) => answer.kind === 'deny' && answer.status))).toEqual(new Set([401, 503]))
  })

  it('says 503 and when to come back beyond the budget, and asks again when there is some (H4)', async () => {
    const world = createWorld()
    const auth = createAuth({ ...liveOptions, providerCallsPerSecond: 1 }, world.ports)
    await storm(auth, 0, 1)
    const decision = await auth.decide(withKey('ak_good'), asksForKey)
    expect(decision).toMatchObject({ kind: 'deny', status: 503, reason: 'provider-unavailable' })
    expect(decision.responseHeaders).toContainEqual(['retry-after', '10'])
    world.nowMs += 2_000
    expect((await auth.decide(withKey('ak_good'), asksForKey)).kind).toBe('pass')
  })

  it('is one for 200 middlewares with the same keys, whatever else their options say (H4)', async () => {
    const world = createWorld()
    for (let at = 0; at < 200; at += 1) {
      await storm(createAuth({ ...liveOptions, signInUrl: `/sign-in-${at}` }, world.ports), 10 * at, 10)
    }
    expect(world.fetches.length).toBe(250)
  })

  it('remembers answers for all of them, and asks once about a token that many show at once (H4)', async () => {
    const world = createWorld()
    const create = (at: number): Auth => createAuth({ ...liveOptions, signInUrl: `/sign-in-${at}` }, world.ports)
    await Promise.all(Array.from({ length: 8 }, (_, at) => create(at).decide(withKey('ak_junk'), looks)))
    await create(9).decide(withKey('ak_junk'), looks)
    expect(world.fetches.length).toBe(1)
    await Promise.all(Array.from({ length: 8 }, (_, at) => create(at).decide(withNonce('n'), looks)))
    expect(world.fetches.length).toBe(2)
  })

  it('does not starve a key that was good, nor sessions, while junk comes without end (H4)', async () => {
    const world = createWorld()
    const auth = createAuth(liveOptions, world.ports)
    const cookies = await liveCookies()
    expect((await auth.decide(withKey('ak_good'), asksForKey)).kind).toBe('pass')
    for (let second = 0; second < 60; second += 1) {
      world.nowMs += 1_000
      await storm(auth, second * 150, 150)
      expect((await auth.decide(withKey('ak_good'), asksForKey)).kind).toBe('pass')
    }
    world.nowMs -= 30_000
    expect(asPass(await auth.decide(toRequest('/', { cookies }))).auth).toMatchObject({ isAuthenticated: true })
    expect(world.fetches.length).toBeLessThanOrEqual(250 + 60 * 50 + 60)
  })

  it('renews sessions out of a share of its own, and once for a page that begins with many requests (H4)', async () => {
    const world = fakePorts()
    const fresh = await mintToken({ claims: { iat: NOW_SEC } })
    const suffix = toCookieSuffix(LIVE_KEY)
    const cookies = {
      __session: await mintToken({ claims: { exp: NOW_SEC - 60, iat: NOW_SEC - 120 } }),
      __client_uat: '1',
      [`__refresh_${suffix}`]: 'refresh_1',
    }
    answerByPath(world, {
      '/v1/sessions/sess_1/refresh': () => jsonResponse({ cookies: [`__session=${fresh}; Path=/`] }),
    })
    const auth = createAuth(liveOptions, world.ports)
    await storm(auth, 0, 100)
    const before = world.fetches.length
    const answers = await Promise.all(Array.from({ length: 20 }, () => auth.decide(toNavigation('/x', { cookies }))))
    for (const answer of answers) expect(asPass(answer).auth).toMatchObject({ userId: 'user_1' })
    expect(world.fetches.length).toBe(before + 1)
  })

  it.each<[string, (at: number) => Record<string, string>]>([
    ['refresh tokens', (at) => ({ refresh: `refresh_${at}` })],
    ['origins', (at) => ({ origin: `https://app.example.com:${at + 1}` })],
    ['sessions in a cookie, beside its own in the header', (at) => ({ refresh: 'r', forged: `sess_2.${at}` })],
  ])(
    'lets one session use up no more than a hundred renewals in ten seconds, whatever %s it invents (H4)',
    async (_, vary) => {
      const world = fakePorts()
      const suffix = `__refresh_${toCookieSuffix(LIVE_KEY)}`
      const expired = (sid: string, age = 864_000): Promise<string> =>
        mintToken({ claims: { sid, exp: NOW_SEC - age, iat: NOW_SEC - age - 60 } })
      const fresh = await mintToken({ claims: { iat: NOW_SEC, sid: 'sess_2' } })
      world.respond = ({ init }) =>
        JSON.stringify(init.body ?? '').includes('genuine')
          ? jsonResponse({ cookies: [`__session=${fresh}; Path=/`] })
          : jsonResponse({ errors: [{ code: 'invalid_refresh' }] }, { status: 401 })
      const auth = createAuth(liveOptions, world.ports)
      const own = await expired('sess_greedy')
      const attack = async (count: number): Promise<void> => {
        for (let at = 0; at < count; at += 1) {
          const { refresh = 'refresh_0', origin = 'https://app.example.com', forged } = vary(at)
          const sid = forged?.split('.')[0]
          const session = sid === undefined ? own : await mintToken({ claims: { sid, n: at }, key: fixedKeys.stranger })
          const cookies = { __session: session, __client_uat: '1', [suffix]: refresh }
          const headers = sid === undefined ? {} : { authorization: `Bearer ${own}` }
          await auth.decide(toRequest(`${origin}/api`, { cookies, headers }))
        }
      }
      await attack(600)
      expect(world.fetches.length).toBe(100)
      const cookies = { __session: await expired('sess_2', 60), __client_uat: '1', [suffix]: 'genuine' }
      expect(asPass(await auth.decide(toRequest('/api', { cookies }))).auth).toMatchObject({ userId: 'user_1' })
      world.nowMs += 10_000
      await attack(20)
      expect(world.fetches.length).toBe(121)
    },
  )

  it('believes nothing that a clock ahead of its time wrote, once it is right again (H4)', async () => {
    const world = createWorld()
    const auth = createAuth(liveOptions, world.ports)
    world.nowMs += 86_400_000
    expect((await auth.decide(withKey('ak_good'), asksForKey)).kind).toBe('pass')
    await auth.decide(withKey('ak_junk'), asksForKey)
    world.nowMs -= 86_400_000 - 3_600_000
    world.respond = () => jsonResponse({ errors: [] }, { status: 404 })
    expect(await auth.decide(withKey('ak_good'), asksForKey)).toMatchObject({ kind: 'deny', status: 401 })
    await auth.decide(withKey('ak_junk'), asksForKey)
    expect(world.fetches.length).toBe(4)
  })

  it('leaves the provider alone after a 429, for as long as it says (H4)', async () => {
    const world = createWorld()
    world.respond = () => new Response(null, { status: 429, headers: { 'retry-after': '20' } })
    const auth = createAuth(liveOptions, world.ports)
    await storm(auth, 0, 100)
    // One call of each kind found out.
    expect(world.fetches.length).toBe(2)
    world.nowMs += 19_999
    await storm(auth, 100, 100)
    expect(world.fetches.length).toBe(2)
    world.nowMs += 1
    await storm(auth, 200, 100)
    expect(world.fetches.length).toBe(4)
  })

  it('backs off from a provider that fails, also in renewals and in getToken (H4)', async () => {
    const world = fakePorts()
    world.respond = () => jsonResponse({}, { status: 503 })
    const auth = createAuth(liveOptions, world.ports)
    const cookies = await liveCookies()
    const mint: Guard<unknown> = async (handle) => {
      const { getToken } = await handle()
      return getToken({ template: 't' }).catch(() => null)
    }
    for (let at = 0; at < 50; at += 1) await auth.decide(toRequest('/', { cookies }), mint)
    expect(world.fetches.length).toBe(3)
    await storm(auth, 0, 50)
    expect(world.fetches.length).toBe(9)
  })

  it.each([0, -1, 10_001, Number.NaN, Number.POSITIVE_INFINITY, '5', true])('refuses a budget of %s', (value) => {
    for (const name of ['providerCallsPerSecond', 'providerCallsInFlight']) {
      expect(() => createAuth({ ...liveOptions, [name]: value }, fakePorts().ports)).toThrow('ERR_AUTH_OPTION_INVALID')
    }
  })
})
