import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  asPass,
  devCookies,
  devOptions,
  itRemembers,
  liveCookies,
  liveOptions,
  silentWorld,
  toNavigation,
  toRequest,
} from '../../test/fakes.ts'
import { fakePorts, fixedKeys, jsonResponse, mintToken, NOW_MS, NOW_SEC } from '../../test/mint.ts'
import { createAuth } from './create-auth.ts'
import type { AuthDecision } from '../decision/auth-decision.ts'
import { toCookieSuffix } from '../settings/cookie-names.ts'
import type { AuthOptions } from '../settings/auth-options.ts'

const plain = (decision: AuthDecision<unknown> | null): unknown =>
  decision === null
    ? null
    : {
        ...decision,
        location: decision.kind === 'redirect' ? decision.location.href : null,
        auth: decision.kind === 'pass' ? JSON.parse(JSON.stringify(decision.auth)) : null,
        remove: decision.kind === 'pass' ? decision.requestHeaders.remove : null,
        handover: decision.kind === 'pass' ? decision.handover() : null,
      }

describe('decideNow', () => {
  it('agrees with decide wherever it answers', async () => {
    const tokens = await Promise.all([
      mintToken(),
      mintToken({ claims: { exp: NOW_SEC - 60 } }),
      mintToken({ key: fixedKeys.stranger }),
    ])
    const values = fc.constantFrom(...tokens, 'junk', '0', '1', 'db_1')
    const cookies = fc.dictionary(
      fc.constantFrom('__session', '__client_uat', '__clerk_db_jwt', '__clerk_redirect_count'),
      values,
    )
    const headers = fc.dictionary(
      fc.constantFrom('authorization', 'sec-fetch-dest', 'x-clerk-auth-status'),
      fc.oneof(values, fc.constant('document')),
    )
    for (const options of [devOptions, liveOptions]) {
      const auth = createAuth(options, fakePorts().ports)
      let answered = 0
      await fc.assert(
        fc.asyncProperty(cookies, headers, async (jar, sent) => {
          const request = toRequest('/x', { cookies: jar, headers: sent })
          await auth.decide(request)
          const now = auth.decideNow(request)
          if (now === null) return
          answered++
          expect(plain(now)).toEqual(plain(await auth.decide(request)))
        }),
        { numRuns: 300 },
      )
      expect(answered).toBeGreaterThan(100)
    }
  })

  itRemembers(
    'answers for the signed-out, for handshakes and for tokens seen before, and for nothing else',
    async () => {
      const auth = createAuth(devOptions, silentWorld().ports)
      expect(auth.decideNow(toRequest('/'))?.kind).toBe('pass')
      expect(auth.decideNow(toNavigation('/'))?.kind).toBe('redirect')
      const known = toNavigation('/', { cookies: await devCookies() })
      expect(auth.decideNow(known)).toBeNull()
      await auth.decide(known)
      expect(auth.decideNow(known)).toMatchObject({ kind: 'pass', reason: null })
      expect(auth.decideNow(toNavigation('/?__clerk_handshake=x'))).toBeNull()
    },
  )

  it('begins nothing where it answers null, not even for newer keys', async () => {
    const world = fakePorts()
    const auth = createAuth({ ...liveOptions, jwtKey: null }, world.ports)
    await auth.decide(toRequest('/', { cookies: await liveCookies() }))
    world.nowMs = NOW_MS + 50_000
    const unknown = toRequest('/', { cookies: await liveCookies({ sub: 'user_2' }) })
    expect(auth.decideNow(unknown)).toBeNull()
    expect(world.fetches).toHaveLength(1)
    await auth.decide(unknown)
    expect(world.fetches).toHaveLength(2)
  })

  itRemembers('looks at the time of a token seen before', async () => {
    const world = fakePorts()
    const auth = createAuth(liveOptions, world.ports)
    const request = toRequest('/', { cookies: await liveCookies() })
    await auth.decide(request)
    world.nowMs = NOW_MS + 64_999
    expect(auth.decideNow(request)).toMatchObject({ reason: null })
    world.nowMs = NOW_MS + 65_000
    expect(auth.decideNow(request)?.reason).toMatch(/^session-token-expired/)
  })
})

