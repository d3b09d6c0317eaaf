/** The contract of an adapter, for the file that the page start/express shows: a refusal ends the request, and no route runs. */
import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { createEmulator, type Emulator } from '@postern/emulator'
import { createRouteMatcher, type AdapterOptions } from '@postern/fetch'
import express from 'express'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clerkMiddleware, protect } from '../express/postern.ts'

const isMember = createRouteMatcher(['/dashboard/:path*', '/notes/:path*'])

let emulator: Emulator
let servers: Server[]
let ran: string[]
beforeAll(async () => {
  emulator = createEmulator()
  await emulator.listen()
})
afterAll(() => emulator?.close())
beforeEach(() => {
  servers = []
  ran = []
})
afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

type Rule = Parameters<typeof clerkMiddleware>[0]

const memberRule: Rule = async (auth, request) => {
  if (isMember(request)) await auth.protect()
}

/** An application whose routes say that they ran. @returns Its port. */
async function serve(rule: Rule = memberRule, options: AdapterOptions = {}): Promise<number> {
  const app = express()
  app.set('env', 'test')
  app.use(clerkMiddleware(rule, { ...emulator.authOptions, jwtKey: emulator.jwtKey, ...options }))
  app.get('/admin', protect({ role: 'org:admin' }), (req, res) => void res.json({ userId: req.auth.userId }))
  app.post('/notes', express.json(), (req, res) => void res.json({ saved: req.body, headers: req.headers }))
  app.get('/cookies', (_req, res) => {
    res.setHeader('set-cookie', ['one=1', 'two=2'])
    res.setHeader('cache-control', 'public, max-age=600')
    res.end('cookies')
  })
  app.get('/written', (_req, res) => {
    res.setHeader('vary', 'origin')
    res.writeHead(201, 'Made', { 'Set-Cookie': 'one=1', 'cache-control': 'public' }).end()
  })
  app.get('/listed', (_req, res) => {
    res.writeHead(200, ['Set-Cookie', 'one=1', 'Set-Cookie', 'two=2', 'vary', 'origin']).end()
  })
  app.get(['/', '/dashboard{/*rest}'], (req, res) => {
    ran.push(req.originalUrl)
    res.json({ userId: req.auth.userId })
  })
  app.use(((_error, _req, res, _next) => void res.status(500).end()) satisfies express.ErrorRequestHandler)
  return listen(app)
}

