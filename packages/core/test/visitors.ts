/** Test material: whoever may come to a protected route, and what they are told, in one word. */
import type { AuthObject, DebugView } from '../src/session/auth-object.ts'
import { toInvalidTokenAuth, toMachineAuth, toNoMachineAuth } from '../src/session/narrow-auth.ts'
import { toSignedInAuth, toSignedOutAuth } from '../src/session/to-session-auth.ts'
import type { Verified } from '../src/claims/verified.ts'
import type { SessionClaims } from '../src/wire/claims.ts'
import type { ProtectionOutcome } from '../src/protection/decide-protection.ts'

export type VisitorName =
  | 'member'
  | 'alone'
  | 'pending, shown'
  | 'unknown status'
  | 'nobody'
  | 'pending, hidden'
  | 'api key'
  | 'm2m token'
  | 'oauth token'
  | 'no api key'
  | 'no oauth token'
  | 'another kind'

const debug = (): DebugView => ({})
/** A session whose claims hold these as well. The brand is made here because no signature is at stake. */
export function toSession(parts: Readonly<Record<string, unknown>>): AuthObject {
  const claims = { sub: 'user_1', exp: 2_000_000_000, sid: 'sess_1', ...parts } as unknown as Verified<SessionClaims>
  return toSignedInAuth(claims, () => Promise.resolve(null), debug)
}
const machine = { id: 'i', subject: 'org_1', scopes: [], expirationMs: null } as const
export const visitors: Readonly<Record<VisitorName, AuthObject>> = {
  member: toSession({ org_id: 'org_1', org_slug: 'acme', org_role: 'org:member', org_permissions: ['org:a:read'] }),
  alone: toSession({}),
  'pending, shown': toSession({ org_id: 'org_1', org_slug: 'acme', sts: 'pending' }),
  'unknown status': toSession({ org_id: 'org_1', org_slug: 'acme', sts: 'revoked' }),
  nobody: toSignedOutAuth(null, debug),
  'pending, hidden': toSignedOutAuth('pending', debug),
  'api key': toMachineAuth({ ...machine, tokenType: 'api_key', name: 'n', claims: null }, 'ak_1', debug),
  'm2m token': toMachineAuth({ ...machine, tokenType: 'm2m_token', claims: null }, 'mt_1', debug),
  'oauth token': toMachineAuth(
    { ...machine, tokenType: 'oauth_token', clientId: 'c', audiences: [], actor: undefined },
    'oat_1',
    debug,
  ),
  'no api key': toNoMachineAuth('api_key', debug),
  'no oauth token': toNoMachineAuth('oauth_token', debug),
  'another kind': toInvalidTokenAuth(),
}

/** The outcome in one word. */
export function toWord(outcome: ProtectionOutcome): string {
  switch (outcome.kind) {
    case 'allow':
      return outcome.auth.isAuthenticated ? 'allow' : 'BUG: nobody was let in'
    case 'redirect':
      return typeof outcome.to === 'string' ? outcome.to : `to ${outcome.to.url}`
    case 'deny':
      return outcome.isOAuthChallenge ? `${outcome.status} with challenge` : `${outcome.status}`
  }
}
