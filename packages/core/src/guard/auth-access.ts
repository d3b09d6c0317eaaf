/**
 * Guard room. Visit + AuthState → who is here, for whoever asks, and the pass that lets them on. Waits for machine tokens, which are verified
 * when somebody asks, and for tokens that the provider has to mint.
 *
 * @see protocol.md 8-11, 15.2; rulings.md D11
 */
import type { MachineFacts, MachineFailure } from '../claims/verified.ts'
import { chooseMachineJwtType } from '../credentials/choose-token-type.ts'
import { toReason, toSignedIn, toSignedOut, type AuthState } from '../decision/auth-state.ts'
import { fail, type Result } from '../foundation/result.ts'
import { firstOutcome } from '../foundation/rule.ts'
import { begin, Later, type Soon } from '../foundation/soon.ts'
import { exceptionRules, machineTokenRules, NOBODY_REASON } from '../protection/refusal-rules.ts'
import { mintSessionToken } from '../provider/renew-session.ts'
import type { AuthObject, DebugView, GetToken, SessionAuth } from '../session/auth-object.ts'
import { toMachineAuth, toNoMachineAuth } from '../session/narrow-auth.ts'
import { toSessionAuth, toSignedOutAuth } from '../session/to-session-auth.ts'
import type { Instance } from '../tenancy/instance.ts'
import { reportCause } from '../walk/report-cause.ts'
import type { Bearer, Visit } from '../walk/visit.ts'
import type { MachineReason } from '../wire/reasons.ts'
import type { AcceptsToken, MachineTokenType } from '../wire/token-types.ts'

type MachineAnswer = Result<MachineFacts, MachineFailure>

/** Who is here, as one request has it. */
export interface AuthAccess {
  /** Whoever is here, not yet narrowed to what the caller accepts. A machine token is verified only if its kind is accepted, and once. */
  read(accepts: AcceptsToken, isPendingSignedOut: boolean): Soon<AuthObject>
  /** The session, or nobody. */
  session(isPendingSignedOut: boolean): SessionAuth
  /** How the state came about, as it stands when it is called. */
  readonly debug: () => DebugView
  /** The state as it stands now: a machine token that was verified meanwhile counts. */
  state(): AuthState
  /** From here on nobody is here: for a request that goes on although nobody was asked who it is. */
  forget(): void
}

/** Prepares the answers of one request. @param more What `debug()` shows beside the state. */
export function createAuthAccess(visit: Visit, first: AuthState, more: DebugView = {}): AuthAccess {
  return new VisitAccess(visit, first, more)
}

/** A class, as the visit is: most requests ask for one of the answers or for none. */
class VisitAccess implements AuthAccess {
  readonly #visit: Visit
  readonly #more: DebugView
  #authenticated: AuthState
  #state: AuthState
  #isForgotten = false
  #machine: Promise<AuthObject> | null = null
  #finished: SessionAuth | null = null
  #pending: SessionAuth | null = null

  constructor(visit: Visit, first: AuthState, more: DebugView) {
    this.#visit = visit
    this.#more = more
    this.#authenticated = this.#state = first
  }

