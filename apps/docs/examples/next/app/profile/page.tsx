import { currentUser } from '@postern/next'
import { Suspense } from 'react'

export default function Page() {
  return (
    <Suspense fallback={<p>One moment…</p>}>
      <Profile />
    </Suspense>
  )
}

async function Profile() {
  const user = await currentUser()
  if (user === null) return <p>Nobody is signed in.</p>
  return (
    <main>
      <h1>{user.fullName ?? user.username ?? 'Your account'}</h1>
      <p>{user.primaryEmailAddress?.emailAddress}</p>
      <img src={user.imageUrl} alt="" width={48} height={48} />
    </main>
  )
}
