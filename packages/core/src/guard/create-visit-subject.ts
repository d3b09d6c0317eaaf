/**
 * Guard room. Visit + AuthAccess → the request that a handle asks about, where requests are decided. Does not wait.
 *
 * @see protocol.md 15.3-15.5; rulings.md D14, D19
 */
import type { Deny, Redirect } from '../decision/auth-decision.ts'
import { toReason } from '../decision/auth-state.ts'
import { toChallenge, toGuardDeny, toTold, toGuardRedirect, toUncachedUrl } from '../decision/to-guard-deny.ts'
import { toApplicationUrl, toSignInUrl, type SignInPage } from '../decision/to-sign-in-url.ts'
import type { Soon } from '../foundation/soon.ts'
import type { Circumstances } from '../protection/access-rules.ts'
import { decideProtection } from '../protection/decide-protection.ts'
import { toQuestion, type Question, type Requirement } from '../protection/requirement.ts'
import type { RedirectOptions } from '../session/auth-handle.ts'
import type { AuthObject } from '../session/auth-object.ts'
import { readUrlOrPath } from '../settings/resolve-sites.ts'
import { reportPrivateHost } from '../walk/report-cause.ts'
import type { Visit } from '../walk/visit.ts'
import type { AcceptsToken } from '../wire/token-types.ts'
import type { AuthAccess } from './auth-access.ts'
import type { Decided, Refused, Subject } from './create-auth-handle.ts'
import type { Refusal } from './settle-refusal.ts'

/** Makes the subject of one visit. Its refusals are complete decisions. */
export function createVisitSubject(visit: Visit, access: AuthAccess): Subject<Refusal> {
  return new VisitSubject(visit, access)
}

/** Says itself under which circumstances is asked, so that nothing has to be made for it: only a refusal looks at most of them. */
class VisitSubject implements Subject<Refusal>, Circumstances {
  readonly #visit: Visit
  readonly #access: AuthAccess

  constructor(visit: Visit, access: AuthAccess) {
    this.#visit = visit
    this.#access = access
  }

  get isPage(): boolean {
    return this.#visit.facts.isPage
  }

  get isServerAction(): boolean {
    return this.#visit.facts.isServerAction
  }

  get unauthenticatedStatus(): Circumstances['unauthenticatedStatus'] {
    return this.#visit.settings.refusals.unauthenticatedStatus
  }

  get unauthorizedStatus(): Circumstances['unauthorizedStatus'] {
    return this.#visit.settings.refusals.unauthorizedStatus
  }

  get stateReason(): Circumstances['stateReason'] {
    return toReason(this.#access.state())
  }

  read(accepts: AcceptsToken, isPendingSignedOut: boolean): Soon<AuthObject> {
    return this.#access.read(accepts, isPendingSignedOut)
  }

  decide(requirement: Requirement, found: AuthObject, holds: boolean): Decided<Refusal> {
    const { mark, trace, settings } = this.#visit
    const rows = trace.length
    const outcome = decideProtection(found, requirement, holds, this, trace)
    const isAllowed = outcome.kind === 'allow'
    const isAsked = mark !== null || (!isAllowed && settings.isDevelopment)
    const question = isAsked ? toQuestion(requirement, found, isAllowed, trace.at(rows) ?? '') : null
    if (question !== null) this.#visit.questions.push(question)
    return isAllowed ? outcome : { kind: 'refuse', refusal: this.#toRefusal(outcome, found, question) }
  }

  #toRefusal(outcome: Refused, found: AuthObject, question: Question | null): Refusal {
    const decision = toStop(this.#visit, this.#access, outcome)
    const isTold = this.#visit.settings.isDevelopment && found.isAuthenticated && question !== null
    return {
      decision: isTold ? toTold(decision, question) : decision,
      isUnauthenticated: outcome.kind === 'redirect' && outcome.isUnauthenticated,
      page: outcome.kind === 'redirect' && outcome.to === 'sign-in' ? 'sign-in' : null,
    }
  }

  toRedirect(page: SignInPage, isPending: boolean, returnBackUrl: RedirectOptions['returnBackUrl']): Refusal {
    const location = toPageUrl(this.#visit, page, isPending, returnBackUrl)
    return { decision: toGoing(this.#visit, this.#access, location, null), isUnauthenticated: true, page }
  }
}

function toStop(visit: Visit, access: AuthAccess, outcome: Refused): Redirect | Deny {
  const { settings } = visit
  if (outcome.kind === 'deny') {
    const challenge = outcome.isOAuthChallenge ? toChallenge(settings) : null
    return toGuardDeny(access.state(), outcome.status, outcome.reason, challenge, visit)
  }
  const { to } = outcome
  const location =
    typeof to === 'string'
      ? toPageUrl(visit, 'sign-in', to === 'tasks', undefined)
      : toApplicationUrl(readUrlOrPath(URL_OPTIONS, to.url), visit.facts.publicUrl.href, settings)
  return toGoing(visit, access, location, outcome.reason)
}

/** Where the option is wrong, its name stands in the message. */
const URL_OPTIONS = 'unauthenticatedUrl or unauthorizedUrl'

function toGoing(visit: Visit, access: AuthAccess, location: URL, reason: Refused['reason'] | null): Redirect {
  const fresh = toUncachedUrl(location, visit.settings, visit.nowMs)
  return toGuardRedirect(access.state(), fresh, reason, true, visit)
}

function toPageUrl(
  visit: Visit,
  page: SignInPage,
  isPending: boolean,
  returnBackUrl: RedirectOptions['returnBackUrl'],
): URL {
  reportPrivateHost(visit)
  const { publicUrl } = visit.facts
  const devBrowser = visit.credentials().devBrowserCookie
  return toSignInUrl({ page, returnBackUrl, publicUrl, isPending, devBrowser }, visit.settings)
}