  /** A function of its own, because applications call it apart from the object that they find it in. */
  readonly debug = (): DebugView => ({
    status: this.#state.status,
    reason: toReason(this.#state),
    trace: [...this.#visit.trace],
    ...this.#more,
  })

  state(): AuthState {
    return this.#state
  }

  session(isPendingSignedOut: boolean): SessionAuth {
    if (isPendingSignedOut) return (this.#finished ??= this.#toSession(true))
    return (this.#pending ??= this.#toSession(false))
  }

  #toSession(isPendingSignedOut: boolean): SessionAuth {
    return toSession(this.#visit, this.#authenticated, isPendingSignedOut, this.debug)
  }

  read(accepts: AcceptsToken, isPendingSignedOut: boolean): Soon<AuthObject> {
    const { bearer, instance } = this.#visit
    if (this.#isForgotten || bearer === null || bearer.type === 'session_token') return this.session(isPendingSignedOut)
    const { type } = bearer
    const isAsked = accepts === 'any' || accepts === type || (Array.isArray(accepts) && accepts.includes(type))
    if (!isAsked || !instance.settings.acceptedTokens.includes(type)) return toNoMachineAuth(type, this.debug)
    return new Later(() => (this.#machine ??= this.#verifyMachine(bearer, type)))
  }

  async #verifyMachine(bearer: Bearer, type: MachineTokenType): Promise<AuthObject> {
    const answer = await readMachineToken(this.#visit, bearer, type)
    firstOutcome(machineTokenRules, { isProven: answer.ok }, this.#visit.trace)
    if (!this.#isForgotten)
      this.#state = answer.ok ? toSignedIn(null) : toSignedOut(answer.failure.reason, toMachineMessage(answer.failure))
    return answer.ok ? toMachineAuth(answer.value, bearer.token, this.debug) : toNoMachineAuth(type, this.debug)
  }

  forget(): void {
    this.#isForgotten = true
    this.#authenticated = this.#state = toSignedOut(NOBODY_REASON)
    this.#finished = this.#pending = null
  }
}

function toSession(visit: Visit, state: AuthState, isPendingSignedOut: boolean, debug: () => DebugView): SessionAuth {
  if (state.status !== 'signed-in' || state.session === null) return toSignedOutAuth(null, debug)
  const { claims, token } = state.session
  const { instance } = visit
  const getToken = createGetToken(instance, { sessionId: claims.sid, token })
  return toSessionAuth(claims, isPendingSignedOut, getToken, debug, instance.findFacts(claims))
}

/**
 * What is known about a machine token: signed ones are verified here, opaque ones by the provider. Never rejects: whatever breaks on the way
 * means that the token is not accepted.
 *
 * @see protocol.md 9; rulings.md D11, D14
 */
async function readMachineToken(visit: Visit, bearer: Bearer, type: MachineTokenType): Promise<MachineAnswer> {
  const { machines, inspector } = visit.instance
  try {
    const signedType = bearer.peeked === null ? null : chooseMachineJwtType(bearer.peeked)
    if (bearer.peeked === null || signedType === null)
      return await inspector.introspect(bearer.token, type, visit.nowMs)
    const answer = await begin(machines.verify(bearer.peeked, signedType, visit.nowMs))
    if (!answer.ok) reportCause(visit.instance, { token: bearer.peeked, failure: answer.failure, nowMs: visit.nowMs })
    return answer
  } catch {
    return fail({ reason: toBrokenReason(visit), message: 'The token could not be verified.', status: null })
  }
}

/** Why nobody is here, where something broke while it was found out who is. */
export function toBrokenReason({ trace }: Visit): MachineReason {
  const outcome = firstOutcome(exceptionRules, { isOfGuard: false, isUrlAmbiguous: false }, trace)
  if (outcome.kind !== 'sign-out')
    throw new TypeError('The table of exceptions signs out whatever breaks before the guard.')
  return outcome.reason
}

/** @see protocol.md 2.4 */
function toMachineMessage(failure: MachineFailure): string {
  return `${failure.message} (code=${failure.reason}, status=${failure.status ?? 'n/a'})`
}

/**
 * A session at hand → its `getToken`.
 *
 * @param session The session's id, null or undefined when its token names none, and the token itself.
 * @see protocol.md 11.1
 */
export function createGetToken(
  { settings, provider }: Instance,
  session: { readonly sessionId: string | null | undefined; readonly token: string },
): GetToken {
  return async (options) => {
    const { sessionId, token } = session
    if (sessionId === null || sessionId === undefined || sessionId === '') return null
    const template = options?.template ?? null
    const expiresInSec = options?.expiresInSeconds ?? null
    if (template === null && expiresInSec === null) return token
    return mintSessionToken({ sessionId, template, expiresInSec }, settings.secretKey, provider)
  }
}
