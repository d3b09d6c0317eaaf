/**
 * Provider room. Opaque machine token → what the provider knows about it. Waits.
 *
 * Asks the provider only about tokens that could be genuine, once per token at a time, within the budget, and remembers answers for a
 * short while, so that junk costs little and a valid key does not cost a call per request.
 *
 * @see protocol.md 9.4; rulings.md D11; record 027
 */
import type { MachineFailure } from '../claims/verified.ts'
import { readNowMs, type Ports, type StoreAddress } from '../foundation/ports.ts'
import { fail } from '../foundation/result.ts'
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
import { parseMachineToken } from './parse-machine-token.ts'
import { isStillHeld, toDigest, type Introspection, type ProviderMemory } from './provider-memory.ts'
import { TOKEN_ROWS } from '../wire/reasons.ts'
import { createSharedAnswers } from './shared-answers.ts'

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
  const { apiUrl, apiVersion } = settings.keys
  const cacheMs = settings.machineTokenCacheMs
  const shared = createSharedAnswers(audiences, ports, memory.findReadBudget(settings.calls))

  function recall(id: string, nowMs: number): Introspection | null {
    const found = memory.answers.find(id)
    if (found === null) return null
    const limitMs = found.answer.ok ? cacheMs : MACHINE_TOKEN_NEGATIVE_CACHE_MS
    return isStillHeld(found.untilMs, nowMs, limitMs) ? found.answer : null
  }

  /** @returns How long other processes may believe the answer; 0 where it is none of their business. */
  function remember(id: string, answer: Introspection, atMs: number): number {
    const isRefused = !answer.ok && answer.failure.reason === 'token-invalid'
    // Of tokens that never were good nothing is kept for long, and nothing is shared: anybody can invent them.
    const isOurs = answer.ok || (isRefused && memory.known.find(id) !== null)
    if (isOurs) memory.known.keep(id, answer.ok ? atMs + KNOWN_TOKEN_MS : 0, MACHINE_TOKEN_CACHE_MAX_ENTRIES)
    const forMs = answer.ok ? cacheMs : isRefused ? MACHINE_TOKEN_NEGATIVE_CACHE_MS : 0
    if (forMs === 0 || cacheMs === 0) return 0
    const expirationMs = answer.ok ? (answer.value.expirationMs ?? Infinity) : Infinity
    const untilMs = Math.min(atMs + forMs, expirationMs)
    memory.answers.keep(id, { answer, atMs, untilMs }, MACHINE_TOKEN_CACHE_MAX_ENTRIES)
    return isOurs ? untilMs - atMs : 0
  }

  /** Takes what the store knows, by the rules of what was asked here, and nothing older than what is known already. */
  async function recallShared(
    address: StoreAddress,
    type: MachineTokenType,
    nowMs: number,
  ): Promise<Introspection | null> {
    if (cacheMs === 0) return null
    const found = await shared.load(address, type, isKnown(address.id, nowMs))
    if (found === null || found.answeredAtMs < (memory.answers.read(address.id)?.atMs ?? 0)) return null
    remember(address.id, found.answer, found.answeredAtMs)
    return recall(address.id, readArrivalMs(ports, nowMs))
  }

  function isKnown(id: string, nowMs: number): boolean {
    return isStillHeld(memory.known.find(id), nowMs, KNOWN_TOKEN_MS)
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
    const id = await toDigest(type, bearer, apiUrl, apiVersion, audiences, cacheMs, token)
    const address = { purpose: 'machine-token', id, secret: bearer } as const
    const start = async (): Promise<Introspection> => {
      // Read anew: the answer of a call that ended while this request waited is younger than the request.
      const startMs = readArrivalMs(ports, nowMs)
      const found = recall(id, startMs) ?? (await recallShared(address, type, startMs))
      if (found !== null) return found
      const answer = await ask(token, type, bearer, isKnown(id, startMs))
      const answeredAtMs = readArrivalMs(ports, nowMs)
      shared.write(address, { answer, answeredAtMs }, remember(id, answer, answeredAtMs))
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
