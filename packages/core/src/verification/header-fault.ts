/**
 * Verification room. Header of a token → the first thing wrong with it, or null. Does not wait.
 *
 * Runs before any key is looked up: a header never selects code, a key or a network address.
 *
 * @see rulings.md D6; protocol.md 4.2, 4.4, 9.5; threats.md 1-6, 18; RFC 8725 §3.1, §3.11; RFC 7515 §4.1.11
 */
import { CATEGORY_HEADER_NAME, NEUTRAL_CATEGORY, SESSION_CATEGORY, SIGNATURE_ALGORITHMS } from '../wire/claims.ts'
import type { TokenFailure } from '../claims/token-failure.ts'

/** What the header of one class of tokens may say. */
export interface HeaderRules {
  /** Accepted `typ`, compared exactly. */
  readonly types: readonly string[]
  /** Whether a token without `typ` is refused. */
  readonly isTypeRequired: boolean
  /** Whether a token of this `cat` belongs to the class. Not asked where there is none. */
  readonly isCategory: (category: unknown) => boolean
}

/** Members that change how the rest is to be read. None of them is supported, so none may be there. */
const READING_MEMBERS = ['crit', 'b64', 'zip', 'enc'] as const
const ALGORITHMS: readonly unknown[] = SIGNATURE_ALGORITHMS

const EXTENDED: TokenFailure = {
  reason: 'token-invalid',
  message: 'The token asks for an extension that is not supported.',
}
const WRONG_CATEGORY: TokenFailure = { reason: 'token-invalid', message: 'The token is of another category.' }
/** Told apart by machine tokens, where only another category makes a token invalid. */
export const WRONG_TYPE: TokenFailure = { reason: 'token-invalid', message: 'The token is of another type.' }
const WRONG_ALGORITHM: TokenFailure = {
  reason: 'token-invalid-algorithm',
  message: 'The token is not signed with RS256, RS384 or RS512.',
}

/** Tokens of these categories may be sessions and handshakes. Templates are not: their author chose what stands in them. */
export function isSessionCategory(category: unknown): boolean {
  return category === SESSION_CATEGORY || category === NEUTRAL_CATEGORY
}

function isType(type: unknown, rules: HeaderRules): boolean {
  return type === undefined ? !rules.isTypeRequired : typeof type === 'string' && rules.types.includes(type)
}

export function findHeaderFault(header: Readonly<Record<string, unknown>>, rules: HeaderRules): TokenFailure | null {
  if (READING_MEMBERS.some((member) => Object.hasOwn(header, member))) return EXTENDED
  const category = header[CATEGORY_HEADER_NAME]
  if (category !== undefined && !rules.isCategory(category)) return WRONG_CATEGORY
  if (!isType(header['typ'], rules)) return WRONG_TYPE
  return ALGORITHMS.includes(header['alg']) ? null : WRONG_ALGORITHM
}
