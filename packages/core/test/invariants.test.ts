/** What must hold for every request and every failure of the outside world (threats.md 77, G9). */
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createAuth } from '../src/guard/create-auth.ts'
import type { AuthDecision } from '../src/decision/auth-decision.ts'
import type { KeyStore, Ports, SharedStore } from '../src/foundation/ports.ts'
import type { AuthOptions } from '../src/settings/auth-options.ts'
import { toCookieSuffix } from '../src/settings/cookie-names.ts'
import { DEV_KEY, devOptions, headersOf, LIVE_KEY, liveOptions, toRequest } from './fakes.ts'
import { fakePorts, fixedKeys, jsonResponse, mintToken, NOW_SEC, toPublicJwk } from './mint.ts'

const tokens = { good: '', expired: '', early: '', forged: '', machine: '', handshake: '' }
beforeAll(async () => {
  tokens.good = await mintToken()
  tokens.expired = await mintToken({ claims: { exp: NOW_SEC - 60, iat: NOW_SEC - 120 } })
  tokens.early = await mintToken({ claims: { nbf: NOW_SEC + 600 } })
  tokens.forged = await mintToken({ key: fixedKeys.stranger, header: { kid: fixedKeys.main.kid } })
  tokens.machine = await mintToken({ claims: { sub: 'mch_1' } })
  tokens.handshake = await mintToken({
    isBare: true,
    claims: { handshake: [`__session=${tokens.good}`, '__client_uat=1'] },
  })
})

const anyToken = (): fc.Arbitrary<string> => fc.constantFrom(...Object.values(tokens), 'junk', 'ak_1', 'mt_1', 'oat_1')

function anyRequest(): fc.Arbitrary<Request> {
  const suffixes = ['', `_${toCookieSuffix(DEV_KEY)}`, `_${toCookieSuffix(LIVE_KEY)}`]
  const name = fc.constantFrom(
    ...['__session', '__client_uat', '__clerk_db_jwt', '__refresh'].flatMap((base) =>
      suffixes.map((end) => base + end),
    ),
    '__clerk_redirect_count',
    '__clerk_handshake',
    '__clerk_handshake_nonce',
  )
  const value = fc.oneof(anyToken(), fc.constantFrom('0', '1', '2', '3', 'x', String(NOW_SEC - 100)))
  return fc
    .record({
      method: fc.constantFrom('GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'),
      path: fc.constantFrom('/', '/orgs/acme', '/me', '//evil.example', '/a%2fb'),
      query: fc.dictionary(
        fc.constantFrom(
          '__clerk_db_jwt',
          '__clerk_synced',
          '__clerk_handshake',
          '__clerk_handshake_nonce',
          '__clerk_redirect_url',
          '__postern_trip',
          'x',
        ),
        fc.oneof(anyToken(), fc.constantFrom('true', 'false', 'http://localhost/', String(NOW_SEC))),
      ),
      cookies: fc.dictionary(name, value),
      headers: fc.dictionary(
        fc.constantFrom(
          'sec-fetch-dest',
          'accept',
          'referer',
          'sec-purpose',
          'next-url',
          'next-action',
          'x-forwarded-host',
          'authorization',
        ),
        fc.oneof(
          fc.constantFrom(
            'document',
            'iframe',
            'empty',
            'text/html',
            'prefetch',
            'https://sat.example/',
            'evil.example',
          ),
          anyToken().map((token) => `Bearer ${token}`),
        ),
      ),
    })
    .map(({ method, path, query, cookies, headers }) =>
      toRequest(`https://app.example.com${path}?${new URLSearchParams(query).toString()}`, {
        method,
        cookies,
        headers,
      }),
    )
}

const instances: readonly AuthOptions[] = [
  devOptions,
  liveOptions,
  { ...liveOptions, jwtKey: null },
  {
    ...devOptions,
    isSatellite: true,
    domain: 'sat.example',
    signInUrl: 'https://app.example.com/in',
    satelliteAutoSync: true,
  },
  { ...liveOptions, isSatellite: true, domain: 'sat.example', satelliteAutoSync: true },
].map((options) => ({
  ...options,
  organizationSyncOptions: { organizationPatterns: ['/orgs/:slug'], personalAccountPatterns: ['/me'] },
}))

