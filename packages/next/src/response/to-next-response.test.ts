import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { JWT_KEY, mintCookies, NOW_MS, PUBLISHABLE_KEY, SECRET_KEY } from '../../test/session.ts'
import { createMiddleware } from '../middleware/create-middleware.ts'
import type { ClerkMiddlewareHandler, ClerkMiddlewareOptions } from '../middleware/middleware-options.ts'

// The tests need no event.
const event = { waitUntil: () => {} } as unknown as NextFetchEvent
const json = { accept: 'application/json', host: 'app.test' }
const page = { accept: 'text/html', 'sec-fetch-dest': 'document', host: 'app.test' }
const nobody = '__clerk_db_jwt=dvb_1'
const member = await mintCookies({ org_id: 'org_1', org_role: 'org:member' })
const open = { unauthenticatedStatus: 401, unauthorizedStatus: 403 } as const

const protect: ClerkMiddlewareHandler = async (auth) => {
  await auth.protect({ role: 'org:admin' })
}
const ask = (
  headers: Record<string, string>,
  options: ClerkMiddlewareOptions = {},
  handler = protect,
): Promise<Response> => {
  const ports = {
    clock: { nowMs: () => NOW_MS },
    log: () => {},
    fetch: () => Promise.reject(new TypeError('fetch failed')),
  }
  return createMiddleware(handler, options, ports)(new NextRequest('https://app.test/api/x', { headers }), event)
}

beforeEach(() => {
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', PUBLISHABLE_KEY)
  vi.stubEnv('CLERK_SECRET_KEY', SECRET_KEY)
  vi.stubEnv('CLERK_JWT_KEY', JWT_KEY)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('toNextResponse', () => {
  it.each([nobody, member])(
    'gives a JSON client problem details, and no page is rendered (in-use 23)',
    async (cookie) => {
      const response = await ask({ ...json, cookie })
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
      expect(response.headers.get('x-middleware-rewrite')).toBeNull()
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await response.json()).toMatchObject({ status: 404, title: 'Not found.' })
    },
  )

  it('answers 401 and 403 where the options say so (in-use 23)', async () => {
    expect((await ask({ host: 'app.test', cookie: nobody }, open)).status).toBe(401)
    const response = await ask({ ...json, cookie: member }, open)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ status: 403 })
  })

  it('shows pages what they were shown before, whatever the options say', async () => {
    expect((await ask({ ...page, cookie: nobody }, open)).status).toBe(307)
    const hidden = await ask({ ...page, cookie: member }, open)
    expect([hidden.status, hidden.headers.get('x-middleware-rewrite')]).toEqual([404, 'https://app.test/_error'])
  })

  it('says that an API key could not be checked (in-use 18)', async () => {
    const machine: ClerkMiddlewareHandler = async (auth) => {
      await auth.protect({ token: 'api_key' })
    }
    const response = await ask({ ...json, authorization: 'Bearer ak_1' }, {}, machine)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '10'])
    expect(await response.json()).toMatchObject({ reason: 'provider-unavailable' })
  })
})
