import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import type { Emulator } from '../emulator.ts'
import type { EmulatorOptions } from '../options.ts'

const NOW_MS = 1_790_000_000_000
const APP_URL = 'http://localhost:3000/dash?x=1&y=a%20b'

interface Handshake {
  readonly location: URL
  readonly setCookies: readonly string[]
  readonly directives: readonly string[]
}

async function handshake(
  emulator: Emulator,
  query: Readonly<Record<string, string>> = {},
  cookie = '',
): Promise<Handshake> {
  const params = new URLSearchParams({ redirect_url: APP_URL, format: 'nonce', ...query })
  const answer = await emulator.fetch(`${emulator.url}/v1/client/handshake?${params.toString()}`, {
    headers: { cookie },
  })
  expect(answer.status).toBe(307)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const location = new URL(answer.headers.get('location') ?? '')
  const setCookies = answer.headers.getSetCookie()
  const carried = new Map([
    ...location.searchParams,
    ...setCookies.map((line) => (line.split(';')[0] ?? '').split('=') as [string, string]),
  ])
  return { location, setCookies, directives: await redeem(emulator, carried) }
}

async function redeem(emulator: Emulator, carried: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const token = carried.get('__clerk_handshake')
  if (token !== undefined) return decodeJwt(token)['handshake'] as string[]
  const url = `${emulator.url}/v1/clients/handshake_payload?nonce=${carried.get('__clerk_handshake_nonce') ?? ''}`
  const answer = await emulator.fetch(url, { headers: { authorization: `Bearer ${emulator.secretKey}` } })
  return ((await answer.json()) as { directives: string[] }).directives
}

const start = (options: EmulatorOptions = {}) => createEmulator({ clock: NOW_MS, ...options })
const claimsOf = ({ directives }: Handshake) =>
  decodeJwt(directives.findLast((line) => line.startsWith('__session'))?.split(/[=;]/)[1] ?? '')
const clientUatOf = (lines: readonly string[]) =>
  Number(lines.find((line) => line.startsWith('__client_uat='))?.split(/[=;]/)[1])

describe('answerHandshake', () => {
  it('keeps the other parameters of the way back', async () => {
    const { location } = await handshake(start())
    expect(location.searchParams.get('x')).toBe('1')
    expect(location.searchParams.get('y')).toBe('a b')
  })

  it.each(['POST', 'PUT', 'HEAD'])('refuses %s', async (method) => {
    const emulator = start()
    const url = `${emulator.url}/v1/client/handshake?redirect_url=${encodeURIComponent(APP_URL)}`
    expect((await emulator.fetch(url, { method })).status).toBe(405)
  })

  it('prefers a token when it is small, a nonce when it is not', async () => {
    const emulator = start()
    const { devBrowser } = await emulator.mint.session()
    expect((await handshake(emulator)).location.searchParams.has('__clerk_handshake')).toBe(true)
    const signedIn = await handshake(emulator, { __clerk_db_jwt: devBrowser ?? '' })
    expect(signedIn.location.searchParams.has('__clerk_handshake_nonce')).toBe(true)
  })

  it('uses the token form for an application that did not ask for a nonce', async () => {
    const emulator = start()
    const { devBrowser } = await emulator.mint.session()
    const { location } = await handshake(emulator, { __clerk_db_jwt: devBrowser ?? '', format: 'token' })
    expect(location.searchParams.has('__clerk_handshake')).toBe(true)
  })

  it.each(['token', 'nonce'] as const)('uses the %s form when told to', async (handshakeForm) => {
    const emulator = start({ handshakeForm })
    const { devBrowser } = await emulator.mint.session()
    const param = handshakeForm === 'token' ? '__clerk_handshake' : '__clerk_handshake_nonce'
    for (const query of [{}, { __clerk_db_jwt: devBrowser ?? '' }]) {
      expect((await handshake(emulator, query)).location.searchParams.has(param)).toBe(true)
    }
  })

  it('redeems a nonce once, and not after a minute', async () => {
    const emulator = start()
    const read = async (nonce: string): Promise<number> => {
      const url = `${emulator.url}/v1/clients/handshake_payload?nonce=${nonce}`
      return (await emulator.fetch(url, { headers: { authorization: `Bearer ${emulator.secretKey}` } })).status
    }
    const used = await emulator.mint.handshakeNonce()
    expect([await read(used), await read(used)]).toEqual([200, 404])
    const late = await emulator.mint.handshakeNonce()
    emulator.clock.advance(60_000)
    expect(await read(late)).toBe(404)
  })

  it('makes a new development browser for a token that it does not know', async () => {
    const { directives } = await handshake(start(), { __clerk_db_jwt: 'dvb_of_another_emulator' })
    const line = directives.find((directive) => directive.startsWith('__clerk_db_jwt='))
    expect(line).toMatch(/^__clerk_db_jwt=dvb_[A-Za-z0-9]{27}; Path=\/; SameSite=Lax; Max-Age=31536000$/)
  })

  it.each([
    ['slug', 'globex', 'org_globex'],
    ['id', 'org_globex', 'org_globex'],
    ['nothing, which is the personal account', '', undefined],
    ['somebody else’s organization', 'org_nowhere', 'org_acme'],
  ])('activates the organization by %s', async (_name, wanted, expected) => {
    const emulator = start()
    const { devBrowser } = await emulator.mint.session({ user: 'ada' })
    const claims = claimsOf(await handshake(emulator, { __clerk_db_jwt: devBrowser ?? '', organization_id: wanted }))
    expect((claims['o'] as { id: string } | undefined)?.id).toBe(expected)
  })

  it.each([
    ['an hour after the sign-in', 0, 3_600_000, 0],
    ['with the clock a minute back', 0, -60_000, -60],
    ['with the clock back from eight days ahead', 8 * 86_400_000, -8 * 86_400_000, 0],
  ])('never says that the client is newer than the token %s', async (_name, beforeMs, afterMs, uatSec) => {
    const emulator = start()
    emulator.clock.advance(beforeMs)
    const { devBrowser } = await emulator.mint.session()
    emulator.clock.advance(afterMs)
    const result = await handshake(emulator, { __clerk_db_jwt: devBrowser ?? '' })
    expect(clientUatOf(result.directives)).toBe(NOW_MS / 1000 + uatSec)
    expect(claimsOf(result).iat).toBe((NOW_MS + beforeMs + afterMs) / 1000)
  })

  it('signs out after the session was revoked', async () => {
    const emulator = start()
    const { devBrowser, sessionId } = await emulator.mint.session()
    emulator.control.revokeSession(sessionId)
    expect((await handshake(emulator, { __clerk_db_jwt: devBrowser ?? '' })).directives).toContain(
      '__client_uat=0; Path=/; Max-Age=31536000; SameSite=Lax',
    )
  })
})

