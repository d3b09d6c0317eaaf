import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import type { Emulator } from '../emulator.ts'

const start = () => createEmulator({ clock: 1_790_000_000_000 })

/** A call with the secret key; the answer's status, and `errors[0].code` if it has one. */
const ask = async (emulator: Emulator, method: string, path: string, init: RequestInit = {}) => {
  const headers = { authorization: `Bearer ${emulator.secretKey}`, ...init.headers }
  const answer = await emulator.fetch(emulator.url + path, { method, ...init, headers })
  expect(answer.headers.get('content-type')).toBe('application/json')
  const { errors } = (await answer.json()) as { errors?: { code: string; message: string }[] }
  return { status: answer.status, ...errors?.[0] }
}

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
  const MIB = 1_048_576
  const post = (body: BodyInit, contentType: string): RequestInit & { duplex: 'half' } => ({
    body,
    duplex: 'half',
    headers: { 'content-type': contentType },
  })

  it.each([
    ['an API', '/api_keys/verify', 'application/json'],
    ['the browser script', '/v1/client/sign_ins', 'application/x-www-form-urlencoded'],
    ['OAuth', '/oauth/token', 'application/x-www-form-urlencoded'],
    ['a page', '/sign-in', 'application/x-www-form-urlencoded'],
    ['the console', '/__emu/clock', 'application/json'],
  ])('stops reading a body for %s after one MiB', async (_name, path, contentType) => {
    const { stream, sentBytes } = createBody(8 * MIB)
    const answer = await ask(start(), 'POST', path, post(stream, contentType))
    expect(answer).toMatchObject({ status: 413, code: 'request_body_too_large' })
    expect(sentBytes()).toBeLessThan(2 * MIB)
  })

  it('does not believe a length that is too short', async () => {
    const init = post(createBody(MIB + 1).stream, 'application/json')
    const headers = { ...init.headers, 'content-length': '2' }
    expect((await ask(start(), 'POST', '/api_keys/verify', { ...init, headers })).status).toBe(413)
  })

  it('reads a body of exactly one MiB', async () => {
    const body = JSON.stringify({ secret: 'ä' }).padEnd(MIB - 1, ' ')
    expect(new TextEncoder().encode(body).byteLength).toBe(MIB)
    expect((await ask(start(), 'POST', '/api_keys/verify', post(body, 'application/json'))).status).toBe(404)
  })

  it.each(['/v1/client/sign_ins', '/oauth/token', '/sign-in', '/api_keys/verify', '/__emu/clock'])(
    'takes no multipart form at %s',
    async (path) => {
      const body = new FormData()
      body.set('identifier', 'ada@example.com')
      expect(await ask(start(), 'POST', path, { body })).toMatchObject({
        status: 415,
        code: 'unsupported_content_type',
      })
    },
  )

  it('answers over a port too, and goes on answering', async () => {
    const emulator = createEmulator()
    const { url } = await emulator.listen()
    try {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${emulator.secretKey}` }
      const send = (body: string) => fetch(`${url}/api_keys/verify`, { method: 'POST', headers, body })
      const answer = await send('a'.repeat(4 * MIB))
      expect(answer.status).toBe(413)
      await answer.text()
      expect((await send('{"secret":"x"}')).status).toBe(404)
    } finally {
      await emulator.close()
    }
  })
})
