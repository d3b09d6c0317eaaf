/**
 * Verification room. Header of a token → the first thing wrong with it, or null. Does not wait.
 *
 * Asked before any key is looked up: a header never selects code, a key or a network address. A table for each class of tokens; rows that
 * mean the same in two classes are one row.
 *
 * @see rulings.md D6; protocol.md 4.2, 4.4, 9.5; threats.md 1-6, 18; RFC 8725 §3.1, §3.11; RFC 7515 §4.1.11
 */
import { toTokenFailure, type TokenFailure } from '../claims/verified.ts'
import { isSessionCategory } from '../credentials/choose-token-type.ts'
import { always, type Rule } from '../foundation/rule.ts'
import {
  CATEGORY_HEADER_NAME,
  JWT_TYPE,
  M2M_CATEGORY,
  SESSION_CATEGORY,
  SIGNATURE_ALGORITHMS,
  TEMPLATE_CATEGORY,
} from '../wire/claims.ts'

/** A header, and the `typ` that its class may have. */
export interface HeaderFacts {
  /** As the token spells it. */
  readonly header: Readonly<Record<string, unknown>>
  /** Accepted values of `typ`, compared exactly; a token without one is refused. Empty: `JWT`, or no `typ` at all. */
  readonly types: readonly string[]
}

/** The table of one class. Null: nothing is wrong. */
export type HeaderRules = readonly Rule<HeaderFacts, TokenFailure | null>[]

/** Members that change how the rest is to be read. None of them is supported, so none may be there. */
const READING_MEMBERS = ['crit', 'b64', 'zip', 'enc'] as const
const ALGORITHMS: readonly unknown[] = SIGNATURE_ALGORITHMS
const OF_MACHINE: readonly unknown[] = [undefined, M2M_CATEGORY]
/** Categories that are known to be no access tokens. The wire has no category of their own for those. */
const OF_OTHERS: readonly unknown[] = [SESSION_CATEGORY, TEMPLATE_CATEGORY, M2M_CATEGORY]

const EXTENDED: TokenFailure = {
  reason: 'token-invalid',
  message: 'The token asks for an extension that is not supported.',
}
const WRONG_CATEGORY: TokenFailure = { reason: 'token-invalid', message: 'The token is of another category.' }
const WRONG_TYPE: TokenFailure = { reason: 'token-invalid', message: 'The token is of another type.' }
/** Of a machine's token only another category makes it invalid. */
const WRONG_MACHINE_TYPE: TokenFailure = { ...WRONG_TYPE, reason: 'token-verification-failed' }
const WRONG_ALGORITHM = toTokenFailure('token-invalid-algorithm')

const isAnotherType = ({ header, types }: HeaderFacts): boolean => {
  const type = header['typ']
  if (types.length === 0) return type !== undefined && type !== JWT_TYPE
  return typeof type !== 'string' || !types.includes(type)
}

// prettier-ignore
const reading: HeaderRules = [
  ['header-extends',             h => READING_MEMBERS.some(member => Object.hasOwn(h.header, member)), EXTENDED],
]
// prettier-ignore
const signing: HeaderRules = [
  ['algorithm-is-another',       h => !ALGORITHMS.includes(h.header['alg']),                           WRONG_ALGORITHM],
  ['header-holds',               always,                                                               null],
]

/** Session tokens, and handshake tokens. */
// prettier-ignore
export const sessionHeaderRules: HeaderRules = [
  ...reading,
  ['category-of-no-session',     h => !isSessionCategory(h.header[CATEGORY_HEADER_NAME]),              WRONG_CATEGORY],
  ['type-is-another',            isAnotherType,                                                        WRONG_TYPE],
  ...signing,
]

const typing: HeaderRules = [['machine-type-is-another', isAnotherType, WRONG_MACHINE_TYPE]]

/** Tokens of one machine for another. */
// prettier-ignore
export const m2mHeaderRules: HeaderRules = [
  ...reading,
  ['category-of-no-machine',     h => !OF_MACHINE.includes(h.header[CATEGORY_HEADER_NAME]),            WRONG_CATEGORY],
  ...typing,
  ...signing,
]

/** OAuth access tokens. */
// prettier-ignore
export const oauthHeaderRules: HeaderRules = [
  ...reading,
  ['category-of-another-class',  h => OF_OTHERS.includes(h.header[CATEGORY_HEADER_NAME]),              WRONG_CATEGORY],
  ...typing,
  ...signing,
]
