'use client'

import { useActionState } from 'react'
import { deleteEntries, signGuestbook } from './sign-guestbook'

export function EntryForm() {
  const [signed, sign, isSigning] = useActionState(signGuestbook, { message: '' })
  const [deleted, remove, isDeleting] = useActionState(deleteEntries, { message: '' })
  return (
    <section className="card">
      <form action={sign}>
        <label htmlFor="entry">Your entry</label>
        <textarea id="entry" name="entry" rows={3} required />
        <button type="submit" disabled={isSigning}>
          Sign the guestbook
        </button>
        <output data-testid="signed">{signed.message}</output>
      </form>
      <form action={remove}>
        <button type="submit" disabled={isDeleting}>
          Delete all entries
        </button>
        <output data-testid="deleted">{deleted.message}</output>
      </form>
    </section>
  )
}
