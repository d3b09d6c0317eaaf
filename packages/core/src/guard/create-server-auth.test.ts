import { describe, expect, it } from 'vitest'
import {
  answerByPath,
  asPass,
  devOptions,
  liveCookies,
  liveOptions,
  silentWorld,
  toNavigation,
  toRequest,
} from '../../test/fakes.ts'
import { fakePorts, jsonResponse, mintToken, NOW_MS, NOW_SEC } from '../../test/mint.ts'
import { createServerAuth } from './create-server-auth.ts'

describe('createServerAuth', () => {
  it('keeps what it prepared, and shares nothing between keys', () => {
    const prepare = createServerAuth(silentWorld().ports)
    expect(prepare({ ...liveOptions })).toBe(prepare({ ...liveOptions }))
    expect(prepare(liveOptions)).not.toBe(prepare({ ...liveOptions, secretKey: 'sk_live_other' }))
    expect(() => prepare({})).toThrow('ERR_AUTH_PUBLISHABLE_KEY_MISSING')
  })

  it('decides a request as in the middleware', async () => {
    const { auth } = createServerAuth(silentWorld().ports)(liveOptions)
    expect(asPass(await auth.decide(toRequest('/', { cookies: await liveCookies() }))).auth).toMatchObject({
      userId: 'user_1',
    })
  })

  it('restores a session until it has run out', async () => {
    const world = fakePorts()
    const server = createServerAuth(world.ports)(liveOptions)
    const token = await mintToken()
    expect(server.restoreSession(token, true)).toMatchObject({ isAuthenticated: true, userId: 'user_1' })
    expect(await server.restoreSession(token, true).getToken()).toBe(token)
    world.nowMs = NOW_MS + 64_999
    expect(server.restoreSession(token, true).isAuthenticated).toBe(true)
    world.nowMs = NOW_MS + 65_000
    expect(server.restoreSession(token, true).isAuthenticated).toBe(false)
    expect(server.restoreSession('junk', true).isAuthenticated).toBe(false)
  })

  it('restores nobody without a clock', async () => {
    const token = await mintToken()
    for (const nowMs of [
      () => {
        throw new Error('injected')
      },
      () => Number.NaN,
    ]) {
      const server = createServerAuth({ ...silentWorld().ports, clock: { nowMs } })(liveOptions)
      expect(server.restoreSession(token, true).isAuthenticated).toBe(false)
    }
  })

  it('hides a pending session unless asked for it', async () => {
    const server = createServerAuth(silentWorld().ports)(liveOptions)
    const token = await mintToken({ claims: { sts: 'pending' } })
    expect(server.restoreSession(token, true)).toMatchObject({ isAuthenticated: false, sessionStatus: 'pending' })
    expect(server.restoreSession(token, false)).toMatchObject({ isAuthenticated: true, sessionStatus: 'pending' })
  })

  it('mints tokens for a restored session', async () => {
    const world = fakePorts()
    answerByPath(world, { '/v1/sessions/sess_1/tokens/t': () => jsonResponse({ jwt: 'minted' }) })
    const server = createServerAuth(world.ports)(liveOptions)
    expect(await server.restoreSession(await mintToken(), true).getToken({ template: 't' })).toBe('minted')
  })

  it('restores a machine, names the sign-in page and reads circumstances', () => {
    const server = createServerAuth(silentWorld().ports)(devOptions)
    const facts = {
      tokenType: 'api_key',
      id: 'i',
      subject: 'org_1',
      scopes: [],
      expirationMs: NOW_SEC,
      name: 'n',
      claims: null,
    } as const
    expect(server.restoreMachine(facts, 'ak_1')).toMatchObject({
      tokenType: 'api_key',
      isAuthenticated: true,
      orgId: 'org_1',
      userId: null,
    })
    const target = {
      page: 'sign-in',
      clerkUrl: 'https://app.example.com/x',
      isPending: false,
      devBrowser: 'db',
    } as const
    expect(server.toSignInUrl(target).href).toBe(
      'https://accounts.example.com/sign-in?redirect_url=https%3A%2F%2Fapp.example.com%2Fx&__clerk_db_jwt=db',
    )
    expect(server.readCircumstances(toNavigation('/'))).toEqual({
      isPage: true,
      isServerAction: false,
      unauthenticatedStatus: 404,
      unauthorizedStatus: 404,
    })
    expect(server.challenge).toBe(
      'Bearer resource_metadata="https://clerk.example.com/.well-known/oauth-protected-resource"',
    )
  })
})
