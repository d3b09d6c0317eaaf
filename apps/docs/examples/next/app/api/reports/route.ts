import { auth } from '@postern/next'

export async function GET(): Promise<Response> {
  const { isAuthenticated, has } = await auth()
  if (!isAuthenticated) return Response.json({ error: 'Sign in first.' }, { status: 401 })
  if (!has({ permission: 'org:posts:manage' })) {
    return Response.json({ error: 'Ask an administrator of your organization.' }, { status: 403 })
  }
  return Response.json({ reports: [] })
}
