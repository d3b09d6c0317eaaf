/**
 * Credentials room. Token → which of the kinds it claims to be, unverified. Pure.
 *
 * @see protocol.md 9.1
 */
import {
  CATEGORY_HEADER_NAME,
  MACHINE_SUBJECT_PREFIX,
  NEUTRAL_CATEGORY,
  OAUTH_TOKEN_TYPES,
  SESSION_CATEGORY,
} from '../wire/claims.ts'
import { MACHINE_TOKEN_TYPES, TOKEN_KINDS, type MachineJwtType, type TokenType } from '../wire/token-types.ts'
import type { PeekedToken } from './peek-token.ts'

type Parts = Pick<PeekedToken, 'header' | 'claims'>

const OAUTH_TYPES: readonly unknown[] = OAUTH_TOKEN_TYPES

/** The kinds that `MARKS` can tell. */
const SIGNED_TYPES = MACHINE_TOKEN_TYPES.filter((type): type is MachineJwtType => TOKEN_KINDS[type].isSigned)
/** What marks a signed machine token as one of its kind. No token has the marks of two. */
const MARKS: Readonly<Record<MachineJwtType, (token: Parts) => boolean>> = {
  m2m_token: hasMachineSubject,
  // A machine's subject says more than a type header.
  oauth_token: (token) => OAUTH_TYPES.includes(token.header['typ']) && !hasMachineSubject(token),
}

/** Whether a machine is the subject. Its token is never a person's, whatever else it says. */
export function hasMachineSubject({ claims: { sub } }: Pick<PeekedToken, 'claims'>): boolean {
  return typeof sub === 'string' && sub.startsWith(MACHINE_SUBJECT_PREFIX)
}

/** The kind of a token. Everything that is no machine token is a session token, good or bad. */
export function chooseTokenType(token: string, peeked: PeekedToken | null): TokenType {
  for (const type of MACHINE_TOKEN_TYPES) {
    if (token.startsWith(TOKEN_KINDS[type].prefix)) return type
  }
  return (peeked === null ? null : chooseMachineJwtType(peeked)) ?? 'session_token'
}

/** The kind of a signed machine token, or null. What is not signed at all is no token of theirs. */
export function chooseMachineJwtType(peeked: PeekedToken): MachineJwtType | null {
  if (peeked.signaturePart === '') return null
  // Asked of every session token: a loop makes nothing.
  for (const type of SIGNED_TYPES) {
    if (MARKS[type](peeked)) return type
  }
  return null
}

/**
 * Whether a token of this category can be a session. One made from a template cannot: its author chose what stands in it, and could write a
 * handshake that sets cookies.
 */
export function isSessionCategory(category: unknown): boolean {
  return category === undefined || category === SESSION_CATEGORY || category === NEUTRAL_CATEGORY
}

/** Whether a token says of itself that it is no session token: a machine's, or of another category. */
export function isForeignClass(peeked: PeekedToken): boolean {
  return isForeignCategory(peeked) || chooseMachineJwtType(peeked) !== null
}

/** Whether a token names another category than that of sessions. */
export function isForeignCategory({ header }: PeekedToken): boolean {
  const category = header[CATEGORY_HEADER_NAME]
  return category !== undefined && category !== SESSION_CATEGORY && category !== NEUTRAL_CATEGORY
}
