/** Bench. What a contestant answered, in one word. A bench of something that does not work measures nothing. Pure; runs in workerd too. */

export type Outcome = 'signed-in' | 'signed-out' | 'handshake' | 'refused' | 'unknown'

interface OurAnswer {
  readonly kind?: string
  readonly location?: URL | string
  readonly auth?: { readonly isAuthenticated: boolean; readonly userId?: string | null }
}

/** A decision of ours. Null, when it is `decideNow` that has to wait, is no answer. */
export function toOurOutcome(decision: unknown): Outcome {
  const { kind, auth, location } = (decision ?? {}) as OurAnswer
  if (kind === 'pass') return auth?.isAuthenticated === true && isUser(auth.userId) ? 'signed-in' : 'signed-out'
  if (kind === 'redirect') return String(location).includes('/v1/client/handshake?') ? 'handshake' : 'refused'
  return kind === 'deny' ? 'refused' : 'unknown'
}

/** What the peer's `toAuth` gave: nothing, where it wants to send the browser away. */
export function toPeerOutcome(auth: unknown): Outcome {
  if (auth === null) return 'handshake'
  const { isAuthenticated, userId } = auth as { readonly isAuthenticated?: boolean; readonly userId?: string | null }
  if (isAuthenticated === undefined) return 'unknown'
  return isAuthenticated && isUser(userId) ? 'signed-in' : 'signed-out'
}

function isUser(userId: unknown): boolean {
  return typeof userId === 'string' && userId.startsWith('user_')
}
