/**
 * Guard room. A refusal of the guard → what is done about it, what the developer is told, and the error that stops the developer's code. Does not
 * wait.
 *
 * Most refusals stand. The others are those of `refusalRules`: preflights, sign-in pages that the rule protects, redirects without end.
 *
 * @see rulings.md D14; apps/docs/decisions/006, 019
 */
import { toPass, type Passing } from '../decision/to-pass.ts'
import { isObject } from '../foundation/is-record.ts'
import type { AuthAccess } from './auth-access.ts'
import { toGuardDeny, toLoopPage, toRefusal } from '../decision/to-guard-deny.ts'
import type { Deny, Pass, Redirect } from '../decision/auth-decision.ts'
import { isOwnSignInPage, isSignInPage, toOwnReturnUrl, type SignInPage } from '../decision/to-sign-in-url.ts'
import type { AuthEvent } from '../foundation/ports.ts'
import { refusalRules, type RefusalFacts, exceptionRules, type Loss } from '../protection/refusal-rules.ts'
import { isSamePath } from '../routing/is-same-path.ts'
import { firstOutcome } from '../foundation/rule.ts'
import type { Visit } from '../walk/visit.ts'
import { MAX_PLAIN_CHARS } from '../wire/limits.ts'
import { RETURN_URL_PARAM } from '../wire/query.ts'

/** What a rule of the application said. */
export interface Refusal {
  readonly decision: Redirect | Deny
  /** Nobody is there, in contrast to somebody who may not. */
  readonly isUnauthenticated: boolean
  /** Where the redirect leads, naming where people come back to; null for every other refusal. */
  readonly page: SignInPage | null
}

interface Settled {
  readonly decision: Redirect | Deny | Pass<undefined>
  /** Told to the developer when the guard ends with it. */
  readonly warning: AuthEvent | null
}

const LOOP_CURE =
  'Leave that page out of the rule, or let the redirect lead to a page that everybody may see. A sign-in page of this application is best named by its path; named by a full URL, its origin must stand in authorizedParties.'

/** Who was refused. */
interface Place {
  /** The guard stands in front of an application, and does not answer in its place. */
  readonly isInFront: boolean
  /** Who is let through all the same. */
  readonly passing: Passing
}

/** Decides what becomes of a refusal. */
export function settleRefusal(visit: Visit, access: AuthAccess, refusal: Refusal, place: Place): Settled {
  const outcome = firstOutcome(refusalRules, toRefusalFacts(visit, refusal, place.isInFront), visit.trace)
  const path = visit.facts.publicUrl.pathname.slice(0, MAX_PLAIN_CHARS)
  switch (outcome) {
    case 'pass-as-nobody':
      access.forget()
      return { decision: toPassed(visit, access, place, true), warning: null }
    case 'pass':
      return { decision: toPassed(visit, access, place, false), warning: toOpenPageWarning(visit, path) }
    case 'refuse-instead':
      return toLoopEnd(visit, access, refusal, `A rule redirects ${path} to itself.`, 'redirect-to-itself')
    case 'end-chain':
      return toLoopEnd(
        visit,
        access,
        refusal,
        `A rule redirects ${path}, to which its own redirect to sign in has led.`,
        'redirect-repeated',
      )
    case 'stand':
      return { decision: refusal.decision, warning: null }
  }
}

function toRefusalFacts(visit: Visit, { decision, page }: Refusal, isInFront: boolean): RefusalFacts {
  const { facts, instance } = visit
  const { publicUrl } = facts
  const isSignInPageAsked = isSignInPage(publicUrl, publicUrl, instance.settings)
  return {
    isInFront,
    isPreflight: facts.isPreflight,
    isOwnSignInPage: isOwnSignInPage(publicUrl, instance.settings),
    leadsToItself:
      decision.kind === 'redirect' &&
      decision.location.origin === publicUrl.origin &&
      isSamePath(decision.location.pathname, publicUrl.pathname),
    isRepeated: page !== null && isRepeated(visit, page, isSignInPageAsked),
  }
}

/**
 * Whether such a redirect led to this request, and would lead to it again. From sign-in to sign-up is one way; of a sign-up page that sends
 * back to sign-in whom it was sent, nobody can tell whether the sign-in page has just sent them.
 */
