import { accountUrls, currentUser } from '@postern/next'

export async function AccountLinks() {
  const [user, urls] = await Promise.all([currentUser(), accountUrls()])
  if (user === null) {
    return (
      <nav aria-label="Account">
        <a href={urls.signIn}>Sign in</a> <a href={urls.signUp}>Sign up</a>
      </nav>
    )
  }
  return (
    <nav aria-label="Account">
      <a href={urls.profile}>{user.fullName ?? 'Your account'}</a>
      <form method="post" action={urls.signOut}>
        <button type="submit">Sign out</button>
      </form>
    </nav>
  )
}
