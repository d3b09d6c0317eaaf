/**
 * What an instance remembers changes no answer: of two that are asked the same questions of one provider, one remembers as always and the other
 * nothing. What may lag behind, and for how long, is said by tests of its own.
 *
 * @see rulings.md D5, D11; performance.md (verified-token cache)
 */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createAuth, type Auth } from '../src/guard/create-auth.ts'
import type { AuthDecision } from '../src/decision/auth-decision.ts'
import type { AuthObject } from '../src/session/auth-object.ts'
import type { AuthOptions } from '../src/settings/auth-options.ts'
import { DEFAULT_CLOCK_SKEW_MS, DEFAULT_MACHINE_TOKEN_CACHE_MS, KEYS_FRESH_MS } from '../src/wire/limits.ts'
import { asPass, itRemembers, liveOptions, toNavigation, toRequest } from './fakes.ts'
import { fakePorts, fixedKeys, jsonResponse, mintToken, NOW_MS, NOW_SEC, toPublicJwk, type FakeWorld } from './mint.ts'

/** Keys come from the provider. */
const remote: AuthOptions = { ...liveOptions, jwtKey: null, acceptsToken: 'any' }
/** Every question is answered anew. */
const FORGETFUL: AuthOptions = { tokenCacheMaxEntries: 0, machineTokenCacheInMs: 0, skipJwksCache: true }
/** By then nothing is believed any more that was true before. */
const LONGEST_MEMORY_MS = KEYS_FRESH_MS

type KeyName = 'main' | 'next' | 'large'
const SECRETS = ['ak_1', 'mt_1', 'oat_1'] as const

/** A provider, and when it is asked. */
interface Provider {
  nowMs: number
  keys: readonly KeyName[]
  readonly revoked: Set<string>
}

const machine = { id: 'id_1', name: 'ci', client_id: 'c', subject: 'user_7', scopes: ['read'], claims: { x: 1 } }

/** A world of its own for each instance: nothing that one remembers is known to the other. */
function toWorld(provider: Provider): FakeWorld {
  const world = fakePorts()
  world.respond = ({ url, init }) => {
    if (url.endsWith('/jwks')) return jsonResponse({ keys: provider.keys.map((name) => toPublicJwk(fixedKeys[name])) })
    const isRevoked = [...provider.revoked].some((secret) => JSON.stringify(init.body).includes(secret))
    return jsonResponse({ ...machine, revoked: isRevoked, expired: false, expiration: null })
  }
  return world
}

/** Cookies or a header, by what is special about them. */
const requests: Record<string, () => Request> = {}

beforeAll(async () => {
  const bearer = (token: string): Request => toRequest('/', { headers: { authorization: `Bearer ${token}` } })
  const visit = (token: string): Request =>
    toNavigation('/', { cookies: { __client_uat: String(NOW_SEC - 100), __session: token } })
  const claims: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    good: { exp: NOW_SEC + 900 },
    short: { exp: NOW_SEC + 60 },
    early: { nbf: NOW_SEC + 200, exp: NOW_SEC + 900 },
    pending: { sts: 'pending', exp: NOW_SEC + 900 },
    'of another party': { azp: 'https://evil.example', exp: NOW_SEC + 900 },
    'of a machine': { sub: 'mch_1', exp: NOW_SEC + 900 },
  }
  for (const key of ['main', 'next', 'large'] as const) {
    for (const [name, change] of Object.entries(claims)) {
      const token = await mintToken({ key: fixedKeys[key], claims: change })
      requests[`${name}, ${key}`] = () => visit(token)
      requests[`${name}, ${key}, bearer`] = () => bearer(token)
    }
  }
  const forged = await mintToken({ key: fixedKeys.stranger, header: { kid: fixedKeys.main.kid } })
  requests['forged'] = () => visit(forged)
  for (const secret of SECRETS) requests[secret] = () => bearer(secret)
  requests['nobody'] = () => toNavigation('/')
})

/** What a decision says, in full. */
async function ask(auth: Auth, request: Request): Promise<unknown> {
  const decision = await auth.decide(request, async (handle) => show(await handle({ acceptsToken: 'any' })))
  return show(decision)
}

/** Plain data: functions are left out, a URL is its text. */
function show(value: object): unknown {
  return JSON.parse(JSON.stringify(value))
}

