/** The page about proxies: nginx itself with the page's very file, in front of the page's server. */
import { findNginx, isNginxRequired } from '@postern/workspace/find-nginx'
import { once } from 'node:events'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { ask, AS_PAGE, HOST, type Answer } from './ask'
import { PAGE_FILE, startNginx, type RunningProxy } from './start-nginx'
import { startServer, type RunningServer } from './start-server'

const program = findNginx()
if (program === null && isNginxRequired()) throw new Error('POSTERN_REQUIRE_NGINX is set, and there is no nginx.')
if (program === null) console.warn('Not run: the page about proxies, because there is no nginx.')

const withoutHeaders = PAGE_FILE.replaceAll(/^.*proxy_set_header (?:Host|X-Forwarded).*$/gm, '')
const withoutRequestSizes = PAGE_FILE.replaceAll(/^.*_header_buffers .*$/gm, '')
const withoutAnswerSizes = PAGE_FILE.replaceAll(/^ *proxy_b\w+ .*$/gm, '')

/** A token nearly as large as a cookie may be. */
const LARGE = { claims: { notes: 'x'.repeat(2400) } }

describe.skipIf(program === null)('an application behind nginx', () => {
  let server: RunningServer
  let nginx: RunningProxy
  beforeAll(async () => {
    server = await startServer()
    nginx = await startNginx(program ?? '', PAGE_FILE, server.port)
  })
  afterAll(async () => {
    await nginx?.stop()
    await server?.stop()
  })

  const start = async (site: string, appPort = server.port): Promise<RunningProxy> => {
    const other = await startNginx(program ?? '', site, appPort)
    onTestFinished(other.stop)
    return other
  }
  const open = (path: string, headers: Readonly<Record<string, string>> = {}, proxy = nginx): Promise<Answer> =>
    ask({ path, port: proxy.port, ca: proxy.ca, headers: { ...AS_PAGE, ...headers } })
  const readReturn = ({ location }: Answer): string | null => location?.searchParams.get('redirect_url') ?? null

  it('sends a visitor to the sign-in page, and back to the address that the browser shows', async () => {
    const answer = await open('/dashboard?tab=1')
    expect(answer.status).toBe(307)
    expect(readReturn(answer)).toBe(`https://${HOST}/dashboard?tab=1`)
  })

  it('lets the session through', async () => {
    const { cookieHeader } = await server.emulator.mint.session({ user: 'ada' })
    expect(await open('/dashboard', { cookie: cookieHeader })).toMatchObject({ status: 200, text: 'Hello, user_ada' })
  })

  it('overwrites what a stranger claims to have been forwarded', async () => {
    const answer = await open('/dashboard', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' })
    expect(readReturn(answer)).toBe(`https://${HOST}/dashboard`)
  })

  it('turns http into https', async () => {
    const [response] = (await once(
      get({ host: '127.0.0.1', port: nginx.plainPort, path: '/dashboard', headers: { host: HOST } }),
      'response',
    )) as [IncomingMessage]
    response.resume()
    expect(response.headers.location).toBe(`https://${HOST}/dashboard`)
  })

  it('passes large tokens, in both directions', async () => {
    const { cookieHeader } = await server.emulator.mint.session(LARGE)
    expect(cookieHeader.length).toBeGreaterThan(8192)
    expect((await open('/dashboard', { cookie: cookieHeader })).status).toBe(200)
    const handshake = await server.emulator.mint.handshakeToken({ session: LARGE })
    const answer = await open(`/dashboard?__clerk_handshake=${handshake}`)
    expect(answer.setCookies.join('').length).toBeGreaterThan(4096)
  })

  it('answers 400 to large cookies, with the sizes that nginx has by itself', async () => {
    const small = await start(withoutRequestSizes)
    const { cookieHeader } = await server.emulator.mint.session(LARGE)
    expect((await open('/dashboard', { cookie: cookieHeader }, small)).status).toBe(400)
  })

  it('answers 502 in place of an answer with large cookies, with the sizes that nginx has by itself', async () => {
    const small = await start(withoutAnswerSizes)
    const handshake = await server.emulator.mint.handshakeToken({ session: LARGE })
    expect((await open(`/dashboard?__clerk_handshake=${handshake}`, {}, small)).status).toBe(502)
  })

  it('passes the handshake of a WebSocket, with its cookies', async () => {
    const app = createServer().on('upgrade', ({ headers }, socket) => {
      const status = headers.cookie === 'a=b' && headers['x-forwarded-host'] === HOST ? '101 Switching' : '400 No'
      socket.end(`HTTP/1.1 ${status}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
    })
    app.listen(0, '127.0.0.1')
    await once(app, 'listening')
    onTestFinished(() => void app.close())
    const proxy = await start(PAGE_FILE, (app.address() as AddressInfo).port)
    const headers = { connection: 'Upgrade', upgrade: 'websocket', cookie: 'a=b' }
    expect((await open('/socket', headers, proxy)).status).toBe(101)
  })

  it('leads to the inner address without the headers, and the log says so', async () => {
    const silent = await start(withoutHeaders)
    const answer = await open('/dashboard', {}, silent)
    expect(readReturn(answer)).toBe(`http://127.0.0.1:${server.port}/dashboard`)
    expect(server.output()).toContain('A browser is sent back to a private address')
    expect(server.output()).toContain('x-forwarded-host and x-forwarded-proto')
  })
})
