/** A guard of the application's own, behind the middleware, for some paths. */
import { clerkMiddleware, getAuth } from '@clerk/hono'
import { Hono, type MiddlewareHandler } from 'hono'

const requireUser: MiddlewareHandler = async (c, next) => {
  const { isAuthenticated } = getAuth(c)
  if (!isAuthenticated) return c.text('Unauthorized', 401)
  return next()
}

const app = new Hono()
app.use(clerkMiddleware())
app.use('/api/posts/*', requireUser)
app.use('/dashboard', requireUser)
app.all('*', (c) => c.json({ path: c.req.path, userId: getAuth(c).userId }))

export default app
