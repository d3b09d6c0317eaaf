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
import type { Settings } from '../settings/settings.ts'
import { VERIFY_API_KEY_PATH, VERIFY_M2M_TOKEN_PATH, VERIFY_OAUTH_TOKEN_PATH } from '../wire/endpoints.ts'
import {
  MACHINE_TOKEN_CACHE_MAX_ENTRIES,
  MACHINE_TOKEN_NEGATIVE_CACHE_MS,
  MAX_MACHINE_TOKEN_BYTES,
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
    if (remembered.size > MACHINE_TOKEN_CACHE_MAX_ENTRIES) {
      for (const oldest of remembered.keys()) {
        remembered.delete(oldest)
        break
      }
    }
  }

  async function introspect(token: string, type: MachineTokenType, nowMs: number): Promise<Introspection> {
    if (token.length > MAX_MACHINE_TOKEN_BYTES || !PLAUSIBLE_TOKEN.test(token)) {
      return fail({ reason: 'token-invalid', message: `${QUESTIONS[type].kind} is malformed.`, status: null })
    }
    const bearer = (type === 'm2m_token' ? settings.machineSecretKey : null) ?? settings.secretKey
    if (bearer === null) return fail({ reason: 'secret-key-invalid', message: 'No secret key is set.', status: null })
    const id = `${type}:${await toDigest(token)}`
    const known = remembered.get(id)
    if (known !== undefined && nowMs < known.untilMs) return known.answer
    const flight = flights.get(id)
    if (flight !== undefined) return flight
    const started = ask(token, type, bearer)
      .then((answer) => {
        remember(id, answer, readNowMs(ports, nowMs))
        return answer
      })
      .finally(() => flights.delete(id))
    flights.set(id, started)
    return started
  }

  return { introspect }
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
  return { reason: 'unexpected-error', message: 'The provider did not answer as expected.', status }
}
