import { auth } from '@postern/next'

export default async function Page() {
  const { userId } = await auth.protect()
  return <h1>Hello, {userId}</h1>
}
