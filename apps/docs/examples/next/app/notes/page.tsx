'use client'

import { useActionState } from 'react'
import { addNote, startCheckout } from './actions'
import { DeleteButton } from './delete-button'

export default function Notes() {
  const [answer, send, isSending] = useActionState(addNote, { message: '', note: '' })
  return (
    <main>
      <h1>Notes</h1>
      <form action={send}>
        <input name="note" aria-label="Note" defaultValue={answer.note} />
        <button disabled={isSending}>Add</button>
        <output>{answer.message}</output>
      </form>
      <DeleteButton />
      <form action={startCheckout}>
        <button>Buy more</button>
      </form>
    </main>
  )
}
