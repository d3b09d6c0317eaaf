/**
 * Exchange room. Opaque machine token → what the provider knows about it. Waits.
 *
 * Asks the provider only about tokens that could be genuine, once per token at a time, and remembers answers for a short while, so that
 * junk costs nothing and a valid key does not cost a call per request.
 *
 * @see protocol.md 9.4; decisions.md D11
 */
import type { MachineFacts } from '../credentials/machine-facts.ts'
import type { MachineFailure } from '../credentials/machine-failure.ts'
import type { Ports } from '../ports.ts'
import { fail, type Result } from '../result.ts'
import { waitAtMost } from '../wait-at-most.ts'
import type { Settings } from '../settings/settings.ts'
import { VERIFY_API_KEY_PATH, VERIFY_M2M_TOKEN_PATH, VERIFY_OAUTH_TOKEN_PATH } from '../wire/endpoints.ts'
import {
  MACHINE_TOKEN_CACHE_MAX_ENTRIES,
  MACHINE_TOKEN_NEGATIVE_CACHE_MS,
  MAX_MACHINE_TOKEN_BYTES,
  PROVIDER_TIMEOUT_MS,
} from '../wire/limits.ts'
import type { MachineTokenType } from '../wire/token-types.ts'
import type { IdentityProvider, ProviderFailure } from './identity-provider.ts'
import { parseMachineToken } from './parse-machine-token.ts'

/** What the provider's word makes of a token. */
export type Introspection = Result<MachineFacts, MachineFailure>

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
const PLAUSIBLE_TOKEN = /^(?:ak|mt|oat)_[A-Za-z0-9_\-/+=.~]{1,}$/

/** A little longer than a question takes: whoever waits longer waits for a request that was cancelled, whose timers died with it. */
const FLIGHT_WAIT_MS = PROVIDER_TIMEOUT_MS + 1_000

interface Remembered {
  readonly answer: Introspection
  readonly untilMs: number
}

/** Prepares introspection for an instance. Answers are kept in it and nowhere else. */
export function createTokenInspector(settings: Settings, provider: IdentityProvider, ports: Ports): TokenInspector {
  const remembered = new Map<string, Remembered>()
  const flights = new Map<string, Promise<Introspection>>()

  async function ask(token: string, type: MachineTokenType, bearer: string): Promise<Introspection> {
    const { path, member, kind } = QUESTIONS[type]
    const answer = await provider.call({ method: 'POST', path: `/${path}`, body: { [member]: token }, bearer })
    return answer.ok
      ? parseMachineToken(answer.value, type, settings.tokens.audiences)
      : fail(toFailure(answer.failure, kind))
  }

  function remember(id: string, answer: Introspection, nowMs: number): void {
    const forMs = answer.ok
      ? settings.machineTokenCacheMs
      : answer.failure.reason === 'token-invalid'
        ? MACHINE_TOKEN_NEGATIVE_CACHE_MS
        : 0
    if (forMs === 0 || settings.machineTokenCacheMs === 0) return
    const expirationMs = answer.ok ? (answer.value.expirationMs ?? Infinity) : Infinity
    remembered.delete(id)
    remembered.set(id, { answer, untilMs: Math.min(nowMs + forMs, expirationMs) })
    dropOldest(remembered)
  }

  function recall(id: string, nowMs: number): Introspection | null {
    const known = remembered.get(id)
    return known !== undefined && nowMs < known.untilMs ? known.answer : null
  }

  function start(
    token: string,
    type: MachineTokenType,
    id: string,
    bearer: string,
    nowMs: number,
  ): Promise<Introspection> {
    const started = ask(token, type, bearer)
      .then((answer) => {
        remember(id, answer, readNowMs(ports, nowMs))
        return answer
      })
      .finally(() => {
        if (flights.get(id) === started) flights.delete(id)
      })
    flights.set(id, started)
    // Those of cancelled requests do not land.
    dropOldest(flights)
    return started
  }

  async function introspect(token: string, type: MachineTokenType, nowMs: number): Promise<Introspection> {
    if (token.length > MAX_MACHINE_TOKEN_BYTES || !PLAUSIBLE_TOKEN.test(token)) {
      return fail({ reason: 'token-invalid', message: `${QUESTIONS[type].kind} is malformed.`, status: null })
    }
    const bearer = (type === 'm2m_token' ? settings.machineSecretKey : null) ?? settings.secretKey
    if (bearer === null) return fail({ reason: 'secret-key-invalid', message: 'No secret key is set.', status: null })
    const id = `${type}:${await toDigest(token)}`
    const flight = flights.get(id)
    const known = recall(id, nowMs) ?? (flight === undefined ? null : await waitAtMost(flight, FLIGHT_WAIT_MS))
    if (known !== null) return known
    const next = flights.get(id)
    // Of several that waited in vain, the first asks anew; the others find its answer, or wait for it.
    const found = next === flight ? null : recall(id, nowMs)
    const joined = next === flight || next === undefined ? found : await waitAtMost(next, FLIGHT_WAIT_MS)
    return joined ?? start(token, type, id, bearer, nowMs)
  }

  return { introspect }
}

function dropOldest(kept: Map<string, unknown>): void {
  if (kept.size <= MACHINE_TOKEN_CACHE_MAX_ENTRIES) return
  for (const oldest of kept.keys()) {
    kept.delete(oldest)
    return
  }
}

/** The answer is believed from when it arrived. */
function readNowMs(ports: Ports, fallbackMs: number): number {
  try {
    return ports.clock.nowMs()
  } catch {
    return fallbackMs
  }
}

/** The token itself is not kept: a heap dump of the cache must not be a list of credentials. */
async function toDigest(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}

function toFailure({ status }: ProviderFailure, kind: string): MachineFailure {
  if (status === 401)
    return { reason: 'secret-key-invalid', message: 'The provider does not accept the secret key.', status }
  if (status === 404) return { reason: 'token-invalid', message: `${kind} not found.`, status }
  if (isDown(status)) {
    return { reason: 'provider-unavailable', message: 'The provider could not be asked about the token.', status }
  }
  return { reason: 'unexpected-error', message: 'The provider did not answer as expected.', status }
}

/** No answer in time, an answer of a broken server, or of one that has had enough of us. */
function isDown(status: number | null): boolean {
  return status === null || status === 429 || status >= 500
}
