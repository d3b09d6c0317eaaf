import { serve } from '@hono/node-server'
import { clerkMiddleware, getAuth, protect } from '@postern/hono'
import { Hono } from 'hono'

const app = new Hono()
app.use(clerkMiddleware({ authorizedParties: ['https://app.example.com'] }))
app.get('/dashboard', protect(), (c) => c.text(`Hello, ${getAuth(c).userId}`))
app.get('/healthz', (c) => c.text('ok'))

// Only the proxy reaches 127.0.0.1. In a container, HOST is 0.0.0.0.
export const server = serve({
  fetch: app.fetch,
  hostname: process.env['HOST'] ?? '127.0.0.1',
  port: Number(process.env['PORT'] ?? 3000),
})
