import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import type { Emulator } from '../emulator.ts'

const NOW_MS = 1_790_000_000_000
const start = () => createEmulator({ clock: NOW_MS })

const ask = async (emulator: Emulator, path: string, body?: unknown, bearer = emulator.secretKey) => {
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await emulator.fetch(emulator.url + path, init)
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: (await answer.json()) as Record<string, unknown>,
  }
}
const codeOf = ({ body }: { readonly body: Record<string, unknown> }) => (body['errors'] as { code: string }[])[0]?.code

async function expire(emulator: Emulator) {
  const session = await emulator.mint.session()
  emulator.clock.advance(120_000)
  const refresh = Object.entries(session.cookies).find(([name]) => name.startsWith('__refresh'))?.[1] ?? ''
  const body = {
    format: 'cookie',
    expired_token: session.token,
    refresh_token: refresh,
    request_origin: 'http://localhost:3000',
    request_headers: {},
  }
  return { ...session, path: `/v1/sessions/${session.sessionId}/refresh`, body }
}

describe('answerRefresh', () => {
  it('renews with every cookie, the session last', async () => {
    const emulator = start()
    const { path, body, userId } = await expire(emulator)
    const answer = await ask(emulator, `${path}?suffixed_cookies=true`, body)
    expect(answer).toMatchObject({ status: 200, type: 'application/json', body: { object: 'cookies' } })
    const lines = answer.body['cookies'] as string[]
    expect(decodeJwt(lines.at(-1)?.split(/[=;]/)[1] ?? '')).toMatchObject({ sub: userId, iat: NOW_MS / 1000 + 120 })
  })

  it('renews as a token', async () => {
    const emulator = start()
    const { path, body } = await expire(emulator)
    expect((await ask(emulator, path, { ...body, format: 'token' })).body).toMatchObject({
      object: 'token',
      jwt: expect.any(String),
    })
  })

  it('accepts a replaced refresh token for requests under way, and no longer', async () => {
    const emulator = start()
    const { path, body } = await expire(emulator)
    expect((await ask(emulator, path, body)).status).toBe(200)
    expect((await ask(emulator, path, body)).status).toBe(200)
    emulator.clock.advance(31_000)
    expect(codeOf(await ask(emulator, path, body))).toBe('refresh_token_invalid')
  })

  it('still knows a token of a key that was withdrawn', async () => {
    const emulator = start()
    const { path, body } = await expire(emulator)
    await emulator.control.rotateSigningKey({ keepOld: false })
    expect((await ask(emulator, path, body)).status).toBe(200)
  })

  it.each([
    ['the session was revoked', 'session_revoked', (e: Emulator, id: string) => e.control.revokeSession(id), {}],
    ['the refresh token is another', 'refresh_token_invalid', () => {}, { refresh_token: 'rt_x' }],
    ['the expired token is none', 'expired_token_invalid', () => {}, { expired_token: 'x' }],
  ] as const)('is refused when %s', async (_name, code, before, change) => {
    const emulator = start()
    const { path, body, sessionId } = await expire(emulator)
    before(emulator, sessionId)
    const answer = await ask(emulator, path, { ...body, ...change })
    expect(answer.status).toBe(401)
    expect(codeOf(answer)).toBe(code)
  })

  it('is refused for a session that it does not know', async () => {
    const emulator = start()
    const { body } = await expire(emulator)
    expect(await ask(emulator, '/v1/sessions/sess_x/refresh', body)).toMatchObject({ status: 404 })
  })
})

describe('answerSession', () => {
  const send = async (emulator: Emulator, method: string, path: string) =>
    emulator.fetch(emulator.url + path, { method, headers: { authorization: `Bearer ${emulator.secretKey}` } })

  it.each(['GET', 'HEAD'])('changes nothing when asked with %s', async (method) => {
    const emulator = start()
    const { sessionId } = await emulator.mint.session()
    expect((await send(emulator, method, `/v1/sessions/${sessionId}`)).status).toBe(200)
    expect(emulator.control.sessions()).toMatchObject([{ status: 'active' }])
  })

  it('revokes with POST', async () => {
    const emulator = start()
    const { sessionId } = await emulator.mint.session()
    expect((await send(emulator, 'POST', `/v1/sessions/${sessionId}/revoke`)).status).toBe(200)
    expect(emulator.control.sessions()).toMatchObject([{ status: 'revoked' }])
  })
})

describe('withSecretKey', () => {
  it.each(['/v1/jwks', '/v1/users/user_ada', '/v1/clients/handshake_payload?nonce=x'])('guards %s', async (path) => {
    const answer = await ask(start(), path, undefined, 'sk_test_other')
    expect(answer.status).toBe(401)
    expect(codeOf(answer)).toBe('clerk_key_invalid')
  })
})

describe('answerSessionToken', () => {
  it('makes a token of a session', async () => {
    const emulator = start()
    const { sessionId } = await emulator.mint.session({ user: 'grace' })
    const { body } = await ask(emulator, `/v1/sessions/${sessionId}/tokens`, { expires_in_seconds: 300 })
    expect(decodeJwt(String(body['jwt']))).toMatchObject({
      sub: 'user_grace',
      sid: sessionId,
      exp: NOW_MS / 1000 + 300,
    })
  })

  it.each([
    ['/v1/sign_in_tokens', { user_id: 'user_ada', expires_in_seconds: Number.MAX_SAFE_INTEGER }],
    ['/v1/actor_tokens', { user_id: 'user_ada', actor: { sub: 'a' }, expires_in_seconds: Number.MAX_SAFE_INTEGER }],
    [
      '/v1/actor_tokens',
      { user_id: 'user_ada', actor: { sub: 'a' }, session_max_duration_in_seconds: Number.MAX_SAFE_INTEGER },
    ],
    ['/v1/invitations', { email_address: 'new@example.com', expires_in_days: Number.MAX_SAFE_INTEGER }],
  ])('has bounds for what %s makes, as no calendar has such a date', async (path, body) => {
    const answer = await ask(start(), path, body)
    expect([answer.status, codeOf(answer)]).toEqual([422, 'form_param_value_invalid'])
  })

  it('makes it for the configured application, whoever seems to ask', async () => {
    const emulator = start()
    const { sessionId } = await emulator.mint.session()
    const headers = { authorization: `Bearer ${emulator.secretKey}`, origin: 'http://localhost:3100' }
    const answer = await emulator.fetch(`${emulator.url}/v1/sessions/${sessionId}/tokens`, { method: 'POST', headers })
    expect(decodeJwt(((await answer.json()) as { jwt: string }).jwt)['azp']).toBe('http://localhost:3000')
  })

  it('makes a template token that is no session token', async () => {
    const emulator = start()
    const { sessionId } = await emulator.mint.session({ user: 'ada', org: 'acme' })
    const { body } = await ask(emulator, `/v1/sessions/${sessionId}/tokens/example`, {})
    const claims = decodeJwt(String(body['jwt']))
    expect(claims).toMatchObject({ sub: 'user_ada', email: 'ada@example.com', org: 'acme' })
    expect(claims['sid']).toBeUndefined()
    expect(decodeProtectedHeader(String(body['jwt']))['cat']).toBe('cl_B7d4PD222AAA')
  })

  it('knows no other template', async () => {
    const emulator = start()
    const { sessionId } = await emulator.mint.session()
    expect((await ask(emulator, `/v1/sessions/${sessionId}/tokens/nope`, {})).status).toBe(404)
  })
})
