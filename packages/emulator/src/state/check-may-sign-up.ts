/** Who may sign up at all. */
import type { Instance } from '../instance.ts'
import { Refusal } from '../refusal.ts'
import { readInstanceSettings } from './instance-settings.ts'
import type { AnyInvitation } from './tickets.ts'

const MESSAGES = {
  restricted: 'Only people with an invitation sign up here.',
  waitlist: 'There is a waiting list here. Only people with an invitation sign up.',
} as const

/** @throws Refusal, 403, for somebody without an invitation where one is needed. */
export function checkMaySignUp(instance: Instance, invitation: AnyInvitation | null): void {
  const { signUpMode } = readInstanceSettings(instance)
  if (signUpMode === 'public' || invitation !== null) return
  const code = signUpMode === 'waitlist' ? 'sign_up_restricted_waitlist' : 'sign_up_mode_restricted'
  throw new Refusal(403, code, MESSAGES[signUpMode])
}
