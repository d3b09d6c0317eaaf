/** `accountUrls()` of every adapter: the same options and the same request are the same addresses. */
import { accountUrls as ofCore, type AccountUrls } from '@postern/core'
import { accountUrls as ofFetch, withAuth } from '@postern/fetch'
import { accountUrls as ofHono, clerkMiddleware as ofHonoMiddleware } from '@postern/hono'
import { accountUrls as ofNext, clerkMiddleware as ofNextMiddleware } from '@postern/next/server'
import { AsyncLocalStorage } from 'node:async_hooks'
import { Hono } from 'hono'
import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

type Ask = (options: object, request: Request, redirectUrl: string | undefined) => Promise<AccountUrls>

// Next gives it to the global of both of its runtimes.
beforeAll(() => void vi.stubGlobal('AsyncLocalStorage', AsyncLocalStorage))
afterAll(() => vi.unstubAllGlobals())

const asks: readonly [string, Ask][] = [
  [
    'fetch',
    async (options, request, redirectUrl) => {
      const app = withAuth((seen) => Response.json(ofFetch(seen, { redirectUrl })), options)
      return (await app(request)).json() as Promise<AccountUrls>
    },
  ],
  [
    'hono',
    async (options, request, redirectUrl) => {
      const app = new Hono()
      app.use(ofHonoMiddleware(options))
      app.get('*', (c) => c.json(ofHono(c, { redirectUrl })))
      return (await app.request(request)).json() as Promise<AccountUrls>
    },
  ],
  [
    'next',
    async (options, request, redirectUrl) => {
      const answer = ofNextMiddleware(async (_auth, seen) => Response.json(await ofNext(seen, { redirectUrl })), {
        ...options,
        encryptionKey: 'a key for the contract test',
      })(new NextRequest(request), { waitUntil: () => {} } as unknown as NextFetchEvent)
      const response = (await answer) ?? Response.error()
      return response.json() as Promise<AccountUrls>
    },
  ],
]

const KEYS = { publishableKey: `pk_test_${btoa('clerk.example.com$')}`, secretKey: 'sk_test_one' }
const rows: readonly [string, object, string, string | undefined][] = [
  ["the provider's pages", KEYS, '/a?x=1', undefined],
  ['own pages', { ...KEYS, signInUrl: '/in', signUpUrl: '/up' }, '/a', undefined],
  ['a path to return to', KEYS, '/a', '/b'],
  ['another origin', { ...KEYS, authorizedParties: ['https://app.example.com'] }, '/a', undefined],
]

describe.each(asks)('accountUrls of %s', (_, ask) => {
  it.each(rows)("is core's for %s", async (_name, options, path, redirectUrl) => {
    const headers = { cookie: '__clerk_db_jwt=db_1', host: 'app.example.com' }
    const request = (): Request => new Request(`https://app.example.com${path}`, { headers })
    expect(await ask(options, request(), redirectUrl)).toEqual(ofCore({ ...options, redirectUrl }, request()))
  })
})