describe('decide', () => {
  it('asks the guard only where the request may reach it', async () => {
    const auth = createAuth(devOptions, silentWorld().ports)
    let asked = 0
    const guard = (): string => `asked ${++asked}`
    await auth.decide(toNavigation('/'), guard)
    await auth.decide(toNavigation('/?__clerk_handshake=junk'), guard)
    await auth.decide(toNavigation('/', { headers: { 'sec-purpose': 'prefetch' } }), guard)
    expect(asked).toBe(0)
    expect(asPass(await auth.decide(toRequest('/'), guard)).guarded).toBe('asked 1')
  })

  it('names what the application must not believe', async () => {
    const headers = { 'x-clerk-auth-status': 'signed-in', 'x-postern-auth': 'v1', x_clerk_auth_token: 't' }
    const decision = asPass(await createAuth(liveOptions, silentWorld().ports).decide(toRequest('/', { headers })))
    expect(decision.requestHeaders.remove.toSorted()).toEqual([
      'x-clerk-auth-status',
      'x-postern-auth',
      'x_clerk_auth_token',
    ])
  })

  it('gives a signed-out page its state headers, and a signed-in one none', async () => {
    const auth = createAuth(liveOptions, silentWorld().ports)
    expect(asPass(await auth.decide(toRequest('/'))).responseHeaders).toEqual([
      ['x-clerk-auth-status', 'signed-out'],
      ['x-clerk-auth-reason', 'session-token-and-uat-missing'],
    ])
    expect(asPass(await auth.decide(toRequest('/', { cookies: await liveCookies() }))).responseHeaders).toEqual([])
  })

  it('leaves the body of a POST untouched', async () => {
    const request = toRequest('/', { method: 'POST', body: 'x', cookies: await liveCookies() })
    await createAuth(liveOptions, silentWorld().ports).decide(request, async (auth) => auth.protect())
    expect(await request.text()).toBe('x')
  })

  it('prints no token, cookie value or key, whatever it decides', async () => {
    const secret = 'sk_live_very_secret'
    const suffix = toCookieSuffix(liveOptions.publishableKey ?? '')
    const good = await mintToken()
    const expired = await mintToken({ claims: { exp: NOW_SEC - 60 } })
    const forged = await mintToken({ key: fixedKeys.stranger, header: { kid: fixedKeys.main.kid } })
    const handshake = await mintToken({ isBare: true, claims: { handshake: [`__session=${forged}`] } })
    const secrets = [
      good,
      expired,
      forged,
      handshake,
      secret,
      'ak_secret_key',
      'refresh_secret',
      'db_secret',
      'nonce_secret',
    ]
    const requests = (): Request[] =>
      [good, expired, forged, 'junk_secret'].flatMap((token) => [
        toNavigation(`/x?__session=${token}`, {
          cookies: { __session: token, __client_uat: '1', __clerk_db_jwt: 'db_secret' },
        }),
        toNavigation(`/?__clerk_db_jwt=db_secret`, {
          cookies: { __session: token, __client_uat: '1', [`__refresh_${suffix}`]: 'refresh_secret' },
        }),
        toNavigation(`/?__clerk_handshake=${handshake}`, { cookies: { __clerk_redirect_count: '3' } }),
        toNavigation(`/?__clerk_handshake_nonce=nonce_secret`, {
          cookies: { __clerk_handshake_nonce: 'nonce_secret' },
        }),
        toRequest('/', { headers: { authorization: `Bearer ${token}` } }),
        toRequest('/', { headers: { authorization: 'Bearer ak_secret_key' } }),
      ])
    const world = fakePorts()
    const answers = [
      () => jsonResponse({ errors: [{ code: 'x', message: secret }] }, { status: 400 }),
      () => Promise.reject(new Error(secret)),
      () => jsonResponse({ keys: [] }),
    ]
    for (const respond of answers) {
      world.respond = respond
      for (const options of [devOptions, liveOptions, { ...liveOptions, jwtKey: null }] satisfies AuthOptions[]) {
        const auth = createAuth({ ...options, secretKey: secret, debug: 'json' }, world.ports)
        for (const request of requests()) {
          const decision = await auth.decide(request, async (handle) => {
            const any = await handle({ acceptsToken: 'any' })
            return JSON.stringify(any.debug())
          })
          const shown = [
            JSON.stringify(decision.trace),
            JSON.stringify(decision.reason),
            decision.kind === 'pass' ? decision.guarded : '',
          ]
          for (const text of secrets) expect(shown.join(' ')).not.toContain(text)
        }
      }
    }
    expect(world.events.length).toBeGreaterThan(100)
    const log = JSON.stringify(world.events)
    for (const text of [...secrets, 'junk_secret']) expect(log).not.toContain(text)
  })

  it('says with debug what was set, who is here, what was decided and why, also where the guard throws', async () => {
    const world = fakePorts()
    const auth = createAuth({ ...liveOptions, debug: 'json' }, world.ports)
    const request = (): Request => toRequest('/x?secret=1', { cookies })
    const cookies = await liveCookies()
    await auth.decide(request(), async (handle) => handle.protect())
    const known = {
      status: 'signed-in',
      statusReason: null,
      userId: 'user_1',
      sessionId: 'sess_1',
    }
    expect(world.events.at(-1)).toMatchObject({
      level: 'debug',
      event: 'decision',
      message: expect.stringContaining('GET /x → user_1'),
      details: { ...known, kind: 'pass', reason: null, trace: expect.arrayContaining(['requirement-met']) },
    })
    const broken = auth.decide(request(), () => Promise.reject(new RangeError('mine')))
    await expect(broken).rejects.toThrow('mine')
    expect(world.events.at(-1)?.details).toMatchObject({ ...known, kind: 'exception' })
  })

  it('logs nothing per request without debug', async () => {
    const world = fakePorts()
    const auth = createAuth(liveOptions, world.ports)
    await auth.decide(toRequest('/', { cookies: await liveCookies() }))
    await auth.decide(toRequest('/'))
    expect(world.events).toEqual([])
  })
})

