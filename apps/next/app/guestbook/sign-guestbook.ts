'use server'

import { auth } from '@postern/next'
import { whoIsHere } from '../parts/who-is-here'

export interface Answer {
  readonly message: string
}

/** A server action can be called from anywhere, so it asks for itself who calls. */
export async function signGuestbook(_before: Answer, form: FormData): Promise<Answer> {
  const { isAuthenticated } = await auth()
  if (!isAuthenticated) return { message: 'Sign in first.' }
  const entry = form.get('entry')
  const length = typeof entry === 'string' ? entry.length : 0
  return { message: `Thank you, ${await nameHere()}. Your entry has ${length} characters.` }
}

/** The same, refused by `protect()`: the call ends with 401, and the form says so. */
export async function deleteEntries(_before: Answer): Promise<Answer> {
  await auth.protect()
  return { message: `${await nameHere()} may delete entries, but there are none.` }
}

async function nameHere(): Promise<string> {
  return (await whoIsHere())?.name ?? 'somebody'
}
