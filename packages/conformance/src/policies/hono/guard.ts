/** Every route asks for itself. */
import { clerkMiddleware, getAuth } from '@clerk/hono'
import { Hono } from 'hono'

const app = new Hono()
app.use('*', clerkMiddleware())
app.get('*', (c) => {
  const auth = getAuth(c)
  if (!auth.userId) return c.json({ message: 'You are not logged in.' }, 401)
  return c.json({ userId: auth.userId, orgRole: auth.orgRole ?? null })
})
app.post('*', (c) => c.json({ isAuthenticated: getAuth(c).isAuthenticated }))

export default app
