import { AsyncLocalStorage } from 'node:async_hooks'
import { type NextFetchEvent, NextRequest, NextResponse } from 'next/server.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toSeenHeaders } from '../../test/seen-by.ts'
import { JWT_KEY, mintCookies, NOW_MS, PUBLISHABLE_KEY, SECRET_KEY } from '../../test/session.ts'
import { toNextHeaders } from '../../test/to-next-headers.ts'
import { createAuthFunction } from './auth.ts'
import { createClerkClient, createClientFunction, createCurrentUser } from './clerk-client.ts'
import { createMiddleware } from '../middleware/create-middleware.ts'
import type { ClerkMiddlewareHandler, ClerkMiddlewareOptions } from '../middleware/middleware-options.ts'
import { createServerSource } from './server-source.ts'

const event = { waitUntil: () => {} } as unknown as NextFetchEvent
const cookie = await mintCookies({})

let bearers: (string | null)[] = []
const ports = {
  clock: { nowMs: () => NOW_MS },
  log: () => {},
  fetch: async (_input: unknown, init?: RequestInit): Promise<Response> => {
    bearers.push(new Headers(init?.headers).get('authorization'))
    return Response.json({ object: 'user', id: 'user_1', first_name: 'Ada' })
  },
}
const nowhere = {
  read: async (): Promise<Headers> => Promise.reject(new Error('`headers` was called outside a request scope.')),
  peek: () => null,
}

