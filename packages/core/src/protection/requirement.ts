/**
 * Protection room. The arguments of `protect()` → one requirement. Pure.
 *
 * A requirement that cannot be understood refuses: nobody notices a page that is open by a typing mistake.
 *
 * @see protocol.md 15.5; rulings.md D14, D15; threats.md 69, 70
 */
import type { HasParams } from '../session/auth-types.ts'
import { isTokenType } from '../session/narrow-auth.ts'
import type { ProtectOptions, ProtectParams, ProtectPredicate } from '../session/protect-params.ts'
import { isPlainObject } from '../settings/is-plain-object.ts'
import type { AcceptsToken } from '../wire/token-types.ts'

export type { ProtectCondition, ProtectOptions, ProtectParams, ProtectPredicate } from '../session/protect-params.ts'

/** What must hold to be here, and where refusals lead. */
export interface Requirement {
  /** Kinds of token. An empty list, which a mistyped `token` becomes, accepts nothing. */
  readonly accepts: AcceptsToken
  /** What `has()` is asked, or the developer's predicate. Null: being authenticated is enough. */
  readonly condition: HasParams | ProtectPredicate | null
  /** Id or slug that must be the active organization; null when not asked. An empty string, which odd values become, matches none. */
  readonly organization: string | null
  readonly unauthenticatedUrl: string | URL | null
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

/**
 * Reads the overloads of `protect()`.
 *
 * @param first A key that is present but undefined is asked, and refuses. Unknown keys and odd types refuse; undefined asks nothing.
 * @param second Options. What the first argument says wins. Undefined and null say nothing; unknown keys and odd types refuse.
 */
export function readRequirement(first?: ProtectArgument, second?: ProtectOptions | null): Requirement {
  // A predicate has no fields.
  const asked = first === undefined || isPredicate(first) ? {} : toFields(first)
  const options = toFields(second ?? {})
  const isReadable = asked !== null && options !== null && hasOnly(asked, ALL_KEYS) && hasOnly(options, OPTION_KEYS)
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

function hasOnly(fields: Fields, known: readonly string[]): boolean {
  return Reflect.ownKeys(fields).every((key) => typeof key === 'string' && known.includes(key))
}

function readCondition(first: unknown, fields: Fields): HasParams | ProtectPredicate | null {
  if (isPredicate(first)) return first
  const params = HAS_KEYS.filter((key) => Object.hasOwn(fields, key)).map((key) => [key, fields[key]] as const)
  // `has()` skips what is undefined; here somebody asked, with a variable that holds nothing.
  if (params.some(([, value]) => value === undefined)) return never
  return params.length === 0 ? null : Object.fromEntries(params)
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
  const organization = fields[ORGANIZATION_KEY]
  return typeof organization === 'string' ? organization : ''
}

/** Absent unless a string with something in it or a URL object, told by its shape since every realm has a URL class of its own. */
function readUrl(value: unknown): string | URL | null {
  if (typeof value === 'string') return value === '' ? null : value
  if (typeof value !== 'object' || value === null || !('href' in value)) return null
  return typeof value.href === 'string' ? value.href : null
}
