/**
 * Verification room. Claims whose signature is good → the first thing wrong with them, or null. Does not wait.
 *
 * Every comparison is written so that a value that is no number, on either side, refuses.
 *
 * @see rulings.md D7; protocol.md 4.2 step 7; threats.md 13-17, 71; RFC 7519 §4.1
 */
import { isListedOrigin } from '../values/is-listed-origin.ts'
import { MACHINE_SUBJECT_PREFIX } from '../wire/claims.ts'
import { MAX_TIME_CLAIM_SEC } from '../wire/limits.ts'
import type { TokenReason } from '../wire/reasons.ts'
import type { TokenFailure } from '../claims/token-failure.ts'

type Claims = Readonly<Record<string, unknown>>

const odd = (message: string): TokenFailure => ({ reason: 'token-verification-failed', message })
const refused = (reason: TokenReason, message: string): TokenFailure => ({ reason, message })

const NO_SUBJECT = odd('The token has no subject.')
const WRONG_SUBJECT = odd('The subject of the token is of another kind.')
const ODD_CLAIM = odd('A claim of the token has a type that it may not have.')
const WRONG_AUDIENCE = odd('The token is meant for another audience.')
const ODD_TIME = odd('A time in the token is missing or is no time.')
const WRONG_PARTY = refused(
  'token-invalid-authorized-parties',
  'The token was made for an origin that is not in authorizedParties.',
)
const WRONG_ISSUER = refused('token-invalid-issuer', 'The token was issued by somebody who is not in issuer.')
const EXPIRED = refused('token-expired', 'The token has expired.')
const NOT_ACTIVE = refused('token-not-active-yet', 'The token is not active yet. Check the clock of this machine.')
const ISSUED_LATER = refused(
  'token-iat-in-the-future',
  'The token was issued in the future. Check the clock of this machine.',
)

/** Claims that are strings where they are there at all. */
const STRING_CLAIMS = ['iss', 'azp', 'sid', 'org_id', 'org_slug', 'org_role', 'sts'] as const
/** The same, inside `o`. `id` is not among them: it must be there. */
const ORGANIZATION_STRINGS = ['slg', 'rol'] as const

function isStringOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string'
}

function areStringsOrAbsent(claims: Claims, names: readonly string[]): boolean {
  for (const name of names) {
    if (!isStringOrAbsent(claims[name])) return false
  }
  return true
}

function isOrganizationOrAbsent(value: unknown): boolean {
  if (value === undefined) return true
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const organization = value as Claims
  if (typeof organization['id'] !== 'string') return false
  return areStringsOrAbsent(organization, ORGANIZATION_STRINGS)
}

/** Whether the subject is there. */
export function findSubjectFault(claims: Claims): TokenFailure | null {
  const { sub } = claims
  return typeof sub === 'string' && sub !== '' ? null : NO_SUBJECT
}

/** Whether the subject is a machine where one is wanted, and none where not. A machine's token is never a person's, whatever else it says. */
export function findKindFault({ sub }: Claims, isMachineWanted: boolean): TokenFailure | null {
  const isMachine = typeof sub === 'string' && sub.startsWith(MACHINE_SUBJECT_PREFIX)
  return isMachine === isMachineWanted ? null : WRONG_SUBJECT
}

/** Whether the claims that say who and which organization are of the types that they must be. Sessions only. */
export function findTypeFault(claims: Claims): TokenFailure | null {
  const isTyped = areStringsOrAbsent(claims, STRING_CLAIMS) && isOrganizationOrAbsent(claims['o'])
  return isTyped ? null : ODD_CLAIM
}

/** Whether `aud` names one of the audiences. With a list it must be there; an empty list checks nothing. */
export function findAudienceFault(claims: Claims, audiences: readonly string[]): TokenFailure | null {
  if (audiences.length === 0) return null
  const { aud } = claims
  const named: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  if (!named.every((audience) => typeof audience === 'string' && audience !== '')) return WRONG_AUDIENCE
  return named.some((audience) => (audiences as readonly unknown[]).includes(audience)) ? null : WRONG_AUDIENCE
}

/** Whether `azp` is one of the parties, or below one with a wildcard. With a list it must be there; an empty list checks nothing. */
export function findPartyFault(claims: Claims, authorizedParties: readonly string[]): TokenFailure | null {
  if (authorizedParties.length === 0) return null
  const { azp } = claims
  return typeof azp === 'string' && isListedOrigin(authorizedParties, azp) ? null : WRONG_PARTY
}

/** Whether `iss` is one of the issuers, exactly. With a list it must be there; an empty list checks nothing. */
export function findIssuerFault(claims: Claims, issuers: readonly string[]): TokenFailure | null {
  if (issuers.length === 0) return null
  const { iss } = claims
  return typeof iss === 'string' && issuers.includes(iss) ? null : WRONG_ISSUER
}

/** A time claim in milliseconds, cut to whole seconds; null when it is no time. */
export function toTimeMs(claim: unknown): number | null {
  if (typeof claim !== 'number' || !(Math.abs(claim) <= MAX_TIME_CLAIM_SEC)) return null
  return Math.trunc(claim) * 1_000
}

/** Whether the token has ended: `exp` must be there, and is over when it is `skewMs` or more ago. */
export function findExpiryFault(claims: Claims, nowMs: number, skewMs: number): TokenFailure | null {
  const expMs = toTimeMs(claims['exp'])
  if (expMs === null) return ODD_TIME
  return expMs > nowMs - skewMs ? null : EXPIRED
}

function findStartFault(claim: unknown, latestMs: number, early: TokenFailure): TokenFailure | null {
  if (claim === undefined) return null
  const startMs = toTimeMs(claim)
  if (startMs === null) return ODD_TIME
  return startMs <= latestMs ? null : early
}

/** Whether the token's time is now: `exp`, then `nbf` and `iat` where they are there. */
export function findTimeFault(claims: Claims, nowMs: number, skewMs: number): TokenFailure | null {
  return (
    findExpiryFault(claims, nowMs, skewMs) ??
    findStartFault(claims['nbf'], nowMs + skewMs, NOT_ACTIVE) ??
    findStartFault(claims['iat'], nowMs + skewMs, ISSUED_LATER)
  )
}

/** The skew to use: the given one if it is a time, else the policy's. */
export function chooseSkewMs(givenMs: number | undefined, policyMs: number): number {
  return givenMs !== undefined && Number.isFinite(givenMs) && givenMs >= 0 ? givenMs : policyMs
}
