import { auth, clerkClient, reverificationErrorResponse } from '@postern/next'

export async function DELETE(): Promise<Response> {
  const { userId, has } = await auth.protect()
  if (!has({ reverification: 'strict' })) return reverificationErrorResponse('strict')
  const client = await clerkClient()
  await client.users.deleteUser(userId)
  return Response.json({ isDeleted: true })
}
