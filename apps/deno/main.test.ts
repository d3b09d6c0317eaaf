/** The handler behind Deno's own server, against an emulator. */
import { deepStrictEqual } from 'node:assert'
import { createEmulator } from '@postern/emulator'
import { handler } from './main.ts'

const emulator = createEmulator()
await emulator.listen()
Deno.env.set('CLERK_PUBLISHABLE_KEY', emulator.publishableKey)
Deno.env.set('CLERK_SECRET_KEY', emulator.secretKey)
const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen() {} }, handler)
const origin = `http://127.0.0.1:${server.addr.port}`

const ask = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(origin + path, { headers, redirect: 'manual' })

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

Deno.test('says who is signed in, and why nobody is', async () => {
  const { bearer } = await emulator.mint.session({ user: 'ada' })
  deepStrictEqual((await (await ask('/', { authorization: bearer })).json()).userId, 'user_ada')
  const { userId, status } = await (await ask('/')).json()
  deepStrictEqual([userId, status], [null, 'signed-out'])
})

Deno.test('opens each route to whom it is for', async () => {
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
    await response.body?.cancel()
    deepStrictEqual([path, response.status], [path, status])
  }
})

Deno.test('sends a browser to sign in and back', async () => {
  const { cookieHeader } = await emulator.mint.visitor()
  const page = { cookie: cookieHeader, accept: 'text/html', 'sec-fetch-dest': 'document' }
  const response = await ask('/dashboard', page)
  await response.body?.cancel()
  deepStrictEqual([response.status, response.headers.get('location')?.split('?')[0]], [307, emulator.signInUrl])
})

Deno.test('hands 100 MiB on as they come', async () => {
  // A header that is taken away makes the request a new one; the body must come along.
  const headers = { 'x-clerk-auth-status': 'signed-in' }
  const response = await fetch(`${origin}/upload`, { method: 'POST', headers, body: createUpload() })
  deepStrictEqual(await response.json(), { bytes: 100 * 2 ** 20 })
})

Deno.test.afterAll(async () => {
  await server.shutdown()
  await emulator.close()
})
