import { requireAdmin } from '@/lib/require-admin'
import { Suspense } from 'react'

export default function Page() {
  return (
    <Suspense fallback={<p>One moment…</p>}>
      <Admin />
    </Suspense>
  )
}

async function Admin() {
  const { userId, orgSlug, has } = await requireAdmin()
  return (
    <>
      <h1>Administration of {orgSlug}</h1>
      <p>You are {userId}.</p>
      {has({ permission: 'org:posts:manage' }) ? <button>Delete all posts</button> : null}
    </>
  )
}
