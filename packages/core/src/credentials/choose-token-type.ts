/**
 * Credentials room. Token → which of the four kinds it claims to be, unverified. Pure.
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
import { API_KEY_PREFIX, M2M_TOKEN_PREFIX, OAUTH_TOKEN_PREFIX, type TokenType } from '../wire/token-types.ts'
import type { PeekedToken } from './peek-token.ts'

/** The kind of a token. Everything that is no machine token is a session token, good or bad. */
export function chooseTokenType(token: string, peeked: PeekedToken | null): TokenType {
  if (token.startsWith(M2M_TOKEN_PREFIX)) return 'm2m_token'
  if (token.startsWith(OAUTH_TOKEN_PREFIX)) return 'oauth_token'
  if (token.startsWith(API_KEY_PREFIX)) return 'api_key'
  if (peeked === null) return 'session_token'
  return chooseMachineJwtType(peeked) ?? 'session_token'
}

/** The kind of a signed machine token, or null. A machine's subject wins over the type header. What is not signed at all is no token of theirs. */
export function chooseMachineJwtType(peeked: PeekedToken): 'm2m_token' | 'oauth_token' | null {
  if (peeked.signaturePart === '') return null
  const { sub } = peeked.claims
  if (typeof sub === 'string' && sub.startsWith(MACHINE_SUBJECT_PREFIX)) return 'm2m_token'
  const types: readonly unknown[] = OAUTH_TOKEN_TYPES
  return types.includes(peeked.header.typ) ? 'oauth_token' : null
}

/** Whether a token says of itself that it is no session token: a machine's, or of another category. */
export function isForeignClass(peeked: PeekedToken): boolean {
  const category = peeked.header[CATEGORY_HEADER_NAME]
  const isSessionCategory = category === undefined || category === SESSION_CATEGORY || category === NEUTRAL_CATEGORY
  return !isSessionCategory || chooseMachineJwtType(peeked) !== null
}
