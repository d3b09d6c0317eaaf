/**
 * Verification room. Machine token in JWT form → verified facts, or why not. Waits for keys and crypto.
 *
 * @see rulings.md D6, D7; protocol.md 9.1, 9.5; RFC 9068 §4
 */
import { isRecord, readString, readStrings } from '../foundation/is-record.ts'
import type { M2MFacts, MachineFacts, OAuthFacts, Verified, MachineFailure, TokenFailure } from '../claims/verified.ts'
import type { PeekedToken } from '../credentials/peek-token.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { firstOutcome } from '../foundation/rule.ts'
import { whenKnown, type Soon } from '../foundation/soon.ts'
import type { TokenPolicy } from '../settings/settings.ts'
import { OAUTH_TOKEN_TYPES } from '../wire/claims.ts'
import type { MachineJwtType } from '../wire/token-types.ts'
import { m2mClaimRules, oauthClaimRules, toTimeMs, type ClaimRules } from './claim-rules.ts'
import { m2mHeaderRules, oauthHeaderRules } from './header-rules.ts'
import type { Keys } from './keys.ts'
import { verifySigned, type TokenClass } from './verify-signature.ts'

/** What is known of the token; or the first thing that is wrong. */
export type MachineVerdict = Result<Verified<MachineFacts>, MachineFailure>

/** Verifies the signed machine tokens of an instance. Remembers none. */
export interface MachineVerifier {
  /**
   * The verdict about a token as one of this kind. `token-invalid`: of another category; everything else that is wrong with it is
   * `token-verification-failed`, with the inner message. Never rejects.
   */
  verify(token: PeekedToken, type: MachineJwtType, nowMs: number): Soon<MachineVerdict>
}

type Claims = Readonly<Record<string, unknown>>

/** A kind of machine token that exists as a JWT. */
interface MachineClass<T extends MachineJwtType = MachineJwtType> extends TokenClass {
  readonly claimRules: ClaimRules
  readonly toFacts: (claims: Claims) => MachineFacts<T>
}

const CLASSES: { readonly [T in MachineJwtType]: MachineClass<T> } = {
  m2m_token: { headerRules: m2mHeaderRules, types: [], claimRules: m2mClaimRules, toFacts: toM2MFacts },
  oauth_token: {
    headerRules: oauthHeaderRules,
    types: OAUTH_TOKEN_TYPES,
    claimRules: oauthClaimRules,
    toFacts: toOAuthFacts,
  },
}

/** @param policy Of it the audiences and the clock skew count. */
export function createMachineVerifier(policy: TokenPolicy, keys: Keys): MachineVerifier {
  function judge({ claims }: PeekedToken, { claimRules, toFacts }: MachineClass, nowMs: number): MachineVerdict {
    const fault = firstOutcome(claimRules, { claims, policy, nowMs, skewMs: policy.clockSkewMs })
    return fault === null ? ok(toFacts(claims) as Verified<MachineFacts>) : fail(toMachineFailure(fault))
  }

  return {
    verify(token, type, nowMs) {
      const kind = CLASSES[type]
      return whenKnown(verifySigned(token, kind, keys, nowMs), ({ failure }) =>
        failure === null ? judge(token, kind, nowMs) : fail(toMachineFailure(failure)),
      )
    },
  }
}

/** An extension or another category makes a machine token invalid; anything else is a failed verification. */
function toMachineFailure({ reason, message }: TokenFailure): MachineFailure {
  // Without keys nothing is known about the token, good or bad.
  if (reason === 'jwk-remote-failed-to-load') return { reason: 'provider-unavailable', message, status: null }
  return { reason: reason === 'token-invalid' ? reason : 'token-verification-failed', message, status: null }
}

/** Claims that every token has and that no application asks a machine token for. */
const REGISTERED: readonly string[] = ['iss', 'sub', 'exp', 'nbf', 'iat', 'jti']

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

/** The facts of an M2M token. Scopes: `scopes`, else `aud`, else none. */
function toM2MFacts(claims: Claims): M2MFacts {
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
function toOAuthFacts(claims: Claims): OAuthFacts {
  const { jti, sub, exp, scp, scope, aud, act, client_id: clientId } = claims
  return {
    tokenType: 'oauth_token',
    id: readString(jti),
    subject: readString(sub),
    scopes: Array.isArray(scp) ? readStrings(scp) : splitScopes(readString(scope)),
    expirationMs: toTimeMs(exp),
    clientId: readString(clientId),
    audiences: readAudiences(aud),
    actor: isRecord(act) && typeof act['sub'] === 'string' ? { ...act, sub: act['sub'] } : undefined,
  }
}
