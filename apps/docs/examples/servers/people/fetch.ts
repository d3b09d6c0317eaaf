import { accountUrls, createClerkClient, withAuth } from '@postern/fetch'

const client = createClerkClient()

export default {
  fetch: withAuth(async (request, { auth }) => {
    const { pathname } = new URL(request.url)
    const { userId } = await auth()

    // #region user
    if (pathname === '/profile') {
      if (userId === null) return new Response('Nobody is signed in.')
      const user = await client.users.getUser(userId)
      return new Response(`${user.fullName}, ${user.primaryEmailAddress?.emailAddress}`)
    }
    // #endregion user

    // #region links
    if (pathname === '/welcome') {
      const urls = accountUrls(request)
      const escape = (url: string): string => url.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
      const links =
        userId === null
          ? `<a href="${escape(urls.signIn)}">Sign in</a> <a href="${escape(urls.signUp)}">Sign up</a>`
          : `<a href="${escape(urls.profile)}">Your account</a>
             <form method="post" action="${escape(urls.signOut)}"><button>Sign out</button></form>`
      return new Response(links, { headers: { 'content-type': 'text/html; charset=utf-8' } })
    }
    // #endregion links

    // #region sign-out
    if (pathname === '/sign-out' && request.method === 'POST') {
      const { sessionId } = await auth({ treatPendingAsSignedOut: false })
      if (sessionId !== null) await client.sessions.revokeSession(sessionId)
      const headers = new Headers({ location: '/' })
      for (const [name] of (request.headers.get('cookie') ?? '').matchAll(/__session[^=; ]*(?==)/g)) {
        headers.append('set-cookie', `${name}=; Path=/; Max-Age=0`)
      }
      return new Response(null, { status: 303, headers })
    }
    // #endregion sign-out

    return new Response(userId === null ? 'signed out' : 'signed in')
  }),
}
