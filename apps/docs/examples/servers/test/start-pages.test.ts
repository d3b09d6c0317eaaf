/** What the pages of Start say that one sees, on every runtime: a page that sends to sign in and back, and an API that asks for a token. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { createBrowser } from '@postern/workspace/create-browser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signIn } from './sign-in.ts'
import { start, startOnWorkerd, type Server, type Variables } from './start.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = createEmulator()
  await emulator.listen()
})
afterAll(() => emulator?.close())

const PAGES: Readonly<Record<string, (keys: Variables) => Promise<Server>>> = {
  'hono-workers': (keys) => startOnWorkerd('hono-workers/src/index.ts', keys),
  deno: (keys) =>
    start('deno', (port) => ['serve', '--allow-env', '--allow-net', `--port=${port}`, 'fetch/main.ts'], keys),
  bun: (keys) => start('bun', () => ['run', 'fetch/main.ts'], keys),
  'node with Hono': (keys) => start('node', () => ['node/server.ts'], keys),
  'node with fetch': (keys) => start('node', () => ['node/plain.ts'], keys),
  express: (keys) => start('node', () => ['express/server.ts'], keys),
}

describe.each(Object.entries(PAGES))('the page start/%s', (_, run) => {
  let server: Server
  beforeAll(async () => {
    const { publishableKey, secretKey } = emulator
    server = await run({ CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey })
  })
  afterAll(() => server?.stop())

  it('sends a browser to sign in and back', async () => {
    const browser = createBrowser(fetch, Date.now)
    const home = await browser.visit(`${server.origin}/`)
    expect([home.last.status, home.body]).toEqual([200, expect.stringContaining('Everybody sees this page')])
    const stranger = await browser.visit(`${server.origin}/dashboard`)
    expect([stranger.last.status, stranger.last.url.port, stranger.last.url.pathname]).toEqual([
      200,
      new URL(emulator.url).port,
      '/sign-in',
    ])
    const ada = await signIn(browser, stranger.last.url, 'user_ada')
    expect(ada.last.url.href).toBe(`${server.origin}/dashboard`)
    expect(ada.body).toContain('You are user_ada.')
    expect(server.output()).not.toMatch(/error|\[postern\]/i)
  })

  it('asks an API client for a token', async () => {
    const ask = (headers: Record<string, string>): Promise<Response> => fetch(`${server.origin}/api/me`, { headers })
    expect((await ask({})).status).toBe(401)
    const { bearer } = await emulator.mint.session({ user: 'ada' })
    expect(await (await ask({ authorization: bearer })).json()).toEqual({ userId: 'user_ada' })
  })
})
