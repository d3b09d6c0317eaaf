import { auth } from '@postern/next'
import { notFound } from 'next/navigation'

const greetings = new Map([
  ['en', 'Hello'],
  ['de', 'Guten Tag'],
])

/** The language comes from next-intl, the person from Postern: two middlewares behind each other. */
export default async function Hello({ params }: { params: Promise<{ locale: string }> }) {
  const [{ locale }, { userId }] = await Promise.all([params, auth()])
  const greeting = greetings.get(locale) ?? notFound()
  return (
    <>
      <h1 lang={locale}>
        {greeting}, {userId ?? '…'}
      </h1>
      <p className="lead">
        <code>clerkMiddleware()</code> returned what another middleware answered.
      </p>
    </>
  )
}
