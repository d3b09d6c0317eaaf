/**
 * Provider room. Opaque machine token → what the provider knows about it. Waits.
 *
 * Asks the provider only about tokens that could be genuine, once per token at a time, within the budget, and remembers answers for a
 * short while, so that junk costs little and a valid key does not cost a call per request.
 *
 * @see protocol.md 9.4; rulings.md D11; record 027
 */
import { isRecord, readString, readStrings } from '../foundation/is-record.ts'
import type { MachineFacts, MachineFailure } from '../claims/verified.ts'
import { readNowMs, type Ports } from '../foundation/ports.ts'
import { fail, ok } from '../foundation/result.ts'
import type { Settings } from '../settings/settings.ts'
import { VERIFY_API_KEY_PATH, VERIFY_M2M_TOKEN_PATH, VERIFY_OAUTH_TOKEN_PATH } from '../wire/endpoints.ts'
import {
  KNOWN_TOKEN_MS,
  MACHINE_TOKEN_CACHE_MAX_ENTRIES,
  MACHINE_TOKEN_NEGATIVE_CACHE_MS,
  MAX_MACHINE_TOKEN_BYTES,
} from '../wire/limits.ts'
import { TOKEN_KINDS, type MachineTokenType } from '../wire/token-types.ts'
import type { IdentityProvider, ProviderFailure } from './identity-provider.ts'
import { isStillHeld, toDigest, type Introspection, type ProviderMemory } from './provider-memory.ts'
import { TOKEN_ROWS } from '../wire/reasons.ts'

export interface TokenInspector {
  /** What the provider knows about a token of a kind. Never rejects. */
  introspect(token: string, type: MachineTokenType, nowMs: number): Promise<Introspection>
}

const QUESTIONS: Record<MachineTokenType, { readonly path: string; readonly member: string; readonly kind: string }> = {
  m2m_token: { path: VERIFY_M2M_TOKEN_PATH, member: 'token', kind: 'Machine token' },
  oauth_token: { path: VERIFY_OAUTH_TOKEN_PATH, member: 'access_token', kind: 'OAuth token' },
  api_key: { path: VERIFY_API_KEY_PATH, member: 'secret', kind: 'API key' },
}

/** Prefix, then the alphabet that the provider uses. Checked before anybody is asked. */
const PLAUSIBLE_TOKEN = /^[a-z]+_[A-Za-z0-9_\-/+=.~]+$/

/** Prepares introspection for an instance. */
export function createTokenInspector(
  settings: Settings,
  provider: IdentityProvider,
  ports: Ports,
  memory: ProviderMemory,
): TokenInspector {
  const { audiences } = settings.tokens
  const cacheMs = settings.machineTokenCacheMs

  function recall(id: string, nowMs: number): Introspection | null {
    const found = memory.answers.find(id)
    if (found === null) return null
    const limitMs = found.answer.ok ? cacheMs : MACHINE_TOKEN_NEGATIVE_CACHE_MS
    return isStillHeld(found.untilMs, nowMs, limitMs) ? found.answer : null
  }

  function remember(id: string, answer: Introspection, nowMs: number): void {
    const isRefused = !answer.ok && answer.failure.reason === 'token-invalid'
    if (answer.ok || (isRefused && memory.known.find(id) !== null)) {
      memory.known.keep(id, answer.ok ? nowMs + KNOWN_TOKEN_MS : 0, MACHINE_TOKEN_CACHE_MAX_ENTRIES)
    }
    const forMs = answer.ok ? cacheMs : isRefused ? MACHINE_TOKEN_NEGATIVE_CACHE_MS : 0
    if (forMs === 0 || cacheMs === 0) return
    const expirationMs = answer.ok ? (answer.value.expirationMs ?? Infinity) : Infinity
    const untilMs = Math.min(nowMs + forMs, expirationMs)
    memory.answers.keep(id, { answer, untilMs }, MACHINE_TOKEN_CACHE_MAX_ENTRIES)
  }

  async function ask(token: string, type: MachineTokenType, bearer: string, isKnown: boolean): Promise<Introspection> {
    const { path, member, kind } = QUESTIONS[type]
    const call = { method: 'POST', path: `/${path}`, body: { [member]: token }, bearer } as const
    const answer = await provider.call(isKnown ? 'known-token' : 'token', call)
    return answer.ok ? parseMachineToken(answer.value, type, audiences) : fail(toFailure(answer.failure, kind))
  }

  async function introspect(token: string, type: MachineTokenType, nowMs: number): Promise<Introspection> {
    const { prefix, isMachineKeyTaken } = TOKEN_KINDS[type]
    if (token.length > MAX_MACHINE_TOKEN_BYTES || !token.startsWith(prefix) || !PLAUSIBLE_TOKEN.test(token)) {
      return fail({ reason: 'token-invalid', message: `${QUESTIONS[type].kind} is malformed.`, status: null })
    }
    const bearer = (isMachineKeyTaken ? settings.machineSecretKey : null) ?? settings.secretKey
    if (bearer === null) return fail({ reason: 'secret-key-invalid', message: 'No secret key is set.', status: null })
    // Everything that an answer depends on: the memory is shared by all options with these keys.
    const id = await toDigest(type, bearer, audiences, cacheMs, token)
    const start = async (): Promise<Introspection> => {
      // Read anew: the answer of a call that ended while this request waited is younger than the request.
      const startMs = readArrivalMs(ports, nowMs)
      const found = recall(id, startMs)
      if (found !== null) return found
      const answer = await ask(token, type, bearer, isStillHeld(memory.known.find(id), startMs, KNOWN_TOKEN_MS))
      remember(id, answer, readArrivalMs(ports, nowMs))
      return answer
    }
    return recall(id, readArrivalMs(ports, nowMs)) ?? memory.questions.join(id, start)
  }

  return { introspect }
}

/** The answer is believed from when it arrived. */
function readArrivalMs(ports: Ports, fallbackMs: number): number {
  const nowMs = readNowMs(ports)
  return Number.isFinite(nowMs) ? nowMs : fallbackMs
}

function toFailure({ status }: ProviderFailure, kind: string): MachineFailure {
  if (status === 401)
    return { reason: 'secret-key-invalid', message: 'The provider does not accept the secret key.', status }
  if (status === 404) return { reason: 'token-invalid', message: `${kind} not found.`, status }
  // No answer in time, an answer of a broken server, or of one that has had enough of us.
  if (status === null || status === 429 || status >= 500) {
    return { reason: 'provider-unavailable', message: TOKEN_ROWS['provider-unavailable'].message, status }
  }
  return { reason: 'unexpected-error', message: 'The provider did not answer as expected.', status }
}

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
