import type { Metadata } from 'next'
import Link from 'next/link'

export const metadata: Metadata = { title: 'Links' }

/** Public, with links that Next loads in advance: also those that lead to what is not for everybody. */
export default function Links() {
  return (
    <>
      <h1>Links</h1>
      <p className="lead">
        Next loads the first two in advance, for whoever they are. Those that are refused leave no error in the console.
      </p>
      <ul>
        <li>
          <Link href="/dashboard" prefetch>
            The dashboard, for everybody with a session
          </Link>
        </li>
        <li>
          <Link href="/admin" prefetch>
            The admin page, for administrators
          </Link>
        </li>
        <li>
          <Link href="/guestbook">The guestbook, for everybody</Link>
        </li>
      </ul>
    </>
  )
}
