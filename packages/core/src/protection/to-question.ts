/**
 * Protection room. A requirement + whoever is here → what was wanted and what is held, in words for a developer. Pure.
 *
 * Names of roles, permissions and organizations, and nothing that opens a door. A slug may come from the URL and a claim from anybody's
 * configuration, so both are cut down to what a log line and a header can hold.
 *
 * @see rulings.md D19
 */
import type { AuthObject } from '../session/auth-object.ts'
import type { HasParams } from '../session/auth-types.ts'
import { toPlainText } from '../foundation/to-plain-text.ts'
import type { Requirement } from './requirement.ts'

/** What somebody asked, and what came of it. */
export interface Question {
  /** `org:admin`, `permission org:posts:edit`, `a session`. */
  readonly wants: string
  /** `org:member in acme`, `nobody`. */
  readonly has: string
  readonly isMet: boolean
  /** The row of `accessRules` that won. */
  readonly rule: string
}

const ROLE_PREFIX = 'org:'

/** @param auth The object as it is, before narrowing. */
export function toQuestion(requirement: Requirement, auth: AuthObject, isMet: boolean, rule: string): Question {
  return { wants: toPlainText(toWanted(requirement)), has: toPlainText(toHeld(auth, requirement)), isMet, rule }
}

function toWanted({ accepts, condition, organization }: Requirement): string {
  const parts = [
    ...(condition === null ? [] : typeof condition === 'function' ? ['what a predicate says'] : toNames(condition)),
    ...(organization === null ? [] : [`organization ${organization === '' ? '(empty)' : organization}`]),
  ]
  const kinds = typeof accepts === 'string' ? [accepts] : accepts
  const isSession = kinds.length === 1 && kinds[0] === 'session_token'
  const kind = isSession ? (parts.length === 0 ? ['a session'] : []) : [kinds.join(' or ') || 'no kind of token']
  return [...parts, ...kind].join(' and ')
}

function toNames({ role, permission, feature, plan, reverification }: HasParams): readonly string[] {
  const names: string[] = []
  if (role !== undefined) names.push(toRoleName(toName(role)))
  if (permission !== undefined) names.push(`permission ${toName(permission)}`)
  if (feature !== undefined) names.push(`feature ${toName(feature)}`)
  if (plan !== undefined) names.push(`plan ${toName(plan)}`)
  if (reverification !== undefined) names.push('a fresh sign-in')
  return names
}

/** Policies in plain JavaScript ask for anything. What is no text is refused, and must not break what tells of it. */
function toName(asked: unknown): string {
  return typeof asked === 'string' ? asked : '(no text)'
}

function toRoleName(role: string): string {
  return role.startsWith(ROLE_PREFIX) ? role : ROLE_PREFIX + role
}

function toHeld(auth: AuthObject, { condition }: Requirement): string {
  if (auth.tokenType === null) return 'a token of another kind'
  if (auth.tokenType !== 'session_token')
    return auth.isAuthenticated ? auth.tokenType : `no ${auth.tokenType} that holds`
  if (!auth.isAuthenticated) return auth.sessionStatus === 'pending' ? 'a session with a task left' : 'nobody'
  if (auth.orgId === undefined) return 'no active organization'
  const role = `${auth.orgRole ?? 'no role'} in ${auth.orgSlug ?? auth.orgId}`
  const isPermissionAsked = condition !== null && typeof condition !== 'function' && condition.permission !== undefined
  return isPermissionAsked ? `${role} with ${auth.orgPermissions?.join(', ') || 'no permission'}` : role
}
