/** The server in a process of its own, as a person starts it, against an emulator. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let emulator: Emulator
let server: ChildProcess
let origin: string

beforeAll(async () => {
  emulator = createEmulator()
  await emulator.listen()
  server = spawn(process.execPath, ['main.ts'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
      CLERK_SECRET_KEY: emulator.secretKey,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  origin = await readOrigin(server)
})
afterAll(async () => {
  if (server?.exitCode === null) {
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    await ended
  }
  await emulator?.close()
})

async function readOrigin({ stdout }: ChildProcess): Promise<string> {
  let output = ''
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    output += String(chunk)
    const found = /http:\/\/[^/\s]+/.exec(output)
    if (found !== null) return found[0]
  }
  throw new Error(`The server ended before it listened.\n${output}`)
}

const ask = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${origin}${path}`, { headers, redirect: 'manual' })

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

describe('the server', () => {
  it('says who is signed in, and why nobody is', async () => {
    const { bearer } = await emulator.mint.session({ user: 'ada' })
    expect(await (await ask('/', { authorization: bearer })).json()).toMatchObject({ userId: 'user_ada' })
    expect(await (await ask('/')).json()).toMatchObject({ userId: null, status: 'signed-out' })
  })

  it('opens each route to whom it is for', async () => {
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

  it('hands 100 MiB on as they come', async () => {
    // A header that is taken away makes the request a new one; the body must come along.
    const headers = { 'x-clerk-auth-status': 'signed-in' }
    const init: RequestInit & { readonly duplex: 'half' } = {
      method: 'POST',
      headers,
      body: createUpload(),
      duplex: 'half',
    }
    const response = await fetch(`${origin}/upload`, init)
    expect(await response.json()).toEqual({ bytes: 100 * 2 ** 20 })
  })
})
