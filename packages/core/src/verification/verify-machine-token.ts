/**
 * Verification room. Machine token in JWT form → verified facts, or why not. Waits for keys and crypto.
 *
 * @see rulings.md D6, D7; protocol.md 9.1, 9.5; RFC 9068 §4
 */
import { fail, ok } from '../foundation/result.ts'
import { whenKnown, type Soon } from '../foundation/soon.ts'
import { JWT_TYPE, M2M_CATEGORY, OAUTH_TOKEN_TYPES, SESSION_CATEGORY, TEMPLATE_CATEGORY } from '../wire/claims.ts'
import { findAudienceFault, findKindFault, findSubjectFault, findTimeFault } from './claims-fault.ts'
import { findHeaderFault, WRONG_TYPE } from './header-fault.ts'
import { toM2MFacts, toOAuthFacts } from './machine-claims.ts'
import { verifyWithSource } from './verify-with-source.ts'
import type { M2MFacts, OAuthFacts } from '../claims/machine-facts.ts'
import type { PeekedToken } from '../credentials/peek-token.ts'
import type { Result } from '../foundation/result.ts'
import type { TokenPolicy } from '../settings/settings.ts'
import type { MachineFailure, TokenFailure } from '../claims/token-failure.ts'
import type { HeaderRules } from './header-fault.ts'
import type { Keys } from './keys.ts'
import type { Verified } from '../claims/verified.ts'

export type MachineVerdict = Result<Verified<M2MFacts | OAuthFacts>, MachineFailure>

/** The kinds of machine token that exist as a JWT. */
export type MachineJwtType = 'm2m_token' | 'oauth_token'

export interface MachineVerifier {
  /**
   * The verdict about a token as one of this kind. `token-invalid`: of another category; everything else that is wrong with it is
   * `token-verification-failed`, with the inner message. Never rejects.
   */
  verify(token: PeekedToken, type: MachineJwtType, nowMs: number): Soon<MachineVerdict>
}

/** Categories that are known to be no access tokens. The wire has no category of their own for those. */
const FOREIGN_TO_OAUTH: readonly unknown[] = [SESSION_CATEGORY, TEMPLATE_CATEGORY, M2M_CATEGORY]
const HEADER_RULES: Readonly<Record<MachineJwtType, HeaderRules>> = {
  m2m_token: { types: [JWT_TYPE], isTypeRequired: false, isCategory: (category) => category === M2M_CATEGORY },
  oauth_token: {
    types: OAUTH_TOKEN_TYPES,
    isTypeRequired: true,
    isCategory: (category) => !FOREIGN_TO_OAUTH.includes(category),
  },
}
/** An extension or another category makes a machine token invalid; anything else is a failed verification. */
function toMachineFailure(failure: TokenFailure, isInvalid: boolean): MachineFailure {
  // Without keys nothing is known about the token, good or bad.
  if (failure.reason === 'jwk-remote-failed-to-load') {
    return { reason: 'provider-unavailable', message: failure.message, status: null }
  }
  return {
    reason: isInvalid ? 'token-invalid' : 'token-verification-failed',
    message: failure.message,
    status: null,
  }
}

export function createMachineVerifier(policy: TokenPolicy, keys: Keys): MachineVerifier {
  function judge({ claims }: PeekedToken, type: MachineJwtType, nowMs: number): MachineVerdict {
    const fault =
      findSubjectFault(claims) ??
      findKindFault(claims, type === 'm2m_token') ??
      findAudienceFault(claims, policy.audiences) ??
      findTimeFault(claims, nowMs, policy.clockSkewMs)
    if (fault !== null) return fail(toMachineFailure(fault, false))
    const facts = type === 'm2m_token' ? toM2MFacts(claims) : toOAuthFacts(claims)
    return ok(facts as Verified<M2MFacts | OAuthFacts>)
  }

  return {
    verify(token, type, nowMs) {
      const fault = findHeaderFault(token.header, HEADER_RULES[type])
      if (fault !== null) {
        return fail(toMachineFailure(fault, fault.reason === 'token-invalid' && fault !== WRONG_TYPE))
      }
      return whenKnown(verifyWithSource(token, keys, nowMs), (failure) =>
        failure === null ? judge(token, type, nowMs) : fail(toMachineFailure(failure, false)),
      )
    },
  }
}
