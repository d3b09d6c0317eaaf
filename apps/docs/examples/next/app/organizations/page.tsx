import { accountUrls, auth, clerkClient } from '@postern/next'
import { Suspense } from 'react'

export default function Page() {
  return (
    <Suspense fallback={<p>One moment…</p>}>
      <Organizations />
    </Suspense>
  )
}

async function Organizations() {
  const { userId, orgId } = await auth.protect()
  const client = await clerkClient()
  const { data } = await client.users.getOrganizationMembershipList({ userId, limit: 100 })
  const urls = await accountUrls()
  return (
    <main>
      <h1>Your organizations</h1>
      <ul>
        {data.map(({ organization }) => (
          <li key={organization.id}>
            <a href={`/orgs/${organization.slug}`} aria-current={organization.id === orgId}>
              {organization.name}
            </a>
          </li>
        ))}
      </ul>
      <a href={urls.createOrganization}>Create an organization</a>
      <a href={urls.organization}>Members and invitations</a>
    </main>
  )
}
