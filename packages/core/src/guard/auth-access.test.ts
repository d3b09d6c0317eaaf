import { describe, expect, it } from 'vitest'
import {
  answerByPath,
  asPass,
  itRemembers,
  liveCookies,
  liveOptions,
  silentWorld,
  toNavigation,
  toRequest,
} from '../../test/fakes.ts'
import { fakePorts, jsonResponse, mintToken, NOW_MS, NOW_SEC, type FakeWorld } from '../../test/mint.ts'
import { createAuth } from './create-auth.ts'
import type { Guard } from './run-guard.ts'
import type { AuthOptions } from '../settings/auth-options.ts'

const apiKey = {
  object: 'api_key',
  id: 'ak_id',
  type: 'api_key',
  name: 'ci',
  subject: 'user_7',
  scopes: ['read'],
  claims: { x: 1 },
  revoked: false,
  expired: false,
  expiration: null,
}

function provider(answer: () => object = () => apiKey): FakeWorld {
  const world = fakePorts()
  const respond = (): Response => jsonResponse(answer())
  answerByPath(world, {
    '/api_keys/verify': respond,
    '/m2m_tokens/verify': respond,
    '/oauth_applications/access_tokens/verify': respond,
  })
  return world
}
const withBearer = (token: string): Request => toRequest('/', { headers: { authorization: `Bearer ${token}` } })
const asksForKey: Guard<string> = async (auth) => {
  await auth.protect({ token: 'api_key' })
  return 'in'
}

