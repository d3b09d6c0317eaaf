import type { Metadata } from 'next'
import { auth } from '@postern/next'
import { Decision } from '../parts/decision'

export const metadata: Metadata = { title: 'Dashboard' }

export default async function Dashboard() {
  const { userId } = await auth.protect()
  return (
    <>
      <h1>Dashboard</h1>
      <p className="lead">
        You are <strong data-testid="user">{userId}</strong>, and your session opened this page.
      </p>
      <ul>
        <li>
          <a href="/orgs/acme">Work in Acme</a>: the organization in the URL becomes the active one
        </li>
        <li>
          <a href="/orgs/globex">Work in Globex</a>
        </li>
        <li>
          <a href="/legacy">A page of the Pages Router</a>
        </li>
      </ul>
      <Decision />
    </>
  )
}
