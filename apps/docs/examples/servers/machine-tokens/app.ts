import { clerkMiddleware, getAuth, protect } from '@postern/hono'
import { Hono } from 'hono'

const app = new Hono()
app.use(clerkMiddleware())

app.get('/api/export', protect({ token: 'api_key' }), (c) => {
  const key = getAuth(c, { acceptsToken: 'api_key' })
  if (!key.scopes?.includes('read:posts')) return c.text('This key may not read posts.', 403)
  return c.json({ exportOf: key.subject })
})

app.get('/internal/report', protect({ token: 'm2m_token' }), (c) =>
  c.json({ calledBy: getAuth(c, { acceptsToken: 'm2m_token' }).machineId }),
)

app.get('/oauth/profile', protect({ token: 'oauth_token' }), (c) => {
  const { userId, clientId, scopes } = getAuth(c, { acceptsToken: 'oauth_token' })
  if (!scopes?.includes('profile')) return c.text('This app may not read the profile.', 403)
  return c.json({ userId, clientId })
})

app.get('/api/posts', protect({ token: ['session_token', 'api_key'] }), (c) => {
  const who = getAuth(c, { acceptsToken: ['session_token', 'api_key'] })
  if (!who.isAuthenticated) return c.notFound()
  return c.json({ userId: who.userId, by: who.tokenType })
})

export default app