/** How one call of a port can go wrong. `hang` never settles. */
type Fault = 'throw' | 'reject' | 'hang' | 'nonsense' | 'none'
const anyFault: fc.Arbitrary<Fault> = fc.constantFrom('throw', 'reject', 'hang', 'nonsense', 'none')

function play<T>(fault: Fault, nonsense: unknown, good: () => T): T {
  if (fault === 'throw') throw new TypeError('injected')
  if (fault === 'reject') return Promise.reject(new TypeError('injected')) as T
  if (fault === 'hang') return new Promise(() => {}) as T
  return fault === 'nonsense' ? (nonsense as T) : good()
}

interface Faults {
  readonly fetch: Fault
  /** Where key sets are kept, and in a shared store answers about machine tokens. */
  readonly place: 'keys' | 'store'
  readonly read: Fault
  readonly write: Fault
  readonly clock: Exclude<Fault, 'reject' | 'hang'>
  readonly log: Fault
  readonly waitUntil: Fault
}
const anyFaults: fc.Arbitrary<Faults> = fc.record({
  fetch: anyFault,
  place: fc.constantFrom('keys', 'store'),
  read: anyFault,
  write: anyFault,
  clock: fc.constantFrom('throw', 'nonsense', 'none', 'none', 'none'),
  log: anyFault,
  waitUntil: anyFault,
})

/** A world that fails as told. Where it does not fail the provider knows the stranger's keys only: nothing that it says may open a door. */
function brokenPorts(faults: Faults): Partial<Ports> {
  const world = fakePorts({ jwks: [toPublicJwk(fixedKeys.stranger)] })
  const keys: KeyStore = {
    read: () => play<Promise<null>>(faults.read, { keys: 'junk' }, () => Promise.resolve(null)),
    write: () => play<Promise<void>>(faults.write, 7, () => Promise.resolve()),
  }
  const store: SharedStore = {
    read: () => play<Promise<string | null>>(faults.read, { id: 'x', subject: 'user_x' }, () => Promise.resolve('[]')),
    write: () => play<Promise<void>>(faults.write, 7, () => Promise.resolve()),
  }
  return {
    fetch: (...call) => play(faults.fetch, new Response('<html>', { status: 200 }), () => world.ports.fetch(...call)),
    clock: { nowMs: () => play<number>(faults.clock, 'soon', () => world.nowMs) },
    ...(faults.place === 'keys' ? { keys } : { store }),
    log: () => play<void>(faults.log, 7, () => {}),
    waitUntil: () => play<void>(faults.waitUntil, 7, () => {}),
  }
}

const isAuthenticated = (decision: AuthDecision<unknown>): boolean =>
  decision.kind === 'pass' && decision.auth.isAuthenticated

/** Decides with timers that run at once, so that waiting for what never comes costs nothing. */
async function decideInTime(
  options: AuthOptions,
  ports: Partial<Ports>,
  request: Request,
): Promise<AuthDecision<unknown>> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const decision = createAuth({ ...options, debug: 'json' }, ports).decide(request, async (auth) => {
      await auth.protect({ token: 'any' })
      return 'secret'
    })
    const settled = decision.then(
      () => true,
      () => true,
    )
    let isDone = false
    void settled.then(() => (isDone = true))
    for (let round = 0; round < 200 && !isDone; round++) {
      await vi.advanceTimersByTimeAsync(1_000)
      // Crypto does not run on timers.
      if (!isDone) await crypto.subtle.digest('SHA-256', new Uint8Array(1))
    }
    expect(isDone).toBe(true)
    return await decision
  } finally {
    vi.useRealTimers()
  }
}