beforeEach(() => {
  bearers = []
  vi.stubGlobal('AsyncLocalStorage', AsyncLocalStorage)
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', PUBLISHABLE_KEY)
  vi.stubEnv('CLERK_SECRET_KEY', SECRET_KEY)
  vi.stubEnv('CLERK_JWT_KEY', JWT_KEY)
  vi.stubEnv('CLERK_ENCRYPTION_KEY', '6d0f4f3d0a1b5c7e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e')
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

const visit = async (tenant: string, handler: ClerkMiddlewareHandler | null = null): Promise<Headers> => {
  const headers = { accept: 'text/html', 'sec-fetch-dest': 'document', host: 'app.test', cookie }
  const request = new NextRequest('https://app.test/x', { headers })
  return toSeenHeaders(
    await createMiddleware(handler, { secretKey: `sk_live_${tenant}`, jwtKey: JWT_KEY }, ports)(request, event),
  )
}

describe('clerkClient', () => {
  it('has the keys that the middleware was given for the request (W5)', async () => {
    for (const tenant of ['one', 'two']) {
      const client = await createClientFunction(toNextHeaders(await visit(tenant)), ports)()
      expect(await client.users.getUser('user_1')).toMatchObject({ firstName: 'Ada' })
    }
    expect(bearers).toEqual(['Bearer sk_live_one', 'Bearer sk_live_two'])
  })

  it('has them inside of the middleware too, of each request its own (W5)', async () => {
    const clerkClient = createClientFunction(nowhere, ports)
    const handler: ClerkMiddlewareHandler = async () => {
      await Promise.resolve()
      await (await clerkClient()).users.getUser('user_1')
      return NextResponse.next()
    }
    await Promise.all([visit('one', handler), visit('two', handler)])
    expect(new Set(bearers)).toEqual(new Set(['Bearer sk_live_one', 'Bearer sk_live_two']))
  })

  it('has those of the environment elsewhere: no request, no middleware, no storage (W5)', async () => {
    await (await createClientFunction(nowhere, ports)()).users.getUser('user_1')
    await (await createClientFunction(toNextHeaders(new Headers()), ports)()).users.getUser('user_1')
    await createClerkClient({}, ports).users.getUser('user_1')
    await createClerkClient({ secretKey: 'sk_live_job' }, ports).users.getUser('user_1')
    expect(bearers).toEqual([...Array.from({ length: 3 }, () => `Bearer ${SECRET_KEY}`), 'Bearer sk_live_job'])
  })

  it('has the keys of a tenant with an instance of its own, in the handler and in server code (B7)', async () => {
    const tenants: Record<string, ClerkMiddlewareOptions> = {
      one: { publishableKey: `pk_live_${btoa('clerk.one.com$')}`, secretKey: 'sk_live_one' },
      two: { publishableKey: `pk_live_${btoa('clerk.two.com$')}`, jwtKey: JWT_KEY },
    }
    const inHandler = createClientFunction(nowhere, ports)
    const handler: ClerkMiddlewareHandler = async () => {
      await (await inHandler()).users.getUser('user_1').catch((error: unknown) => bearers.push(String(error)))
    }
    const go = async (tenant: string): Promise<void> => {
      const request = new NextRequest('https://app.test/x', { headers: { host: 'app.test' } })
      const seen = toSeenHeaders(
        await createMiddleware(handler, () => ({ ...tenants[tenant] }), { ...ports, log: () => {} })(request, event),
      )
      const client = await createClientFunction(toNextHeaders(seen), ports)()
      await client.users.getUser('user_1').catch((error: unknown) => bearers.push(String(error)))
    }
    await go('one')
    expect(bearers).toEqual(['Bearer sk_live_one', 'Bearer sk_live_one'])
    bearers = []
    // It has no secret key, and the environment's is another tenant's.
    await go('two')
    expect(bearers).toEqual(Array.from({ length: 2 }, () => expect.stringContaining('ERR_AUTH_BACKEND_CALL')))
    await expect(go('nobody')).rejects.toMatchObject({ code: 'ERR_AUTH_TENANT_UNKNOWN' })
  })

  it('refuses half of a tenant from createClerkClient() (B7)', async () => {
    const other = `pk_live_${btoa('clerk.one.com$')}`
    const client = createClerkClient({ publishableKey: other }, ports)
    await expect(async () => client.users.getUser('user_1')).rejects.toMatchObject({
      code: 'ERR_AUTH_SECRET_KEY_MISSING',
    })
    await createClerkClient({ publishableKey: other, secretKey: 'sk_live_one' }, ports).users.getUser('user_1')
    expect(bearers).toEqual(['Bearer sk_live_one'])
  })

  it('throws where the hand-over does not open, whose tenant nobody knows (W5)', async () => {
    const headers = new Headers(await visit('one'))
    vi.stubEnv('CLERK_ENCRYPTION_KEY', 'another-key-of-many-characters-0123456789')
    await expect(createClientFunction(toNextHeaders(headers), ports)()).rejects.toMatchObject({
      code: 'ERR_AUTH_ENCRYPTION_KEY_INVALID',
    })
  })

  it('lets pass what Next throws to postpone a page (W5)', async () => {
    const bail = Object.assign(new Error('Dynamic server usage'), { digest: 'DYNAMIC_SERVER_USAGE' })
    const postponing = { read: async () => Promise.reject(bail), peek: () => null }
    await expect(createClientFunction(postponing, ports)()).rejects.toBe(bail)
  })
})

describe('currentUser', () => {
  const create = (headers: Headers, answer: typeof ports = ports) => {
    const next = toNextHeaders(headers)
    return createCurrentUser(
      next,
      createAuthFunction(createServerSource(answer), next),
      createClientFunction(next, answer),
    )
  }

  it('is the person, asked for once in a request (first-day 11)', async () => {
    const currentUser = create(await visit('one'))
    const [first, second] = await Promise.all([currentUser(), currentUser()])
    expect([first?.fullName, second, await currentUser()]).toEqual(['Ada', first, first])
    expect(bearers).toEqual(['Bearer sk_live_one'])
  })

  it('is null where nobody is signed in, without a call (first-day 11)', async () => {
    const request = new NextRequest('https://app.test/x', { headers: { host: 'app.test' } })
    const headers = toSeenHeaders(await createMiddleware(null, {}, ports)(request, event))
    expect(await create(headers)()).toBeNull()
    expect(bearers).toEqual([])
  })

  it('does not remember a failure (first-day 11)', async () => {
    let isDown = true
    const failing = {
      ...ports,
      fetch: async (input: unknown, init?: RequestInit) =>
        isDown ? new Response(null, { status: 503 }) : ports.fetch(input, init),
    }
    const currentUser = create(await visit('one'), failing)
    await expect(currentUser()).rejects.toMatchObject({ status: 503 })
    isDown = false
    expect((await currentUser())?.id).toBe('user_1')
  })
})
