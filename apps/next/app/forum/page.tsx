import type { Metadata } from 'next'
import { Decision } from '../parts/decision'

export const metadata: Metadata = { title: 'Forum' }

export default function Forum() {
  return (
    <>
      <h1>Forum</h1>
      <p className="lead">Every page below /forum needs a session too.</p>
      <Decision />
    </>
  )
}