describe('decide', () => {
  it('never redirects a handshake that is no GET, or whose destination is neither document nor iframe', async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest(), fc.constantFrom(...instances), async (request, options) => {
        const decision = await createAuth(options, fakePorts().ports).decide(request)
        if (decision.kind !== 'redirect') return
        expect(request.method).toBe('GET')
        const destination = request.headers.get('sec-fetch-dest') ?? ''
        expect(['document', 'iframe', '']).toContain(destination)
        if (destination === '') expect(request.headers.get('accept')).toMatch(/^text\/html/)
      }),
      { numRuns: 800 },
    )
  })

  it('never stores a redirect, and counts every trip', async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest(), fc.constantFrom(...instances), async (request, options) => {
        const decision = await createAuth(options, fakePorts().ports).decide(request)
        if (decision.kind === 'pass') return
        expect(headersOf(decision, 'cache-control')).toEqual(['no-store'])
        if (headersOf(decision, 'x-clerk-auth-status')[0] !== 'handshake') return
        const [count] = decision.setCookies
        expect(decision.setCookies).toHaveLength(1)
        expect(count).toMatch(/^__clerk_redirect_count=[123]; SameSite=Lax; HttpOnly; Max-Age=2$/)
      }),
      { numRuns: 800 },
    )
  })

  it('authenticates only those who bring a token that verifies', async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest(), fc.constantFrom(...instances), async (request, options) => {
        const decision = await createAuth(options, fakePorts().ports).decide(request)
        const carried = [...request.headers.values(), request.url].join(' ')
        if (isAuthenticated(decision)) {
          expect(carried.includes(tokens.good) || carried.includes(tokens.handshake)).toBe(true)
          expect(decision).toMatchObject({ auth: { userId: 'user_1', sessionClaims: { sub: 'user_1' } }, reason: null })
        }
      }),
      { numRuns: 800 },
    )
  })

  it('authenticates nobody where the keys are not the provider’s, whatever the outside world does', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyRequest(),
        anyFaults,
        fc.constantFrom(true, false),
        async (request, faults, isDevelopment) => {
          const options = { ...(isDevelopment ? devOptions : liveOptions), jwtKey: null }
          const decision = await decideInTime(options, brokenPorts(faults), request)
          expect(decision.kind).not.toBe('pass')
        },
      ),
      { numRuns: 400 },
    )
  })

  it('authenticates nobody without a clock, and somebody without a log', async () => {
    const cookies = { __session: tokens.good, __client_uat: '1', __clerk_db_jwt: 'db' }
    const none: Faults = {
      fetch: 'throw',
      place: 'keys',
      read: 'throw',
      write: 'throw',
      clock: 'none',
      log: 'none',
      waitUntil: 'throw',
    }
    for (const options of [devOptions, liveOptions]) {
      for (const clock of ['throw', 'nonsense'] as const) {
        const decision = await createAuth(options, brokenPorts({ ...none, clock })).decide(toRequest('/', { cookies }))
        expect(isAuthenticated(decision)).toBe(false)
        expect(decision.reason).toBe('unexpected-error')
      }
      for (const log of ['throw', 'reject', 'hang', 'nonsense'] as const) {
        const auth = createAuth({ ...options, debug: 'json' }, brokenPorts({ ...none, log }))
        expect(isAuthenticated(await auth.decide(toRequest('/', { cookies })))).toBe(true)
      }
    }
  })

  it('refuses a machine token when the provider’s answer is broken in any way', async () => {
    const answers: readonly (() => Promise<Response> | Response)[] = [
      () => new Response('', { status: 200 }),
      () => new Response('null', { status: 200 }),
      () => jsonResponse({}),
      () => jsonResponse({ id: 'ak_1', subject: '' }),
      () => jsonResponse({ id: 'ak_1', subject: 'user_1', revoked: true }),
      () => jsonResponse({ id: 'ak_1', subject: 'user_1', expired: 1 }),
      () => jsonResponse({ id: 'ak_1', subject: 'user_1' }, { status: 404 }),
      () => jsonResponse({ id: 'ak_1', subject: 'user_1' }, { status: 500 }),
      () => new Response(null, { status: 204 }),
      () => new Response(new ReadableStream({ pull: (controller) => controller.error(new Error('cut')) })),
      () => new Response(`{"id":"ak_1","subject":"user_1","x":"${'x'.repeat(300_000)}"}`),
      () => Promise.reject(new TypeError('down')),
    ]
    for (const respond of answers) {
      const world = fakePorts()
      world.respond = respond
      const request = toRequest('/', { headers: { authorization: 'Bearer ak_1' } })
      const decision = await createAuth(liveOptions, world.ports).decide(request, async (auth) => {
        await auth.protect({ token: 'api_key' })
        return 'secret'
      })
      // 503 where nobody answered, which says nothing of the token (in-use 18); never a pass.
      expect(decision).toMatchObject({
        kind: 'deny',
        status: expect.toSatisfy((status) => [401, 503].includes(status)),
      })
    }
  })
})
