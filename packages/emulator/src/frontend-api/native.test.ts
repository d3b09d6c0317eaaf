import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'

/** An application outside of browsers: no cookies, and what an answer says in `Authorization` comes with the next call. */
const start = () => {
  const emulator = createEmulator()
  let kept = ''
  const call = async (path: string, form?: Readonly<Record<string, string>>) => {
    const body = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
    const headers = kept === '' ? {} : { authorization: kept }
    const answer = await emulator.fetch(`${emulator.url}${path}?_is_native=1`, { ...body, headers })
    kept = answer.headers.get('authorization') ?? kept
    return { answer, body: (await answer.json()) as { response: Record<string, unknown> | null } }
  }
  return { call, forget: () => (kept = '') }
}
const ADA = { identifier: 'ada@example.com', password: 'postern-password' }

describe('an application outside of browsers', () => {
  it('is known by what an answer gave it', async () => {
    const { call } = start()
    const { answer } = await call('/v1/client/sign_ins', ADA)
    expect(answer.headers.getSetCookie()).toEqual([])
    expect((await call('/v1/client')).body.response).toMatchObject({ sessions: [{ user: { id: 'user_ada' } }] })
    expect((await call('/v1/me')).body.response).toMatchObject({ id: 'user_ada' })
  })

  it('is nobody without it', async () => {
    const { call, forget } = start()
    await call('/v1/client/sign_ins', ADA)
    forget()
    expect((await call('/v1/client')).body.response).toBeNull()
  })
})
