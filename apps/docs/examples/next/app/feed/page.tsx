import { auth } from '@postern/next'
import { cacheLife } from 'next/cache'
import { Suspense } from 'react'

export default function Page() {
  return (
    <main>
      <h1>Feed</h1>
      <Suspense fallback={<p>One moment…</p>}>
        <Feed />
      </Suspense>
    </main>
  )
}

async function Feed() {
  const { userId } = await auth.protect()
  return <p>{await readFeed(userId)}</p>
}

/** Kept for each user: the argument is part of the key. */
async function readFeed(userId: string): Promise<string> {
  'use cache'
  cacheLife('minutes')
  return `News for ${userId}`
}
