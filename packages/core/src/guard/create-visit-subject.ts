/**
 * Guard room. Visit + AuthAccess → the request that a handle asks about, where requests are decided. Does not wait.
 *
 * @see protocol.md 15.3-15.5; rulings.md D14, D19
 */
import type { Deny, Redirect } from '../decision/auth-decision.ts'
import { toReason } from '../decision/auth-state.ts'
import { toChallenge, toGuardDeny, toTold, toGuardRedirect, toUncachedUrl } from '../decision/to-guard-deny.ts'
import { toApplicationUrl, toSignInUrl, type SignInPage } from '../decision/to-sign-in-url.ts'
import { decideProtection } from '../protection/decide-protection.ts'
import { toQuestion, type Requirement } from '../protection/requirement.ts'
import type { RedirectOptions } from '../session/auth-handle.ts'
import type { AuthObject } from '../session/auth-object.ts'
import { readUrlOrPath } from '../settings/resolve-sites.ts'
import { reportPrivateHost } from '../walk/report-cause.ts'
import type { Visit } from '../walk/visit.ts'
import type { AuthAccess } from './auth-access.ts'
import type { Decided, Refused, Subject } from './create-auth-handle.ts'
import type { Refusal } from './settle-refusal.ts'

/** Makes the subject of one visit. Its refusals are complete decisions. */
export function createVisitSubject(visit: Visit, access: AuthAccess): Subject<Refusal> {
  return {
    read: access.read,
    decide: (requirement, found, holds) => decide(visit, access, requirement, found, holds),
    toRedirect(page, isPending, returnBackUrl) {
      const location = toPageUrl(visit, page, isPending, returnBackUrl)
      return { decision: toGoing(visit, access, location, null), isUnauthenticated: true, page }
    },
  }
}

function decide(
  visit: Visit,
  access: AuthAccess,
  requirement: Requirement,
  found: AuthObject,
  holds: boolean,
): Decided<Refusal> {
  const { facts, instance, mark, trace, questions } = visit
  const { isDevelopment, refusals } = instance.settings
  const { isPage, isServerAction } = facts
  const rows = trace.length
  const circumstances = { isPage, isServerAction, ...refusals, stateReason: toReason(access.state()) }
  const outcome = decideProtection(found, requirement, holds, circumstances, trace)
  const isAllowed = outcome.kind === 'allow'
  const isAsked = mark !== null || (!isAllowed && isDevelopment)
  const question = isAsked ? toQuestion(requirement, found, isAllowed, trace.at(rows) ?? '') : null
  if (question !== null) questions.push(question)
  if (isAllowed) return outcome
  const decision = toStop(visit, access, outcome)
  const isTold = isDevelopment && found.isAuthenticated && question !== null
  return {
    kind: 'refuse',
    refusal: {
      decision: isTold ? toTold(decision, question) : decision,
      isUnauthenticated: outcome.kind === 'redirect' && outcome.isUnauthenticated,
      page: outcome.kind === 'redirect' && outcome.to === 'sign-in' ? 'sign-in' : null,
    },
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
