import { describe, expect, it } from 'vitest'
import { readBearer, readSocketHandshake } from './read-bearer.ts'
import { asPass, liveCookies, liveOptions, silentWorld, toNavigation, toRequest } from '../../test/fakes.ts'
import { mintToken } from '../../test/mint.ts'
import { createAuth } from '../guard/create-auth.ts'
import type { AuthDecision } from '../decision/auth-decision.ts'
import type { RequestLike } from '../request/request-facts.ts'

describe('readBearer', () => {
  // protocol.md 3.3
  it.each([
    [null, null],
    ['', null],
    ['Bearer a.b.c', 'a.b.c'],
    ['a.b.c', 'a.b.c'],
    ['Bearer', 'Bearer'],
    ['Bearer ', 'Bearer'],
    ['Bearer  x', 'Bearer'],
    ['Bearer a b', 'a'],
    ['bearer a.b.c', null],
    ['BEARER a.b.c', null],
    ['Basic dXNlcjpwYXNz', null],
    ['Digest a b', null],
    [' a', null],
  ])('of %j is %j', (header, token) => {
    expect(readBearer(header)).toBe(token)
  })
})

const place = { protocol: 'postern.token.', query: 'token' }
const upgrade = { upgrade: 'websocket', connection: 'Upgrade' }

/** Some runtimes give no such request to a constructor, so the shape is enough. */
function toHandshake(path: string, headers: Readonly<Record<string, string>> = upgrade, method = 'GET'): RequestLike {
  const all = new Map(Object.entries(headers))
  return {
    method,
    url: `https://app.example.com${path}`,
    headers: {
      get: (name) => all.get(name) ?? null,
      forEach: (visit) => all.forEach((value, name) => visit(value, name)),
    },
  }
}

const protocols = (text: string): Record<string, string> => ({ ...upgrade, 'sec-websocket-protocol': text })

describe('readSocketHandshake', () => {
  it.each<[string, RequestLike, string | null]>([
    ['the query', toHandshake('/ws?token=abc'), 'abc'],
    ['the sub-protocol', toHandshake('/ws', protocols('chat, postern.token.a.b.c')), 'a.b.c'],
    ['the sub-protocol before the query', toHandshake('/ws?token=x', protocols('postern.token.y')), 'y'],
    ['an upgrade in capitals', toHandshake('/ws?token=abc', { upgrade: 'h2c, WebSocket' }), 'abc'],
    ['neither', toHandshake('/ws'), null],
    ['empty ones', toHandshake('/ws?token=', protocols('postern.token.')), null],
    ['another prefix', toHandshake('/ws?tokens=x', protocols('token.y')), null],
  ])('finds in %s what is there (issue 11, wss)', (_, request, token) => {
    expect(readSocketHandshake(request, place)?.token).toBe(token)
  })

  it.each<[string, RequestLike]>([
    ['a plain GET', toHandshake('/ws?token=abc', { 'sec-websocket-protocol': 'postern.token.x' })],
    ['a POST', toHandshake('/ws?token=abc', upgrade, 'POST')],
    ['another upgrade', toHandshake('/ws?token=abc', { upgrade: 'websockets' })],
  ])('does not look at %s (issue 11, wss)', (_, request) => {
    expect(readSocketHandshake(request, place)).toBeNull()
  })

  it('looks nowhere without the option, and nowhere else with it', () => {
    const request = toHandshake('/ws?token=a', protocols('postern.token.b'))
    expect(readSocketHandshake(request, null)).toBeNull()
    expect(readSocketHandshake(request, { protocol: '', query: 'token' })?.token).toBe('a')
    expect(readSocketHandshake(request, { protocol: 'postern.token.', query: '' })?.token).toBe('b')
    expect(readSocketHandshake(request, { protocol: '', query: 'access' })?.token).toBeNull()
  })

  it('takes the token out of the URL, however it is spelled, and leaves the rest', () => {
    const request = toHandshake('/ws?a=%2F&%74oken=one&token=two&b#c')
    expect(readSocketHandshake(request, place)?.request.url).toBe('https://app.example.com/ws?a=%2F&b#c')
  })
})

describe('a WebSocket handshake', () => {
  const auth = createAuth({ ...liveOptions, webSocketToken: place }, silentWorld().ports)
  const ask = (request: RequestLike): Promise<AuthDecision<unknown>> => auth.decide(request as Request)
  const whoIs = async (request: RequestLike): Promise<string | null> => {
    const { auth: found } = asPass(await ask(request))
    return found.tokenType === 'session_token' ? found.userId : null
  }

  it('is signed in by a token of the sub-protocol or the query, as by one in the header (issue 11, wss)', async () => {
    const token = await mintToken()
    expect(await whoIs(toHandshake('/ws', protocols(`chat, postern.token.${token}`)))).toBe('user_1')
    expect(await whoIs(toHandshake(`/ws?token=${token}`))).toBe('user_1')
    const { trace } = await ask(toHandshake(`/ws?token=${token}`))
    expect(trace).toContain('proof-in-header')
  })

  it('is nobody with a bad token, whatever its cookies say (issue 11, wss)', async () => {
    const jar = Object.entries(await liveCookies())
      .map(([name, value]) => `${name}=${value}`)
      .join('; ')
    const withCookies = (path: string): RequestLike => toHandshake(path, { ...upgrade, cookie: jar })
    expect(await whoIs(withCookies('/ws'))).toBe('user_1')
    expect(await whoIs(withCookies('/ws?token=bad'))).toBeNull()
    const elsewhere = await mintToken({ claims: { azp: 'https://evil.example' } })
    expect(await whoIs(withCookies(`/ws?token=${elsewhere}`))).toBeNull()
  })

  it('is nobody where a header holds a bad token and the query a good one', async () => {
    const token = await mintToken()
    expect(await whoIs(toHandshake(`/ws?token=${token}`, { ...upgrade, authorization: 'Bearer bad' }))).toBeNull()
  })

  it('is not made by a link: a page with the parameter is nobody (issue 11, wss)', async () => {
    const token = await mintToken()
    expect(await whoIs(toNavigation(`/ws?token=${token}`))).toBeNull()
    expect(await whoIs(toRequest(`/ws?token=${token}`))).toBeNull()
  })

  it('never shows the token in a redirect, a log or a hand-over (issue 11, wss)', async () => {
    const world = silentWorld()
    const loud = createAuth({ ...liveOptions, webSocketToken: place, debug: 'json' }, world.ports)
    const request = toHandshake('/ws?token=SECRET&a=1', {
      ...protocols('postern.token.SECRET'),
      'sec-fetch-dest': 'document',
    }) as Request
    const decision = await loud.decide(request, async (handle) => {
      const found = await handle()
      if (!found.isAuthenticated) found.redirectToSignIn()
    })
    expect(decision).toMatchObject({ kind: 'redirect' })
    const passed = await loud.decide(request)
    const shown = passed.kind === 'pass' ? passed.handover() : null
    expect(shown?.clerkUrl).toBe('https://app.example.com/ws?a=1')
    const all = JSON.stringify([decision.kind === 'redirect' ? decision.location.href : '', world.events, shown])
    expect(all).toContain('%2Fws%3Fa%3D1')
    expect(all).not.toContain('SECRET')
  })
})