describe('createAuth: whatever breaks on the way', () => {
  /** A request whose cookies cannot be read, as of a runtime with a bug. */
  function breakCookies(cookies: Readonly<Record<string, string>>): Request {
    const request = toRequest('/x', { cookies })
    const { headers } = request
    const get = (name: string): string | null => {
      if (name === 'cookie') throw new RangeError('broken sk_live_secret')
      return headers.get(name)
    }
    return Object.defineProperty(request, 'headers', { value: { get } })
  }

  it('is nobody, also with a session that would verify, and is told without what broke', async () => {
    const world = fakePorts()
    const auth = createAuth(liveOptions, world.ports)
    const request = breakCookies(await liveCookies())
    for (const decision of [await auth.decide(request), auth.decideNow(request)]) {
      if (decision === null) return expect.fail('Nothing has to be waited for.')
      expect(asPass(decision)).toMatchObject({ reason: 'unexpected-error', auth: { isAuthenticated: false } })
    }
    expect(world.events.map(({ event }) => event)).toEqual(['unexpected-error', 'unexpected-error'])
    expect(JSON.stringify(world.events)).not.toContain('secret')
  })

  it.each(['/x', '', 'http://['])(
    'is nobody, also with a session that would verify, at the address %j',
    async (url) => {
      const auth = createAuth(liveOptions, fakePorts().ports)
      const request = Object.defineProperty(toRequest('/x', { cookies: await liveCookies() }), 'url', { value: url })
      const decision = asPass(await auth.decide(request))
      expect(decision).toMatchObject({ reason: 'unexpected-error', auth: { isAuthenticated: false } })
    },
  )

  it('is refused by a guard that asks', async () => {
    const auth = createAuth(liveOptions, fakePorts().ports)
    const decision = await auth.decide(
      breakCookies(await liveCookies()),
      async (handle) => void (await handle.protect()),
    )
    expect(decision.kind).not.toBe('pass')
  })
})
