import { createRouteMatcher, withAuth } from '@postern/fetch'

const isProtected = createRouteMatcher(['/dashboard/:path*'])

export default {
  fetch: withAuth(async (request, { auth }) => {
    if (isProtected(request)) {
      const { userId } = await auth.protect()
      return new Response(`Welcome, ${userId}`)
    }
    return new Response('Everybody may read this.')
  }),
}