async function listen(app: express.Express): Promise<number> {
  const server = app.listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const ask = (port: number, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://localhost:${port}${path}`, { redirect: 'manual', ...init })

/** A request as it stands, past everything that a client would put right. @returns After its answer. */
async function askRaw(port: number, target: string, host: string): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.end(`GET ${target} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)
  await once(socket.resume(), 'close')
}

describe('clerkMiddleware for Express', () => {
  it('ends a refused request without a route', async () => {
    const port = await serve()
    const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
    const { cookieHeader } = await emulator.mint.visitor()
    const script = await ask(port, '/dashboard')
    const browser = await ask(port, '/dashboard', { headers: { ...page, cookie: cookieHeader } })
    expect([script.status, browser.status]).toEqual([404, 307])
    expect(browser.headers.get('location')).toContain(emulator.signInUrl)
    expect(ran).toEqual([])
  })

  it('says who is here', async () => {
    const port = await serve()
    const { bearer } = await emulator.mint.session({ user: 'ada' })
    const response = await ask(port, '/dashboard', { headers: { authorization: bearer } })
    expect(await response.json()).toEqual({ userId: 'user_ada' })
  })

  it('lets nobody through when the rule throws', async () => {
    const port = await serve(() => {
      throw new RangeError('a mistake')
    })
    expect((await ask(port, '/')).status).toBe(500)
    expect(ran).toEqual([])
  })

  it('lets nobody through when the rule forgets to wait', async () => {
    const port = await serve((auth) => void auth.protect())
    expect((await ask(port, '/')).status).toBe(404)
    expect(ran).toEqual([])
  })

  it('lets nobody through without keys', async () => {
    const port = await serve(memberRule, { publishableKey: 'no key' })
    expect((await ask(port, '/')).status).toBe(500)
    expect(ran).toEqual([])
  })

  it('refuses a preflight that cors() has not answered', async () => {
    const port = await serve()
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' }
    expect((await ask(port, '/dashboard', { method: 'OPTIONS', headers })).status).toBe(404)
    expect(ran).toEqual([])
  })

  it('leaves the body, and takes the headers of a middleware from a client', async () => {
    const port = await serve()
    const { bearer } = await emulator.mint.session({ user: 'ada' })
    const response = await ask(port, '/notes', {
      method: 'POST',
      headers: { authorization: bearer, 'content-type': 'application/json', 'x-clerk-auth-status': 'signed-in' },
      body: '{"text":"ü"}',
    })
    const { saved, headers } = await response.json()
    expect([saved, 'x-clerk-auth-status' in headers]).toEqual([{ text: 'ü' }, false])
  })

  it('adds the cookies of a renewed session to those of the route, each by itself, and forbids to keep them', async () => {
    const port = await serve()
    const { cookieHeader } = await emulator.mint.session({ user: 'ada', expiresInSec: -30 })
    const page = { accept: 'text/html', 'sec-fetch-dest': 'document', cookie: cookieHeader }
    const response = await ask(port, '/cookies', { headers: page })
    const names = response.headers.getSetCookie().map((line) => line.split('=')[0])
    expect([response.status, names]).toEqual([200, expect.arrayContaining(['one', 'two', '__session'])])
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it.each([
    ['/written', 201, ['one']],
    ['/listed', 200, ['one', 'two']],
  ])('adds them also to the headers that the route of %s gives to writeHead', async (path, status, own) => {
    const port = await serve()
    const { cookieHeader } = await emulator.mint.session({ user: 'ada', expiresInSec: -30 })
    const page = { accept: 'text/html', 'sec-fetch-dest': 'document', cookie: cookieHeader }
    const response = await ask(port, path, { headers: page })
    const names = response.headers.getSetCookie().map((line) => line.split('=')[0])
    expect([response.status, names]).toEqual([status, expect.arrayContaining([...own, '__session'])])
    expect([response.headers.get('cache-control'), response.headers.get('vary')]).toEqual(['no-store', 'origin'])
  })

  it('answers TRACE with 400, as no request can be made of it', async () => {
    const port = await serve()
    const socket = connect(port, '127.0.0.1')
    socket.write('TRACE / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n')
    const [data] = await once(socket, 'data')
    socket.destroy()
    expect(String(data)).toMatch(/^HTTP\/1\.1 400 /)
  })

  it('judges no address that was rewritten before it, as Express routes by another', async () => {
    const app = express()
    app.set('env', 'test')
    app.use((req, _res, next) => {
      if (req.url === '/public') req.url = '/dashboard'
      next()
    })
    app.use(clerkMiddleware(memberRule, { ...emulator.authOptions, jwtKey: emulator.jwtKey }))
    app.get('/dashboard', (req, res) => void res.json(ran.push(req.url)))
    app.use(((_error, _req, res, _next) => void res.status(500).end()) satisfies express.ErrorRequestHandler)
    const port = await listen(app)
    expect([(await ask(port, '/public')).status, (await ask(port, '/dashboard')).status]).toEqual([500, 404])
    expect(ran).toEqual([])
  })

  it('judges the whole address where it is mounted', async () => {
    const app = express()
    const router = express.Router()
    router.use(clerkMiddleware(memberRule, { ...emulator.authOptions, jwtKey: emulator.jwtKey }))
    router.get('/{*rest}', (req, res) => void res.json(ran.push(req.originalUrl)))
    app.use('/dashboard', router)
    app.use('/open', router)
    const port = await listen(app)
    const statuses = []
    for (const path of ['/dashboard', '/dashboard?x', '/dashboard/x', '/open', '/open?x', '/open/', '/open/x'])
      statuses.push((await ask(port, path)).status)
    expect(statuses).toEqual([404, 404, 404, 200, 200, 200, 200])
    expect(ran).toEqual(['/open', '/open?x', '/open/', '/open/x'])
  })

  it.each([
    ['/dashboard', 'x/public?'],
    ['/dashboard', 'x/public#'],
    ['/dashboard', 'user@localhost'],
    ['/dashboard/../public', 'localhost'],
    ['/public/../dashboard', 'localhost'],
    ['//elsewhere.example/dashboard', 'localhost'],
    ['http://localhost/dashboard', 'localhost'],
    ['/public\\..\\dashboard', 'localhost'],
    ['/x/..%2fdashboard', 'localhost'],
    ['/DASHBOARD', 'localhost'],
    ['/%64ashboard', 'localhost'],
    ['/dashboard/', 'localhost'],
    ['/dashboard?x', 'localhost'],
    ['/dashboard#x', 'localhost'],
    ['*', 'localhost'],
  ])('runs no route for %s of the host %s', async (target, host) => {
    const port = await serve()
    await askRaw(port, target, host)
    expect(ran).toEqual([])
  })

  it('believes a forwarded host that is an authorized party', async () => {
    const port = await serve(memberRule, { authorizedParties: ['https://app.example.com'] })
    const { cookieHeader } = await emulator.mint.visitor()
    const headers = {
      accept: 'text/html',
      'sec-fetch-dest': 'document',
      cookie: cookieHeader,
      'x-forwarded-proto': 'https',
    }
    const leadBack = async (host: string): Promise<string | null> => {
      const response = await ask(port, '/dashboard', { headers: { ...headers, 'x-forwarded-host': host } })
      return new URL(response.headers.get('location') ?? '').searchParams.get('redirect_url')
    }
    expect(await leadBack('app.example.com')).toBe('https://app.example.com/dashboard')
    expect(await leadBack('elsewhere.example')).toBe(`http://localhost:${port}/dashboard`)
  })
})

describe('protect for Express', () => {
  it('opens a route to the role that it names', async () => {
    const port = await serve()
    const statuses = async (user: string): Promise<number> => {
      const { bearer } = await emulator.mint.session({ user, org: 'acme' })
      return (await ask(port, '/admin', { headers: { authorization: bearer } })).status
    }
    expect([await statuses('ada'), await statuses('grace')]).toEqual([200, 404])
  })

  it('is a mistake where the middleware did not run', async () => {
    const app = express()
    app.set('env', 'test')
    app.get('/', protect(), (req) => void ran.push(req.path))
    const server = app.listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    expect((await ask((server.address() as AddressInfo).port, '/')).status).toBe(500)
    expect(ran).toEqual([])
  })
})
