import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { describe, expect, it } from 'vitest'
import { createRouteMatcher } from './create-route-matcher.ts'

describe('createRouteMatcher', () => {
  const isAdmin = createRouteMatcher(['/api/admin/:path*', /^\/x$/, (request) => request.method === 'PUT'])

  it('reads contexts and requests, by the whole path, also in a sub-app', async () => {
    const sub = new Hono().get('*', (c) => c.json([isAdmin(c), isAdmin(c.req.raw)]))
    const app = new Hono().route('/api', sub)
    const ask = async (path: string): Promise<unknown> => (await app.request(path)).json()
    expect(await ask('/api/admin/users')).toEqual([true, true])
    expect(await ask('/api/administrator')).toEqual([false, false])
    expect(isAdmin(new Request('http://localhost/x'))).toBe(true)
    expect(isAdmin(new Request('http://localhost/y', { method: 'PUT' }))).toBe(true)
  })

  it('ends a route with 400 when the URL can be read in more than one way', async () => {
    const seen: unknown[] = []
    const app = new Hono().get('*', (c) => c.json(isAdmin(c)))
    const ask = (): Response | Promise<Response> => app.request('/api/x/..%2fadmin')
    expect((await ask()).status).toBe(400)
    app.onError((error, c) => {
      seen.push(error instanceof HTTPException, 'code' in error && error.code)
      return c.body(null, 400)
    })
    await ask()
    expect(seen).toEqual([true, 'ERR_AUTH_URL_AMBIGUOUS'])
  })

  it('throws at once for a pattern that does not compile', () => {
    expect(() => createRouteMatcher('/admin(')).toThrow('ERR_AUTH_PATTERN_INVALID')
  })

  it('passes on what a predicate throws', () => {
    const broken = createRouteMatcher(() => {
      throw new RangeError('own')
    })
    expect(() => broken(new Request('http://localhost/'))).toThrow(RangeError)
  })
})
