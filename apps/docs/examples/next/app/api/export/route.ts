import { auth } from '@postern/next/server'

export async function GET(): Promise<Response> {
  const { subject, scopes } = await auth.protect({ token: 'api_key' })
  if (!scopes.includes('read:posts')) return new Response('This key may not read posts.', { status: 403 })
  return Response.json({ exportOf: subject })
}
