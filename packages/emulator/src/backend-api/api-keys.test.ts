import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import type { Emulator } from '../emulator.ts'

const NOW_MS = 1_790_000_000_000

const start = async () => {
  const emulator = createEmulator({ clock: NOW_MS })
  const { id } = await emulator.mint.apiKey({ subject: 'grace', expiresInSec: 60 })
  return { emulator, path: `/api_keys/${id}`, id }
}

const ask = async (emulator: Emulator, method: string, path: string, body?: unknown) => {
  const answer = await emulator.fetch(emulator.url + path, {
    method,
    headers: { authorization: `Bearer ${emulator.secretKey}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

describe('answerUpdateApiKey', () => {
  it('changes what is named, and nothing else', async () => {
    const { emulator, path } = await start()
    const { body } = await ask(emulator, 'PATCH', path, { subject: 'user_grace', scopes: ['a'], description: 'd' })
    expect(body).toMatchObject({ scopes: ['a'], description: 'd', expiration: NOW_MS + 60_000 })
  })

  it('takes the end away with null', async () => {
    const { emulator, path } = await start()
    expect((await ask(emulator, 'PATCH', path, { seconds_until_expiration: null })).body['expiration']).toBeNull()
  })

  it.each([
    ['an owner who is not its owner', { subject: 'user_ada' }, 404],
    ['scopes that are no texts', { scopes: [1] }, 422],
    ['claims that are no object', { claims: [] }, 422],
  ])('refuses %s', async (_what, body, status) => {
    const { emulator, path } = await start()
    expect((await ask(emulator, 'PATCH', path, body)).status).toBe(status)
  })
})

describe('answerDeleteApiKey', () => {
  it('forgets the key', async () => {
    const { emulator, path, id } = await start()
    expect((await ask(emulator, 'DELETE', path)).body).toEqual({ object: 'api_key', id, deleted: true })
    expect((await ask(emulator, 'GET', path)).status).toBe(404)
    expect((await ask(emulator, 'DELETE', path)).status).toBe(404)
  })
})

describe('answerListApiKeys', () => {
  it('lists those that are over when asked to', async () => {
    const { emulator } = await start()
    emulator.clock.advance(60_000)
    const count = async (more: string) =>
      (await ask(emulator, 'GET', `/api_keys?subject=user_grace${more}`)).body['total_count']
    expect([await count(''), await count('&include_invalid=true')]).toEqual([0, 1])
  })

  it('refuses a page that is none', async () => {
    const { emulator } = await start()
    expect((await ask(emulator, 'GET', '/api_keys?subject=user_grace&limit=x')).status).toBe(422)
  })
})
