import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import type { Emulator } from '../emulator.ts'
import type { Trouble } from './trouble.ts'

const NOW_MS = 1_790_000_000_000
const NOW_SEC = NOW_MS / 1000
const start = () => createEmulator({ clock: NOW_MS })

interface Ask {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}
const ask = (emulator: Emulator, path: string, { headers = {}, ...init }: Ask = {}) =>
  emulator.fetch(emulator.url + path, {
    ...init,
    headers: { authorization: `Bearer ${emulator.secretKey}`, ...headers },
  })
const statuses = async (emulator: Emulator, ...paths: readonly string[]) => {
  const seen: number[] = []
  for (const path of paths) seen.push((await ask(emulator, path)).status)
  return seen
}
const post = (emulator: Emulator, action: string, body: unknown) =>
  emulator.fetch(`${emulator.url}/__emu/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

describe('trouble.add', () => {
  it.each([
    ['/v1/users/:id', [200, 503, 503, 200]],
    ['/v1/users/*', [200, 503, 503, 503]],
    ['/v1/users*', [503, 503, 503, 503]],
    ['/v1/users', [503, 200, 200, 200]],
    ['/*', [503, 503, 503, 503]],
  ])('means by %s the endpoints that fit', async (path, expected) => {
    const emulator = start()
    emulator.control.trouble.add({ path, status: 503 })
    const paths = ['/v1/users', '/v1/users/user_ada', '/v1/users/count', '/v1/users/user_ada/organization_memberships']
    expect(await statuses(emulator, ...paths)).toEqual(expected)
  })

  it('means no endpoint whose path only looks like the pattern', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/.well-known/jwks.json', status: 503 })
    expect(await statuses(emulator, '/xwell-known/jwks.json')).toEqual([501])
  })

  it.each([['/api_keys/verify'], ['/v1/api_keys/verify']])(
    'means machine endpoints by %s in both spellings',
    async (path) => {
      const emulator = start()
      emulator.control.trouble.add({ path, status: 418 })
      const verify = async (at: string) => (await ask(emulator, at, { method: 'POST' })).status
      expect([await verify('/api_keys/verify'), await verify('/v1/api_keys/verify')]).toEqual([418, 418])
    },
  )

  it('answers the methods it names, as the script means them', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/client', methods: ['DELETE', 'GET'], status: 503 })
    const seen = [
      await ask(emulator, '/v1/client'),
      await ask(emulator, '/v1/client?_method=DELETE', { method: 'POST' }),
      await ask(emulator, '/v1/client', { method: 'POST' }),
    ]
    expect(seen.map(({ status }) => status)).toEqual([503, 503, 200])
  })

  it('answers with the status, the headers and the body that were asked for', async () => {
    const emulator = start()
    emulator.control.trouble.add({
      path: '/v1/users',
      status: 200,
      body: { data: 'odd' },
      headers: { 'x-odd': 'yes' },
      retryAfterSec: 3,
    })
    const answer = await ask(emulator, '/v1/users')
    expect([answer.status, answer.headers.get('x-odd'), answer.headers.get('retry-after')]).toEqual([200, 'yes', '3'])
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['application/json', '{"data":"odd"}'])
  })

  it('sends a text as it is', async () => {
    const emulator = start()
    emulator.control.trouble.add({
      path: '/v1/users',
      status: 502,
      body: '<h1>',
      headers: { 'content-type': 'text/html' },
    })
    const answer = await ask(emulator, '/v1/users')
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([502, 'text/html', '<h1>'])
  })

  it('sends no body with a status that has none', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/users', status: 204, body: {} })
    expect((await ask(emulator, '/v1/users')).status).toBe(204)
  })

  it.each([
    [{ code: 'made_up' }, 500, 'made_up'],
    [{ status: 429 }, 429, 'too_many_requests'],
    [{ status: 404 }, 404, 'resource_not_found'],
    [{ status: 418 }, 418, 'internal_error'],
    [{ retryAfterSec: 1 }, 500, 'internal_error'],
  ])('fills in what %j leaves out', async (trouble, status, code) => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/users', ...trouble })
    const answer = await ask(emulator, '/v1/users')
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ errors: [{ code }] })
  })

  it('works as often as it was told, and counts', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/users', status: 503, times: 2 })
    expect(await statuses(emulator, '/v1/users')).toEqual([503])
    expect(emulator.control.trouble.list()).toMatchObject([{ id: 'trouble_1', timesLeft: 1, timesUsed: 1 }])
    expect(await statuses(emulator, '/v1/users', '/v1/users')).toEqual([503, 200])
    expect(emulator.control.trouble.list()).toEqual([])
  })

  it('asks the rules in order, and goes on when one is used up', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/users', status: 502, times: 1 })
    emulator.control.trouble.add({ path: '/v1/*', status: 503, times: 1 })
    expect(await statuses(emulator, '/v1/users', '/v1/users', '/v1/users')).toEqual([502, 503, 200])
  })

  it('gives as many refusals as were planned to calls at the same time', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/users', status: 503, times: 3, delayMs: 5 })
    const all = await Promise.all(Array.from({ length: 8 }, () => ask(emulator, '/v1/users')))
    expect(all.filter(({ status }) => status === 503)).toHaveLength(3)
  })

  it('leaves preflights alone, and lets pages of the application read the trouble', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/client', status: 503, times: 1 })
    const origin = 'http://localhost:3000'
    const preflight = { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } }
    expect((await ask(emulator, '/v1/client', preflight)).status).toBe(204)
    const answer = await ask(emulator, '/v1/client', { method: 'POST', headers: { origin } })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([503, origin])
  })

  it('says in the log what it did, and with which delay', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/users', status: 503, delayMs: 1 })
    await ask(emulator, '/v1/users')
    expect(emulator.control.requests()).toMatchObject([{ status: 503, decision: '1 ms late; planned failure' }])
  })

  // What a program without types, or with a wrong idea, may hand over.
  it.each([
    [{}, 'path is missing'],
    [{ path: 'v1', status: 500 }, 'path must be a path that begins with /'],
    [{ path: '/v1/*/x', status: 500 }, 'path must be'],
    [{ path: '/users/:id', status: 500 }, 'Paths begin with /v1'],
    [{ path: '/sign-in', status: 500 }, 'names nothing'],
    [{ path: '/__emu/*', status: 500 }, 'names nothing'],
    [{ path: '/v1/users' }, 'this does nothing'],
    [{ path: '/v1/users', times: 2 }, 'this does nothing'],
    [{ path: '/v1/users', status: 199 }, 'status must be a whole number from 200 to 599'],
    [{ path: '/v1/users', status: 600 }, 'status must be'],
    [{ path: '/v1/users', methods: ['get'], status: 500 }, 'methods[0] must be one of GET'],
    [{ path: '/v1/users', delayMs: -1 }, 'delayMs must be'],
    [{ path: '/v1/users', delayMs: 5, delayUpToMs: 4 }, 'delayUpToMs must not be below'],
    [{ path: '/v1/users', limit: 1.5 }, 'limit must be'],
    [{ path: '/v1/users', status: 500, windowSec: 5 }, 'windowSec needs limit'],
    [{ path: '/v1/users', headers: { 'content-length': '5' } }, 'headers.content-length must be the name of a header'],
    [{ path: '/v1/users', headers: { 'x y': '5' } }, 'must be the name of a header'],
    [{ path: '/v1/users', headers: { x: 'a\r\nset-cookie: b' } }, 'headers.x must be a text of printable ASCII'],
    [{ path: '/v1/users', body: () => 1 }, 'body must be JSON'],
    [{ path: '/v1/users', times: 0, status: 500 }, 'times must be'],
    [{ path: '/v1/users', statsu: 500 }, 'statsu is not known here'],
    [{ tokens: 'old' }, 'tokens must be one of expired'],
    [{ tokens: 'expired', status: 500, path: '/v1/*' }, 'tokens stands alone or beside times, and not beside'],
  ])('names what is wrong with %j, and does nothing', (trouble, problem) => {
    const { control } = start()
    expect(() => control.trouble.add(trouble as Trouble)).toThrow(
      expect.objectContaining({ code: 'ERR_EMULATOR_OPTION_INVALID', message: expect.stringContaining(problem) }),
    )
    expect(control.trouble.list()).toEqual([])
  })
})

describe('delays', () => {
  it('end when the caller stops waiting', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/users', delayMs: 60_000 })
    await expect(ask(emulator, '/v1/users', { signal: AbortSignal.timeout(10) })).rejects.toThrow()
  })

  it('let the endpoint answer afterwards, on a clock that stands still', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/*', delayMs: 1, delayUpToMs: 3 })
    expect(await statuses(emulator, '/v1/users')).toEqual([200])
  })

  it('are the same in every run under a named sequence, and change no id', async () => {
    const run = async (hasTrouble: boolean) => {
      const emulator = createEmulator({ clock: NOW_MS, idSeed: 'late' })
      if (hasTrouble) emulator.control.trouble.add({ path: '/v1/users', delayMs: 1, delayUpToMs: 20 })
      await statuses(emulator, '/v1/users', '/v1/users')
      return [emulator.control.requests().map(({ decision }) => decision), (await emulator.mint.session()).sessionId]
    }
    const first = await run(true)
    expect(await run(true)).toEqual(first)
    expect((await run(false))[1]).toBe(first[1])
  })
})

describe('limits', () => {
  it('refuse what is above them until the window ends, and say when that is', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/users/*', limit: 2, windowSec: 10 })
    expect(await statuses(emulator, '/v1/users/count', '/v1/users/user_ada', '/v1/users')).toEqual([200, 200, 200])
    emulator.clock.advance(3_500)
    const refused = await ask(emulator, '/v1/users/count')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7'])
    expect(await refused.json()).toMatchObject({ errors: [{ code: 'too_many_requests' }] })
    emulator.clock.advance(6_500)
    expect(await statuses(emulator, '/v1/users/count', '/v1/users/count', '/v1/users/count')).toEqual([200, 200, 429])
  })

  it('begin anew when the clock is moved back', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/users', limit: 1 })
    expect(await statuses(emulator, '/v1/users', '/v1/users')).toEqual([200, 429])
    emulator.clock.advance(-60_000)
    expect(await statuses(emulator, '/v1/users')).toEqual([200])
  })

  it('may let nobody through, and count what they refused', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/users', limit: 0, times: 1 })
    expect(await statuses(emulator, '/v1/users', '/v1/users')).toEqual([429, 200])
  })

  it('delay the calls that they let through, too', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/users', limit: 1, delayMs: 1, times: 1 })
    expect(await statuses(emulator, '/v1/users', '/v1/users')).toEqual([200, 429])
    expect(emulator.control.requests().map(({ decision }) => decision)).toEqual([
      '1 ms late',
      '1 ms late; limit reached',
    ])
  })

  it('let rules behind them have the calls that they let through', async () => {
    const emulator = start()
    emulator.control.trouble.add({ path: '/v1/users', limit: 1 })
    emulator.control.trouble.add({ path: '/v1/users', status: 503 })
    expect(await statuses(emulator, '/v1/users', '/v1/users')).toEqual([503, 429])
  })
})

describe('trouble with tokens', () => {
  const sessionToken = async (emulator: Emulator, cookie: string, sessionId: string): Promise<string> => {
    const answer = await ask(emulator, `/v1/client/sessions/${sessionId}/tokens`, {
      method: 'POST',
      headers: { cookie },
    })
    return ((await answer.json()) as { jwt: string }).jwt
  }
  const spoil = async (trouble: Trouble) => {
    const emulator = start()
    const { emulatorCookie, sessionId } = await emulator.mint.session()
    emulator.control.trouble.add(trouble)
    return { emulator, next: () => sessionToken(emulator, emulatorCookie, sessionId) }
  }

  it.each([
    ['expired', { exp: NOW_SEC - 60 }],
    ['not-yet', { iat: NOW_SEC + 3_600, nbf: NOW_SEC + 3_590, exp: NOW_SEC + 3_660 }],
    ['foreign-app', { azp: 'https://elsewhere.example' }],
    ['foreign-issuer', { iss: 'https://clerk.elsewhere.example' }],
  ] as const)('issues %s ones as often as it was told', async (tokens, claims) => {
    const { emulator, next } = await spoil({ tokens, times: 1 })
    expect(decodeJwt(await next())).toMatchObject(claims)
    expect(decodeJwt(await next())).toMatchObject({ iat: NOW_SEC, exp: NOW_SEC + 60, iss: emulator.issuer })
  })

  it('signs with a key that is in no key set, under a kid that is', async () => {
    const { next } = await spoil({ tokens: 'foreign-key', times: 1 })
    const [foreign, own] = [await next(), await next()]
    expect(decodeProtectedHeader(foreign)).toEqual(decodeProtectedHeader(own))
    expect(decodeJwt(foreign)).toEqual(decodeJwt(own))
    expect(foreign).not.toBe(own)
  })

  it('leaves minted ones alone', async () => {
    const emulator = start()
    emulator.control.trouble.add({ tokens: 'expired' })
    expect(decodeJwt((await emulator.mint.session()).token).exp).toBe(NOW_SEC + 60)
  })

  it('brings a handshake a client that is not younger than its token', async () => {
    const emulator = start()
    const { devBrowser } = await emulator.mint.session()
    emulator.control.trouble.add({ tokens: 'expired', times: 1 })
    const url = `/v1/client/handshake?redirect_url=http://localhost:3000/&__clerk_db_jwt=${devBrowser}`
    const answer = await emulator.fetch(emulator.url + url, { redirect: 'manual' })
    const back = new URL(answer.headers.get('location') ?? '').searchParams.get('__clerk_handshake') ?? ''
    const { handshake } = decodeJwt<{ handshake: readonly string[] }>(back)
    const valueOf = (name: string) => handshake.find((line) => line.startsWith(`${name}=`))?.split(/[=;]/)[1] ?? ''
    const { iat = 0, exp } = decodeJwt(valueOf('__session'))
    expect(exp).toBe(NOW_SEC - 60)
    expect(Number(valueOf('__client_uat'))).toBeLessThanOrEqual(iat)
  })
})

