import type { Metadata } from 'next'
import { EntryForm } from './entry-form'

export const metadata: Metadata = { title: 'Guestbook' }

export default function Guestbook() {
  return (
    <>
      <h1>Guestbook</h1>
      <p className="lead">
        Everybody may read this page. The action behind the form wants a session, and looks itself.
      </p>
      <EntryForm />
    </>
  )
}
