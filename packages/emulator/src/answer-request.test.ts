import { describe, expect, it } from 'vitest'
import { createBrowser } from '../test/browser.ts'
import { createEmulator } from './create-emulator.ts'
import type { Emulator } from './emulator.ts'
import { EmulatorError } from './emulator-error.ts'

const start = () => createEmulator({ clock: 1_790_000_000_000 })

/** A call with the secret key; the answer's status, and `errors[0].code` if it has one. */
const ask = async (emulator: Emulator, method: string, path: string, body: string | null = null) => {
  const headers = { authorization: `Bearer ${emulator.secretKey}` }
  const answer = await emulator.fetch(emulator.url + path, { method, body, headers })
  expect(answer.headers.get('content-type')).toBe('application/json')
  const { errors } = (await answer.json()) as { errors?: { code: string; message: string }[] }
  return { status: answer.status, ...errors?.[0] }
}

describe('answerRequest', () => {
  it.each([
    ['PUT', '/v1/users'],
    ['PUT', '/v1/users/user_ada'],
    ['POST', '/v1/users/user_ada'],
    ['POST', '/v1/organizations/org_acme/billing'],
    ['POST', '/v1/organizations/org_acme/logo?_method=PATCH'],
    ['PUT', '/v1/me'],
    ['PUT', '/api_keys/ak_x'],
    ['PUT', '/v1/api_keys/ak_x'],
    ['PUT', '/m2m_tokens'],
    ['GET', '/oauth_applications/access_tokens/verify'],
  ])('says of %s %s that it is not emulated', async (method, path) => {
    expect(await ask(start(), method, path)).toMatchObject({ status: 501, code: 'not_emulated' })
  })

  it('says it to people with a page (first-day, screens)', async () => {
    const emulator = start()
    const visit = { headers: { accept: 'text/html,application/xhtml+xml', 'sec-fetch-dest': 'document' } }
    const answer = await emulator.fetch(`${emulator.url}/v1/billing/<b>plans`, visit)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([501, 'text/html; charset=utf-8'])
    const text = await answer.text()
    expect(text).toContain('GET /v1/billing/%3Cb%3Eplans is not emulated.')
    expect(text).toContain(`${emulator.url}/__emu/routes`)
    expect(text).toContain('<a href="/__emu">Console</a>')
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

/** An emulator that cannot keep what changes from now on; its message says what nobody may see. */
function startBroken(error: Error): Emulator {
  const disk = { isFull: false }
  const emulator = createEmulator({
    persistence: {
      load: () => [],
      commit: () => {
        if (disk.isFull) throw error
      },
      close: () => {},
    },
  })
  disk.isFull = true
  return emulator
}

describe('answerRequest, when an endpoint fails', () => {
  const error = new TypeError('sk_test_in_a_message')

  it.each([
    ['GET', '/v1/client/handshake?redirect_url=http://localhost:3000/', null],
    ['POST', '/oauth/register', '{"redirect_uris":["http://localhost:3000/"]}'],
    ['GET', '/sign-in', null],
    ['POST', '/__emu/reset', '{}'],
  ])('answers %s %s with 500 and tells nothing of the cause', async (method, path, body) => {
    const emulator = startBroken(error)
    const answer = await ask(emulator, method, path, body)
    expect(answer).toMatchObject({ status: 500, code: 'internal_error' })
    expect(JSON.stringify([answer, emulator.control.requests()])).not.toContain('sk_test_in')
    expect(emulator.control.requests().at(-1)).toMatchObject({ status: 500, decision: 'failed: TypeError' })
  })

  it('lets the page that asked read the answer', async () => {
    const emulator = startBroken(error)
    const headers = { origin: 'http://localhost:3000' }
    const answer = await emulator.fetch(`${emulator.url}/v1/dev_browser`, { method: 'POST', headers })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([500, headers.origin])
  })

  it('names a mistake of whoever steers it in the log', async () => {
    const emulator = startBroken(new EmulatorError('ERR_EMULATOR_DATABASE', 'the disk is full.'))
    expect((await ask(emulator, 'GET', '/sign-in')).status).toBe(500)
    expect(emulator.control.requests().at(-1)?.decision).toBe('failed: ERR_EMULATOR_DATABASE: the disk is full.')
  })

  it('still rejects during a network outage', async () => {
    const emulator = startBroken(error)
    emulator.control.setOutage('network')
    await expect(ask(emulator, 'GET', '/v1/jwks')).rejects.toThrow(TypeError)
  })
})

describe('the log', () => {
  it.each([
    ['PATCH', '/v1/environment?_method=PATCH', 'that the script means'],
    ['DELETE', '/v1/nothing/here?_method=delete', 'that the script means where nothing is emulated'],
    ['POST', '/oauth/token?_method=DELETE', 'of a program, which says what it means'],
  ])('shows %s for %s: the method %s', async (method, path) => {
    const emulator = start()
    await ask(emulator, 'POST', path)
    expect(emulator.control.requests().at(-1)?.method).toBe(method)
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
