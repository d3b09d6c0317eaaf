'use client'

import { useActionState } from 'react'
import { type Answer, deleteEntries, signGuestbook } from './sign-guestbook'

/** A refusal is thrown where the action was called. */
async function deleteOrSay(before: Answer): Promise<Answer> {
  try {
    return await deleteEntries(before)
  } catch {
    return { message: 'Refused. Sign in first.' }
  }
}

export function EntryForm() {
  const [signed, sign, isSigning] = useActionState(signGuestbook, { message: '' })
  const [deleted, remove, isDeleting] = useActionState(deleteOrSay, { message: '' })
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
        <button className="quiet" type="submit" disabled={isDeleting}>
          Delete all entries
        </button>
        <output data-testid="deleted">{deleted.message}</output>
      </form>
    </section>
  )
}
