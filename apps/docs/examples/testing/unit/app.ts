import { clerkMiddleware, getAuth, protect } from '@postern/hono'
import { Hono } from 'hono'

export const app = new Hono()
app.use(clerkMiddleware())
app.get('/me', protect(), (c) => c.json({ userId: getAuth(c).userId }))
app.get('/admin', protect({ role: 'org:admin' }), (c) => c.text('Hello, admin'))
app.get('/api/report', protect({ token: 'api_key' }), (c) => c.json({ reportFor: getAuth(c).tokenType }))
