import type { Metadata } from 'next'
import { Decision } from '../parts/decision'

export const metadata: Metadata = { title: 'Admin' }

export default function Admin() {
  return (
    <>
      <h1>Admin</h1>
      <p className="lead">
        One of the permissions <code>org:admin:example1</code> and <code>org:admin:example2</code> opened this page.
      </p>
      <Decision />
    </>
  )
}
