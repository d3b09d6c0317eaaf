/** As servers that came from `@hono/clerk-auth` ask: an object that may be missing, and the variable of the context. */
import { clerkMiddleware, getAuth } from '@clerk/hono'
import { Hono } from 'hono'

const app = new Hono()
app.use('*', clerkMiddleware())
app.get('/api/posts', (c) => {
  const auth = getAuth(c)
  if (!auth?.userId) return c.json({ message: 'You are not logged in.' })
  return c.json({ message: 'You are logged in!', userId: auth.userId })
})
app.all('*', (c) => {
  const { userId, orgId } = c.get('clerkAuth')()
  return c.json({ userId, orgId: orgId ?? null })
})

export default app
