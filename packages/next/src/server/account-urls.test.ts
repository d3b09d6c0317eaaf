import { AsyncLocalStorage } from 'node:async_hooks'
import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toSeenHeaders } from '../../test/seen-by.ts'
import { JWT_KEY, NOW_MS, PUBLISHABLE_KEY, SECRET_KEY } from '../../test/session.ts'
import { toNextHeaders } from '../../test/to-next-headers.ts'
import { createMiddleware } from '../middleware/create-middleware.ts'
import type {
  ClerkMiddlewareHandler,
  ClerkMiddlewareOptions,
  ClerkMiddlewareOptionsCallback,
} from '../middleware/middleware-options.ts'
import { type AccountUrlsFunction, createAccountUrls } from './account-urls.ts'

const event = { waitUntil: () => {} } as unknown as NextFetchEvent
const ports = { clock: { nowMs: () => NOW_MS }, log: () => {} }
const TENANT = { publishableKey: `pk_live_${btoa('clerk.one.com$')}`, secretKey: 'sk_live_one', jwtKey: JWT_KEY }
const OTHER = { publishableKey: `pk_live_${btoa('clerk.two.com$')}` }
const nowhere = { read: async (): Promise<Headers> => Promise.reject(new Error('no request')), peek: () => null }

beforeEach(() => {
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

const visit = async (
  options: ClerkMiddlewareOptions | ClerkMiddlewareOptionsCallback = {},
  handler: ClerkMiddlewareHandler | null = null,
): Promise<Headers> => {
  const cookie = '__clerk_db_jwt=dvb_1'
  const request = new NextRequest('https://app.test/x?y=1', { headers: { host: 'app.test', cookie } })
  return toSeenHeaders(await createMiddleware(handler, options, ports)(request, event))
}
const serve = (headers: Headers): AccountUrlsFunction => createAccountUrls(toNextHeaders(headers), () => NOW_MS)
const back = '?redirect_url=https%3A%2F%2Fapp.test%2Fx%3Fy%3D1'

describe('accountUrls', () => {
  it('leads back to the page that the middleware saw, and takes the browser along', async () => {
    const urls = await serve(await visit())()
    expect(urls.profile).toBe(`https://accounts.example.com/user${back}&__clerk_db_jwt=dvb_1`)
    expect(urls.signOut).toBe('https://app.test/sign-out')
  })

  it('has the options that the middleware was given, a tenant among them', async () => {
    const urls = serve(await visit(() => ({ ...TENANT, signInUrl: '/in' })))
    expect((await urls()).profile).toBe(`https://accounts.one.com/user${back}`)
    expect((await urls()).signIn).toBe(`https://app.test/in${back}`)
    expect((await urls({ ...OTHER, redirectUrl: null })).profile).toBe('https://accounts.two.com/user')
  })

  it('has them in the middleware, where a forged hand-over is not read', async () => {
    let seen = ''
    await visit(TENANT, async (_auth, request) => {
      const headers = new Headers({ 'x-postern-auth': 'forged' })
      seen = (await createAccountUrls(nowhere)(new NextRequest(request, { headers }))).profile
    })
    expect(seen).toBe(`https://accounts.one.com/user${back}`)
  })

  it('has them for a request of the Pages Router', async () => {
    const headers = Object.fromEntries(await visit(TENANT))
    const urls = await createAccountUrls(nowhere, () => NOW_MS)({ url: '/x?y=1', method: 'GET', headers })
    expect(urls.profile).toBe(`https://accounts.one.com/user${back}`)
  })

  it('leads nowhere back where the middleware did not run, which alone knows the page', async () => {
    const urls = await serve(new Headers({ host: 'app.test', 'x-forwarded-proto': 'https' }))()
    expect([urls.profile, urls.signOut]).toEqual(['https://accounts.example.com/user', 'https://app.test/sign-out'])
  })

  it.each(['https://app.example/a', 7])('is told plainly that %s is neither a request nor options', async (odd) => {
    const urls = createAccountUrls({ read: async () => new Headers(), peek: () => null })
    // @ts-expect-error -- as JavaScript may call it
    await expect(urls(odd)).rejects.toThrow('ERR_AUTH_OPTION_INVALID')
  })

  it('reads no headers for null, so that a page stays static', async () => {
    vi.stubEnv('NEXT_PUBLIC_CLERK_SIGN_IN_URL', '/in')
    const urls = await createAccountUrls(nowhere)(null, { redirectUrl: '/b' })
    expect([urls.signIn, urls.profile]).toEqual(['/in?redirect_url=%2Fb', 'https://accounts.example.com/user'])
  })

  it('throws where the hand-over does not open, whose tenant nobody knows', async () => {
    const headers = await visit(TENANT)
    vi.stubEnv('CLERK_ENCRYPTION_KEY', 'another-key-of-many-characters-0123456789')
    await expect(serve(headers)()).rejects.toMatchObject({ code: 'ERR_AUTH_ENCRYPTION_KEY_INVALID' })
  })
})
