/**
 * Session room. Whoever is here + the kinds of token a caller accepts → what that caller may see. Pure.
 *
 * @see protocol.md 10
 */
import type { AcceptsToken, MachineTokenType, TokenType } from '../wire/token-types.ts'
import { TOKEN_TYPES } from '../wire/token-types.ts'
import type { AuthObject, DebugView } from './auth-object.ts'
import { toInvalidTokenAuth, toNoMachineAuth } from './to-machine-auth.ts'
import { toSignedOutAuth } from './to-session-auth.ts'

/**
 * Hides what the caller does not accept.
 *
 * @param accepts `any` shows everything. A list shows an object of a kind in it, else the invalid-token object. One kind shows an
 *   object of that kind, else the empty object of that kind. Anything that is no kind of token accepts nothing.
 * @param debug For the empty object, where one has to be made.
 */
export function narrowAuth(auth: AuthObject, accepts: AcceptsToken, debug: () => DebugView): AuthObject {
  if (accepts === 'any') return auth
  if (Array.isArray(accepts)) return isAccepted(auth, accepts) ? auth : toInvalidTokenAuth()
  if (!isTokenType(accepts)) return toInvalidTokenAuth()
  if (auth.tokenType === accepts) return auth
  return isMachineTokenType(accepts) ? toNoMachineAuth(accepts, debug) : toSignedOutAuth(null, debug)
}

/** The kind is one of those listed. The invalid-token object has no kind and is in no list. */
function isAccepted(auth: AuthObject, accepts: readonly TokenType[]): boolean {
  return auth.tokenType !== null && accepts.includes(auth.tokenType)
}

/** Whether a value, which JavaScript callers may get wrong, names a kind of token. */
export function isTokenType(value: unknown): value is TokenType {
  const types: readonly unknown[] = TOKEN_TYPES
  return types.includes(value)
}

function isMachineTokenType(type: TokenType): type is MachineTokenType {
  return type !== 'session_token'
}
