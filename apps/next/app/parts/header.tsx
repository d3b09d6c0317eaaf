import { auth } from '@postern/next'
import { cookies, headers } from 'next/headers'
import Link from 'next/link'
import { accountPages } from './account-pages'

const pages = [
  ['/', 'Start'],
  ['/dashboard', 'Dashboard'],
  ['/forum', 'Forum'],
  ['/admin', 'Admin'],
  ['/guestbook', 'Guestbook'],
] as const

/** Who is signed in, and where one can go. Next may load every link in advance: what is refused to it stays out of the console. */
export async function Header() {
  const { isAuthenticated, userId } = await auth()
  return (
    <header className="top">
      <nav aria-label="Pages">
        <ul>
          {pages.map(([href, name]) => (
            <li key={href}>
              <Link href={href}>{name}</Link>
            </li>
          ))}
        </ul>
      </nav>
      {isAuthenticated ? (
        <SignOut userId={userId} />
      ) : (
        <a className="button" href="/sign-in">
          Sign in
        </a>
      )}
    </header>
  )
}

/** Signing out happens at the provider, which then sends the browser back here. */
async function SignOut({ userId }: { userId: string }) {
  const [store, seen] = await Promise.all([cookies(), headers()])
  const origin = `${seen.get('x-forwarded-proto') ?? 'http'}://${seen.get('host')}`
  return (
    <form className="who" method="post" action={`${accountPages(seen.get('host'))}/sign-out`}>
      <span data-testid="who">{userId}</span>
      <input type="hidden" name="redirect_url" value={`${origin}/`} />
      <input type="hidden" name="__clerk_db_jwt" value={store.get('__clerk_db_jwt')?.value ?? ''} />
      <button type="submit">Sign out</button>
    </form>
  )
}
