/**
 * Verification room. Claims whose signature is good → the first thing wrong with them, or null. Does not wait.
 *
 * A table for each class of tokens; rows that mean the same in two classes are one row. Every comparison is written so that a value that
 * is no number, on either side, refuses.
 *
 * @see rulings.md D7; protocol.md 4.2 step 7; threats.md 13-17, 71; RFC 7519 §4.1
 */
import { isRecord } from '../foundation/is-record.ts'
import { always, type Rule } from '../foundation/rule.ts'
import { toTokenFailure, type TokenFailure } from '../claims/verified.ts'
import { hasMachineSubject } from '../credentials/choose-token-type.ts'
import type { TokenPolicy } from '../settings/settings.ts'
import { isListedOrigin } from '../values/origin-faults.ts'
import { MAX_TIME_CLAIM_SEC } from '../wire/limits.ts'

type Claims = Readonly<Record<string, unknown>>

/** Claims, and the time at which they are looked at. */
interface TimedClaims {
  readonly claims: Claims
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number
  /** Clock difference that is forgiven, in milliseconds, 0 or more. */
  readonly skewMs: number
}

/** The same, and what the application demands. An empty list demands nothing; with a list the claim must be there. */
export interface ClaimFacts extends TimedClaims {
  readonly policy: Pick<TokenPolicy, 'audiences' | 'authorizedParties' | 'issuers'>
}

/** Claims that are strings where they are there at all, but for the organization's. */
function isTyped({ iss, azp, sid, org_id, org_slug, org_role, sts, o }: Claims): boolean {
  return (
    isStringOrAbsent(iss) &&
    isStringOrAbsent(azp) &&
    isStringOrAbsent(sid) &&
    isStringOrAbsent(org_id) &&
    isStringOrAbsent(org_slug) &&
    isStringOrAbsent(org_role) &&
    isStringOrAbsent(sts) &&
    (o === undefined || isOrganization(o))
  )
}

function isStringOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string'
}

function isOrganization(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { id, slg, rol } = value
  return typeof id === 'string' && isStringOrAbsent(slg) && isStringOrAbsent(rol)
}

/** Whether `aud` names one of the audiences, and nothing but audiences. */
function isForAudience({ aud }: Claims, audiences: readonly string[]): boolean {
  const named: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  const known: readonly unknown[] = audiences
  return (
    named.every((audience) => typeof audience === 'string' && audience !== '') &&
    named.some((audience) => known.includes(audience))
  )
}

/** Whether `azp` is one of the parties, or below one with a wildcard. */
function isOfParty({ azp }: Claims, authorizedParties: readonly string[]): boolean {
  return typeof azp === 'string' && isListedOrigin(authorizedParties, azp)
}

/** Whether `iss` is one of the issuers, exactly. */
function isOfIssuer({ iss }: Claims, issuers: readonly string[]): boolean {
  return typeof iss === 'string' && issuers.includes(iss)
}

/** A time claim in milliseconds, cut to whole seconds; null when it is no time. */
export function toTimeMs(claim: unknown): number | null {
  return isTime(claim) ? toMs(claim) : null
}

function isTime(claim: unknown): boolean {
  return typeof claim === 'number' && Math.abs(claim) <= MAX_TIME_CLAIM_SEC
}

/** NaN where the claim is no number, which is neither before nor after any time. */
function toMs(claim: unknown): number {
  return typeof claim === 'number' ? Math.trunc(claim) * 1_000 : Number.NaN
}

/** Whether a time that need not be there is still to come. */
function isAhead(claim: unknown, { nowMs, skewMs }: TimedClaims): boolean {
  return claim !== undefined && !(toMs(claim) <= nowMs + skewMs)
}

/** The skew to use: the given one if it is a time, else the policy's. */
export function chooseSkewMs(givenMs: number | undefined, policyMs: number): number {
  return givenMs !== undefined && Number.isFinite(givenMs) && givenMs >= 0 ? givenMs : policyMs
}

