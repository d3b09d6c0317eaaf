import type { Metadata } from 'next'
import { Decision } from '../parts/decision'

export const metadata: Metadata = { title: 'Report' }

export default function Report() {
  return (
    <>
      <h1>Report</h1>
      <p className="lead">The middleware asked who is here, and redirected by itself.</p>
      <Decision />
    </>
  )
}
