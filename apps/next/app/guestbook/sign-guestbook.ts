'use server'

import { auth } from '@postern/next'

export interface Answer {
  readonly message: string
}

/** A server action can be called from anywhere, so it asks for itself who calls. */
export async function signGuestbook(_before: Answer, form: FormData): Promise<Answer> {
  const { isAuthenticated, userId } = await auth()
  if (!isAuthenticated) return { message: 'Sign in first.' }
  const entry = form.get('entry')
  const length = typeof entry === 'string' ? entry.length : 0
  return { message: `Thank you, ${userId}. Your entry has ${length} characters.` }
}

/** The same, refused by `protect()`: the browser sees the page for what does not exist. */
export async function deleteEntries(_before: Answer): Promise<Answer> {
  const { userId } = await auth.protect()
  return { message: `${userId} may delete entries, but there are none.` }
}
