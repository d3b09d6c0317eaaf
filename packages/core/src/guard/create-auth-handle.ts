/**
 * Corridor. What a guard holds: `auth()` and `auth.protect()`, over the answers of one request. Waits.
 *
 * @see api.md; protocol.md 15.3-15.5; rulings.md D14, D17, D18
 */
import type { AuthAccess } from './auth-access.ts'
import { toApplicationUrl, toSignInUrl, type SignInPage } from '../decision/to-sign-in-url.ts'
import { toChallenge, toGuardDeny, toTold } from '../decision/to-guard-deny.ts'
import { toGuardRedirect, toUncachedUrl } from '../decision/to-guard-redirect.ts'
import type { Deny, Redirect } from '../decision/auth-decision.ts'
import type { DecisionContext } from '../decision/to-handover.ts'
import { toReason } from '../decision/auth-state.ts'
import type { Circumstances } from '../protection/access-rules.ts'
import { decideProtection, evaluateCondition, type ProtectionOutcome } from '../protection/decide-protection.ts'
import { readRequirement, type ProtectArgument, toQuestion } from '../protection/requirement.ts'
import { reportPrivateHost } from '../walk/report-private-host.ts'
import type {
  AuthHandle,
  AuthRedirects,
  HandleOptions,
  RedirectOptions,
  ProtectOptions,
} from '../session/auth-handle.ts'
import type { AuthObject } from '../session/auth-object.ts'
import { narrowAuth } from '../session/narrow-auth.ts'
import { readUrlOrPath } from '../settings/place-readers.ts'
import { toAwaitedOnly } from './to-awaited-only.ts'
import type { Refusal } from './settle-refusal.ts'
import type { Visit } from '../walk/visit.ts'

/** Ends the guard, because a rule of the application said no. */
type StopGuard = (refusal: Refusal) => never

/**
 * Makes the handle.
 *
 * @param track Told of every `protect()` that is under way, so that one that nobody awaits still counts.
 */
export function createAuthHandle(
  visit: Visit,
  access: AuthAccess,
  stop: StopGuard,
  track: <P>(work: Promise<P>) => Promise<P>,
): AuthHandle {
  const redirects = createRedirects(visit, access, stop)

  async function auth(options: HandleOptions = {}): Promise<AuthObject> {
    const accepts = options.acceptsToken ?? 'session_token'
    const found = access.read(accepts, options.treatPendingAsSignedOut !== false)
    const narrowed = narrowAuth(found instanceof Promise ? await found : found, accepts, access.session(true).debug)
    return narrowed.tokenType === 'session_token' ? withRedirects(narrowed, redirects) : narrowed
  }

  async function protect(first?: ProtectArgument, second?: ProtectOptions): Promise<AuthObject> {
    const requirement = readRequirement(first, second)
    const found = await access.read(requirement.accepts, true)
    const holds = await evaluateCondition(requirement, found)
    const rows = visit.trace.length
    const outcome = decideProtection(found, requirement, holds, toCircumstances(visit, access), visit.trace)
    const isAllowed = outcome.kind === 'allow'
    const { settings } = visit.instance
    if (visit.mark === null && (isAllowed || !settings.isDevelopment)) {
      return isAllowed ? outcome.auth : stop(toProtectRefusal(visit, access, outcome))
    }
    const question = toQuestion(requirement, found, isAllowed, visit.trace[rows] ?? '')
    visit.questions.push(question)
    if (isAllowed) return outcome.auth
    const refusal = toProtectRefusal(visit, access, outcome)
    const isTold = settings.isDevelopment && found.isAuthenticated
    return stop(isTold ? { ...refusal, decision: toTold(refusal.decision, question) } : refusal)
  }

  const ask = (options?: HandleOptions): Promise<AuthObject> => toAwaitedOnly(auth(options))
  const start = (...args: Parameters<typeof protect>): Promise<AuthObject> => {
    const allowed = allowAtOnce(visit, access, ...args)
    return allowed === null ? track(protect(...args)) : Promise.resolve(allowed)
  }
  const handle = Object.assign(ask, { protect: start })
  // The one place where the overloads meet their implementation; type tests hold the two together.
  return handle as unknown as AuthHandle
}

