import { clerkMiddleware, createRouteMatcher, getAuth, protect } from '@postern/hono'
import { Hono } from 'hono'

const isProtected = createRouteMatcher(['/dashboard/:path*'])

const app = new Hono()

app.use(
  clerkMiddleware(async (auth, c) => {
    if (isProtected(c)) await auth.protect()
  }),
)

app.get('/', (c) => c.text('Everybody may read this.'))
app.get('/dashboard', (c) => c.text(`Welcome, ${getAuth(c).userId}`))
app.get('/admin', protect({ role: 'org:admin' }), (c) => c.text('Administration'))

export default app
