import { auth } from '@postern/next'
import { Suspense } from 'react'

export default function Page() {
  return (
    <Suspense fallback={<p>One moment…</p>}>
      <Plan />
    </Suspense>
  )
}

async function Plan() {
  const { sessionClaims } = await auth.protect()
  return <h1>Your plan: {sessionClaims.metadata?.plan ?? 'free'}</h1>
}
