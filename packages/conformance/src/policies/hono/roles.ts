/** Roles and permissions. */
import { clerkMiddleware, getAuth } from '@clerk/hono'
import { Hono } from 'hono'

const app = new Hono()
app.use('*', clerkMiddleware({ signInUrl: '/sign-in' }))
app.all('/admin/*', (c) => {
  const { has, userId, sessionClaims } = getAuth(c)
  if (userId === null) return c.json({ error: 'unauthenticated' }, 401)
  if (!has({ role: 'org:admin' }) && sessionClaims?.metadata?.role !== 'admin')
    return c.json({ error: 'forbidden' }, 403)
  return c.json({ userId })
})
app.all('*', (c) => c.json({ canManage: getAuth(c).has({ permission: 'org:posts:manage' }) }))

export default app
