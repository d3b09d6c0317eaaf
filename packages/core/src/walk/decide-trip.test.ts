import { describe, expect, it } from 'vitest'
import {
  asPass,
  asRedirect,
  devCookies,
  devOptions,
  liveCookies,
  liveOptions,
  toNavigation,
  type RequestParts,
} from '../../test/fakes.ts'
import { fakePorts, fixedKeys, mintToken, NOW_MS, NOW_SEC } from '../../test/mint.ts'
import { createAuth, type Auth } from '../guard/create-auth.ts'
import type { AuthDecision } from '../decision/auth-decision.ts'
import type { AuthOptions } from '../settings/auth-options.ts'

interface Browser {
  readonly cookies: Record<string, string>
  /** Answers of the application, in order. */
  readonly answers: AuthDecision<unknown>[]
}

/** A browser that follows redirects between the application and a provider, with a jar or without one. */
async function browse(
  auth: Auth,
  answer: (target: URL) => Promise<{ to: string; cookies?: Record<string, string> }>,
  keepsCookies = true,
): Promise<Browser> {
  const cookies: Record<string, string> = {}
  const answers: AuthDecision<unknown>[] = []
  let at = 'https://app.example.com/page'
  for (let hop = 0; hop < 20; hop++) {
    const url = new URL(at)
    if (url.host === 'clerk.example.com') {
      const { to, cookies: set = {} } = await answer(url)
      if (keepsCookies) Object.assign(cookies, set)
      at = to
      continue
    }
    const decision = await auth.decide(toNavigation(at, { cookies }))
    answers.push(decision)
    if (decision.kind !== 'redirect') break
    if (keepsCookies) {
      for (const line of decision.setCookies) {
        const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
        cookies[name] = value
      }
    }
    at = decision.location.href
  }
  return { cookies, answers }
}

const toHandshake = async (key = fixedKeys.main, claims: object = {}): Promise<string> => {
  const session = await mintToken({ claims: { ...claims }, key, header: { kid: fixedKeys.main.kid } })
  const handshake = [`__session=${session}; Path=/`, '__client_uat=1; Path=/', '__clerk_db_jwt=db_1; Path=/']
  return mintToken({ isBare: true, claims: { handshake }, key, header: { kid: fixedKeys.main.kid } })
}
/** The development way: the result comes in the URL. */
const inUrl = (token: string) => (target: URL) => {
  const back = new URL(target.searchParams.get('redirect_url') ?? '')
  back.searchParams.set('__clerk_handshake', token)
  return Promise.resolve({ to: back.href })
}
/** The production way: the result comes in a cookie. */
const inCookie = (token: string) => (target: URL) =>
  Promise.resolve({ to: target.searchParams.get('redirect_url') ?? '', cookies: { __clerk_handshake: token } })

describe('a first visit in development', () => {
  it('ends signed in', async () => {
    const { answers } = await browse(createAuth(devOptions, fakePorts().ports), inUrl(await toHandshake()))
    expect(answers.map(({ kind }) => kind)).toEqual(['redirect', 'redirect', 'pass'])
    expect(asRedirect(answers[0] ?? expect.fail()).reason).toBe('dev-browser-missing')
    expect(asPass(answers[2] ?? expect.fail())).toMatchObject({ reason: null, auth: { userId: 'user_1' } })
  })
})

