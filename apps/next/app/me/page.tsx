import type { Metadata } from 'next'
import { Decision } from '../parts/decision'

export const metadata: Metadata = { title: 'Personal account' }

export default function PersonalAccount() {
  return (
    <>
      <h1>Personal account</h1>
      <p className="lead">Here no organization is active: the URL belongs to the personal account.</p>
      <Decision />
    </>
  )
}
