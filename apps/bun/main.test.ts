/** The handler behind Bun's own server, against an emulator. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createEmulator } from '@postern/emulator'
import { handler } from './main.ts'

const emulator = createEmulator()
const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: handler })

beforeAll(async () => {
  await emulator.listen()
  process.env['CLERK_PUBLISHABLE_KEY'] = emulator.publishableKey
  process.env['CLERK_SECRET_KEY'] = emulator.secretKey
})
afterAll(async () => {
  await server.stop(true)
  await emulator.close()
})

const ask = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(new URL(path, server.url), { headers, redirect: 'manual' })

/** 100 MiB that nobody keeps. */
function createUpload(): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunk = new Uint8Array(1 << 20)
  let left = 100
  return new ReadableStream({
    pull(controller) {
      if (left === 0) controller.close()
      else controller.enqueue(chunk)
      left -= 1
    },
  })
}

describe('the handler', () => {
  test('says who is signed in, and why nobody is', async () => {
    const { bearer } = await emulator.mint.session({ user: 'ada' })
    expect(await (await ask('/', { authorization: bearer })).json()).toMatchObject({ userId: 'user_ada' })
    expect(await (await ask('/')).json()).toMatchObject({ userId: null, status: 'signed-out' })
  })

  test('opens each route to whom it is for', async () => {
    const { mint } = emulator
    const ada = (await mint.session({ user: 'ada', org: 'acme' })).bearer
    const grace = (await mint.session({ user: 'grace' })).bearer
    const rows: readonly (readonly [path: string, authorization: string | null, status: number])[] = [
      ['/dashboard', null, 404],
      ['/dashboard', grace, 200],
      ['/admin', grace, 404],
      ['/admin', ada, 200],
      ['/api', null, 401],
      ['/api', (await mint.apiKey()).bearer, 200],
      ['/m2m', (await mint.m2mToken()).bearer, 200],
      ['/oauth', (await mint.oauthToken()).bearer, 200],
      ['/user', (await mint.apiKey()).bearer, 404],
      ['/any', (await mint.apiKey()).bearer, 200],
      ['/orgs/acme', ada, 200],
      ['/orgs/globex', ada, 404],
      ['/x/..%2fadmin', null, 400],
    ]
    for (const [path, authorization, status] of rows) {
      const response = await ask(path, authorization === null ? {} : { authorization })
      expect([path, response.status]).toEqual([path, status])
    }
  })

  test('sends a browser to sign in and back', async () => {
    const { cookieHeader } = await emulator.mint.visitor()
    const page = { cookie: cookieHeader, accept: 'text/html', 'sec-fetch-dest': 'document' }
    const response = await ask('/dashboard', page)
    expect([response.status, response.headers.get('location')?.split('?')[0]]).toEqual([307, emulator.signInUrl])
  })

  test('hands 100 MiB on as they come', async () => {
    // A header that is taken away makes the request a new one; the body must come along.
    const headers = { 'x-clerk-auth-status': 'signed-in' }
    const response = await fetch(new URL('/upload', server.url), { method: 'POST', headers, body: createUpload() })
    expect(await response.json()).toEqual({ bytes: 100 * 2 ** 20 })
  })
})
