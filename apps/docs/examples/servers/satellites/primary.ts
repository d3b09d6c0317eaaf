import { clerkMiddleware, getAuth, protect } from '@postern/hono'
import { Hono } from 'hono'

const app = new Hono()

app.use(clerkMiddleware({ allowedRedirectOrigins: ['http://satellite.localhost:3001'] }))

app.get('/', (c) => c.text(`Primary. You are ${getAuth(c).userId ?? 'nobody'}.`))
app.get('/dashboard', protect(), (c) => c.text(`Primary dashboard of ${getAuth(c).userId}.`))

export default app