describe('machine tokens', () => {
  it('are not looked at by a guard that asks for sessions only', async () => {
    const world = provider()
    const auth = createAuth(liveOptions, world.ports)
    for (const guard of [
      undefined,
      async () => 'x',
      async (a) => void (await a()),
      (a) => a.protect().catch(() => 'x'),
    ] as (Guard<unknown> | undefined)[]) {
      await auth.decide(withBearer('ak_1'), guard)
    }
    await auth.decide(withBearer('ak_1'), async (handle) =>
      handle.protect({ token: ['session_token', 'm2m_token'] }).catch(() => {}),
    )
    expect(world.fetches).toEqual([])
  })

  it('are verified when the guard asks for their kind, and become the object of the kind', async () => {
    const world = provider()
    const decision = await createAuth(liveOptions, world.ports).decide(withBearer('ak_1'), async (auth) => {
      const found = await auth({ acceptsToken: 'api_key' })
      return { ...found, token: await found.getToken(), isAllowed: found.has({ permission: 'org:x:y' }) }
    })
    expect(asPass(decision).guarded).toMatchObject({
      tokenType: 'api_key',
      isAuthenticated: true,
      id: 'ak_id',
      subject: 'user_7',
      userId: 'user_7',
      orgId: null,
      name: 'ci',
      scopes: ['read'],
      claims: { x: 1 },
      token: 'ak_1',
      isAllowed: false,
    })
    expect(asPass(decision).auth.isAuthenticated).toBe(false)
    expect(world.fetches.map(({ url }) => url)).toEqual(['https://api.clerk.com/api_keys/verify'])
    expect(world.fetches[0]?.init.body).toBe('{"secret":"ak_1"}')
  })

  itRemembers('cost one call for a thousand requests at a time, and none for a while after', async () => {
    const world = fakePorts()
    // Slow enough for all of them to have asked.
    world.respond = () => new Promise((resolve) => setTimeout(() => resolve(jsonResponse(apiKey)), 300))
    const auth = createAuth(liveOptions, world.ports)
    const all = await Promise.all(Array.from({ length: 1000 }, () => auth.decide(withBearer('ak_1'), asksForKey)))
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['pass']))
    expect(world.fetches).toHaveLength(1)
    world.nowMs = NOW_MS + 9_999
    await auth.decide(withBearer('ak_1'), asksForKey)
    expect(world.fetches).toHaveLength(1)
  })

  itRemembers('are believed until the cache ends after they are revoked, and not longer', async () => {
    let isRevoked = false
    const world = provider(() => ({ ...apiKey, revoked: isRevoked }))
    const auth = createAuth(liveOptions, world.ports)
    const ask = async (): Promise<string> => (await auth.decide(withBearer('ak_1'), asksForKey)).kind
    expect(await ask()).toBe('pass')
    isRevoked = true
    world.nowMs = NOW_MS + 9_999
    expect(await ask()).toBe('pass')
    world.nowMs = NOW_MS + 10_000
    expect(await ask()).toBe('deny')
    isRevoked = false
    world.nowMs = NOW_MS + 14_999
    expect(await ask()).toBe('deny')
    world.nowMs = NOW_MS + 15_000
    expect(await ask()).toBe('pass')
  })

  it('are asked about every time with a cache of 0', async () => {
    let isRevoked = false
    const world = provider(() => ({ ...apiKey, revoked: isRevoked }))
    const auth = createAuth({ ...liveOptions, machineTokenCacheInMs: 0 }, world.ports)
    expect((await auth.decide(withBearer('ak_1'), asksForKey)).kind).toBe('pass')
    isRevoked = true
    expect((await auth.decide(withBearer('ak_1'), asksForKey)).kind).toBe('deny')
    isRevoked = false
    expect((await auth.decide(withBearer('ak_1'), asksForKey)).kind).toBe('pass')
    expect(world.fetches).toHaveLength(3)
  })

  it('do not outlive their own end in the cache', async () => {
    const world = provider(() => ({ ...apiKey, expiration: NOW_SEC + 3 }))
    const auth = createAuth(liveOptions, world.ports)
    await auth.decide(withBearer('ak_1'), asksForKey)
    world.nowMs = NOW_MS + 3_000
    await auth.decide(withBearer('ak_1'), asksForKey)
    expect(world.fetches).toHaveLength(2)
  })

  it.each(['ak_', 'ak_ü', `ak_${'x'.repeat(5_000)}`, 'ak_a"b', 'ak_a\\', 'ak_a,b'])(
    'cost nothing when they are junk: %s',
    async (token) => {
      const world = silentWorld()
      const headers = new Headers()
      try {
        headers.set('authorization', `Bearer ${token}`)
      } catch {
        // No request can carry it.
        return
      }
      const decision = await createAuth(liveOptions, world.ports).decide(
        new Request('https://app.example.com/', { headers }),
        asksForKey,
      )
      expect(decision).toMatchObject({ kind: 'deny', status: 401 })
      expect(world.fetches).toEqual([])
    },
  )

  it('are forgotten by nobody else: an answer is not kept when the provider fails', async () => {
    let isDown = true
    const world = fakePorts()
    world.respond = () => (isDown ? jsonResponse({}, { status: 500 }) : jsonResponse(apiKey))
    const auth = createAuth(liveOptions, world.ports)
    expect((await auth.decide(withBearer('ak_1'), asksForKey)).kind).toBe('deny')
    isDown = false
    expect((await auth.decide(withBearer('ak_1'), asksForKey)).kind).toBe('pass')
  })

  it.each<[string, AuthOptions, string, string, string]>([
    ['M2M', {}, 'mt_1', 'https://api.clerk.com/m2m_tokens/verify', 'Bearer sk_live_secret'],
    [
      'M2M with a machine key',
      { machineSecretKey: 'ak_machine' },
      'mt_1',
      'https://api.clerk.com/m2m_tokens/verify',
      'Bearer ak_machine',
    ],
    [
      'OAuth',
      { machineSecretKey: 'ak_machine' },
      'oat_1',
      'https://api.clerk.com/oauth_applications/access_tokens/verify',
      'Bearer sk_live_secret',
    ],
  ])('are asked about with the right key: %s', async (_, options, token, url, bearer) => {
    const world = provider()
    await createAuth({ ...liveOptions, ...options }, world.ports).decide(withBearer(token), async (auth) =>
      auth({ acceptsToken: 'any' }),
    )
    expect(world.fetches[0]?.url).toBe(url)
    expect(new Headers(world.fetches[0]?.init.headers).get('authorization')).toBe(bearer)
  })

  it('are not accepted without a secret key', async () => {
    const world = silentWorld()
    const decision = await createAuth({ ...liveOptions, secretKey: null }, world.ports).decide(
      withBearer('ak_1'),
      asksForKey,
    )
    expect(decision).toMatchObject({ kind: 'deny', status: 401 })
    expect(JSON.stringify(decision.responseHeaders)).toContain('secret-key-invalid')
  })

  it('that are signed are verified here, without the provider’s word', async () => {
    const token = await mintToken({
      isBare: true,
      claims: { sub: 'mch_1', jti: 'mt_id', exp: NOW_SEC + 60, iat: NOW_SEC, scopes: 'mch_2 mch_3' },
      header: { cat: 'cl_B7d4PD333AAA' },
    })
    const decision = await createAuth(liveOptions, silentWorld().ports).decide(withBearer(token), async (auth) =>
      auth({ acceptsToken: 'm2m_token' }),
    )
    expect(asPass(decision).guarded).toMatchObject({
      tokenType: 'm2m_token',
      isAuthenticated: true,
      machineId: 'mch_1',
      scopes: ['mch_2', 'mch_3'],
    })
  })

  it('do not pass for a session, nor a session for one of them', async () => {
    const world = provider()
    const auth = createAuth(liveOptions, world.ports)
    const asSession = await auth.decide(withBearer('ak_1'), async (handle) => handle.protect())
    expect(asSession).toMatchObject({ kind: 'deny', status: 404 })
    const asKey = await auth.decide(toRequest('/', { cookies: await liveCookies() }), asksForKey)
    expect(asKey).toMatchObject({ kind: 'deny', status: 401 })
    expect(world.fetches).toEqual([])
  })

  it('are not verified where the instance does not accept their kind, whatever the guard asks', async () => {
    const auth = createAuth({ ...liveOptions, acceptsToken: 'session_token' }, silentWorld().ports)
    expect(await auth.decide(withBearer('ak_1'), asksForKey)).toMatchObject({ kind: 'deny', status: 401 })
  })
})

