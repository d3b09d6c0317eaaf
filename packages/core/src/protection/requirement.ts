/**
 * Protection room. The arguments of `protect()` → one requirement, and the same in words for a developer. Pure.
 *
 * A requirement that cannot be understood refuses: nobody notices a page that is open by a typing mistake.
 *
 * @see protocol.md 15.5; rulings.md D14, D15, D19; threats.md 69, 70
 */
import { hasOnlyKeys, isObject, readString } from '../foundation/is-record.ts'
import { toPlainText } from '../foundation/to-network-fault.ts'
import type { ProtectOptions, ProtectParams, ProtectPredicate } from '../session/auth-handle.ts'
import type { AuthObject } from '../session/auth-object.ts'
import type { HasParams } from '../session/auth-types.ts'
import { isTokenType } from '../session/narrow-auth.ts'
import { isPlainObject } from '../settings/check-options.ts'
import type { AcceptsToken } from '../wire/token-types.ts'

/** What must hold to be here, and where refusals lead. */
export interface Requirement {
  /** Kinds of token. An empty list, which a mistyped `token` becomes, accepts nothing. */
  readonly accepts: AcceptsToken
  /** What `has()` is asked, or the developer's predicate. Null: being authenticated is enough. */
  readonly condition: HasParams | ProtectPredicate | null
  /** Id or slug that must be the active organization; null when not asked. An empty string, which odd values become, matches none. */
  readonly organization: string | null
  /** Where people go who are not signed in. Null: the default. */
  readonly unauthenticatedUrl: string | URL | null
  /** Where people go who may not be here. Null: the default. */
  readonly unauthorizedUrl: string | URL | null
}

/** What may stand first: nothing, what must hold, a predicate, options, or what must hold and options in one object. */
export type ProtectArgument = (ProtectParams & ProtectOptions) | ProtectPredicate

const HAS_KEYS: readonly string[] = ['role', 'permission', 'feature', 'plan', 'reverification']
const OPTION_KEYS: readonly string[] = ['token', 'unauthenticatedUrl', 'unauthorizedUrl']
const ORGANIZATION_KEY = 'organization'
const ALL_KEYS: readonly string[] = [...HAS_KEYS, ...OPTION_KEYS, ORGANIZATION_KEY]

/** Holds for nobody: the answer to a question that we cannot read. */
const never: ProtectPredicate = () => false

type Fields = Readonly<Record<PropertyKey, unknown>>
const NO_FIELDS: Fields = {}

/**
 * Reads the overloads of `protect()`.
 *
 * @param first A key that is present but undefined is asked, and refuses. Unknown keys and odd types refuse; undefined asks nothing.
 * @param second Options. What the first argument says wins. Undefined and null say nothing; unknown keys and odd types refuse.
 */
export function readRequirement(first?: ProtectArgument, second?: ProtectOptions | null): Requirement {
  // A predicate has no fields.
  const asked = first === undefined || isPredicate(first) ? NO_FIELDS : toFields(first)
  const options = second === undefined || second === null ? NO_FIELDS : toFields(second)
  const isReadable =
    asked !== null && options !== null && hasOnlyKeys(asked, ALL_KEYS) && hasOnlyKeys(options, OPTION_KEYS)
  return {
    accepts: readAccepts(asked?.['token'] ?? options?.['token']),
    condition: isReadable ? readCondition(first, asked) : never,
    organization: asked === null ? null : readOrganization(asked),
    unauthenticatedUrl: readUrl(asked?.['unauthenticatedUrl']) ?? readUrl(options?.['unauthenticatedUrl']),
    unauthorizedUrl: readUrl(asked?.['unauthorizedUrl']) ?? readUrl(options?.['unauthorizedUrl']),
  }
}

/**
 * A copy of a plain object, so that a getter cannot answer twice differently. Null for everything else: a promise, say, has no keys either
 * and must not read as "nothing asked".
 */
function toFields(value: unknown): Fields | null {
  return isPlainObject(value) ? { ...value } : null
}

function readCondition(first: unknown, fields: Fields): HasParams | ProtectPredicate | null {
  if (isPredicate(first)) return first
  let params: Record<string, unknown> | null = null
  for (const key of HAS_KEYS) {
    if (!Object.hasOwn(fields, key)) continue
    // `has()` skips what is undefined; here somebody asked, with a variable that holds nothing.
    if (fields[key] === undefined) return never
    params ??= {}
    params[key] = fields[key]
  }
  return params
}

function isPredicate(value: unknown): value is ProtectPredicate {
  return typeof value === 'function'
}

/** The default only where nothing is said. An odd kind accepts nothing, so that `protect({ token: 'apikey' })` is not a session route. */
function readAccepts(token: unknown): AcceptsToken {
  if (token === undefined || token === null) return 'session_token'
  if (token === 'any' || isTokenType(token)) return token
  return Array.isArray(token) ? token.filter((type) => isTokenType(type)) : []
}

function readOrganization(fields: Fields): string | null {
  if (!Object.hasOwn(fields, ORGANIZATION_KEY)) return null
  return readString(fields[ORGANIZATION_KEY])
}

/** Absent unless a string with something in it or a URL object, told by its shape since every realm has a URL class of its own. */
function readUrl(value: unknown): string | URL | null {
  if (typeof value === 'string') return value === '' ? null : value
  if (!isObject(value) || !('href' in value)) return null
  return typeof value.href === 'string' ? value.href : null
}

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

/**
 * What was wanted and what is held: names of roles, permissions and organizations, and nothing that opens a door. A slug may come from the URL
 * and a claim from anybody's configuration, so both are cut down to what a log line and a header can hold.
 *
 * @param auth The object as it is, before narrowing.
 * @param rule The row of `accessRules` that won.
 */
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
