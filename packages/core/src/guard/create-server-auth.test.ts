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
import { fakePorts, jsonResponse, mintToken, NOW_MS } from '../../test/mint.ts'
import type { HandoverContents, OpenedHandover } from '../seal/handover-contents.ts'
import { openHandover } from '../seal/open-handover.ts'
import { resolveOpeningKeys, createSealingKeySource } from '../seal/sealing-material.ts'
import { sealHandover } from '../seal/seal-handover.ts'
import { createServerAuth } from './create-server-auth.ts'

interface ToHandOver {
  readonly contents?: Partial<HandoverContents>
  readonly publishableKey?: string | null | undefined
  /** Milliseconds from the sealing to the opening. */
  readonly ageMs?: number
}

/** What the middleware seals and server code opens. */
async function handOver(
  token: string | null,
  { contents = {}, publishableKey: given = liveOptions.publishableKey, ageMs = 0 }: ToHandOver = {},
): Promise<OpenedHandover> {
  const publishableKey = given ?? ''
  const material = { encryptionKey: 'a'.repeat(64) }
  const [key, keys] = [await createSealingKeySource(material)?.(), resolveOpeningKeys(material)]
  if (key === undefined || keys === null) throw new Error('The test gives a key.')
  const request = { method: 'GET', path: '/', host: 'app.test' }
  const sealed = await sealHandover({
    ...request,
    key,
    publishableKey,
    token,
    isTokenInside: true,
    nowMs: NOW_MS,
    contents: { ...signedIn, ...contents },
  })
  const opened = openHandover({ keys, sealed, publishableKey, host: 'app.test', token, request, nowMs: NOW_MS + ageMs })
  if (!opened.ok) throw new Error(opened.failure)
  return opened.value
}

const signedIn: HandoverContents = {
  status: 'signed-in',
  reason: null,
  clerkUrl: 'https://app.example.com/',
  options: null,
  machineAuth: null,
  isMachineAsked: false,
  reader: { isPage: true, isServerAction: false, isPrefetch: false, isRouterFetch: false },
  mark: null,
  trace: [],
}
const apiKey = { tokenType: 'api_key', id: 'i', subject: 'org_1', scopes: ['a'], name: 'n', claims: { plan: { x: 1 } } }

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
    const opened = await handOver(token)
    expect(server.restoreSession(opened, true)).toMatchObject({ isAuthenticated: true, userId: 'user_1' })
    expect(await server.restoreSession(opened, true).getToken()).toBe(token)
    world.nowMs = NOW_MS + 64_999
    expect(server.restoreSession(opened, true).isAuthenticated).toBe(true)
    world.nowMs = NOW_MS + 65_000
    expect(server.restoreSession(opened, true).isAuthenticated).toBe(false)
    expect(server.restoreSession(await handOver('junk'), true).isAuthenticated).toBe(false)
  })

  it('restores nobody without a clock', async () => {
    const opened = await handOver(await mintToken())
    for (const nowMs of [
      () => {
        throw new Error('injected')
      },
      () => Number.NaN,
    ]) {
      const server = createServerAuth({ ...silentWorld().ports, clock: { nowMs } })(liveOptions)
      expect(server.restoreSession(opened, true).isAuthenticated).toBe(false)
    }
  })

  it.each<readonly [string, (opened: OpenedHandover) => unknown]>([
    ['a copy', (opened) => ({ ...opened })],
    ['a deep copy', (opened) => structuredClone(opened)],
    ['its JSON', (opened) => JSON.parse(JSON.stringify(opened)) as unknown],
    ['what inherits from it', (opened) => Object.create(opened) as unknown],
    ['what a proxy shows of it', (opened) => new Proxy(opened, {})],
    ['a token that nobody signed', ({ token }) => token],
    ['nothing', () => null],
  ])('believes an opened hand-over only, and not %s', async (_, launder) => {
    const server = createServerAuth(silentWorld().ports)(liveOptions)
    const session = await handOver(await mintToken())
    const machine = await handOver('ak_1', { contents: { machineAuth: apiKey } })
    // What JavaScript, or a cast, lets through.
    expect(server.restoreSession(launder(session) as OpenedHandover, true)).toEqual({
      ...server.nobody(),
      debug: expect.any(Function),
    })
    expect(server.restoreMachine(launder(machine) as OpenedHandover)).toBeNull()
  })

  it('cannot be told another person by whoever changes an opened hand-over', async () => {
    const opened = await handOver('ak_1', { contents: { machineAuth: apiKey } })
    const { contents } = opened
    for (const frozen of [opened, contents, contents.machineAuth, contents.machineAuth?.scopes]) {
      expect(Object.isFrozen(frozen)).toBe(true)
    }
    expect(() => Object.assign(opened, { token: 'other' })).toThrow(TypeError)
  })

  it.each<readonly [string, ToHandOver]>([
    ['of another instance', { publishableKey: 'pk_live_other' }],
    ['that is older than a minute', { ageMs: 60_000 }],
    ['of a visitor who was signed out', { contents: { status: 'signed-out' } }],
  ])('restores nobody from a hand-over %s', async (_, change) => {
    const server = createServerAuth(silentWorld().ports)(liveOptions)
    const token = await mintToken()
    expect(server.restoreSession(await handOver(token), true).isAuthenticated).toBe(true)
    expect(server.restoreSession(await handOver(token, change), true).isAuthenticated).toBe(false)
  })

  it('restores no machine from a session, and no session from a machine', async () => {
    const server = createServerAuth(silentWorld().ports)(liveOptions)
    expect(server.restoreMachine(await handOver(await mintToken()))).toBeNull()
    const machine = await handOver(await mintToken(), { contents: { machineAuth: apiKey } })
    expect(server.restoreSession(machine, true).isAuthenticated).toBe(false)
    const empty = await handOver('ak_1', { contents: { machineAuth: { ...apiKey, id: null } } })
    expect(server.restoreMachine(empty)).toBeNull()
  })

  it('hides a pending session unless asked for it', async () => {
    const server = createServerAuth(silentWorld().ports)(liveOptions)
    const opened = await handOver(await mintToken({ claims: { sts: 'pending' } }))
    expect(server.restoreSession(opened, true)).toMatchObject({ isAuthenticated: false, sessionStatus: 'pending' })
    expect(server.restoreSession(opened, false)).toMatchObject({ isAuthenticated: true, sessionStatus: 'pending' })
  })

  it('mints tokens for a restored session', async () => {
    const world = fakePorts()
    answerByPath(world, { '/v1/sessions/sess_1/tokens/t': () => jsonResponse({ jwt: 'minted' }) })
    const server = createServerAuth(world.ports)(liveOptions)
    const session = server.restoreSession(await handOver(await mintToken()), true)
    expect(await session.getToken({ template: 't' })).toBe('minted')
  })

  it('restores a machine, names the sign-in page and reads circumstances', async () => {
    const server = createServerAuth(silentWorld().ports)(devOptions)
    const { publishableKey } = devOptions
    const opened = await handOver('ak_1', { publishableKey, contents: { machineAuth: apiKey } })
    expect(server.restoreMachine(opened)).toMatchObject({
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
    expect(server.readCircumstances(toNavigation('/').headers)).toEqual({
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
