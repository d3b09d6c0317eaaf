/**
 * Guard room. What a developer holds, `auth()` and `auth.protect()`, in every place and framework: who is here is read, what is asked is
 * evaluated, the tables decide, and what refuses stops the developer's code. Waits.
 *
 * A place says of whom is asked (`find`), a framework how code is stopped (`toError`). Neither adds a rule.
 *
 * @see api.md; protocol.md 15.3-15.5; rulings.md D14, D17, D18
 */
import { isThenable } from '../foundation/is-record.ts'
import type { SignInPage } from '../decision/to-sign-in-url.ts'
import { begin, Later, type Soon } from '../foundation/soon.ts'
import { decideCondition, type ProtectionOutcome } from '../protection/decide-protection.ts'
import { readRequirement, type ProtectArgument, type Requirement } from '../protection/requirement.ts'
import type {
  AuthHandle,
  AuthRedirects,
  HandleAuth,
  HandleOptions,
  Protect,
  ProtectedAuth,
  ProtectOptions,
  ProtectParams,
  ProtectPredicate,
  RedirectOptions,
} from '../session/auth-handle.ts'
import type { AuthObject } from '../session/auth-object.ts'
import { narrowAuth } from '../session/narrow-auth.ts'
import { withRedirects } from '../session/to-session-auth.ts'
import type { AcceptsToken } from '../wire/token-types.ts'
import { toAwaitedOnly } from './create-promise-watch.ts'

/** Everything that the tables may say, but that the request goes on. */
export type Refused = Exclude<ProtectionOutcome, { readonly kind: 'allow' }>

/** What `protect()` comes to. */
export type Decided<S> =
  | {
      /** The request may go on. */
      readonly kind: 'allow'
      /** Whoever is here, narrowed to what was accepted. */
      readonly auth: AuthObject
    }
  | {
      /** The code is stopped. */
      readonly kind: 'refuse'
      /** With what; the port makes an error of it. */
      readonly refusal: S
    }

/** One request that is asked about. `S` is what a refusal is, before it becomes an error. */
export interface Subject<S> {
  /** Whoever is here, not yet narrowed. */
  read(accepts: AcceptsToken, isPendingSignedOut: boolean): Soon<AuthObject>
  /** Decides by the tables, and tells whoever wants to know. @param found Before narrowing. */
  decide(requirement: Requirement, found: AuthObject, holds: boolean): Decided<S>
  /** Where a redirect leads. @param isPending Somebody is here whose session has a task left. */
  toRedirect(page: SignInPage, isPending: boolean, returnBackUrl: RedirectOptions['returnBackUrl']): S
}

/** A place where code may ask, and how it is stopped there. */
export interface HandlePort<S> {
  /** The request. @param caller Stands in messages. */
  find(caller: 'auth()' | 'auth.protect()'): Subject<S> | Promise<Subject<S>>
  /** The same without waiting. Null: it was not found before. */
  peek(): Subject<S> | null
  /** What stops the code, for a redirect: thrown at once. */
  toError(refusal: S): unknown
  /** What stops the code, for `protect()`: it may be waited for. */
  toProtectError(refusal: S): unknown
  /** Whether `protect()` throws what is known already, so that it also stops code that forgot to await it; else it always rejects. */
  readonly isThrown: boolean
  /** Told of every `protect()` that may refuse, so that one that nobody awaits still counts. */
  track<P>(work: Promise<P>): Promise<P>
}

/** The redirects of the last subject: the same for the same, so that one question has one answer. */
type KeptRedirects = { last: { subject: unknown; isPending: boolean; made: AuthRedirects } | null }

/** Makes the handle. */
export function createAuthHandle<S>(port: HandlePort<S>): AuthHandle {
  const kept: KeptRedirects = { last: null }

  function auth<const A extends AcceptsToken = 'session_token'>(
    options: HandleOptions<A> | undefined,
  ): Promise<HandleAuth<A>>
  function auth(options?: HandleOptions<'session_token'>): Promise<HandleAuth<'session_token'>>
  function auth(options: HandleOptions = {}): Promise<HandleAuth<'any'>> {
    return toAwaitedOnly(readAuth(port, kept, options))
  }

  return Object.assign(auth, { protect: createProtect(port) })
}

