// #region answer
'use server'

import { auth } from '@postern/next'
import { redirect } from 'next/navigation'

export interface Answer {
  readonly message: string
  /** What was typed, so that the form can show it again. */
  readonly note: string
}

export async function addNote(_before: Answer, form: FormData): Promise<Answer> {
  const typed = form.get('note')
  const note = typeof typed === 'string' ? typed : ''
  const { isAuthenticated, userId } = await auth()
  if (!isAuthenticated) return { message: 'You are signed out. Sign in in another tab, and send it again.', note }
  // Here: write to your database.
  return { message: `Kept for ${userId}.`, note: '' }
}
// #endregion answer

// #region protect
export async function deleteNotes(): Promise<void> {
  const { orgId } = await auth.protect({ role: 'org:admin' })
  console.info(`All notes of ${orgId} are gone.`)
}
// #endregion protect

// #region sign-in
export async function startCheckout(): Promise<void> {
  const { isAuthenticated, redirectToSignIn } = await auth()
  if (!isAuthenticated) return redirectToSignIn()
  redirect('/dashboard')
}
// #endregion sign-in
