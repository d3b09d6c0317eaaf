import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { whoIsHere } from '../../parts/who-is-here'

export const metadata: Metadata = { title: 'Hello' }

const greetings = new Map([
  ['en', 'Hello'],
  ['de', 'Guten Tag'],
])

/** The language comes from next-intl, the person from Postern: two middlewares behind each other. */
export default async function Hello({ params }: { params: Promise<{ locale: string }> }) {
  const [{ locale }, person] = await Promise.all([params, whoIsHere()])
  const greeting = greetings.get(locale) ?? notFound()
  return (
    <>
      <h1 lang={locale}>
        {greeting}, {person?.name ?? '…'}
      </h1>
      <p className="lead">
        <code>clerkMiddleware()</code> returned what another middleware answered.
      </p>
      <ul>
        <li>
          <a href={locale === 'de' ? '/en/hello' : '/de/hello'}>{locale === 'de' ? 'In English' : 'In German'}</a>
        </li>
        <li>
          <a href={`/${locale}/hello/members`}>The page for members</a>
        </li>
      </ul>
    </>
  )
}
