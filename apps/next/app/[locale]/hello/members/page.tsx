import { auth } from '@postern/next'

export default async function Members({ params }: { params: Promise<{ locale: string }> }) {
  const [{ locale }, { userId }] = await Promise.all([params, auth.protect()])
  return (
    <h1>
      {locale}: members only, {userId}
    </h1>
  )
}
