/** The page do/websockets: a socket opens for who shows a token that holds, from a page of ours, and ends with it. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { open, openFor, readMessage, show } from './open-socket.ts'
import { NAVIGATION } from './sign-in.ts'
import { start, startOnWorkerd, type Server } from './start.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = createEmulator()
  await emulator.listen()
})
afterAll(() => emulator?.close())

const keys = (): Record<string, string> => ({
  CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
  CLERK_SECRET_KEY: emulator.secretKey,
})

describe('the socket on Node', () => {
  const origin = 'http://localhost:3000'
  let server: Server
  beforeAll(async () => {
    server = await start('node', () => ['websockets/node.ts'], keys())
  })
  afterAll(() => server?.stop())

  const toProtocols = (token: string): readonly string[] => ['chat', `postern.token.${token}`]

  it('opens for a token, and knows the person', async () => {
    const { token } = await emulator.mint.session({ user: 'ada' })
    const socket = await openFor(server, { protocols: toProtocols(token), origin })
    socket.send('hello')
    expect([socket.protocol, await readMessage(socket)]).toEqual(['chat', 'user_ada: hello'])
  })

  it.each([
    ['without a token', ['chat'], origin],
    ['for a token that does not hold', toProtocols('a.b.c'), origin],
  ])('stays shut %s', async (_, protocols, from) => {
    expect(await open(server, { protocols, origin: from })).toBe(401)
  })

  it('stays shut for the page of somebody else', async () => {
    const { token } = await emulator.mint.session({ user: 'ada' })
    expect(await open(server, { protocols: toProtocols(token), origin: 'https://elsewhere.example' })).toBe(401)
  })

  /** A handshake as it stands, from a client that does afterwards what it likes. */
  const openRaw = async (protocols: readonly string[]): Promise<Socket> => {
    const { port, host } = new URL(server.origin)
    const connection = connect(Number(port), 'localhost')
    await once(connection, 'connect')
    const lines = [
      'GET /socket HTTP/1.1',
      `host: ${host}`,
      `origin: ${origin}`,
      'connection: upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
      `sec-websocket-protocol: ${protocols.join(', ')}`,
    ]
    connection.write(`${lines.join('\r\n')}\r\n\r\n`)
    return connection
  }
  const expectToServe = async (): Promise<void> =>
    expect(await (await fetch(server.origin)).text()).toBe('Open a socket at /socket.')

  it('goes on for everybody when a client resets its connection during the handshake', async () => {
    const { token } = await emulator.mint.session({ user: 'ada' })
    for (const protocols of [['chat'], toProtocols('a.b.c'), toProtocols(token)]) {
      const connection = await openRaw(protocols)
      connection.resetAndDestroy()
      await expectToServe()
    }
  })

  it('goes on for everybody when a client sends what is no frame', async () => {
    const { token } = await emulator.mint.session({ user: 'ada' })
    const connection = await openRaw(toProtocols(token))
    await once(connection, 'data')
    connection.end(Buffer.from([0xff, 0xff, 0xff, 0xff]))
    await once(connection.resume(), 'close')
    await expectToServe()
  })

  it('closes when the token ends', async () => {
    const { token } = await emulator.mint.session({ user: 'ada', expiresInSec: 1 })
    const [code] = await once(await openFor(server, { protocols: toProtocols(token), origin }), 'close')
    expect(code).toBe(4401)
  })

  it('closes for the token of another session', async () => {
    const ada = await emulator.mint.session({ user: 'ada' })
    const grace = await emulator.mint.session({ user: 'grace' })
    const socket = await openFor(server, { protocols: toProtocols(ada.token), origin })
    socket.send(`postern.token.${grace.token}`)
    expect((await once(socket, 'close'))[0]).toBe(4401)
  })

  it('takes a newer token of the same session', async () => {
    const { sessionId, token } = await emulator.mint.session({ user: 'ada', expiresInSec: 1 })
    const newer = await emulator.mint.session({ user: 'ada', claims: { sid: sessionId } })
    const socket = await openFor(server, { protocols: toProtocols(token), origin })
    socket.send(`postern.token.${newer.token}`)
    socket.send('still here')
    expect(await readMessage(socket)).toBe('user_ada: still here')
  })
})

const startOnDeno = (): Promise<Server> =>
  start('deno', (port) => ['serve', '--allow-env', '--allow-net', `--port=${port}`, 'websockets/deno.ts'], keys())
const startOnBun = (): Promise<Server> => start('bun', () => ['run', 'websockets/bun.ts'], keys())

describe.each([
  ['Deno', startOnDeno, 8000],
  ['Bun', startOnBun, 3000],
  ['Workers', () => startOnWorkerd('websockets/workers.ts', keys()), 8787],
] as const)('the socket on %s', (runtime, run, port) => {
  const origin = `http://localhost:${port}`
  let server: Server
  beforeAll(async () => {
    server = await run()
  })
  afterAll(() => server?.stop())

  it('opens for the cookies of a page of ours', async () => {
    const { cookieHeader } = await emulator.mint.session({ user: 'ada' })
    const socket = await openFor(server, { origin, headers: { cookie: cookieHeader } })
    socket.send('hello')
    expect(await readMessage(socket)).toBe('user_ada: hello')
  })

  it('is opened by the page, which asks people to sign in', async () => {
    const stranger = await fetch(`${server.origin}/`, { headers: NAVIGATION, redirect: 'manual' })
    const headers = { cookie: (await emulator.mint.session({ user: 'ada' })).cookieHeader }
    const page = await (await fetch(`${server.origin}/`, { headers })).text()
    expect([stranger.status, await show(page, server, { origin, headers })]).toEqual([307, 'user_ada: hello'])
  })

  it('stays open while its token counts although it has ended, so that a page does not open it over and over', async () => {
    const { cookieHeader } = await emulator.mint.session({ user: 'ada', expiresInSec: -1 })
    const socket = await openFor(server, { origin, headers: { cookie: cookieHeader } })
    socket.send('hello')
    expect(await readMessage(socket)).toBe('user_ada: hello')
  })

  it('stays shut for the page of somebody else, whose requests hold the same cookies', async () => {
    const { cookieHeader } = await emulator.mint.session({ user: 'ada' })
    expect(await open(server, { origin: 'http://elsewhere.localhost', headers: { cookie: cookieHeader } })).toBe(403)
  })

  it('opens for cookies whose token has ended, as long as the session goes on', async () => {
    const { cookieHeader } = await emulator.mint.session({ user: 'ada', expiresInSec: -30 })
    const socket = await openFor(server, { origin, headers: { cookie: cookieHeader } })
    socket.send('hello')
    expect(await readMessage(socket)).toBe('user_ada: hello')
  })

  it('stays shut for nobody', async () => {
    expect(await open(server, { origin })).toBe(404)
  })

  it.skipIf(runtime === 'Workers')('closes when the session token counts no longer', async () => {
    const { cookieHeader } = await emulator.mint.session({ user: 'ada', expiresInSec: -4 })
    const [code] = await once(await openFor(server, { origin, headers: { cookie: cookieHeader } }), 'close')
    expect(code).toBe(4401)
  })
})