/** One thing that happens. */
type Step =
  | { readonly kind: 'ask'; readonly of: number }
  | { readonly kind: 'wait'; readonly forMs: number }
  | { readonly kind: 'rotate'; readonly keys: readonly KeyName[] }
  | { readonly kind: 'revoke'; readonly secret: string }
  | { readonly kind: 'restore'; readonly secret: string }

const anyStep = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('ask' as const), of: fc.nat(1_000) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), forMs: fc.constantFrom(1, 999, 15_000, 60_000) }),
  },
  fc.record({
    kind: fc.constant('rotate' as const),
    keys: fc.constantFrom<readonly KeyName[]>(['main'], ['next'], ['main', 'next'], ['large', 'next']),
  }),
  fc.record({ kind: fc.constantFrom('revoke' as const, 'restore' as const), secret: fc.constantFrom(...SECRETS) }),
)

/** Does what a step says to the provider. What was taken back, or given, is known to all once nothing older is believed. */
function happen(provider: Provider, step: Exclude<Step, { kind: 'ask' }>): void {
  if (step.kind === 'wait') provider.nowMs += step.forMs
  else provider.nowMs += LONGEST_MEMORY_MS
  if (step.kind === 'rotate') provider.keys = step.keys
  if (step.kind === 'revoke') provider.revoked.add(step.secret)
  if (step.kind === 'restore') provider.revoked.delete(step.secret)
}

describe('what is remembered', () => {
  it('changes no answer, whatever was asked before, as time passes and keys and tokens are taken back', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 12, maxLength: 30 }), async (steps) => {
        const provider: Provider = { nowMs: NOW_MS, keys: ['main'], revoked: new Set() }
        const worlds = [toWorld(provider), toWorld(provider)] as const
        const auths = [
          createAuth(remote, worlds[0].ports),
          createAuth({ ...remote, ...FORGETFUL }, worlds[1].ports),
        ] as const
        const names = Object.keys(requests)
        for (const step of steps) {
          if (step.kind !== 'ask') {
            happen(provider, step)
            continue
          }
          const name = names[step.of % names.length] ?? ''
          for (const world of worlds) world.nowMs = provider.nowMs
          const toAsked = requests[name]
          if (toAsked === undefined) throw new Error('There is no such request.')
          const forgetful = await ask(auths[1], toAsked())
          expect(await ask(auths[0], toAsked()), name).toEqual(forgetful)
          expect(await ask(auths[0], toAsked()), `${name}, again`).toEqual(forgetful)
          seen.add(JSON.stringify(forgetful))
        }
        expect(worlds[0].fetches.length).toBeLessThanOrEqual(2 * worlds[1].fetches.length)
      }),
      { numRuns: 60, seed: 14 },
    )
    expect(seen.size).toBeGreaterThan(20)
  })
})

describe('what was taken back', () => {
  const start = (): { world: FakeWorld; provider: Provider; auth: Auth } => {
    const provider: Provider = { nowMs: NOW_MS, keys: ['main', 'next'], revoked: new Set() }
    const world = toWorld(provider)
    return { world, provider, auth: createAuth(remote, world.ports) }
  }
  const isIn = async (auth: Auth, name: string): Promise<boolean> => {
    const request = requests[name]?.()
    if (request === undefined) throw new Error('There is no such request.')
    const decision = await auth.decide(
      request,
      async (handle) => (await handle({ acceptsToken: 'any' })).isAuthenticated,
    )
    return decision.kind === 'pass' && decision.guarded === true
  }

  it('is refused with its key, as soon as a newer answer is there', async () => {
    const { auth, world, provider } = start()
    expect(await isIn(auth, 'good, main')).toBe(true)
    provider.keys = ['next']
    // Old enough for a refresh in the background; the request that starts it is the last to be let in.
    world.nowMs = NOW_MS + KEYS_FRESH_MS - 1
    expect(await isIn(auth, 'good, main')).toBe(true)
    await Promise.all(world.waited)
    expect(await isIn(auth, 'good, main')).toBe(false)
  })

  it('is refused with its key when its keys are no longer fresh, and not a millisecond later', async () => {
    const { auth, world, provider } = start()
    expect(await isIn(auth, 'good, main')).toBe(true)
    provider.keys = ['next']
    world.nowMs = NOW_MS + KEYS_FRESH_MS
    expect(await isIn(auth, 'good, main')).toBe(false)
    expect(await isIn(auth, 'good, next')).toBe(true)
  })

  it.each(SECRETS)('is refused when the time of its answer is over: %s', async (secret) => {
    const { auth, world, provider } = start()
    expect(await isIn(auth, secret)).toBe(true)
    provider.revoked.add(secret)
    world.nowMs = NOW_MS + DEFAULT_MACHINE_TOKEN_CACHE_MS
    expect(await isIn(auth, secret)).toBe(false)
  })
})

