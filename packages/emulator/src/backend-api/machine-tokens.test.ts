import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import type { Emulator } from '../emulator.ts'

const NOW_MS = 1_790_000_000_000
const start = () => createEmulator({ clock: NOW_MS })

const ask = async (emulator: Emulator, path: string, body: unknown, bearer = emulator.secretKey) => {
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
  const answer = await emulator.fetch(emulator.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.headers.get('content-type')).toBe('application/json')
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

/** For each kind: how one is minted, asked about, and revoked. */
const kinds = {
  api_key: async (emulator: Emulator, expiresInSec?: number) => {
    const key = await emulator.mint.apiKey({
      subject: 'ada',
      scopes: ['a'],
      ...(expiresInSec !== undefined && { expiresInSec }),
    })
    return {
      path: '/api_keys/verify',
      body: { secret: key.secret },
      revoke: () => emulator.control.revokeApiKey(key.id),
    }
  },
  machine_to_machine_token: async (emulator: Emulator, expiresInSec?: number) => {
    const { id, token } = await emulator.mint.m2mToken({
      scopes: ['a'],
      ...(expiresInSec !== undefined && { expiresInSec }),
    })
    return { path: '/m2m_tokens/verify', body: { token }, revoke: () => emulator.control.revokeM2MToken(id) }
  },
  clerk_idp_oauth_access_token: async (emulator: Emulator, expiresInSec?: number) => {
    const { id, token } = await emulator.mint.oauthToken({
      scopes: ['a'],
      ...(expiresInSec !== undefined && { expiresInSec }),
    })
    return {
      path: '/oauth_applications/access_tokens/verify',
      body: { access_token: token },
      revoke: () => emulator.control.revokeOAuthToken(id),
    }
  },
} as const

describe.each(Object.entries(kinds))('verifying a %s', (object, mint) => {
  it.each(['', '/v1'])('answers with every field below "%s"', async (version) => {
    const emulator = start()
    const { path, body } = await mint(emulator)
    const answer = await ask(emulator, version + path, body)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      object,
      scopes: ['a'],
      revoked: false,
      expired: false,
      revocation_reason: null,
      created_at: NOW_MS,
    })
  })

  it('answers 404 when it was revoked', async () => {
    const emulator = start()
    const { path, body, revoke } = await mint(emulator)
    revoke()
    expect(await ask(emulator, path, body)).toMatchObject({
      status: 404,
      body: { errors: [{ code: 'resource_not_found' }] },
    })
  })

  it('answers 404 when it expired', async () => {
    const emulator = start()
    const { path, body } = await mint(emulator, 10)
    emulator.clock.advance(10_000)
    expect((await ask(emulator, path, body)).status).toBe(404)
  })

  it('answers 404 when it is unknown, 401 with a wrong key', async () => {
    const emulator = start()
    const { path, body } = await mint(emulator)
    expect((await ask(emulator, path, { secret: 'ak_x', token: 'mt_x', access_token: 'oat_x' })).status).toBe(404)
    expect((await ask(emulator, path, body, 'sk_test_other')).status).toBe(401)
  })
})

describe('answerCreateM2MToken', () => {
  it('makes a token that its receivers may verify, and nobody else', async () => {
    const emulator = createEmulator({
      seed: { machines: [{ name: 'a', scopes: ['b'] }, { name: 'b' }, { name: 'c' }] },
    })
    const { body, status } = await ask(emulator, '/m2m_tokens', { claims: { x: 1 } }, 'ak_machinea')
    expect(status).toBe(200)
    const verify = (bearer: string) => ask(emulator, '/m2m_tokens/verify', { token: body['token'] }, bearer)
    expect([
      (await verify('ak_machinea')).status,
      (await verify('ak_machineb')).status,
      (await verify('ak_machinec')).status,
    ]).toEqual([200, 200, 404])
  })

  it('makes a signed one', async () => {
    const { body } = await ask(
      start(),
      '/m2m_tokens',
      { token_format: 'jwt', seconds_until_expiration: 60, claims: { x: 1 } },
      'ak_machinereports',
    )
    const token = String(body['token'])
    expect(decodeProtectedHeader(token)).toMatchObject({ typ: 'JWT', cat: 'cl_B7d4PD333AAA' })
    expect(decodeJwt(token)).toMatchObject({
      sub: 'mch_reports',
      jti: body['id'],
      scopes: 'mch_billing',
      exp: NOW_MS / 1000 + 60,
      x: 1,
    })
  })

  it('needs the key of a machine', async () => {
    const emulator = start()
    expect((await ask(emulator, '/m2m_tokens', {})).status).toBe(401)
  })
})

describe('answerCreateApiKey', () => {
  it('makes a key that verifies and can be revoked', async () => {
    const emulator = start()
    const made = await ask(emulator, '/api_keys', {
      name: 'n',
      subject: 'user_grace',
      scopes: ['r'],
      claims: { a: [1] },
    })
    const verify = () => ask(emulator, '/api_keys/verify', { secret: made.body['secret'] })
    expect(await verify()).toMatchObject({
      status: 200,
      body: { subject: 'user_grace', claims: { a: [1] }, scopes: ['r'] },
    })
    await ask(emulator, `/api_keys/${String(made.body['id'])}/revoke`, { revocation_reason: 'lost' })
    expect((await verify()).status).toBe(404)
  })

  it.each([{}, { name: 'n' }, { subject: 'user_ada' }])('needs a name and a subject, not %j', async (body) => {
    expect((await ask(start(), '/api_keys', body)).status).toBe(422)
  })
})

describe('mint.oauthToken', () => {
  it('makes a signed token of the type at+jwt', async () => {
    const { token } = await start().mint.oauthToken({ format: 'jwt', scopes: ['a', 'b'], audience: 'https://api.test' })
    expect(decodeProtectedHeader(token)['typ']).toBe('at+jwt')
    expect(decodeJwt(token)).toMatchObject({
      sub: 'user_ada',
      client_id: 'client_demo',
      scope: 'a b',
      aud: 'https://api.test',
    })
  })
})