describe('a broken setup', () => {
  it.each<[string, AuthOptions, () => Promise<string>, string]>([
    [
      'keys of another instance',
      devOptions,
      () => toHandshake(fixedKeys.stranger),
      'handshake-failed-token-invalid-signature',
    ],
    [
      'a clock two days off',
      devOptions,
      () => toHandshake(fixedKeys.main, { exp: NOW_SEC - 180_000, iat: NOW_SEC - 180_060 }),
      'handshake-failed-token-expired',
    ],
    [
      'a clock an hour late',
      devOptions,
      () => toHandshake(fixedKeys.main, { exp: NOW_SEC + 3660, iat: NOW_SEC + 3600 }),
      'handshake-failed-token-iat-in-the-future',
    ],
    [
      'a clock an hour early',
      devOptions,
      () => toHandshake(fixedKeys.main, { exp: NOW_SEC - 3600, iat: NOW_SEC - 3660 }),
      'handshake-failed-token-expired',
    ],
    [
      'an authorized party that is missing',
      { ...devOptions, authorizedParties: ['https://other.example'] },
      () => toHandshake(),
      'handshake-failed-token-invalid-authorized-parties',
    ],
  ])(
    'ends signed out within four visits in development, with the cause in the trace: %s',
    async (_, options, make, cause) => {
      const world = fakePorts()
      const { answers } = await browse(createAuth(options, world.ports), inUrl(await make()))
      expect(answers.length).toBeLessThanOrEqual(4)
      const last = asPass(answers.at(-1) ?? expect.fail())
      expect(last.auth.isAuthenticated).toBe(false)
      expect(last.trace).toEqual(expect.arrayContaining(['trip-failed-before', cause]))
      expect(world.events.map(({ event }) => event)).toEqual(expect.arrayContaining(['handshake-loop']))
    },
  )

  it('ends signed out within four visits in production, with the cause in the trace: keys of another instance', async () => {
    const world = fakePorts()
    const auth = createAuth(liveOptions, world.ports)
    const token = await toHandshake(fixedKeys.stranger)
    const cookies = await liveCookies({ exp: NOW_SEC - 60, iat: NOW_SEC - 120 })
    const answers: AuthDecision<unknown>[] = []
    for (let trips = 0; trips < 10; trips++) {
      const jar = {
        ...cookies,
        ...(trips === 0 ? {} : { __clerk_redirect_count: String(trips), __clerk_handshake: token }),
      }
      answers.push(await auth.decide(toNavigation('/', { cookies: jar })))
      if (answers.at(-1)?.kind !== 'redirect') break
    }
    expect(answers.map(({ kind }) => kind)).toEqual(['redirect', 'redirect', 'redirect', 'pass'])
    expect(answers.at(-1)?.trace).toEqual(
      expect.arrayContaining(['handshake-failed-token-invalid-signature', 'trip-looping']),
    )
  })

  it('ends signed out where the browser keeps no cookies', async () => {
    const { answers } = await browse(createAuth(devOptions, fakePorts().ports), inUrl(await toHandshake()), false)
    expect(answers.map(({ kind }) => kind)).toEqual(['redirect', 'redirect', 'pass'])
    expect(asPass(answers[2] ?? expect.fail())).toMatchObject({ reason: 'dev-browser-missing', setCookies: [] })
    expect(answers[2]?.trace).toContain('cookies-not-kept')
  })

  it.each<[string, () => Promise<string>, string]>([
    ['keys of another instance', () => toHandshake(fixedKeys.stranger), 'handshake-failed-token-invalid-signature'],
    [
      'a clock two days off',
      () => toHandshake(fixedKeys.main, { exp: NOW_SEC - 180_000, iat: NOW_SEC - 180_060 }),
      'handshake-failed-token-expired',
    ],
  ])('ends signed out where the browser keeps no cookies and there is more: %s', async (_, make, cause) => {
    const { answers } = await browse(createAuth(devOptions, fakePorts().ports), inUrl(await make()), false)
    expect(answers.map(({ kind }) => kind)).toEqual(['redirect', 'redirect', 'pass'])
    expect(answers[2]?.trace).toEqual(expect.arrayContaining(['cookies-not-kept', cause]))
  })

  it('ends signed out in production, too, where the browser keeps no cookies', async () => {
    const { answers } = await browse(createAuth(liveOptions, fakePorts().ports), inCookie(await toHandshake()), false)
    expect(answers.map(({ kind }) => kind)).toEqual(['pass'])
  })
})

describe('a failing result in a cookie', () => {
  it('is ignored in development, where the URL is clean already', async () => {
    const cookies = { ...(await devCookies()), __clerk_handshake: 'junk' }
    const auth = createAuth(devOptions, fakePorts().ports)
    const decision = asPass(await auth.decide(toNavigation('/', { cookies })))
    expect(decision).toMatchObject({ reason: null, auth: { userId: 'user_1' } })
    expect(decision.trace).toContain('handshake-failed-token-invalid')
  })
})

