import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import type { Emulator } from '../emulator.ts'

const NOW_MS = 1_790_000_000_000
const start = () => createEmulator({ clock: NOW_MS })
const jwks = (emulator: Emulator, init: RequestInit = {}) =>
  emulator.fetch(`${emulator.url}/v1/jwks`, { headers: { authorization: `Bearer ${emulator.secretKey}` }, ...init })
const kids = async (emulator: Emulator) =>
  ((await (await jwks(emulator)).json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)
const post = (emulator: Emulator, action: string, body: unknown, headers: Record<string, string> = {}) =>
  emulator.fetch(`${emulator.url}/__emu/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('control', () => {
  it('rejects calls during a network outage and answers 503 during another, but keeps its pages', async () => {
    const emulator = start()
    emulator.control.setOutage('network')
    await expect(jwks(emulator)).rejects.toThrow(TypeError)
    expect((await emulator.fetch(emulator.signInUrl)).status).toBe(200)
    emulator.control.setOutage('http')
    expect((await jwks(emulator)).status).toBe(503)
    emulator.control.setOutage(null)
    expect((await jwks(emulator)).status).toBe(200)
  })

  it('fails as many matching calls as it was told to', async () => {
    const emulator = start()
    emulator.control.failNext({
      count: 2,
      status: 429,
      code: 'too_many_requests',
      pathPrefix: '/v1/jwks',
      retryAfterSec: 7,
    })
    expect((await emulator.fetch(`${emulator.url}/.well-known/jwks.json`)).status).toBe(200)
    const first = await jwks(emulator)
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7'])
    expect(await first.json()).toMatchObject({ errors: [{ code: 'too_many_requests' }] })
    expect([(await jwks(emulator)).status, (await jwks(emulator)).status]).toEqual([429, 200])
  })

  it('stops waiting for slow keys when the caller does', async () => {
    const emulator = start()
    emulator.control.setKeysDelayMs(60_000)
    await expect(jwks(emulator, { signal: AbortSignal.timeout(10) })).rejects.toThrow()
  })

  it('rotates the key, keeping or dropping the old one', async () => {
    const emulator = start()
    const [first] = await kids(emulator)
    const second = await emulator.control.rotateSigningKey()
    expect(await kids(emulator)).toEqual([first, second])
    expect(decodeProtectedHeader((await emulator.mint.session()).token).kid).toBe(second)
    const third = await emulator.control.rotateSigningKey({ keepOld: false })
    expect(await kids(emulator)).toEqual([first, third])
  })

  it('is back at the start after a reset', async () => {
    const emulator = start()
    const [first] = await kids(emulator)
    await emulator.control.rotateSigningKey()
    await emulator.mint.session()
    emulator.clock.advance(1000)
    emulator.control.setOutage('http')
    emulator.control.reset()
    expect(await kids(emulator)).toEqual([first])
    expect(emulator.control.sessions()).toEqual([])
    expect(emulator.clock.nowMs()).toBe(NOW_MS)
  })

  it('resets to another seed', () => {
    const emulator = start()
    emulator.control.reset({ users: [{ email: 'only@example.com' }] })
    expect(emulator.control.users().map(({ id }) => id)).toEqual(['user_only'])
  })

  it('names a session and a token that it does not know, without showing the token', () => {
    const { control } = start()
    expect(() => control.revokeSession('sess_x')).toThrow('ERR_EMULATOR_UNKNOWN_SESSION')
    expect(() => control.revokeApiKey('ak_verysecret')).toThrow(/^(?!.*verysecret).*ERR_EMULATOR_UNKNOWN_TOKEN/)
  })

  it('keeps a log without tokens', async () => {
    const emulator = start()
    const { token, devBrowser } = await emulator.mint.session()
    const url = `${emulator.url}/v1/client/handshake?redirect_url=http://localhost:3000/&__session=${token}&__clerk_db_jwt=${devBrowser}&__clerk_hs_reason=dev-browser-sync`
    await emulator.fetch(url)
    const [entry] = emulator.control.requests()
    expect(entry).toMatchObject({ number: 1, method: 'GET', path: '/v1/client/handshake', status: 307 })
    expect(entry?.decision).toContain('dev-browser-sync')
    expect(JSON.stringify(entry)).not.toContain(token)
    expect(JSON.stringify(entry)).not.toContain(devBrowser)
  })

  it('does not write into the log what a URL says', async () => {
    const emulator = start()
    await emulator.fetch(
      `${emulator.url}/v1/client/handshake?redirect_url=http://localhost:3000/&__clerk_hs_reason=${'eyJhbGciOi.eyJzdWIi.c2ln'.repeat(30)}`,
    )
    expect(emulator.control.requests()[0]?.decision).not.toContain('eyJ')
  })
})

describe('/__emu', () => {
  it('mints, moves time and revokes over HTTP', async () => {
    const emulator = start()
    const minted = (await (await post(emulator, 'mint/session', { user: 'grace', org: null })).json()) as {
      token: string
      sessionId: string
    }
    expect(decodeJwt(minted.token)).toMatchObject({ sub: 'user_grace' })
    expect(await (await post(emulator, 'clock', { advanceMs: 5000 })).json()).toEqual({
      nowMs: NOW_MS + 5000,
      offsetMs: 5000,
    })
    expect((await post(emulator, 'sessions/revoke', { id: minted.sessionId })).status).toBe(200)
    expect(emulator.control.sessions()).toMatchObject([{ status: 'revoked' }])
  })

  it.each([
    ['mint/session', { user: 'nobody' }, 404, 'ERR_EMULATOR_UNKNOWN_USER'],
    ['outage', { outage: 'maybe' }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['fail', { status: 200 }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['reset', { seed: { userz: [] } }, 400, 'ERR_EMULATOR_SEED_INVALID'],
    ['nope', {}, 404, 'resource_not_found'],
  ])('names what is wrong with %s %j', async (action, body, status, code) => {
    const answer = await post(start(), action, body)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ errors: [{ code }] })
  })

  it.each([
    { origin: 'http://localhost:3000' },
    { origin: 'https://evil.com' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('does not listen to a page with %j', async (headers) =>
    expect((await post(start(), 'reset', {}, headers)).status).toBe(403),
  )

  it('takes a form and goes back to the console', async () => {
    const emulator = start()
    const answer = await emulator.fetch(`${emulator.url}/__emu/clock`, {
      method: 'POST',
      body: new URLSearchParams({ advanceMs: '60000' }),
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/__emu'])
    expect(emulator.clock.offsetMs()).toBe(60_000)
  })

  it('shows what a form minted', async () => {
    const emulator = start()
    const answer = await emulator.fetch(`${emulator.url}/__emu/mint/api-key`, {
      method: 'POST',
      body: new URLSearchParams({ user: 'user_ada', org: '' }),
    })
    expect(await answer.text()).toMatch(/ak_[A-Za-z0-9]{43}/)
  })
})
