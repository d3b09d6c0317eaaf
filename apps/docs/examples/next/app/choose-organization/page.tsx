import { auth, clerkClient } from '@postern/next'
import { Suspense } from 'react'
import { toOwnPath } from '../../lib/own-path'
import { createOrganization } from './create-organization'

interface Props {
  readonly searchParams: Promise<{ redirect_url?: string }>
}

export default function Page({ searchParams }: Props) {
  return (
    <Suspense fallback={<p>One moment…</p>}>
      <Chooser searchParams={searchParams} />
    </Suspense>
  )
}

async function Chooser({ searchParams }: Props) {
  const { userId } = await auth.protect()
  const back = toOwnPath((await searchParams).redirect_url)
  const client = await clerkClient()
  const { data } = await client.users.getOrganizationMembershipList({ userId, limit: 100 })
  return (
    <main>
      <h1>Choose an organization</h1>
      <ul>
        {data.map(({ organization: { id, slug, name } }) => (
          <li key={id}>
            <a href={`/choose-organization/${slug}?redirect_url=${encodeURIComponent(back)}`}>{name}</a>
          </li>
        ))}
      </ul>
      <form action={createOrganization}>
        <input type="hidden" name="back" value={back} />
        <label>
          Or make one: <input name="name" required />
        </label>
        <button type="submit">Create</button>
      </form>
    </main>
  )
}
