/**
 * Corridor. Visit + AuthState → who is here, for a guard that asks. Waits for machine tokens, which are verified when somebody asks.
 *
 * @see protocol.md 8-11; rulings.md D11
 */
import { createGetToken } from './create-get-token.ts'
import { type AuthState, toReason } from '../decision/auth-state.ts'
import type { AuthObject, DebugView, SessionAuth } from '../session/auth-object.ts'
import { toMachineAuth, toNoMachineAuth } from '../session/to-machine-auth.ts'
import { toSessionAuth, toSignedOutAuth } from '../session/to-session-auth.ts'
import { toSignedIn, toSignedOut } from '../walk/step.ts'
import type { Bearer, Visit } from '../walk/visit.ts'
import { readMachineToken, type MachineAnswer } from '../walk/read-machine-token.ts'
import type { AcceptsToken, MachineTokenType } from '../wire/token-types.ts'

export interface AuthAccess {
  /** Whoever is here, not yet narrowed to what the caller accepts. A machine token is verified only if its kind is accepted. */
  read(accepts: AcceptsToken, isPendingSignedOut: boolean): AuthObject | Promise<AuthObject>
  /** The session, or nobody. */
  session(isPendingSignedOut: boolean): SessionAuth
  /** The state as it stands now: a machine token that was verified meanwhile counts. */
  state(): AuthState
  /** From here on nobody is here: for a request that goes on although nobody was asked who it is. */
  forget(): void
}

/** Prepares the answers of one request. */
export function createAuthAccess(visit: Visit, first: AuthState): AuthAccess {
  let authenticated = first
  let state = authenticated
  let isForgotten = false
  let machine: Promise<AuthObject> | null = null
  const debug = (): DebugView => ({ status: state.status, reason: toReason(state), trace: [...visit.trace] })
  let finished: SessionAuth | null = null
  let pending: SessionAuth | null = null

  function session(isPendingSignedOut: boolean): SessionAuth {
    if (isPendingSignedOut) return (finished ??= toSession(visit, authenticated, true, debug))
    return (pending ??= toSession(visit, authenticated, false, debug))
  }

  async function verifyMachine(bearer: Bearer, type: MachineTokenType): Promise<AuthObject> {
    const answer: MachineAnswer = await readMachineToken(visit, bearer, type)
    visit.trace.push(answer.ok ? 'machine-token-accepted' : 'machine-token-rejected')
    if (!isForgotten)
      state = answer.ok ? toSignedIn(null) : toSignedOut(answer.failure.reason, toMachineMessage(answer.failure))
    return answer.ok ? toMachineAuth(answer.value, bearer.token, debug) : toNoMachineAuth(type, debug)
  }

  function read(accepts: AcceptsToken, isPendingSignedOut: boolean): AuthObject | Promise<AuthObject> {
    const { bearer } = visit
    if (isForgotten || bearer === null || bearer.type === 'session_token') return session(isPendingSignedOut)
    const { type } = bearer
    const isAsked = accepts === 'any' || accepts === type || (Array.isArray(accepts) && accepts.includes(type))
    if (!isAsked || !visit.instance.settings.acceptedTokens.includes(type)) return toNoMachineAuth(type, debug)
    return (machine ??= verifyMachine(bearer, type))
  }

  function forget(): void {
    isForgotten = true
    authenticated = state = toSignedOut('session-token-and-uat-missing')
    finished = pending = null
  }

  return { read, session, state: () => state, forget }
}

function toSession(visit: Visit, state: AuthState, isPendingSignedOut: boolean, debug: () => DebugView): SessionAuth {
  if (state.status !== 'signed-in' || state.session === null) return toSignedOutAuth(null, debug)
  const { claims, token } = state.session
  return toSessionAuth(
    claims,
    isPendingSignedOut,
    createGetToken(visit.instance, { sessionId: claims.sid, token }),
    debug,
  )
}

/** @see protocol.md 2.4 */
function toMachineMessage(failure: Extract<MachineAnswer, { ok: false }>['failure']): string {
  return `${failure.message} (code=${failure.reason}, status=${failure.status ?? 'n/a'})`
}
