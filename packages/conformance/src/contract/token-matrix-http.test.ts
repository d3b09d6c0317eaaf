/** The matrix of tokens over HTTP: Hono behind a server of Node, as one long-lived application. Next: `src/next/next-tokens.test.ts`. */
import type { AcceptsToken } from '@postern/core'
import { clerkMiddleware, getAuth } from '@postern/hono'
import { Hono } from 'hono'
import { afterAll, beforeAll, vi } from 'vitest'
import { listenOnLoopback } from '../network/listen-on-loopback.ts'
import { guard } from './policy.ts'
import { runTokenMatrix, TENANT_HEADER, type Tenants, type TokenApp, toTenantOptions } from './run-token-matrix.ts'

beforeAll(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterAll(() => {
  vi.restoreAllMocks()
})

async function startHono(tenants: Tenants): Promise<TokenApp> {
  const app = new Hono()
  app.use(
    clerkMiddleware(
      (auth, c) => (c.req.path === '/sees' ? undefined : guard(auth, c.req.raw)),
      (c) => toTenantOptions(tenants, c.req.header(TENANT_HEADER)),
    ),
  )
  app.get('/sees', (c) => c.json(getAuth(c, { acceptsToken: JSON.parse(c.req.query('token') ?? '') as AcceptsToken })))
  app.get('/accepts', (c) => c.text('open'))
  const { port, stop } = await listenOnLoopback(async (request) => app.fetch(request))
  return { stop, send: (path, headers) => fetch(`http://127.0.0.1:${port}${path}`, { headers }) }
}

runTokenMatrix('tokens in Hono, over HTTP', { unasked: 'before', start: startHono })
