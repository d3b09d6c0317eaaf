import { describe, expect, it } from 'vitest'
import { createBrowser } from '../test/browser.ts'
import { createEmulator } from './create-emulator.ts'
import type { Emulator } from './emulator.ts'

const start = () => createEmulator({ clock: 1_790_000_000_000 })

/** A call with the secret key; the answer's status, and `errors[0].code` if it has one. */
const ask = async (emulator: Emulator, method: string, path: string, init: RequestInit = {}) => {
  const headers = { authorization: `Bearer ${emulator.secretKey}`, ...init.headers }
  const answer = await emulator.fetch(emulator.url + path, { method, ...init, headers })
  expect(answer.headers.get('content-type')).toBe('application/json')
  const { errors } = (await answer.json()) as { errors?: { code: string; message: string }[] }
  return { status: answer.status, ...errors?.[0] }
}

describe('answerRequest', () => {
  it.each([
    ['POST', '/v1/users'],
    ['PATCH', '/v1/users/user_ada'],
    ['DELETE', '/v1/users/user_ada'],
    ['POST', '/v1/organizations'],
    ['POST', '/v1/organizations/org_acme?_method=DELETE'],
    ['PATCH', '/v1/me'],
    ['DELETE', '/api_keys/ak_x'],
    ['DELETE', '/v1/api_keys/ak_x'],
    ['PUT', '/m2m_tokens'],
    ['GET', '/oauth_applications/access_tokens/verify'],
  ])('says of %s %s that it is not emulated', async (method, path) => {
    expect(await ask(start(), method, path)).toMatchObject({ status: 501, code: 'not_emulated' })
  })

  it.each([
    ['POST', '/v1/client/handshake', 'GET'],
    ['PATCH', '/v1/client', 'GET, POST, PUT, DELETE'],
    ['GET', '/v1/dev_browser', 'POST'],
    ['PUT', '/oauth/token', 'POST, OPTIONS'],
    ['POST', '/.well-known/jwks.json', 'GET, OPTIONS'],
    ['DELETE', '/sign-in', 'GET, POST'],
  ])('says of %s %s which methods there are', async (method, path, allow) => {
    const emulator = start()
    expect(await ask(emulator, method, path)).toMatchObject({ status: 405, code: 'method_not_allowed' })
    expect((await emulator.fetch(emulator.url + path, { method })).headers.get('allow')).toBe(allow)
  })
})

describe('pages of the vendor', () => {
  it('signs up where the sign-up page also is', async () => {
    const emulator = start()
    const done = await createBrowser(emulator).post('/sign-in/create', { email: 'new@example.com' })
    expect([done.status, done.location]).toEqual([303, '/user'])
    expect(emulator.control.users().at(-1)).toMatchObject({ email: 'new@example.com' })
  })

  it('shows which organization is active', async () => {
    const browser = createBrowser(start())
    await browser.post('/sign-in', { user: 'user_ada' })
    const page = await browser.get('/organization')
    expect(page.status).toBe(200)
    expect(page.text).toContain('Acme')
  })
})
