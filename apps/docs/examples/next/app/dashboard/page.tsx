import { auth } from '@postern/next'
import { Suspense } from 'react'

export default function Page() {
  return (
    <Suspense fallback={<p>One moment…</p>}>
      <Dashboard />
    </Suspense>
  )
}

async function Dashboard() {
  const { userId } = await auth.protect()
  return <h1>Welcome, {userId}</h1>
}
