import type { Metadata } from 'next'
import { Decision } from '../../../parts/decision'

export const metadata: Metadata = { title: 'Memberships' }

export default function Memberships() {
  return (
    <>
      <h1>Memberships</h1>
      <p className="lead">Inside a group that needs a session, one that needs a permission.</p>
      <Decision />
    </>
  )
}
