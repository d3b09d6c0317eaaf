/**
 * Protection room. Whoever is here + a requirement → whether they may stay, and what they are told. Pure.
 *
 * @see protocol.md 15.5; rulings.md D14, D16, D18
 */
import { firstOutcome } from '../foundation/rule.ts'
import type { AuthObject } from '../session/auth-object.ts'
import { narrowAuth } from '../session/narrow-auth.ts'
import { TOKEN_KINDS, type AcceptsToken } from '../wire/token-types.ts'
import { ORGANIZATION_SUBJECT_PREFIX } from '../wire/claims.ts'
import type { Reason } from '../wire/reasons.ts'
import type { Requirement } from './requirement.ts'
import {
  type Access,
  type AccessFacts,
  type Answer,
  type Circumstances,
  type RefusalStatuses,
  accessRules,
  ALLOWED,
  answerRules,
} from './access-rules.ts'

/** Where a refusal leads: the sign-in page, its page for unfinished tasks, or a URL of the developer's. */
export type ProtectionTarget =
  | 'sign-in'
  | 'tasks'
  | {
      /** Absolute, or relative to the URL of the request. */
      readonly url: string | URL
    }

/** What `protect()` comes to, for the adapter to say in its framework's terms. */
export type ProtectionOutcome =
  | {
      /** Lets the request on. */
      readonly kind: 'allow'
      /** Who is here, as the route accepts it. */
      readonly auth: AuthObject
    }
  | {
      /** Sends the browser elsewhere. */
      readonly kind: 'redirect'
      /** Where to. */
      readonly to: ProtectionTarget
      /** Why. */
      readonly reason: Reason
      /** Nobody is there, in contrast to somebody who may not. */
      readonly isUnauthenticated: boolean
    }
  | {
      /** Refuses. */
      readonly kind: 'deny'
      /** 503: nothing is known about the token, since the provider does not answer. */
      readonly status: 401 | 403 | 404 | 503
      /** Why. */
      readonly reason: Reason
      /** The answer carries the challenge that tells an OAuth client where to get a token. */
      readonly isOAuthChallenge: boolean
    }

/**
 * The answer to the condition of a requirement, where nobody has to be asked.
 *
 * @param auth The object as it is, before narrowing.
 * @returns Null where a predicate of the developer's has to be asked, which is done once. False for those who would be refused anyway.
 */
export function decideCondition(requirement: Requirement, auth: AuthObject): boolean | null {
  const seen = narrowAuth(auth, requirement.accepts, auth.debug)
  const facts = toAccessFacts(seen, requirement, true)
  if (firstOutcome(accessRules, facts) !== 'allow') return false
  const { condition } = requirement
  if (condition === null) return true
  return typeof condition === 'function' ? null : seen.has(condition)
}

/**
 * Decides whether they may stay.
 *
 * @param auth The object as it is, before narrowing.
 * @param conditionHolds The awaited answer of `evaluateCondition`.
 * @param trace Receives the names of the two rows that decided.
 */
export function decideProtection(
  auth: AuthObject,
  requirement: Requirement,
  conditionHolds: boolean,
  circumstances: Circumstances,
  trace?: string[],
): ProtectionOutcome {
  const seen = narrowAuth(auth, requirement.accepts, auth.debug)
  const access = firstOutcome(accessRules, toAccessFacts(seen, requirement, conditionHolds), trace)
  const isUnauthenticated = access === 'unauthenticated'
  const url = isUnauthenticated ? requirement.unauthenticatedUrl : requirement.unauthorizedUrl
  const answer = firstOutcome(
    answerRules,
    access === 'allow'
      ? ALLOWED
      : {
          isAllowed: false,
          isUnauthenticated,
          hasUrl: url !== null,
          isPage: circumstances.isPage,
          isServerAction: circumstances.isServerAction,
          isMachineAnswer: seen.tokenType !== 'session_token',
          isProviderSilent: isShownInVain(auth, seen) && circumstances.stateReason === 'provider-unavailable',
        },
    trace,
  )
  if (answer === 'allow') return { kind: 'allow', auth: seen }
  const reason = toReason(access, circumstances)
  switch (answer) {
    case 'redirect-to-url':
      return { kind: 'redirect', to: url === null ? 'sign-in' : { url }, reason, isUnauthenticated }
    case 'redirect-to-sign-in':
      return { kind: 'redirect', to: isTaskLeft(seen) ? 'tasks' : 'sign-in', reason, isUnauthenticated }
    case 'deny-401':
    case 'deny-404':
    case 'deny-503':
    case 'deny-unauthenticated':
    case 'deny-unauthorized': {
      const status = toStatus(answer, circumstances)
      return {
        kind: 'deny',
        status,
        reason,
        isOAuthChallenge: status === 401 && isOAuthRoute(auth, requirement.accepts),
      }
    }
  }
}

