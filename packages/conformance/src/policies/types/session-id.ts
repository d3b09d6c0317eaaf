/** Whoever is authenticated has ids (in-use 21). */
import { auth, clerkMiddleware } from '@clerk/nextjs/server'

interface Entry {
  readonly session: string
  readonly user: string
}

export async function readEntry(): Promise<Entry | null> {
  const a = await auth()
  if (!a.isAuthenticated) return null
  return { session: a.sessionId, user: a.userId }
}

export async function readProtected(): Promise<Entry> {
  const { sessionId, userId } = await auth.protect()
  return { session: sessionId, user: userId }
}

export async function readMachine(): Promise<string | null> {
  const machine = await auth({ acceptsToken: 'm2m_token' })
  return machine.isAuthenticated ? machine.machineId : null
}

export async function readAny(): Promise<Entry | null> {
  const found = await auth({ acceptsToken: ['session_token', 'oauth_token'] })
  if (found.tokenType === 'session_token' && found.isAuthenticated)
    return { session: found.sessionId, user: found.userId }
  if (found.tokenType === 'oauth_token' && found.isAuthenticated) return { session: found.clientId, user: found.userId }
  return null
}

export default clerkMiddleware(async (auth) => {
  const session = await auth()
  if (session.isAuthenticated) session.sessionId.startsWith('sess_')
})