type Fault = TokenFailure | null
const odd = (message: string): Fault => ({ reason: 'token-verification-failed', message })

const WRONG_SUBJECT = odd('The subject of the token is of another kind.')
const ODD_TIME = odd('A time in the token is missing or is no time.')

// prettier-ignore
const subject: ClaimRules<TimedClaims> = [
  ['subject-is-missing',     f => typeof f.claims['sub'] !== 'string' || f.claims['sub'] === '', odd('The token has no subject.')],
]
// prettier-ignore
const human: ClaimRules<TimedClaims> = [
  ['subject-is-a-machine',   f => hasMachineSubject(f), WRONG_SUBJECT],
]
// prettier-ignore
const types: ClaimRules<TimedClaims> = [
  ['claim-of-odd-type',      f => !isTyped(f.claims), odd('A claim of the token has a type that it may not have.')],
]
// prettier-ignore
const audience: ClaimRules = [
  ['audience-is-another',    f => f.policy.audiences.length > 0 && !isForAudience(f.claims, f.policy.audiences), odd('The token is meant for another audience.')],
]
// prettier-ignore
const end: ClaimRules<TimedClaims> = [
  ['end-is-no-time',         f => !isTime(f.claims['exp']), ODD_TIME],
  ['end-has-come',           f => !(toMs(f.claims['exp']) > f.nowMs - f.skewMs), toTokenFailure('token-expired')],
]
// prettier-ignore
const start: ClaimRules<TimedClaims> = [
  ['start-is-no-time',       f => f.claims['nbf'] !== undefined && !isTime(f.claims['nbf']), ODD_TIME],
  ['start-is-ahead',         f => isAhead(f.claims['nbf'], f), toTokenFailure('token-not-active-yet')],
  ['issue-is-no-time',       f => f.claims['iat'] !== undefined && !isTime(f.claims['iat']), ODD_TIME],
  ['issue-is-ahead',         f => isAhead(f.claims['iat'], f), toTokenFailure('token-iat-in-the-future')],
]
const good: ClaimRules<TimedClaims> = [['claims-hold', always, null]]

/** The table of one class. Null: nothing is wrong. */
export type ClaimRules<Facts = ClaimFacts> = readonly Rule<Facts, Fault>[]

/** Session tokens. */
// prettier-ignore
export const sessionClaimRules: ClaimRules = [
  ...subject,
  ...human,
  ...types,
  ...audience,
  ['party-is-not-listed',    f => f.policy.authorizedParties.length > 0 && !isOfParty(f.claims, f.policy.authorizedParties), toTokenFailure('token-invalid-authorized-parties')],
  ['issuer-is-not-listed',   f => f.policy.issuers.length > 0 && !isOfIssuer(f.claims, f.policy.issuers), toTokenFailure('token-invalid-issuer')],
  ...end,
  ...start,
  ...good,
]

/** Session tokens that come out of a seal: the rest was looked at before they were sealed. */
// prettier-ignore
export const restoredClaimRules: ClaimRules<TimedClaims> = [...subject, ...human, ...types, ...end, ...good]

/** Tokens of one machine for another. */
export const m2mClaimRules: ClaimRules = [
  ...subject,
  ['subject-is-no-machine', (f) => !hasMachineSubject(f), WRONG_SUBJECT],
  ...audience,
  ...end,
  ...start,
  ...good,
]

/** OAuth access tokens. */
// prettier-ignore
export const oauthClaimRules: ClaimRules = [...subject, ...human, ...audience, ...end, ...start, ...good]

/** Handshake tokens. A session token is signed with the same key and is of the same category; taken for a handshake it would sign people out. */
// prettier-ignore
export const handshakeClaimRules: ClaimRules<TimedClaims> = [
  ['handshake-is-missing',   f => f.claims['handshake'] === undefined, { reason: 'token-invalid', message: 'The token carries no handshake.' }],
  ['handshake-does-not-end', f => f.claims['exp'] === undefined, null],
  ...end,
  ...good,
]
