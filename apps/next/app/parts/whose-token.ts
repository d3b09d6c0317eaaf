import { auth } from '@postern/next'

/** What a program learns about the token that it presented. */
export async function whoseToken(): Promise<Response> {
  const seen = await auth({ acceptsToken: 'any' })
  if (!seen.isAuthenticated) return Response.json({ tokenType: seen.tokenType }, { status: 401 })
  if (seen.tokenType === 'session_token') return Response.json({ tokenType: seen.tokenType, subject: seen.userId })
  const { tokenType, id, subject, scopes } = seen
  return Response.json({ tokenType, id, subject, scopes })
}
