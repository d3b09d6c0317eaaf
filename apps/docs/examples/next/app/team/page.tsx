import { auth } from '@postern/next'
import { Suspense } from 'react'

export default function Page() {
  return (
    <Suspense fallback={<p>One moment…</p>}>
      <Team />
    </Suspense>
  )
}

async function Team() {
  const { orgSlug } = await auth.protect()
  return <h1>The team of {orgSlug}</h1>
}
