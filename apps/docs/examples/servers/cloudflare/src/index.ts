import { createClerkMiddleware, createRouteMatcher, getAuth } from '@postern/hono'
import { createKvStore } from '@postern/store'
import { Hono } from 'hono'

const isMember = createRouteMatcher(['/dashboard/:path*'])

// What one isolate learns from the provider, the next one finds in KV.
const clerkMiddleware = createClerkMiddleware((c) => ({ store: createKvStore(c.env.KEYS) }))

const app = new Hono()
app.use(
  clerkMiddleware(
    async (auth, c) => {
      if (isMember(c)) await auth.protect()
    },
    // A variable, for the origin is another one while you develop.
    (c) => ({ authorizedParties: [c.env.APP_ORIGIN] }),
  ),
)
app.get('/', (c) => c.text('Everybody sees this page'))
app.get('/dashboard', (c) => c.text(`Hello, ${getAuth(c).userId}`))

export default app