describe('the handle', () => {
  const auth = createAuth(liveOptions, silentWorld().ports)

  it('gives the same object for the same question, and redirects with it', async () => {
    const decision = await auth.decide(toRequest('/', { cookies: await liveCookies() }), async (handle) => {
      const [first, second] = [await handle(), await handle()]
      expect(first).toEqual(second)
      return typeof first.redirectToSignIn
    })
    expect(asPass(decision).guarded).toBe('function')
  })

  it('hides a pending session unless asked for it', async () => {
    const request = toRequest('/', { cookies: await liveCookies({ sts: 'pending' }) })
    const decision = await auth.decide(request, async (handle) => [
      (await handle()).userId,
      (await handle()).sessionStatus,
      (await handle({ treatPendingAsSignedOut: false })).userId,
    ])
    expect(asPass(decision).guarded).toEqual([null, 'pending', 'user_1'])
    expect(await auth.decide(request, async (handle) => handle.protect())).toMatchObject({ kind: 'deny', status: 404 })
  })

  it('redirects to the sign-in and sign-up page, marked', async () => {
    for (const [name, path] of [
      ['redirectToSignIn', '/sign-in'],
      ['redirectToSignUp', '/sign-up'],
    ] as const) {
      const decision = await auth.decide(toNavigation('/x'), async (handle) =>
        (await handle())[name]({ returnBackUrl: '/back' }),
      )
      expect(decision).toMatchObject({ kind: 'redirect', status: 307 })
      if (decision.kind !== 'redirect') return
      expect(decision.location.href).toBe(
        `https://accounts.example.com${path}?redirect_url=https%3A%2F%2Fapp.example.com%2Fback`,
      )
      expect(decision.responseHeaders).toContainEqual(['x-clerk-redirect-to', 'true'])
    }
  })

  it('gives the session token, and mints others from the provider', async () => {
    const world = fakePorts()
    answerByPath(world, {
      '/v1/sessions/sess_1/tokens/my%20template': () => jsonResponse({ object: 'token', jwt: 'minted' }),
    })
    const cookies = await liveCookies()
    const decision = await createAuth(liveOptions, world.ports).decide(toRequest('/', { cookies }), async (handle) => {
      const { getToken } = await handle()
      return [await getToken(), await getToken({ template: 'my template', expiresInSeconds: 60 })]
    })
    expect(asPass(decision).guarded).toEqual([cookies['__session'], 'minted'])
    expect(world.fetches[0]?.init.body).toBe('{"expires_in_seconds":60}')
    const failing = createAuth(liveOptions, fakePorts().ports).decide(toRequest('/', { cookies }), async (handle) =>
      (await handle()).getToken({ template: 'x' }),
    )
    await expect(failing).rejects.toThrow('ERR_AUTH_TEMPLATE_TOKEN')
  })

  it('challenges OAuth clients', async () => {
    const decision = await auth.decide(toRequest('/'), async (handle) => handle.protect({ token: 'oauth_token' }))
    expect(decision).toMatchObject({
      kind: 'deny',
      status: 401,
      challenge: 'Bearer resource_metadata="https://clerk.example.com/.well-known/oauth-protected-resource"',
    })
  })
})
