/**
 * Provider room. What the provider says of an opaque machine token → the facts, or why it does not hold. Pure.
 *
 * @see protocol.md 9.4; rulings.md D11
 */
import type { MachineFacts, MachineFailure } from '../claims/verified.ts'
import { isRecord, readString, readStrings } from '../foundation/is-record.ts'
import { fail, ok } from '../foundation/result.ts'
import type { MachineTokenType } from '../wire/token-types.ts'
import type { Introspection } from './provider-memory.ts'

/** Below this a time is in seconds, above it in milliseconds: the year 1973 in one, the year 5138 in the other. */
const SECONDS_BELOW = 100_000_000_000

/**
 * Reads an answer. They come in snake_case; those without `object` are read in camelCase too, as the vendor's client does.
 *
 * @param audiences When not empty, an OAuth token must be meant for one of them.
 * @see rulings.md D11 (revoked and expired in a 200)
 */
export function parseMachineToken(
  answer: unknown,
  type: MachineTokenType,
  audiences: readonly string[],
): Introspection {
  if (!isRecord(answer)) return refuse('unexpected-error', 'The provider did not answer as expected.')
  const { id, subject } = answer
  if (typeof id !== 'string' || typeof subject !== 'string' || subject === '') {
    return refuse('unexpected-error', 'The provider did not say whose token this is.')
  }
  // Anything but a plain "no" counts as revoked or expired.
  if (isSet(answer.revoked) || isSet(answer.expired)) return refuse('token-invalid', 'The token is revoked or expired.')
  const base = {
    id,
    subject,
    scopes: readStrings(answer.scopes),
    expirationMs: toTimeMs(answer.expiration),
  }
  const claims = isRecord(answer.claims) ? answer.claims : null
  switch (type) {
    case 'api_key':
      return ok({ ...base, tokenType: type, claims, name: readString(answer.name) })
    case 'm2m_token':
      return ok({ ...base, tokenType: type, claims })
    case 'oauth_token':
      return toOAuth(answer, base, audiences)
  }
}

function toOAuth(
  answer: Readonly<Record<string, unknown>>,
  base: Pick<MachineFacts, 'id' | 'subject' | 'scopes' | 'expirationMs'>,
  audiences: readonly string[],
): Introspection {
  const tokenAudiences = typeof answer.aud === 'string' ? [answer.aud] : readStrings(answer.aud)
  if (audiences.length > 0 && !tokenAudiences.some((audience) => audiences.includes(audience))) {
    return refuse('token-verification-failed', 'The token is meant for another audience.')
  }
  const { act } = answer
  const actor = isRecord(act) && typeof act.sub === 'string' ? { ...act, sub: act.sub } : undefined
  return ok({
    ...base,
    tokenType: 'oauth_token',
    clientId: readString(answer.client_id ?? answer.clientId),
    audiences: tokenAudiences,
    actor,
  })
}

function refuse(reason: MachineFailure['reason'], message: string): Introspection {
  return fail({ reason, message, status: 200 })
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false
}

function toTimeMs(value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return null
  return value < SECONDS_BELOW ? value * 1000 : value
}