describe('decideTrip', () => {
  it.each([
    ['3', 'pass'],
    ['4', 'pass'],
    ['99999999999999999999', 'pass'],
    ['2', 'redirect'],
    ['-1', 'redirect'],
    ['x', 'redirect'],
  ])('with a counter of %s is a %s', async (count, kind) => {
    const decision = await createAuth(devOptions, fakePorts().ports).decide(
      toNavigation('/', { cookies: { __clerk_redirect_count: count } }),
    )
    expect(decision.kind).toBe(kind)
    expect(decision.reason).toBe('dev-browser-missing')
  })

  it('believes a mark of lost cookies for ten seconds, and only where there are none', async () => {
    const world = fakePorts()
    const auth = createAuth(devOptions, world.ports)
    const marked = `/?__postern_trip=${NOW_SEC}`
    expect((await auth.decide(toNavigation(marked))).kind).toBe('pass')
    expect((await auth.decide(toNavigation(marked, { cookies: { __x: '1' } }))).kind).toBe('redirect')
    expect((await auth.decide(toNavigation('/?__postern_trip=1'))).kind).toBe('redirect')
    expect((await auth.decide(toNavigation('/?__postern_trip=junk'))).kind).toBe('redirect')
    world.nowMs = NOW_MS + 10_001
    const late = asRedirect(await auth.decide(toNavigation(marked)))
    expect(late.location.searchParams.get('redirect_url')).toBe('https://app.example.com/')
  })

  it('means nothing in production: a mark', async () => {
    const cookies = { __client_uat: '1' }
    const decision = await createAuth(liveOptions, fakePorts().ports).decide(
      toNavigation(`/?__postern_trip=${NOW_SEC}`, { cookies }),
    )
    expect(decision.kind).toBe('redirect')
  })

  it('tries again once the last failure is ten seconds old, or for a browser that did not just travel', async () => {
    const world = fakePorts()
    const auth = createAuth(devOptions, world.ports)
    const cookies = { __clerk_redirect_count: '1' }
    await auth.decide(toNavigation('/?__clerk_handshake=junk', { cookies }))
    expect((await auth.decide(toNavigation('/'))).kind).toBe('redirect')
    expect((await auth.decide(toNavigation('/', { cookies }))).kind).toBe('pass')
    world.nowMs = NOW_MS + 10_001
    expect((await auth.decide(toNavigation('/', { cookies }))).kind).toBe('redirect')
  })

  it.each<[string, RequestParts, RequestParts]>([
    ['another browser', { headers: { 'user-agent': 'a' } }, { headers: { 'user-agent': 'b' } }],
    ['another development browser', { cookies: { __clerk_db_jwt: 'a' } }, { cookies: { __clerk_db_jwt: 'b' } }],
    ['a browser that is new', { cookies: { __clerk_db_jwt: 'a' } }, {}],
    ['a browser with other cookies', { cookies: { visitor: 'a' } }, { cookies: { visitor: 'b' } }],
  ])("is not stopped by somebody else's failure: %s", async (_, one, other) => {
    const auth = createAuth(devOptions, fakePorts().ports)
    // Neither has a session, so both would be sent away again.
    const visit = (path: string, { headers = {}, cookies = {} }: RequestParts): Request =>
      toNavigation(path, { headers, cookies: { __client_uat: '1', __clerk_redirect_count: '1', ...cookies } })
    await auth.decide(visit('/?__clerk_handshake=junk', one))
    expect((await auth.decide(visit('/', other))).kind).toBe('redirect')
    expect(asPass(await auth.decide(visit('/', one))).trace).toContain('trip-failed-before')
    expect((await auth.decide(visit('/', other))).kind).toBe('redirect')
  })

  it('answers a prefetch that would need a handshake with 503, and lets one pass that does not', async () => {
    const auth = createAuth(devOptions, fakePorts().ports)
    const headers = { 'sec-purpose': 'prefetch' }
    const decision = await auth.decide(toNavigation('/', { headers }))
    expect(decision).toMatchObject({ kind: 'deny', status: 503, reason: 'prefetch-refused', setCookies: [] })
    expect(decision.responseHeaders).toContainEqual(['cache-control', 'no-store'])
    expect((await auth.decide(toNavigation('/', { headers, cookies: await devCookies() }))).kind).toBe('pass')
  })
})
