import { describe, expect, it } from 'vitest'
import { createEmulator } from '../../create-emulator.ts'
import type { Persistence } from '../create-store.ts'

/** Every record that is kept now, as text. */
const createWatched = () => {
  const kept = new Map<string, unknown>()
  const persistence: Persistence = {
    load: () => [],
    commit: (changes) => {
      for (const { table, id, record } of changes)
        if (record === null) kept.delete(`${table} ${id}`)
        else kept.set(`${table} ${id}`, record)
    },
    close: () => {},
  }
  const emulator = createEmulator({ clock: 1_790_000_000_000, persistence })
  const call = (method: string, path: string, body: object = {}) =>
    emulator.fetch(emulator.url + path, {
      method,
      headers: { authorization: `Bearer ${emulator.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return { emulator, call, kept }
}

describe('removeUser', () => {
  it('leaves nothing that names the person', async () => {
    const { emulator, call, kept } = createWatched()
    await emulator.mint.session({ user: 'user_ada' })
    await emulator.mint.oauthToken({ user: 'user_ada' })
    await call('POST', '/v1/sign_in_tokens', { user_id: 'user_ada' })
    await call('POST', '/v1/actor_tokens', { user_id: 'user_ada', actor: { sub: 'user_grace' } })
    const before = [...kept].filter(([, record]) => JSON.stringify(record).includes('user_ada'))
    expect(before.length).toBeGreaterThan(8)
    expect((await call('DELETE', '/v1/users/user_ada')).status).toBe(200)
    const after = [...kept].filter(([, record]) => JSON.stringify(record).includes('user_ada'))
    expect(after.map(([name]) => name)).toEqual([])
  })

  it('answers 404 the second time', async () => {
    const { call } = createWatched()
    await call('DELETE', '/v1/users/user_ada')
    expect((await call('DELETE', '/v1/users/user_ada')).status).toBe(404)
  })
})
