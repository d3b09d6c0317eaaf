/**
 * Session room. Whoever is here + the kinds of token a caller accepts → what that caller may see; and the objects of machine tokens. Pure.
 *
 * @see protocol.md 10, 11.4, 11.5
 */
import { type AcceptsToken, type MachineTokenType, type TokenType, TOKEN_TYPES } from '../wire/token-types.ts'
import type { AuthObject, DebugView, AnyMachineAuth, InvalidTokenAuth, NoMachineAuth } from './auth-object.ts'
import { toSignedOutAuth } from './to-session-auth.ts'
import type { MachineFacts } from '../claims/verified.ts'
import { ORGANIZATION_SUBJECT_PREFIX, USER_SUBJECT_PREFIX } from '../wire/claims.ts'
import { hasNothing } from './create-has.ts'

/**
 * Hides what the caller does not accept.
 *
 * @param accepts `any` shows everything. A list shows an object of a kind in it, else the invalid-token object. One kind shows an
 *   object of that kind, else the empty object of that kind. Anything that is no kind of token accepts nothing.
 * @param debug For the empty object, where one has to be made.
 */
export function narrowAuth(auth: AuthObject, accepts: AcceptsToken, debug: () => DebugView): AuthObject {
  if (accepts === 'any') return auth
  // The invalid-token object has no kind and is in no list.
  if (Array.isArray(accepts))
    return auth.tokenType !== null && accepts.includes(auth.tokenType) ? auth : toInvalidTokenAuth()
  if (!isTokenType(accepts)) return toInvalidTokenAuth()
  if (auth.tokenType === accepts) return auth
  return accepts === 'session_token' ? toSignedOutAuth(null, debug) : toNoMachineAuth(accepts, debug)
}

/** Whether a value, which JavaScript callers may get wrong, names a kind of token. */
export function isTokenType(value: unknown): value is TokenType {
  const types: readonly unknown[] = TOKEN_TYPES
  return types.includes(value)
}

const noToken = (): Promise<null> => Promise.resolve(null)

/**
 * The object of a machine token that holds.
 *
 * @param token The token as it was presented; `getToken()` gives it back.
 */
export function toMachineAuth(facts: MachineFacts, token: string, debug: () => DebugView): AnyMachineAuth {
  const { id, subject } = facts
  // Of the application's own: the facts are kept for the next request.
  const scopes = [...facts.scopes]
  const shared = {
    isAuthenticated: true,
    id,
    subject,
    scopes,
    getToken: () => Promise.resolve(token),
    has: hasNothing,
    debug,
  } as const
  switch (facts.tokenType) {
    case 'api_key':
      return {
        tokenType: 'api_key',
        ...shared,
        name: facts.name,
        claims: facts.claims,
        userId: subject.startsWith(USER_SUBJECT_PREFIX) ? subject : null,
        orgId: subject.startsWith(ORGANIZATION_SUBJECT_PREFIX) ? subject : null,
      }
    case 'm2m_token':
      return { tokenType: 'm2m_token', ...shared, claims: facts.claims, machineId: subject }
    case 'oauth_token':
      return { tokenType: 'oauth_token', ...shared, userId: subject, clientId: facts.clientId }
  }
}

/** The object of a route that asked for this kind of machine token and got none that holds: the same keys, all null. */
export function toNoMachineAuth(type: MachineTokenType, debug: () => DebugView): NoMachineAuth {
  const shared = {
    isAuthenticated: false,
    id: null,
    subject: null,
    scopes: null,
    getToken: noToken,
    has: hasNothing,
    debug,
  } as const
  switch (type) {
    case 'api_key':
      return { tokenType: 'api_key', ...shared, name: null, claims: null, userId: null, orgId: null }
    case 'm2m_token':
      return { tokenType: 'm2m_token', ...shared, claims: null, machineId: null }
    case 'oauth_token':
      return { tokenType: 'oauth_token', ...shared, userId: null, clientId: null }
  }
}

/** The object of a token whose kind is not among those accepted. It says nothing, not even which kind it was. */
export function toInvalidTokenAuth(): InvalidTokenAuth {
  return { tokenType: null, isAuthenticated: false, getToken: noToken, has: hasNothing, debug: () => ({}) }
}
