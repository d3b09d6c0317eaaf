import { serve } from '@hono/node-server'
import { clerkMiddleware, getAuth, protect } from '@postern/hono'
import { Hono } from 'hono'

const app = new Hono()
app.use(clerkMiddleware({ authorizedParties: ['https://app.example.com'] }))
app.get('/dashboard', protect(), (c) => c.text(`Hello, ${getAuth(c).userId}`))
app.get('/healthz', (c) => c.text('ok'))

// Nobody but the proxy reaches this address.
export const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) })
