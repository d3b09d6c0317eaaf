/** What a stranger writes besides the code of the README, in the same project: path → text. */
export const PAGES: Readonly<Record<string, string>> = {
  'app/self/page.tsx': `import { auth } from '@postern/next'
import type { Metadata } from 'next'
import { Suspense } from 'react'

export async function generateMetadata(): Promise<Metadata> {
  const { userId } = await auth()
  return { title: userId ?? 'nobody' }
}

export default function Page() {
  return (
    <Suspense fallback={<p>One moment…</p>}>
      <Self />
    </Suspense>
  )
}

async function Self() {
  const { userId } = await auth.protect()
  return <h1>Self of {userId}</h1>
}
`,
  'app/me/page.tsx': `import { currentUser } from '@postern/next'
import { Suspense } from 'react'

export default function Page() {
  return (
    <main>
      <Suspense fallback={<p>One moment…</p>}>
        <Name />
      </Suspense>
      <Suspense fallback={<p>One moment…</p>}>
        <Name />
      </Suspense>
    </main>
  )
}

async function Name() {
  const user = await currentUser()
  return <h1>I am {user?.firstName ?? 'nobody'}</h1>
}
`,
  'app/greeting/page.tsx': `import { auth } from '@postern/next'
import { Suspense } from 'react'

export default function Page() {
  return (
    <Suspense fallback={<p>One moment…</p>}>
      <Greeting />
    </Suspense>
  )
}

async function greet(userId: string): Promise<string> {
  'use cache'
  return 'Hello, ' + userId
}

async function Greeting() {
  const { isAuthenticated, userId } = await auth()
  return <h1>{isAuthenticated ? await greet(userId) : 'Hello, whoever you are'}</h1>
}
`,
  'app/wrong/page.tsx': `import { auth } from '@postern/next'
import { connection } from 'next/server'
import { Suspense } from 'react'

export default function Page() {
  return (
    <Suspense fallback={<p>One moment…</p>}>
      <Wrong />
    </Suspense>
  )
}

async function whoever(): Promise<string | null> {
  'use cache: remote'
  return (await auth()).userId
}

async function Wrong() {
  await connection()
  const text = await whoever().catch((error: Error) => error.message)
  return <h1>{text}</h1>
}
`,
}
