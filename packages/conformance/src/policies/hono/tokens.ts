/** Keys and access tokens. */
import { clerkMiddleware, getAuth } from '@clerk/hono'
import { Hono } from 'hono'

const app = new Hono()
app.use('*', clerkMiddleware())
app.all('/api/posts', (c) => {
  const key = getAuth(c, { acceptsToken: 'api_key' })
  if (!key.isAuthenticated) return c.json({ error: 'key' }, 401)
  return c.json({ subject: key.subject })
})
app.all('/api/trpc/*', (c) => {
  const found = getAuth(c, { acceptsToken: ['session_token', 'oauth_token'] })
  return c.json({ tokenType: found.tokenType, isAuthenticated: found.isAuthenticated })
})
app.all('*', (c) => c.json({ tokenType: getAuth(c, { acceptsToken: 'any' }).tokenType }))

export default app
