import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'

const start = () => createEmulator({ clock: 1_790_000_000_000 })

/** A POST with the secret key; the answer's status, and `errors[0].code` if it has one. */
async function send(path: string, body: BodyInit, sent: Readonly<Record<string, string>> = {}) {
  const emulator = start()
  const headers = { authorization: `Bearer ${emulator.secretKey}`, ...sent }
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' }
  const answer = await emulator.fetch(emulator.url + path, init)
  expect(answer.headers.get('content-type')).toBe('application/json')
  const { errors } = (await answer.json()) as { errors?: { code: string }[] }
  return { status: answer.status, code: errors?.[0]?.code }
}

const JSON_TYPE = { 'content-type': 'application/json' }
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' }
const MIB = 1_048_576

/** A body in small pieces that nobody announced, and how much of it was taken. */
function createBody(sizeBytes: number) {
  const piece = new Uint8Array(65_536).fill(97)
  let sentBytes = 0
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sentBytes >= sizeBytes) return controller.close()
      const next = piece.slice(0, sizeBytes - sentBytes)
      sentBytes += next.byteLength
      controller.enqueue(next)
    },
  })
  return { stream, sentBytes: () => sentBytes }
}

describe('readBody', () => {
  it.each([
    ['an API', '/api_keys/verify', JSON_TYPE],
    ['the browser script', '/v1/client/sign_ins', FORM_TYPE],
    ['OAuth', '/oauth/token', FORM_TYPE],
    ['a page', '/sign-in', FORM_TYPE],
    ['the console', '/__emu/clock', JSON_TYPE],
  ])('stops reading a body for %s after one MiB', async (_name, path, type) => {
    const { stream, sentBytes } = createBody(8 * MIB)
    expect(await send(path, stream, type)).toEqual({ status: 413, code: 'request_body_too_large' })
    expect(sentBytes()).toBeLessThan(2 * MIB)
  })

  it('does not believe a length that is too short', async () => {
    const { stream } = createBody(MIB + 1)
    expect((await send('/api_keys/verify', stream, { ...JSON_TYPE, 'content-length': '2' })).status).toBe(413)
  })

  it('reads a body of exactly one MiB', async () => {
    const body = JSON.stringify({ secret: 'ä' }).padEnd(MIB - 1, ' ')
    expect(new TextEncoder().encode(body).byteLength).toBe(MIB)
    expect((await send('/api_keys/verify', body, JSON_TYPE)).status).toBe(404)
  })

  it.each([
    ['a program', 'PATCH', '/v1/users/user_ada', JSON_TYPE, 400],
    ['the browser script', 'POST', '/v1/client/sign_ups', JSON_TYPE, 400],
    ['a form', 'POST', '/v1/client/sign_ups', FORM_TYPE, 422],
  ])('takes no JSON from %s that could not be written again', async (_name, method, path, type, status) => {
    const emulator = start()
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
    const body =
      type === FORM_TYPE ? new URLSearchParams({ unsafe_metadata: deep }).toString() : `{"public_metadata":${deep}}`
    const headers = { authorization: `Bearer ${emulator.secretKey}`, ...type }
    expect((await emulator.fetch(emulator.url + path, { method, body, headers })).status).toBe(status)
    expect((await emulator.fetch(`${emulator.url}/__emu/state`)).status).toBe(200)
  })

  it.each(['/v1/organizations/org_acme/invitations/bulk', '/v1/invitations/bulk', '/v1/waitlist_entries/bulk'])(
    'takes no list for %s that keeps everybody else waiting',
    async (path) => {
      const list = Array.from({ length: 101 }, (_one, at) => ({
        email_address: `${at}@example.com`,
        role: 'org:member',
      }))
      expect(await send(path, JSON.stringify(list), JSON_TYPE)).toEqual({ status: 400, code: 'request_body_invalid' })
    },
  )

  it('reads letters that are cut in two between pieces', async () => {
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const byte of new TextEncoder().encode('{"redirect_uris":["http://ä.test/"]}'))
          controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    const emulator = start()
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: stream, headers: JSON_TYPE, duplex: 'half' }
    const answer = await emulator.fetch(`${emulator.url}/oauth/register`, init)
    expect(await answer.json()).toMatchObject({ redirect_uris: ['http://ä.test/'] })
  })

  it.each(['/v1/client/sign_ins', '/oauth/token', '/sign-in', '/api_keys/verify', '/__emu/clock'])(
    'takes no multipart form at %s',
    async (path) => {
      const body = new FormData()
      body.set('identifier', 'ada@example.com')
      expect(await send(path, body)).toEqual({ status: 415, code: 'unsupported_content_type' })
    },
  )

  it('answers over a port too, and goes on answering', async () => {
    const emulator = createEmulator()
    const { url } = await emulator.listen()
    try {
      const headers = { ...JSON_TYPE, authorization: `Bearer ${emulator.secretKey}` }
      const verify = (body: string) => fetch(`${url}/api_keys/verify`, { method: 'POST', headers, body })
      const answer = await verify('a'.repeat(4 * MIB))
      expect(answer.status).toBe(413)
      await answer.text()
      expect((await verify('{"secret":"x"}')).status).toBe(404)
    } finally {
      await emulator.close()
    }
  })
})