describe('trouble.remove, clear and reset', () => {
  it('end one, all, and everything', async () => {
    const { control } = start()
    const one = control.trouble.add({ path: '/v1/*', status: 500 })
    control.failNext({ count: 2 })
    control.setKeysDelayMs(5)
    control.trouble.remove(one.id)
    expect(control.trouble.list()).toMatchObject([
      { path: '/*', status: 500, timesLeft: 2 },
      { path: '/v1/jwks', delayMs: 5, status: null },
    ])
    control.trouble.clear()
    expect(control.trouble.list()).toEqual([])
    control.trouble.add({ tokens: 'expired' })
    control.reset()
    expect(control.trouble.list()).toEqual([])
  })

  it('keep rules when planned failures are cleared', () => {
    const { control } = start()
    control.trouble.add({ path: '/v1/*', status: 500 })
    control.failNext()
    control.clearFailures()
    expect(control.trouble.list()).toMatchObject([{ path: '/v1/*' }])
  })
})

describe('/__emu/trouble', () => {
  it('adds, lists and removes over HTTP', async () => {
    const emulator = start()
    const list = async () => (await emulator.fetch(`${emulator.url}/__emu/trouble`)).json()
    const rule = await (await post(emulator, 'trouble/add', { path: '/v1/users', limit: 5 })).json()
    expect(rule).toMatchObject({ id: 'trouble_1', status: 429, windowSec: 60, timesLeft: null })
    expect(await list()).toEqual({ trouble: [rule] })
    await post(emulator, 'trouble/remove', { id: 'trouble_1' })
    expect(await list()).toEqual({ trouble: [] })
    expect((await post(emulator, 'trouble/add', { path: '/v1/users' })).status).toBe(400)
  })
})
