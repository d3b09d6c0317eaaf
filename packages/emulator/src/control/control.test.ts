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
/** Presses a button of the console. */
const send = (emulator: Emulator, action: string, fields: Record<string, string>) =>
  emulator.fetch(`${emulator.url}/__emu/${action}`, { method: 'POST', body: new URLSearchParams(fields) })
const submit = async (emulator: Emulator, action: string, fields: Record<string, string>) => {
  const answer = await send(emulator, action, fields)
  expect([200, 303]).toContain(answer.status)
  return answer.text()
}
const showConsole = async (emulator: Emulator, tab: 'keys' | 'trouble') =>
  (await emulator.fetch(`${emulator.url}/__emu/console/${tab}`)).text()

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

  it('changes some settings of the instance, until a reset', () => {
    const { control } = start()
    control.changeSettings({ hasMultipleSessions: true })
    control.changeSettings({ signUpMode: 'restricted' })
    expect(control.settings()).toMatchObject({ hasMultipleSessions: true, signUpMode: 'restricted', hasDomains: true })
    control.reset()
    expect(control.settings()).toMatchObject({ hasMultipleSessions: false, signUpMode: 'public' })
  })

  it('takes no setting that is not there', () => {
    const { control } = start()
    // Somebody without types.
    const odd = { hasEverything: true } as object
    expect(() => control.changeSettings(odd)).toThrow('hasEverything')
  })

  it('changes settings over HTTP', async () => {
    const emulator = start()
    const body = JSON.stringify({ hasOrganizations: false })
    const headers = { 'content-type': 'application/json' }
    const answer = await emulator.fetch(`${emulator.url}/__emu/settings`, { method: 'POST', headers, body })
    expect(await answer.json()).toMatchObject({ hasOrganizations: false })
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

  it.each(['/api_keys/verify', '/v1/api_keys/verify', '/v1/api_keys'])(
    'fails calls of machines by %s',
    async (prefix) => {
      const emulator = start()
      const verify = async (path: string): Promise<number> => {
        const init = { method: 'POST', headers: { authorization: `Bearer ${emulator.secretKey}` }, body: '{}' }
        return (await emulator.fetch(emulator.url + path, init)).status
      }
      emulator.control.failNext({ count: 2, status: 418, pathPrefix: prefix })
      expect([await verify('/api_keys/verify'), await verify('/v1/api_keys/verify')]).toEqual([418, 418])
    },
  )

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

  it('makes the same ids again after a reset, under a named sequence', async () => {
    const emulator = createEmulator({ clock: NOW_MS, idSeed: 'reset' })
    const before = await emulator.mint.session()
    emulator.control.reset()
    expect(await emulator.mint.session()).toEqual(before)
  })

  it('keeps everything when it is reset to a seed that is none', async () => {
    const emulator = start()
    await emulator.mint.session()
    emulator.clock.advance(1000)
    expect(() => emulator.control.reset({ users: [{ email: 'nobody' }] })).toThrow('ERR_EMULATOR_SEED_INVALID')
    expect(emulator.control.sessions()).toHaveLength(1)
    expect(emulator.clock.offsetMs()).toBe(1000)
  })

  // What a program without types, or with a wrong idea, may hand over.
  it.each([
    ['failNext', { count: 0 }, 'count must be a whole number from 1'],
    ['failNext', { count: 1.5 }, 'count must be'],
    ['failNext', { status: 200 }, 'status must be a whole number from 400 to 599'],
    ['failNext', { pathPrefix: 'v1' }, 'pathPrefix must be a path that begins with /'],
    ['failNext', { retryAfterSec: -1 }, 'retryAfterSec must be'],
    ['failNext', { cuont: 2 }, 'cuont is not known here'],
    ['setKeysDelayMs', -1, 'ms must be a number from 0'],
    ['setKeysDelayMs', Number.NaN, 'ms must be'],
    ['setOutage', 'maybe', 'outage must be one of network, http'],
    ['setHandshakeForm', 'cookie', 'form must be one of auto, token, nonce'],
  ] as const)('names what is wrong with %s(%j)', (name, value, problem) => {
    const { control } = start()
    expect(() => control[name](value as never)).toThrow(
      expect.objectContaining({ code: 'ERR_EMULATOR_OPTION_INVALID', message: expect.stringContaining(problem) }),
    )
  })

  it('names what is wrong with a rotation and with a session, in code', async () => {
    const emulator = start()
    const code = 'ERR_EMULATOR_OPTION_INVALID'
    await expect(emulator.control.rotateSigningKey({ keepOld: 'no' as never })).rejects.toMatchObject({ code })
    await expect(emulator.mint.session({ expiresInSec: Number.NaN })).rejects.toMatchObject({ code })
    await expect(emulator.mint.apiKey({ scopes: 'read' as never })).rejects.toMatchObject({ code })
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
    ['mint/session', { user: 5 }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['mint/session', { expiresInSec: '60' }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['mint/session', { permissions: 'org:a:b' }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['mint/session', { permissions: ['bad'] }, 400, 'ERR_EMULATOR_PERMISSION_INVALID'],
    ['mint/session', { org: 'nowhere' }, 404, 'ERR_EMULATOR_UNKNOWN_ORGANIZATION'],
    ['mint/session', { fva: [1] }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['mint/session', { actor: {} }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['mint/session', { claims: [] }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['mint/session', { features: ['a,b'] }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['mint/session', { expiresInSecs: 5 }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['mint/api-key', { scopes: 'a' }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['mint/m2m-token', { scopes: ['a b'] }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['mint/oauth-token', { audience: [1] }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['mint/handshake-token', { session: { user: 5 } }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['mint/handshake-nonce', { directives: 'a=b' }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['clock', { setMs: 1e20 }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['clock', { setMs: -1 }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['clock', { advanceMs: -NOW_MS - 1 }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['clock', { setMs: 5, advanceMs: -6 }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['clock', { advanceMs: '5' }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['clock', { move: 'constructor' }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['fail', { count: 0 }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['fail', { count: -3 }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['fail', { code: 5 }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['keys/delay', { ms: -1 }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['keys/delay', { ms: 1e12 }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['keys/rotate', { keepOld: 'no' }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['handshake-form', {}, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['sessions/revoke', { id: 5 }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['sessions/revoke', {}, 400, 'ERR_EMULATOR_OPTION_INVALID'],
    ['fail/clear', { all: true }, 400, 'ERR_EMULATOR_OPTION_INVALID'],
  ])('names what is wrong with %s %j, and does nothing', async (action, body, status, code) => {
    const emulator = start()
    const read = async () => (await emulator.fetch(`${emulator.url}/__emu/state`)).json()
    const before = await read()
    const answer = await post(emulator, action, body)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ errors: [{ code }] })
    expect(await read()).toEqual(before)
    expect((await emulator.fetch(`${emulator.url}/__emu`)).status).toBe(200)
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

  it.each([
    [{ user: 'user_grace', org: '' }, 'user_grace'],
    [{ user: 'user_grace', org: 'org_globex' }, 'org_globex'],
  ])('mints an API key for whom the form says: %j', async (fields, subject) => {
    const emulator = start()
    const page = await submit(emulator, 'mint/api-key', fields)
    expect(page).toMatch(/ak_[A-Za-z0-9]{43}/)
    expect(emulator.control.apiKeys().at(-1)).toMatchObject({ subject })
  })

  it('mints tokens for whom the form says', async () => {
    const emulator = start()
    await submit(emulator, 'mint/oauth-token', { user: 'user_grace', org: 'org_acme' })
    await submit(emulator, 'mint/m2m-token', { machine: 'mch_billing' })
    await submit(emulator, 'mint/session', { user: 'user_grace', org: '' })
    const state = await (await emulator.fetch(`${emulator.url}/__emu/state`)).json()
    expect(state).toMatchObject({
      oauthTokens: [{ subject: 'user_grace' }],
      m2mTokens: [{ subject: 'mch_billing' }],
      sessions: [{ userId: 'user_grace', organizationId: 'org_acme' }],
    })
  })

  it('shows keys and tokens, and revokes them by their buttons', async () => {
    const emulator = start()
    const { id: m2m } = await emulator.mint.m2mToken()
    const { id: oauth } = await emulator.mint.oauthToken()
    await emulator.mint.oauthToken({ expiresInSec: -1 })
    const buttons = (page: string): string[] =>
      [...page.matchAll(/aria-label="(Revoke [^"]+)"/g)].map(([, label = '']) => label)
    expect(buttons(await showConsole(emulator, 'keys'))).toEqual([
      'Revoke the API key ada-cli of user_ada',
      `Revoke the M2M token ${m2m} of mch_reports`,
      `Revoke the OAuth token ${oauth} of user_ada`,
    ])
    await submit(emulator, 'api-keys/revoke', { id: 'ak_ada_cli' })
    await submit(emulator, 'm2m-tokens/revoke', { id: m2m })
    await submit(emulator, 'oauth-tokens/revoke', { id: oauth })
    expect(buttons(await showConsole(emulator, 'keys'))).toEqual([])
  })

  it('shows a signed token in a field that has a name', async () => {
    const emulator = start()
    const { id, token } = await emulator.mint.m2mToken({ format: 'jwt' })
    expect(await showConsole(emulator, 'keys')).toMatch(
      new RegExp(`<textarea[^>]+aria-label="M2M token ${id}"[^>]*>${token}<`),
    )
  })

  it('clears planned failures by a button that is there only when there are some', async () => {
    const emulator = start()
    expect(await showConsole(emulator, 'trouble')).not.toContain('action="/__emu/fail/clear"')
    await submit(emulator, 'fail', { count: '3', status: '503', pathPrefix: '/v1' })
    expect(await showConsole(emulator, 'trouble')).toMatch(/3 × 503 on[\s\S]*action="\/__emu\/fail\/clear"/)
    await submit(emulator, 'fail/clear', {})
    expect(await showConsole(emulator, 'trouble')).not.toContain('action="/__emu/fail/clear"')
    expect((await jwks(emulator)).status).toBe(200)
  })

  it('rotates, delays and steers by form', async () => {
    const emulator = start()
    await submit(emulator, 'keys/rotate', { keepOld: 'false' })
    await submit(emulator, 'outage', { outage: 'http' })
    await submit(emulator, 'handshake-form', { form: 'nonce' })
    await submit(emulator, 'keys/delay', { ms: '20' })
    const state = await (await emulator.fetch(`${emulator.url}/__emu/state`)).json()
    expect(state).toMatchObject({ faults: { outage: 'http', handshakeForm: 'nonce', keysDelayMs: 20 } })
    await submit(emulator, 'outage', { outage: 'off' })
    expect(await kids(emulator)).toHaveLength(1)
  })

  it('says on the console why a form did nothing', async () => {
    const emulator = start()
    const answer = await send(emulator, 'fail', { count: '0' })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(await answer.text()).toMatch(/role="alert"[^>]*>[^<]*count must be a whole number/)
  })
})