describe('answerHandshake in production', () => {
  const options: EmulatorOptions = { instanceType: 'production', satelliteDomains: ['sat.test'] }
  const query = { redirect_url: 'https://www.app.test/dash' }

  it('deletes the handshake cookies and shares the client cookie', async () => {
    const emulator = start(options)
    const { emulatorCookie } = await emulator.mint.session()
    const { directives, location } = await handshake(emulator, query, emulatorCookie)
    expect(location.href).toBe('https://www.app.test/dash')
    expect(directives).toContain('__clerk_handshake=; Path=/; Domain=app.test; Max-Age=0')
    expect(directives).toContain('__clerk_handshake_nonce=; Path=/; Domain=app.test; Max-Age=0')
    expect(directives).toContain(
      `__client_uat=${NOW_MS / 1000}; Path=/; Domain=app.test; Max-Age=31536000; SameSite=Lax; Secure`,
    )
    expect(directives.some((line) => line.startsWith('__clerk_db_jwt'))).toBe(false)
  })

  it('does not believe a development browser', async () => {
    const emulator = start(options)
    await emulator.mint.session()
    const client = emulator.control.sessions()[0]?.clientId
    expect(client).toBeDefined()
    const { directives } = await handshake(emulator, { ...query, __clerk_db_jwt: 'dvb_x' })
    expect(directives.some((line) => line.startsWith('__session=;'))).toBe(true)
  })

  it('takes a satellite through the primary, whose issuer is its own', async () => {
    const emulator = start(options)
    const { emulatorCookie } = await emulator.mint.session({ user: 'grace' })
    const params = new URLSearchParams({ redirect_url: 'https://sat.test/page?__clerk_synced=false', format: 'nonce' })
    const follow = async (url: string, cookie: string): Promise<Response> =>
      emulator.fetch(url, { headers: { cookie }, redirect: 'manual' })

    const first = await follow(`https://clerk.sat.test/v1/client/handshake?${params.toString()}`, '')
    const atPrimary = first.headers.get('location') ?? ''
    expect(atPrimary).toMatch(/^https:\/\/clerk\.app\.test\/v1\/client\/sync\?/)
    const second = await follow(atPrimary, emulatorCookie)
    const third = await follow(second.headers.get('location') ?? '', '')
    const clientCookie = third.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const last = await follow(third.headers.get('location') ?? '', clientCookie)
    expect(last.headers.get('location')).toBe('https://sat.test/page?__clerk_synced=true')

    const cookies = new Map(
      last.headers.getSetCookie().map((line) => (line.split(';')[0] ?? '').split('=') as [string, string]),
    )
    const session = (await redeem(emulator, cookies)).findLast((line) => line.startsWith('__session'))
    expect(decodeJwt(session?.split(/[=;]/)[1] ?? '')).toMatchObject({
      sub: 'user_grace',
      iss: 'https://clerk.sat.test',
      azp: 'https://sat.test',
    })
  })

  it('takes a visitor of a satellite whom nobody knows back signed out', async () => {
    const emulator = start(options)
    const params = new URLSearchParams({ redirect_url: 'https://sat.test/page' })
    let url = `https://clerk.sat.test/v1/client/handshake?${params.toString()}`
    let hops = 0
    for (; hops < 5 && !url.startsWith('https://sat.test'); hops += 1) {
      url = (await emulator.fetch(url, { redirect: 'manual' })).headers.get('location') ?? ''
    }
    expect(url).toBe('https://sat.test/page?__clerk_synced=true')
    expect(hops).toBe(3)
  })
})