async function readAuth<S>(
  port: HandlePort<S>,
  kept: KeptRedirects,
  { acceptsToken = 'session_token', treatPendingAsSignedOut }: HandleOptions,
): Promise<HandleAuth<'any'>> {
  const finding = port.find('auth()')
  const subject = finding instanceof Promise ? await finding : finding
  const reading = begin(subject.read(acceptsToken, treatPendingAsSignedOut !== false))
  const anyone = reading instanceof Promise ? await reading : reading
  const found = narrowAuth(anyone, acceptsToken, anyone.debug)
  if (found.tokenType !== 'session_token') return found
  return withRedirects(found, toRedirects(port, kept, subject, found.sessionStatus === 'pending'))
}

function toRedirects<S>(
  port: HandlePort<S>,
  kept: KeptRedirects,
  subject: Subject<S>,
  isPending: boolean,
): AuthRedirects {
  const { last } = kept
  if (last !== null && last.subject === subject && last.isPending === isPending) return last.made
  const to =
    (page: SignInPage) =>
    (options?: RedirectOptions): never => {
      throw port.toError(subject.toRedirect(page, isPending, options?.returnBackUrl))
    }
  const made = { redirectToSignIn: to('sign-in'), redirectToSignUp: to('sign-up') }
  kept.last = { subject, isPending, made }
  return made
}

function createProtect<S>(port: HandlePort<S>): Protect {
  function protect<const A extends AcceptsToken = 'session_token'>(
    paramsAndOptions: ProtectParams & ProtectOptions<A> & { readonly token: A },
    options?: ProtectOptions,
  ): Promise<ProtectedAuth<A>>
  function protect<const A extends AcceptsToken = 'session_token'>(
    params?: ProtectParams & ProtectOptions<never>,
    options?: ProtectOptions<A>,
  ): Promise<ProtectedAuth<A>>
  function protect<const A extends AcceptsToken = 'session_token'>(
    predicate: ProtectPredicate,
    options?: ProtectOptions<A>,
  ): Promise<ProtectedAuth<A>>
  function protect(first: ProtectArgument | undefined, second?: ProtectOptions): Promise<ProtectedAuth<'any'>>
  function protect(): Promise<ProtectedAuth<'session_token'>>
  function protect(first?: ProtectArgument, second?: ProtectOptions): Promise<AuthObject> {
    try {
      return decideOrWait(port, readRequirement(first, second))
    } catch (error) {
      if (port.isThrown) throw error
      return port.track(Promise.reject(error))
    }
  }

  return protect
}

/** Lets on at once whom nothing keeps waiting; a predicate is asked where it can be waited for. @throws What stops the code, where the port says so and it is known. */
function decideOrWait<S>(port: HandlePort<S>, requirement: Requirement): Promise<AuthObject> {
  const subject = port.peek()
  if (subject === null) return port.track(protectLater(port, requirement))
  const found = subject.read(requirement.accepts, true)
  const holds = found instanceof Later ? null : decideCondition(requirement, found)
  if (found instanceof Later || holds === null) return port.track(protectLater(port, requirement))
  if (!holds && !port.isThrown) return port.track(protectLater(port, requirement, subject))
  const decided = subject.decide(requirement, found, holds)
  // There is no refusal that could get lost, so nobody need watch the promise.
  if (decided.kind === 'allow') return Promise.resolve(decided.auth)
  throw port.toError(decided.refusal)
}

/** Every refusal takes the same turns, whatever it needs: of two the one stands that was asked for first, and a log says what each asked. */
async function protectLater<S>(
  port: HandlePort<S>,
  requirement: Requirement,
  known: Subject<S> | null = null,
): Promise<AuthObject> {
  const finding = known ?? port.find('auth.protect()')
  const subject = finding instanceof Promise ? await finding : finding
  const found = await begin(subject.read(requirement.accepts, true))
  const holds = await evaluateCondition(requirement, found)
  const decided = subject.decide(requirement, found, holds)
  if (decided.kind === 'allow') return decided.auth
  const error = port.toProtectError(decided.refusal)
  // Without a turn more: a guard that answers by itself, and hears the refusal, has ended soon after.
  throw error instanceof Promise ? await error : error
}

/**
 * Asks the condition of a requirement.
 *
 * @param auth The object as it is, before narrowing.
 * @returns Whether it holds. False, without asking, for those who would be refused anyway, so that a predicate never sees them. What a
 *   predicate returns counts by JavaScript's truth; what it throws or rejects with propagates.
 */
export function evaluateCondition(requirement: Requirement, auth: AuthObject): boolean | Promise<boolean> {
  const known = decideCondition(requirement, auth)
  const { condition, accepts } = requirement
  if (known !== null || typeof condition !== 'function') return known === true
  const answer: unknown = condition(narrowAuth(auth, accepts, auth.debug).has)
  return isThenable(answer) ? Promise.resolve(answer).then(Boolean) : Boolean(answer)
}
