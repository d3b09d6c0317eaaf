import { clerkMiddleware, getAuth, protect } from '@postern/hono'
import { Hono } from 'hono'

const app = new Hono()

// CLERK_SIGN_IN_URL names the sign-in page: in development a satellite cannot be without one.
app.use(clerkMiddleware({ isSatellite: true, domain: 'satellite.localhost:3001' }))

app.get('/', (c) => c.text(`Satellite. You are ${getAuth(c).userId ?? 'nobody'}.`))
app.get('/dashboard', protect(), (c) => c.text(`Satellite dashboard of ${getAuth(c).userId}.`))

export default app
