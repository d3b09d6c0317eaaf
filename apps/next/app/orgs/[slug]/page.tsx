import type { Metadata } from 'next'
import { auth } from '@postern/next'
import { Decision } from '../../parts/decision'
import { organizationName } from '../../parts/who-is-here'

export const metadata: Metadata = { title: 'Organization' }

export default async function Organization({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  // The URL is a wish. Whether it was granted, the session says.
  await auth.protect({ organization: slug })
  return (
    <>
      <h1>Organization {await organizationName()}</h1>
      <p className="lead">The middleware made it the active one because the URL names it.</p>
      <Decision />
    </>
  )
}
