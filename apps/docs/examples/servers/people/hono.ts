import { accountUrls, clerkMiddleware, getAuth } from '@postern/hono'
import { Hono } from 'hono'
import { deleteCookie, getCookie } from 'hono/cookie'

const app = new Hono()
app.use(clerkMiddleware())

// #region user
app.get('/profile', async (c) => {
  const { userId } = getAuth(c)
  if (userId === null) return c.text('Nobody is signed in.')
  const user = await c.get('clerk').users.getUser(userId)
  return c.text(`${user.fullName}, ${user.primaryEmailAddress?.emailAddress}`)
})
// #endregion user

// #region links
app.get('/welcome', (c) => {
  const urls = accountUrls(c)
  return c.html(
    getAuth(c).isAuthenticated
      ? `<a href="${escape(urls.profile)}">Your account</a>
         <form method="post" action="${escape(urls.signOut)}"><button>Sign out</button></form>`
      : `<a href="${escape(urls.signIn)}">Sign in</a> <a href="${escape(urls.signUp)}">Sign up</a>`,
  )
})

const escape = (url: string): string => url.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
// #endregion links

// #region sign-out
app.post('/sign-out', async (c) => {
  const { sessionId } = getAuth(c, { treatPendingAsSignedOut: false })
  if (sessionId !== null) await c.get('clerk').sessions.revokeSession(sessionId)
  for (const name of Object.keys(getCookie(c))) {
    if (name.startsWith('__session')) deleteCookie(c, name)
  }
  return c.redirect('/', 303)
})
// #endregion sign-out

app.get('/', (c) => c.text(getAuth(c).isAuthenticated ? 'signed in' : 'signed out'))

export default app
