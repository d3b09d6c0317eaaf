/** The same of `@clerk/hono` (T1, T4, T5, in-use 21). */
import { clerkMiddleware, getAuth } from '@clerk/hono'
import { Hono, type Context } from 'hono'

type Session = ReturnType<typeof getAuth>

export interface Signed {
  readonly session: string
  readonly user: string
}

export function readSigned(session: Session): Signed | null {
  return session.isAuthenticated ? { session: session.sessionId, user: session.userId } : null
}

export const readSession = (c: Context): Session => getAuth(c)

const app = new Hono()
app.use('*', clerkMiddleware())
app.get('/', (c) => {
  const { sessionClaims, has, userId } = getAuth(c)
  if (userId === null) return c.json({ message: 'Unauthorized' }, 401)
  // @ts-expect-error -- a misspelt role
  if (has({ role: 'org:nonsense' })) return c.text('never')
  return c.json({ role: sessionClaims?.metadata.role, isAdmin: has({ role: 'org:admin' }) })
})
app.get('/machine', (c) => {
  const machine = getAuth(c, { acceptsToken: 'm2m_token' })
  return c.json({ machine: machine.isAuthenticated ? machine.machineId : null })
})

export default app
