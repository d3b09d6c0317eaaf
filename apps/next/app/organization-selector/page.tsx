import type { Metadata } from 'next'
import { Decision } from '../parts/decision'

export const metadata: Metadata = { title: 'Organization selector' }

export default function OrganizationSelector() {
  return (
    <>
      <h1>Organization selector</h1>
      <p className="lead">One of a group of routes that need a session.</p>
      <Decision />
    </>
  )
}
