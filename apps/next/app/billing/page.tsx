import type { Metadata } from 'next'
import { Decision } from '../parts/decision'

export const metadata: Metadata = { title: 'Billing' }

export default function Billing() {
  return (
    <>
      <h1>Billing</h1>
      <p className="lead">The middleware asked has() for a permission, and redirected by itself.</p>
      <Decision />
    </>
  )
}
