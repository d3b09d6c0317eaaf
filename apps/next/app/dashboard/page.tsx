import type { Metadata } from 'next'
import { auth } from '@postern/next'
import { Decision } from '../parts/decision'
import { PeopleCard } from '../parts/people-card'
import { whoIsHere } from '../parts/who-is-here'

export const metadata: Metadata = { title: 'Dashboard' }

export default async function Dashboard() {
  await auth.protect()
  const person = await whoIsHere()
  return (
    <>
      <h1>Dashboard</h1>
      <p className="lead">
        You are <strong data-testid="user">{person?.name}</strong>, and your session opened this page.
      </p>
      <PeopleCard />
      <Decision />
    </>
  )
}
