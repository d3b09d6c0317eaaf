/**
 * Provider room. Handshake nonce → directives, the `Set-Cookie` strings of the provider; directives → those that may be passed on. Waits for
 * the first.
 *
 * @see protocol.md 6.3; rulings.md D9; record 027
 */
import { isRecord } from '../foundation/is-record.ts'
import { fail, ok } from '../foundation/result.ts'
import { isProtocolCookie, type CookieNames } from '../settings/cookie-names.ts'
import { HANDSHAKE_COOKIE, HANDSHAKE_NONCE_COOKIE, SESSION_COOKIE } from '../wire/query.ts'
import { HANDSHAKE_PAYLOAD_PATH } from '../wire/endpoints.ts'
import { MAX_DIRECTIVES, MAX_NONCE_CHARS, MAX_REFUSED_NONCES, REFUSED_NONCE_MS } from '../wire/limits.ts'
import type { IdentityProvider } from './identity-provider.ts'
import { isStillHeld, toDigest, type ProviderMemory, type Redemption } from './provider-memory.ts'

/** Printable ASCII: anything else could end one header and begin another. */
const SAFE_DIRECTIVE = /^[\x20-\x7e]+$/

/** What a list of directives amounts to. */
export interface Directives {
  /** To be passed on, each as its own header. */
  readonly setCookies: readonly string[]
  /** The session token that they set, or empty. */
  readonly sessionToken: string
}

/** The directives that only take a carried handshake away: it has been seen, and would be seen again with every request. */
export function toHandshakeRemovals(setCookies: readonly string[]): readonly string[] {
  return setCookies.filter(
    (line) => line.startsWith(`${HANDSHAKE_COOKIE}=;`) || line.startsWith(`${HANDSHAKE_NONCE_COOKIE}=;`),
  )
}

/** Keeps the directives that set a cookie of the protocol; drops the rest. Of several session cookies the last counts. */
export function toDirectives(values: readonly unknown[], names: CookieNames): Directives {
  const setCookies: string[] = []
  let sessionToken = ''
  for (const value of values.slice(0, MAX_DIRECTIVES)) {
    if (typeof value !== 'string' || !SAFE_DIRECTIVE.test(value)) continue
    const pair = value.split(';', 1)[0] ?? ''
    const [name = '', text = ''] = pair.split('=', 2)
    if (!isProtocolCookie(name.trim(), names)) continue
    setCookies.push(value)
    if (name.trim().startsWith(SESSION_COOKIE)) sessionToken = text.trim()
  }
  return { setCookies, sessionToken }
}

/** Asks what nonces stand for. */
export interface NonceRedeemer {
  /**
   * Asks the provider for what a nonce stands for.
   *
   * @returns The `Set-Cookie` strings as they came; they are checked later. Without a secret key nobody is asked, nor about a nonce that
   *   the provider did not know a moment ago: it comes by cookie, so a browser repeats it with every request. One that comes several times
   *   at once is asked about once.
   */
  redeem(nonce: string, nowMs: number): Promise<Redemption>
}

/** Prepares redemption for an instance. */
export function createNonceRedeemer(
  secretKey: string | null,
  provider: IdentityProvider,
  { refusedNonces, redemptions }: ProviderMemory,
): NonceRedeemer {
  async function ask(nonce: string, bearer: string, nowMs: number): Promise<Redemption> {
    const id = await toDigest(nonce)
    if (isStillHeld(refusedNonces.find(id), nowMs, REFUSED_NONCE_MS)) return fail('nonce-invalid')
    const answer = await provider.call('nonce', {
      method: 'GET',
      path: `${provider.versioned}${HANDSHAKE_PAYLOAD_PATH}?nonce=${encodeURIComponent(nonce)}`,
      bearer,
    })
    if (answer.ok && isRecord(answer.value) && Array.isArray(answer.value.directives))
      return ok(answer.value.directives)
    if (answer.ok) return fail('nonce-invalid')
    const { status } = answer.failure
    if (isRefusal(status)) refusedNonces.keep(id, nowMs + REFUSED_NONCE_MS, MAX_REFUSED_NONCES)
    return fail(status === null ? 'fetch-error' : status === 401 ? 'secret-key-invalid' : 'nonce-invalid')
  }

  return {
    async redeem(nonce, nowMs) {
      if (secretKey === null) return fail('missing-api-client')
      if (nonce.length > MAX_NONCE_CHARS) return fail('nonce-invalid')
      return redemptions.join(nonce, () => ask(nonce, secretKey, nowMs))
    },
  }
}

/** The provider has looked at the nonce and will say the same again. */
function isRefusal(status: number | null): boolean {
  return status !== null && status >= 400 && status < 500 && status !== 401 && status !== 429
}
