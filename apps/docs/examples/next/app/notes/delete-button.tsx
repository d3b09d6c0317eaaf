'use client'

import { useState } from 'react'
import { deleteNotes } from './actions'

export function DeleteButton() {
  const [message, setMessage] = useState('')
  const remove = async (): Promise<void> => {
    try {
      await deleteNotes()
      setMessage('All notes are gone.')
    } catch {
      setMessage('You are signed out, or only an administrator may do this.')
    }
  }
  return (
    <form action={remove}>
      <button>Delete all</button>
      <p role="status">{message}</p>
    </form>
  )
}
