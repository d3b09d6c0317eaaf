/**
 * Verification room. What came out of our own seal → its claims, marked as verified, or the facts of its machine token. Pure.
 *
 * The middleware verified the token moments ago and sealed it with an authenticated cipher. Opening the seal is the proof, so nothing but
 * what `openHandover` returned is accepted here. The session's own time window is looked at again, because a page may be shown slowly.
 *
 * @see rulings.md 3
 */
import { isRecord } from '../foundation/is-record.ts'
import type { MachineFacts, Verified } from '../claims/verified.ts'
import { peekToken } from '../credentials/peek-token.ts'
import { firstOutcome } from '../foundation/rule.ts'
import { isOpenedHandover, type JsonObject, type OpenedHandover } from '../seal/handover-contents.ts'
import type { SessionClaims } from '../wire/claims.ts'
import { MACHINE_TOKEN_TYPES, type MachineTokenType } from '../wire/token-types.ts'
import { restoredClaimRules } from './claim-rules.ts'

/** A hand-over, and the instance that wants to believe it. */
interface HandoverToRestore {
  /** From `openHandover`. */
  readonly handover: OpenedHandover
  /** The instance that asks. Hand-overs of another one say nothing to it. */
  readonly publishableKey: string
}

/**
 * The claims of the session that was handed over.
 *
 * @param nowMs Milliseconds since the Unix epoch. Tokens that have run out by then are nobody's.
 * @returns Null for nobody: when no session was handed over, not to this instance, or in a seal that was older than a minute as it
 *   opened; and when its token has run out, names nobody, or has a claim of the wrong type.
 */
export function restoreClaims(
  given: HandoverToRestore,
  nowMs: number,
  clockSkewMs: number,
): Verified<SessionClaims> | null {
  if (!isBelieved(given)) return null
  const { contents, token } = given.handover
  if (contents.status !== 'signed-in' || contents.machineAuth !== null || token === null) return null
  const claims = peekToken(token)?.claims ?? {}
  const fault = firstOutcome(restoredClaimRules, { claims, nowMs, skewMs: clockSkewMs })
  // The brand: the seal vouches for the signature.
  return fault === null ? (claims as Verified<SessionClaims>) : null
}

/**
 * The facts of the machine token that was handed over.
 *
 * @returns Null when none was handed over that holds, not to this instance, or in a seal that was older than a minute as it opened.
 */
export function restoreMachineFacts(given: HandoverToRestore): MachineFacts | null {
  if (!isBelieved(given)) return null
  const { contents, token } = given.handover
  return contents.machineAuth === null || token === null ? null : parseMachineFacts(contents.machineAuth)
}

function isBelieved({ handover, publishableKey }: HandoverToRestore): boolean {
  return isOpenedHandover(handover) && handover.isFresh && handover.publishableKey === publishableKey
}

/** Reads a serialised auth object. The empty one of a token that does not hold has no facts. */
function parseMachineFacts(auth: JsonObject): MachineFacts | null {
  const { id, subject } = auth
  const scopes: unknown = auth.scopes
  const tokenType = MACHINE_TOKEN_TYPES.find((type) => type === auth.tokenType)
  if (tokenType === undefined || typeof id !== 'string' || typeof subject !== 'string' || !isTextList(scopes))
    return null
  return READERS[tokenType]({ id, subject, scopes, expirationMs: null }, auth)
}

type Base = Pick<MachineFacts, 'id' | 'subject' | 'scopes' | 'expirationMs'>

/** What each kind holds beside that. */
const READERS: { readonly [T in MachineTokenType]: (base: Base, auth: JsonObject) => MachineFacts<T> | null } = {
  api_key: (base, { name, claims }) =>
    typeof name === 'string' ? { ...base, tokenType: 'api_key', name, claims: toObject(claims) } : null,
  m2m_token: (base, { claims }) => ({ ...base, tokenType: 'm2m_token', claims: toObject(claims) }),
  oauth_token: (base, { clientId }) =>
    typeof clientId === 'string'
      ? { ...base, tokenType: 'oauth_token', clientId, audiences: [], actor: undefined }
      : null,
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

/** A copy of the application's own: what came out of the seal is frozen. */
function toObject(value: unknown): Readonly<Record<string, unknown>> | null {
  return isRecord(value) ? structuredClone({ ...value }) : null
}
