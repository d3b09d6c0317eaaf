import { auth, clerkClient } from '@postern/next'
import { cookies } from 'next/headers'

export async function POST(): Promise<Response> {
  const { sessionId } = await auth({ treatPendingAsSignedOut: false })
  if (sessionId !== null) {
    const client = await clerkClient()
    await client.sessions.revokeSession(sessionId)
  }
  const store = await cookies()
  for (const { name } of store.getAll()) {
    if (name.startsWith('__session')) store.delete(name)
  }
  return new Response(null, { status: 303, headers: { location: '/' } })
}