/** Who was let in. */
function toName(auth: AuthObject): string | null {
  return auth.tokenType === 'session_token' ? auth.userId : null
}

describe('a token that was verified before', () => {
  const visit = (token: string): Request => toRequest('/', { cookies: { __client_uat: '1', __session: token } })
  const tell = (decision: AuthDecision<unknown>): string | null =>
    decision.kind === 'pass' ? (decision.reason ?? toName(decision.auth)) : decision.kind

  it.each([
    [0, NOW_MS + 30_000],
    [1, NOW_MS + 30_001],
    [undefined, NOW_MS + 30_000 + DEFAULT_CLOCK_SKEW_MS],
  ])(
    'is let in until the millisecond before it ends, with a skew of %s, and in that one no more',
    async (skew, endMs) => {
      const world = fakePorts()
      const auth = createAuth({ ...remote, clockSkewInMs: skew }, world.ports)
      const request = visit(await mintToken({ claims: { exp: NOW_SEC + 30 } }))
      expect(tell(await auth.decide(request))).toBe('user_1')
      world.nowMs = endMs - 1
      expect(tell(await auth.decide(request))).toBe('user_1')
      world.nowMs = endMs
      expect(tell(await auth.decide(request))).toMatch(/^session-token-expired/)
    },
  )

  const stricter: Readonly<Record<string, readonly [change: AuthOptions, answer: string]>> = {
    'another party': [{ authorizedParties: ['https://other.example'] }, 'token-invalid-authorized-parties'],
    'an audience': [{ audience: 'one' }, 'token-verification-failed'],
    'another issuer': [{ issuer: 'https://other.example' }, 'token-invalid-issuer'],
    'another type': [{ headerType: ['other'] }, 'token-invalid'],
    'no session at all': [{ acceptsToken: 'api_key' }, 'No token in header'],
    'another key': [{ jwtKey: JSON.stringify(toPublicJwk(fixedKeys.stranger)) }, 'token-invalid-signature'],
  }

  it.each(Object.entries(stricter))(
    'is judged by the options of now when they demand %s',
    async (_name, [change, answer]) => {
      let now: AuthOptions = remote
      const auth = createAuth(() => now, fakePorts().ports)
      const request = visit(await mintToken())
      expect(tell(await auth.decide(request))).toBe('user_1')
      now = { ...remote, ...change }
      expect(tell(await auth.decide(request))).toBe(answer)
      now = remote
      expect(tell(await auth.decide(request))).toBe('user_1')
    },
  )

  it('is judged by the skew of now', async () => {
    const world = fakePorts()
    let clockSkewInMs = 10_000
    const auth = createAuth(() => ({ ...remote, clockSkewInMs }), world.ports)
    const request = visit(await mintToken())
    world.nowMs = NOW_MS + 65_000
    expect(tell(await auth.decide(request))).toBe('user_1')
    clockSkewInMs = 1_000
    expect(tell(await auth.decide(request))).toMatch(/^session-token-expired/)
  })

  it('is judged by what the question says of people with a task left', async () => {
    const auth = createAuth(remote, fakePorts().ports)
    const request = visit(await mintToken({ claims: { sts: 'pending' } }))
    const see = async (treatPendingAsSignedOut: boolean): Promise<string | null> =>
      asPass(await auth.decide(request, async (handle) => (await handle({ treatPendingAsSignedOut })).userId))
        .guarded ?? null
    expect([await see(false), await see(true), await see(false)]).toEqual(['user_1', null, 'user_1'])
  })

  itRemembers('is answered at once, which the tests above take for granted', async () => {
    const auth = createAuth(remote, fakePorts().ports)
    const request = visit(await mintToken())
    await auth.decide(request)
    expect(auth.decideNow(request)).toMatchObject({ kind: 'pass', reason: null })
  })
})
