/** Who may begin, and what is known of the browser that does. For sign-ins and sign-ups. */
import type { Call } from '../http/call.ts'
import type { Instance } from '../instance.ts'
import { Refusal } from '../refusal.ts'
import { readInstanceSettings } from '../state/instance-settings.ts'
import type { Client, SessionActivity, User } from '../state/model.ts'
import { currentSession, liveSessions } from '../state/visits.ts'

const MAX_AGENT_CHARS = 512

export function readActivity({ request }: Call): SessionActivity {
  return { userAgent: request.headers.get('user-agent')?.slice(0, MAX_AGENT_CHARS) ?? null }
}

/** @throws Refusal while somebody is signed in, unless the instance has several sessions per browser. */
export function checkNobodyIsSignedIn(instance: Instance, client: Client): void {
  const session = currentSession(instance, client)
  if (session === null || readInstanceSettings(instance).hasMultipleSessions) return
  throw new Refusal(400, 'session_exists', 'Somebody is signed in already.', { session_id: session.id })
}

/** @throws Refusal for somebody who may not sign in, or is signed in in this browser. */
export function checkMaySignIn(instance: Instance, client: Client, user: User): void {
  if (user.isBanned) throw new Refusal(403, 'user_banned', 'This account was banned.')
  if (user.isLocked)
    throw new Refusal(403, 'user_locked', 'This account is locked.', { lockout_expires_in_seconds: null })
  const session = liveSessions(instance, client).find(({ userId }) => userId === user.id)
  if (session === undefined) return
  throw new Refusal(400, 'identifier_already_signed_in', 'This person is signed in already.', {
    session_id: session.id,
  })
}

/** A strategy that this instance has nobody for. */
export function strategyRefusal(isKnown: boolean): Refusal {
  return isKnown
    ? new Refusal(422, 'strategy_for_user_invalid', 'This account cannot be proven so.', { param_name: 'strategy' })
    : new Refusal(422, 'form_param_value_invalid', 'The emulator has no such strategy.', { param_name: 'strategy' })
}
