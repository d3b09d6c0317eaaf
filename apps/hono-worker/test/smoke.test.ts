/** The bundled worker in real workerd, against an emulator of its own. */
import { fileURLToPath } from 'node:url'
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unstable_startWorker as startWorker } from 'wrangler'

let emulator: Emulator
let worker: Awaited<ReturnType<typeof startWorker>>

beforeAll(async () => {
  process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false'
  process.env['WRANGLER_SEND_METRICS'] = 'false'
  emulator = createEmulator()
  await emulator.listen()
  worker = await startWorker({
    config: fileURLToPath(new URL('../wrangler.jsonc', import.meta.url)),
    bindings: {
      CLERK_PUBLISHABLE_KEY: { type: 'plain_text', value: emulator.publishableKey },
      CLERK_SECRET_KEY: { type: 'plain_text', value: emulator.secretKey },
    },
    dev: { server: { hostname: '127.0.0.1', port: 0 }, inspector: false, logLevel: 'error' },
  })
  await worker.ready
})
afterAll(async () => {
  await worker?.dispose()
  await emulator?.close()
})

async function ask(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const response = await worker.fetch(`http://app.test${path}`, { headers, redirect: 'manual' })
  return response as unknown as Response
}
const as = async (user: string): Promise<Record<string, string>> => ({
  authorization: (await emulator.mint.session({ user })).bearer,
})

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

describe('the worker', () => {
  it('says who is signed in, and why nobody is', async () => {
    expect(await (await ask('/', await as('ada'))).json()).toMatchObject({ userId: 'user_ada', status: 'signed-in' })
    expect(await (await ask('/')).json()).toMatchObject({ userId: null, status: 'signed-out' })
  })

  it('opens each route to whom it is for', async () => {
    const { mint } = emulator
    const rows: readonly (readonly [path: string, authorization: string | null, status: number])[] = [
      ['/dashboard', null, 404],
      ['/dashboard', (await as('grace'))['authorization'] ?? '', 200],
      ['/forum/topic', null, 404],
      ['/admin', (await as('grace'))['authorization'] ?? '', 404],
      ['/admin', (await as('ada'))['authorization'] ?? '', 200],
      ['/api', null, 401],
      ['/api', (await mint.apiKey()).bearer, 200],
      ['/m2m', (await mint.m2mToken()).bearer, 200],
      ['/oauth', (await mint.oauthToken()).bearer, 200],
      ['/oauth', (await mint.apiKey()).bearer, 401],
      ['/user', (await mint.apiKey()).bearer, 404],
      ['/any', (await mint.apiKey()).bearer, 200],
      ['/any', null, 404],
      ['/orgs/acme', (await mint.session({ user: 'ada', org: 'acme' })).bearer, 200],
      ['/orgs/globex', (await mint.session({ user: 'ada', org: 'acme' })).bearer, 404],
      ['/x/..%2fadmin', null, 400],
    ]
    for (const [path, authorization, status] of rows) {
      const response = await ask(path, authorization === null ? {} : { authorization })
      expect(response.status, `${path} with ${authorization === null ? 'nothing' : 'a token'}`).toBe(status)
    }
  })

  it('sends a browser to sign in and back', async () => {
    const { cookieHeader } = await emulator.mint.visitor()
    const response = await ask('/dashboard', {
      cookie: cookieHeader,
      accept: 'text/html',
      'sec-fetch-dest': 'document',
    })
    expect([response.status, response.headers.get('location')?.split('?')[0]]).toEqual([307, emulator.signInUrl])
  })

  it('activates the organization that a page names', async () => {
    const { cookieHeader } = await emulator.mint.session({ user: 'ada', org: 'acme' })
    const page = { cookie: cookieHeader, accept: 'text/html', 'sec-fetch-dest': 'document' }
    const response = await ask('/orgs/globex', page)
    const location = new URL(response.headers.get('location') ?? '')
    expect([response.status, location.searchParams.get('organization_id')]).toEqual([307, 'globex'])
  })

  it('hands 100 MiB on as they come', async () => {
    // A header that is taken away makes the request a new one; the body must come along.
    const headers = { 'x-clerk-auth-status': 'signed-in' }
    const init: RequestInit & { readonly duplex: 'half' } = {
      method: 'POST',
      headers,
      body: createUpload(),
      duplex: 'half',
    }
    const response = await fetch(new URL('/upload', await worker.url), init)
    expect(await response.json()).toEqual({ bytes: 100 * 2 ** 20 })
  })
})
