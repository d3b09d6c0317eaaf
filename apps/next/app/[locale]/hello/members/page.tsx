import type { Metadata } from 'next'
import { auth } from '@postern/next'
import { whoIsHere } from '../../../parts/who-is-here'

export const metadata: Metadata = { title: 'Hello, members' }

export default async function Members({ params }: { params: Promise<{ locale: string }> }) {
  const [{ locale }] = await Promise.all([params, auth.protect()])
  const person = await whoIsHere()
  return (
    <>
      <h1>
        {locale}: members only, {person?.name}
      </h1>
      <p className="lead">The rule names the path with its language in front.</p>
      <p>
        <a href={`/${locale}/hello`}>The page for everybody</a>
      </p>
    </>
  )
}
