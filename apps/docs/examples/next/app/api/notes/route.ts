import { auth } from '@postern/next'

export async function GET(): Promise<Response> {
  const { userId } = await auth.protect()
  return Response.json({ notesOf: userId })
}

export async function DELETE(): Promise<Response> {
  const { orgId } = await auth.protect({ role: 'org:admin' })
  return Response.json({ deletedIn: orgId })
}
