/**
 * Verification room. Verified claims of a machine token → facts. Does not wait.
 *
 * @see protocol.md 9.5
 */
import { toTimeMs } from './claims-fault.ts'
import type { M2MFacts, OAuthFacts } from '../claims/machine-facts.ts'
import type { Actor } from '../wire/claims.ts'

type Claims = Readonly<Record<string, unknown>>

/** Claims that every token has and that no application asks a machine token for. */
const REGISTERED: readonly string[] = ['iss', 'sub', 'exp', 'nbf', 'iat', 'jti']

function readString(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function readStrings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** A space-separated list. */
function splitScopes(value: string): readonly string[] {
  return value.split(' ').filter((scope) => scope !== '')
}

/** `aud` as a list. */
function readAudiences(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : readStrings(value)
}

/** What is left without the registered claims, or null. */
function readCustomClaims(claims: Claims): Claims | null {
  const custom = Object.entries(claims).filter(([name]) => !REGISTERED.includes(name))
  return custom.length === 0 ? null : Object.freeze(Object.fromEntries(custom))
}

function readActor(value: unknown): Actor | undefined {
  const isActor = typeof value === 'object' && value !== null && typeof (value as Claims)['sub'] === 'string'
  return isActor ? (value as Actor) : undefined
}

/** The facts of an M2M token. Scopes: `scopes`, else `aud`, else none. */
export function toM2MFacts(claims: Claims): M2MFacts {
  const { jti, sub, exp, scopes, aud } = claims
  return {
    tokenType: 'm2m_token',
    id: readString(jti),
    subject: readString(sub),
    scopes: typeof scopes === 'string' ? splitScopes(scopes) : readAudiences(aud),
    expirationMs: toTimeMs(exp),
    claims: readCustomClaims(claims),
  }
}

/** The facts of an OAuth access token. Scopes: the list `scp`, else `scope`, else none. */
export function toOAuthFacts(claims: Claims): OAuthFacts {
  const { jti, sub, exp, scp, scope, aud, act, client_id: clientId } = claims
  return {
    tokenType: 'oauth_token',
    id: readString(jti),
    subject: readString(sub),
    scopes: Array.isArray(scp) ? readStrings(scp) : splitScopes(readString(scope)),
    expirationMs: toTimeMs(exp),
    clientId: readString(clientId),
    audiences: readAudiences(aud),
    actor: readActor(act),
  }
}
