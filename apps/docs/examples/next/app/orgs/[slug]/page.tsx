import { auth } from '@postern/next'
import { Suspense } from 'react'

interface Props {
  readonly params: Promise<{ slug: string }>
}

export default function Page({ params }: Props) {
  return (
    <Suspense fallback={<p>One moment…</p>}>
      <Organization params={params} />
    </Suspense>
  )
}

async function Organization({ params }: Props) {
  const { slug } = await params
  const { orgSlug, orgRole } = await auth.protect({ organization: slug })
  return (
    <h1>
      {orgSlug}, where you are {orgRole}
    </h1>
  )
}
