import { auth } from '@postern/next'

export default async function Page() {
  await auth.protect({ role: 'org:admin' })
  return <h1>Administration</h1>
}
