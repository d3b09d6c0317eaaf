import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import type { Emulator } from '../emulator.ts'

const NOW_MS = 1_790_000_000_000
const APP = 'http://localhost:3000'
const start = () => createEmulator({ clock: NOW_MS })

/** Asks as the script does: two slashes, a token, and nothing of the emulator's host. */
const ask = async (emulator: Emulator, token: string, method: string, path: string, body?: unknown) => {
  const answer = await emulator.fetch(`${emulator.url}/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', origin: APP },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> }
}

const tokenOf = async (emulator: Emulator, user = 'ada', options = {}) =>
  (await emulator.mint.session({ user: `${user}@example.com`, ...options })).token

const codeOf = ({ body }: { readonly body: Record<string, unknown> }) =>
  (body['errors'] as readonly { readonly code: string }[])[0]?.code

describe('answerCreateMyApiKey', () => {
  it('makes a key of the person, whose secret a server can verify', async () => {
    const emulator = start()
    const made = await ask(emulator, await tokenOf(emulator), 'POST', '/api_keys', {
      type: 'api_key',
      name: 'cli',
      subject: 'user_ada',
      description: 'mine',
      seconds_until_expiration: 60,
    })
    expect(made).toMatchObject({
      status: 200,
      body: { subject: 'user_ada', name: 'cli', created_by: 'user_ada', expiration: NOW_MS + 60_000 },
    })
    const verified = await ask(emulator, emulator.secretKey, 'POST', '/api_keys/verify', {
      secret: made.body['secret'],
    })
    expect(verified).toMatchObject({ status: 200, body: { id: made.body['id'] } })
  })

  it('may be read by the page that asked', async () => {
    const emulator = start()
    const made = await ask(emulator, await tokenOf(emulator), 'POST', '/api_keys', { name: 'n', subject: 'user_ada' })
    expect(made.headers.get('access-control-allow-origin')).toBe(APP)
  })

  it('refuses a second active key of the name', async () => {
    const emulator = start()
    const token = await tokenOf(emulator)
    const create = () => ask(emulator, token, 'POST', '/api_keys', { name: 'n', subject: 'user_ada' })
    const first = await create()
    const second = await create()
    expect([second.status, codeOf(second)]).toEqual([409, 'token_creation_conflict'])
    await ask(emulator, token, 'POST', `/api_keys/${String(first.body['id'])}/revoke`, {})
    expect((await create()).status).toBe(200)
  })

  it.each([
    ['the person themself', 'ada', 'user_ada', 200],
    ['an administrator', 'ada', 'org_acme', 200],
    ['a member', 'grace', 'org_acme', 403],
    ['a stranger', 'alan', 'org_acme', 403],
    ['somebody else', 'alan', 'user_ada', 403],
  ])('asks whether %s may', async (_who, user, subject, status) => {
    const emulator = start()
    const answer = await ask(emulator, await tokenOf(emulator, user), 'POST', '/api_keys', { name: 'n', subject })
    expect(answer.status).toBe(status)
  })

  it.each([
    ['no name', { subject: 'user_ada' }, 'form_param_missing'],
    ['an empty name', { name: '', subject: 'user_ada' }, 'form_param_nil'],
    ['a name that is no text', { name: 1, subject: 'user_ada' }, 'form_param_type_invalid'],
    [
      'a life of no seconds',
      { name: 'n', subject: 'user_ada', seconds_until_expiration: 0 },
      'form_param_value_invalid',
    ],
  ])('refuses %s', async (_what, body, code) => {
    const emulator = start()
    const answer = await ask(emulator, await tokenOf(emulator), 'POST', '/api_keys', body)
    expect([answer.status, codeOf(answer)]).toEqual([422, code])
  })
})

describe('an instance without API keys', () => {
  it.each([
    ['of people', { hasUserApiKeys: false }, [403, 200]],
    ['of organizations', { hasOrganizationApiKeys: false }, [200, 403]],
  ])('has none %s', async (_whose, settings, statuses) => {
    const organizations = [{ slug: 'acme' }]
    const memberships = [{ organization: 'acme', role: 'admin' }]
    const seed = { settings, organizations, users: [{ email: 'ada@example.com', memberships }] }
    const emulator = createEmulator({ clock: NOW_MS, seed })
    const token = await tokenOf(emulator)
    const list = async (subject: string) => (await ask(emulator, token, 'GET', `/api_keys?subject=${subject}`)).status
    expect([await list('user_ada'), await list('org_acme')]).toEqual(statuses)
  })
})

describe('the caller of a session token', () => {
  it.each([
    ['has expired', { expiresInSec: -30 }],
    ['is forged', { isForeign: true }],
    ['is of a pending session', { status: 'pending' }],
    ['is not signed', { header: { alg: 'none' } }],
    ['is of another kind', { header: { cat: 'cl_B7d4PD222AAA' } }],
    ['is of somebody else', { claims: { sub: 'user_grace' } }],
  ])('is refused when the token %s', async (_why, options) => {
    const emulator = start()
    const answer = await ask(emulator, await tokenOf(emulator, 'ada', options), 'GET', '/api_keys?subject=user_ada')
    expect([answer.status, codeOf(answer)]).toEqual([401, 'authentication_invalid'])
  })

  it('is refused when the session was revoked', async () => {
    const emulator = start()
    const { token, sessionId } = await emulator.mint.session({ user: 'ada@example.com' })
    emulator.control.revokeSession(sessionId)
    expect((await ask(emulator, token, 'GET', '/api_keys?subject=user_ada')).status).toBe(401)
  })

  it('is refused when the signing key was withdrawn', async () => {
    const emulator = start()
    const token = await tokenOf(emulator)
    await emulator.control.rotateSigningKey({ keepOld: false })
    expect((await ask(emulator, token, 'GET', '/api_keys?subject=user_ada')).status).toBe(401)
  })
})

describe('answerMyApiKeys', () => {
  const seeded = async () => {
    const emulator = start()
    const token = await tokenOf(emulator)
    for (const name of ['one', 'two', 'Twofold'])
      await ask(emulator, token, 'POST', '/api_keys', { name, subject: 'org_acme' })
    return { emulator, token }
  }
  const namesOf = ({ body }: { readonly body: Record<string, unknown> }) =>
    (body['data'] as readonly { readonly name: string }[]).map(({ name }) => name)

  it('lists the newest first, a page at a time, without secrets', async () => {
    const { emulator, token } = await seeded()
    const page = await ask(emulator, token, 'GET', '/api_keys?subject=org_acme&limit=2&offset=1')
    expect([namesOf(page), page.body['total_count']]).toEqual([['two', 'one'], 3])
    expect(JSON.stringify(page.body)).not.toContain('"secret"')
  })

  it('lists those whose name has a part', async () => {
    const { emulator, token } = await seeded()
    expect(namesOf(await ask(emulator, token, 'GET', '/api_keys?subject=org_acme&query=TWO'))).toEqual([
      'Twofold',
      'two',
    ])
  })

  it('lists none of an organization to a member without the permission', async () => {
    const { emulator } = await seeded()
    const answer = await ask(emulator, await tokenOf(emulator, 'grace'), 'GET', '/api_keys?subject=org_acme')
    expect(answer.status).toBe(403)
  })
})

describe('answerRevokeMyApiKey', () => {
  it('ends the key, and says why', async () => {
    const emulator = start()
    const token = await tokenOf(emulator)
    const made = await ask(emulator, token, 'POST', '/api_keys', { name: 'n', subject: 'user_ada' })
    const path = `/api_keys/${String(made.body['id'])}`
    const revoked = await ask(emulator, token, 'POST', `${path}/revoke`, { revocation_reason: 'lost' })
    expect(revoked.body).toMatchObject({ revoked: true, revocation_reason: 'lost' })
    expect((await ask(emulator, token, 'GET', path)).body).toMatchObject({ revoked: true })
  })

  it('finds no key of somebody else', async () => {
    const emulator = start()
    const { id } = await emulator.mint.apiKey({ subject: 'ada' })
    const answer = await ask(emulator, await tokenOf(emulator, 'alan'), 'POST', `/api_keys/${id}/revoke`, {})
    expect(answer.status).toBe(404)
    expect(emulator.control.apiKeys().find((one) => one.id === id)?.isRevoked).toBe(false)
  })
})
