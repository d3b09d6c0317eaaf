/**
 * Session room. What is known about a machine token → the object that `auth()` returns for it. Pure.
 *
 * @see protocol.md 11.4, 11.5
 */
import type { MachineFacts } from '../claims/machine-facts.ts'
import { ORGANIZATION_SUBJECT_PREFIX, USER_SUBJECT_PREFIX } from '../wire/claims.ts'
import type { MachineTokenType } from '../wire/token-types.ts'
import type { AnyMachineAuth, DebugView, InvalidTokenAuth, NoMachineAuth } from './auth-object.ts'
import { hasNothing } from './create-has.ts'

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