function toStatus(
  answer: Exclude<Answer, 'allow' | 'redirect-to-url' | 'redirect-to-sign-in'>,
  { unauthenticatedStatus, unauthorizedStatus }: RefusalStatuses,
): 401 | 403 | 404 | 503 {
  const statuses = {
    'deny-401': 401,
    'deny-404': 404,
    'deny-503': 503,
    'deny-unauthenticated': unauthenticatedStatus,
    'deny-unauthorized': unauthorizedStatus,
  } as const
  return statuses[answer]
}

/** A machine token of an accepted kind, which does not hold. */
function isShownInVain(auth: AuthObject, seen: AuthObject): boolean {
  return seen.tokenType !== 'session_token' && seen.tokenType === auth.tokenType && !seen.isAuthenticated
}

/** @param seen The object as the route accepts it. */
function toAccessFacts(seen: AuthObject, requirement: Requirement, conditionHolds: boolean): AccessFacts {
  return {
    isTypeAccepted: isKindAccepted(seen, requirement.accepts),
    isMachine: seen.tokenType !== 'session_token',
    isAuthenticated: seen.isAuthenticated,
    // Any status but `active` counts for nothing yet.
    isPending: seen.tokenType === 'session_token' && (seen.sessionStatus ?? 'active') !== 'active',
    isOrganizationWrong: requirement.organization !== null && !isActiveOrganization(requirement.organization, seen),
    hasCondition: requirement.condition !== null,
    conditionHolds,
  }
}

function isKindAccepted(seen: AuthObject, accepts: AcceptsToken): boolean {
  if (accepts === 'any') return true
  if (seen.tokenType === null) return false
  return typeof accepts === 'string' ? seen.tokenType === accepts : accepts.includes(seen.tokenType)
}

function isTaskLeft(seen: AuthObject): boolean {
  return seen.tokenType === 'session_token' && seen.sessionStatus === 'pending'
}

/** What looks like an id is compared with the id only, so that no slug can pose as one. Machines have no active organization. */
function isActiveOrganization(organization: string, seen: AuthObject): boolean {
  if (organization === '' || seen.tokenType !== 'session_token') return false
  if (seen.orgId === organization) return true
  return !organization.startsWith(ORGANIZATION_SUBJECT_PREFIX) && seen.orgSlug === organization
}

function toReason(access: Access, circumstances: Circumstances): Reason {
  if (access === 'wrong-organization') return 'organization-mismatch'
  if (access === 'unaccepted') return circumstances.stateReason ?? 'token-type-mismatch'
  return (access === 'unauthenticated' ? circumstances.stateReason : null) ?? 'protect-rewrite'
}

/** An OAuth client is at the door: it showed such a token, or nothing else is accepted. */
function isOAuthRoute(auth: AuthObject, accepts: AcceptsToken): boolean {
  if (auth.tokenType !== null && TOKEN_KINDS[auth.tokenType].isOAuth) return true
  if (accepts === 'any') return false
  const kinds = typeof accepts === 'string' ? [accepts] : accepts
  return kinds.length > 0 && kinds.every((type) => TOKEN_KINDS[type].isOAuth)
}
