/** The middleware called by hand, for some paths only. */
import { clerkMiddleware, getAuth } from '@clerk/hono'
import { Hono } from 'hono'

const app = new Hono()
app.use(async (c, next) => {
  if (c.req.path.startsWith('/api/webhooks')) return next()
  return clerkMiddleware()(c, next)
})
app.all('/api/webhooks/*', (c) => c.text('received'))
app.all('*', (c) => c.json({ userId: getAuth(c).userId }))

export default app
