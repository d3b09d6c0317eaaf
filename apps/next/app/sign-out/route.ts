import { auth, clerkClient } from '@postern/next'
import { cookies } from 'next/headers'

/**
 * Ends the session at the provider and in this browser. POST only: links are loaded in advance, and would sign people out. Another site cannot post
 * for them, because browsers keep the session's cookies to themselves then (`SameSite=Lax`).
 */
export async function POST(): Promise<Response> {
  const { sessionId } = await auth({ treatPendingAsSignedOut: false })
  if (sessionId) {
    const client = await clerkClient()
    await client.sessions.revokeSession(sessionId)
  }
  const store = await cookies()
  for (const { name } of store.getAll()) {
    if (name.startsWith('__session')) store.delete(name)
  }
  return new Response(null, { status: 303, headers: { location: '/' } })
}
