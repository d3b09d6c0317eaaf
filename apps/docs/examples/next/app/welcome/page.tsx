import { Suspense } from 'react'
import { AccountLinks } from '../account-links'

export default function Page() {
  return (
    <main>
      <h1>Welcome</h1>
      <Suspense fallback={<p>One moment…</p>}>
        <AccountLinks />
      </Suspense>
    </main>
  )
}
