import { createRouteMatcher, withAuth } from '@postern/fetch'

const isMember = createRouteMatcher(['/dashboard(.*)'])

export const handler = withAuth(async (request, { auth }) => {
  if (isMember(request)) await auth.protect()
  const { userId } = await auth()
  return Response.json({ userId })
})