function isRepeated({ facts, instance }: Visit, page: SignInPage, isSignInPageAsked: boolean): boolean {
  const given = facts.query(RETURN_URL_PARAM)
  if (given === null) return false
  const back = toOwnReturnUrl(facts.publicUrl, given, instance.settings)
  return (
    (back !== null && isSamePath(back.pathname, facts.publicUrl.pathname)) || (isSignInPageAsked && page === 'sign-in')
  )
}

function toPassed(visit: Visit, access: AuthAccess, { passing }: Place, isPreflight: boolean): Pass<undefined> {
  return toPass(access.state(), passing, undefined, visit, isPreflight)
}

/** In production nobody reads it, and nothing is wrong but the rule. */
function toOpenPageWarning({ instance }: Visit, path: string): AuthEvent | null {
  if (!instance.settings.isDevelopment) return null
  return {
    level: 'warn',
    event: 'sign-in-page-protected',
    message: `A rule refuses ${path}, a page for signing in or up (signInUrl, signUpUrl). It was shown all the same, or nobody could sign in. Leave it, and every page below it, out of the rule.`,
  }
}

function toLoopEnd(visit: Visit, access: AuthAccess, refusal: Refusal, cause: string, event: string): Settled {
  const status = refusal.isUnauthenticated ? 401 : 404
  const deny = toGuardDeny(access.state(), status, refusal.decision.reason, null, visit)
  const isShown = status === 401 && deny.body === null && visit.settings.isDevelopment && visit.facts.isPage
  return {
    decision: isShown ? { ...deny, page: toLoopPage(cause, LOOP_CURE) } : deny,
    warning: { level: 'warn', event, message: `${cause} The request was refused with ${status} instead. ${LOOP_CURE}` },
  }
}

/** What ends a guard: a refusal, or a pass where refusing would help nobody. */
export type Stop = Redirect | Deny | Pass<undefined>

/** What `protect()` and the redirects throw to end a guard. Only `runGuard` catches it. */
export class ProtectSignal extends Error {
  override readonly name = 'ProtectSignal'
  // Private, because errors get printed, and a decision may hold cookies.
  readonly #decision: Stop
  readonly #warn: () => void
  constructor(decision: Stop, warn: () => void) {
    super('A request was stopped by protect() or a redirect. Let this propagate.')
    this.#decision = decision
    this.#warn = warn
  }

  get decision(): Stop {
    return this.#decision
  }

  /** Tells the developer. Not before the guard has ended with it: one that asked a question has done nothing wrong. */
  warn(): void {
    this.#warn()
  }
}

/** The refusal that an error thrown by `protect()` or a redirect carries, or null for every other error. */
export function readStop(error: unknown): Redirect | Deny | null {
  return error instanceof ProtectSignal && error.decision.kind !== 'pass' ? error.decision : null
}

/** The pass that an error thrown by `protect()` or a redirect in front of an application carries, or null for every other error. */
export function readPass(error: unknown): Pass<undefined> | null {
  return error instanceof ProtectSignal && error.decision.kind === 'pass' ? error.decision : null
}

/** Anything but a pass is a refusal: a pass and the guard say the same, and the guard may say more. */
function isRefusal(error: unknown): boolean {
  return readPass(error) === null
}

export function toLoss(errors: readonly unknown[]): Loss {
  // Counted, because a predicate may throw anything, `undefined` too.
  if (errors.length === 0) return 'none'
  return errors.some(isRefusal) ? 'refusal' : 'pass'
}

export function toLost(errors: readonly unknown[]): unknown {
  return errors[Math.max(errors.findIndex(isRefusal), 0)]
}

/** The pass that a guard let on with, in whatever words of its own. */
export function settlePass(error: unknown): Pass<undefined> | null {
  if (error instanceof ProtectSignal) error.warn()
  return readPass(error)
}

/** The decision that an exception of the guard's stands for. @throws Every other exception. */
export function toEnd(visit: Visit, error: unknown): Stop {
  const { trace } = visit
  if (error instanceof ProtectSignal) {
    error.warn()
    const { decision } = error
    return decision.kind === 'pass' ? decision : { ...decision, trace }
  }
  const outcome = firstOutcome(exceptionRules, { isOfGuard: true, isUrlAmbiguous: isAmbiguousUrl(error) }, trace)
  if (outcome.kind !== 'refuse') throw error
  return toRefusal(outcome.reason, visit)
}

/** By its code, not its class: the matcher may come from another copy of the package. */
function isAmbiguousUrl(error: unknown): boolean {
  return isObject(error) && 'code' in error && error.code === 'ERR_AUTH_URL_AMBIGUOUS'
}