/** Whom the session alone allows; null for everybody else. There is no refusal that could get lost, so nobody need watch the promise. */
function allowAtOnce(
  visit: Visit,
  access: AuthAccess,
  first?: ProtectArgument,
  second?: ProtectOptions,
): AuthObject | null {
  const session = access.session(true)
  if (visit.mark !== null || !session.isAuthenticated) return null
  try {
    const requirement = readRequirement(first, second)
    const { accepts, condition } = requirement
    // A predicate may throw, and runs once.
    if (typeof condition === 'function' || access.read(accepts, true) !== session) return null
    if (evaluateCondition(requirement, session) !== true) return null
    const rows: string[] = []
    const outcome = decideProtection(session, requirement, true, toCircumstances(visit, access), rows)
    if (outcome.kind !== 'allow') return null
    visit.trace.push(...rows)
    return outcome.auth
  } catch {
    // Whatever it is, `protect()` meets it again and rejects with it.
    return null
  }
}

function toCircumstances({ facts, instance }: Visit, access: AuthAccess): Circumstances {
  const { isPage, isServerAction } = facts
  return { isPage, isServerAction, ...instance.settings.refusals, stateReason: toReason(access.state()) }
}

function createRedirects(visit: Visit, access: AuthAccess, stop: StopGuard): AuthRedirects {
  const to =
    (page: SignInPage) =>
    (options?: RedirectOptions): never => {
      const state = access.state()
      const location = toFreshUrl(visit, toPageUrl(visit, access, page, options?.returnBackUrl))
      const reason = toReason(state) ?? 'protect-rewrite'
      const decision = toGuardRedirect(state, location, reason, true, toContext(visit), visit.trace)
      return stop({ decision, isUnauthenticated: true, page })
    }
  return { redirectToSignIn: to('sign-in'), redirectToSignUp: to('sign-up') }
}

function toProtectRefusal(
  visit: Visit,
  access: AuthAccess,
  outcome: Exclude<ProtectionOutcome, { kind: 'allow' }>,
): Refusal {
  const page = outcome.kind === 'redirect' && outcome.to === 'sign-in' ? 'sign-in' : null
  return {
    decision: toStop(visit, access, outcome),
    isUnauthenticated: outcome.kind === 'redirect' && outcome.isUnauthenticated,
    page,
  }
}

function toStop(
  visit: Visit,
  access: AuthAccess,
  outcome: Exclude<ProtectionOutcome, { kind: 'allow' }>,
): Redirect | Deny {
  const state = access.state()
  if (outcome.kind === 'deny') {
    const challenge = outcome.isOAuthChallenge ? toChallenge(visit.instance.settings) : null
    return toGuardDeny(state, outcome.status, outcome.reason, challenge, toContext(visit), visit.trace)
  }
  const { to } = outcome
  const location =
    typeof to === 'string'
      ? toPageUrl(visit, access, 'sign-in', undefined)
      : toApplicationUrl(
          readUrlOrPath('unauthenticatedUrl or unauthorizedUrl', to.url),
          visit.facts.publicUrl.href,
          visit.instance.settings,
        )
  return toGuardRedirect(state, toFreshUrl(visit, location), outcome.reason, true, toContext(visit), visit.trace)
}

function toContext({ facts, instance, mark }: Visit): DecisionContext {
  return { facts, settings: instance.settings, mark }
}

function toFreshUrl({ instance, nowMs }: Visit, location: URL): URL {
  return toUncachedUrl(location, instance.settings, nowMs)
}

function toPageUrl(
  visit: Visit,
  access: AuthAccess,
  page: SignInPage,
  returnBackUrl: RedirectOptions['returnBackUrl'],
): URL {
  reportPrivateHost(visit)
  const { publicUrl } = visit.facts
  const isPending = access.session(true).sessionStatus === 'pending'
  const devBrowser = visit.credentials().devBrowserCookie
  return toSignInUrl({ page, returnBackUrl, publicUrl, isPending, devBrowser }, visit.instance.settings)
}

/** Adds the redirects without reading the object's lazy fields. */
function withRedirects(auth: AuthObject, redirects: AuthRedirects): AuthObject {
  const copy: AuthObject = Object.defineProperties(
    Object.create(Object.prototype),
    Object.getOwnPropertyDescriptors(auth),
  )
  return Object.assign(copy, redirects)
}
