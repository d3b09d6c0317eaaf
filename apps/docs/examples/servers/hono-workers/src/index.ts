import { clerkMiddleware, createRouteMatcher, getAuth } from '@postern/hono'
import { Hono } from 'hono'

const isMember = createRouteMatcher(['/dashboard/:path*', '/api/:path*'])

const app = new Hono()

app.use(
  clerkMiddleware(
    async (auth, c) => {
      if (isMember(c)) await auth.protect()
    },
    { unauthenticatedStatus: 401 },
  ),
)

app.get('/', (c) => c.html('<h1>Everybody sees this page</h1><a href="/dashboard">Dashboard</a>'))
app.get('/dashboard', (c) => c.html(`<h1>Dashboard</h1><p>You are ${getAuth(c).userId}.</p>`))
app.get('/api/me', (c) => c.json({ userId: getAuth(c).userId }))

export default app
