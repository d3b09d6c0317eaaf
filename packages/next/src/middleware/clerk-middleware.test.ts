import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { JWKS, mintSession, NOW_MS, PUBLISHABLE_KEY, SECRET_KEY } from '../../test/session.ts'
import { createClerkMiddleware } from './clerk-middleware.ts'

const event = { waitUntil: () => {} } as unknown as NextFetchEvent

beforeEach(() => {
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', PUBLISHABLE_KEY)
  vi.stubEnv('CLERK_SECRET_KEY', SECRET_KEY)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('createClerkMiddleware', () => {
  it.each<[string, (make: ReturnType<typeof createClerkMiddleware>) => unknown]>([
    ['nothing', (make) => make()],
    ['a handler', (make) => make(() => {})],
    ['a handler and options', (make) => make(() => {}, {})],
    ['options', (make) => make({})],
    ['a request, as the middleware itself', (make) => make],
  ])('hands its ports on when it is called with %s', async (_name, call) => {
    const purposes: string[] = []
    const read = ({ purpose }: { readonly purpose: string }): Promise<null> => {
      purposes.push(purpose)
      return Promise.resolve(null)
    }
    const clerkMiddleware = createClerkMiddleware({
      store: { read, write: () => Promise.resolve() },
      fetch: () => Promise.resolve(Response.json(JWKS)),
      clock: { nowMs: () => NOW_MS },
      log: () => {},
    })
    const authorization = `Bearer ${await mintSession({})}`
    const middleware = call(clerkMiddleware) as typeof clerkMiddleware
    await middleware(new NextRequest('https://app.test/x', { headers: { authorization } }), event)
    expect(purposes).toEqual(['key-set'])
  })
})
