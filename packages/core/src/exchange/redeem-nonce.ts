/**
 * Exchange room. Handshake nonce → directives. Waits.
 *
 * @see protocol.md 6.3 (nonce)
 */
import { fail, ok, type Result } from '../result.ts'
import { HANDSHAKE_PAYLOAD_PATH } from '../wire/endpoints.ts'
import { MAX_NONCE_CHARS, MAX_REFUSED_NONCES, REFUSED_NONCE_MS } from '../wire/limits.ts'
import { isRecord, type IdentityProvider } from './identity-provider.ts'

/** Why the directives could not be had: no secret key, one that the provider does not accept, no answer, or a nonce that means nothing. */
export type NonceFailure = 'missing-api-client' | 'secret-key-invalid' | 'fetch-error' | 'nonce-invalid'

export interface NonceRedeemer {
  /**
   * Asks the provider for what a nonce stands for.
   *
   * @returns The `Set-Cookie` strings as they came; they are checked later. Without a secret key nobody is asked, nor about a nonce that
   *   the provider did not know a moment ago: it comes by cookie, so a browser repeats it with every request.
   */
  redeem(nonce: string, nowMs: number): Promise<Result<readonly unknown[], NonceFailure>>
}

/** Prepares redemption for an instance. */
export function createNonceRedeemer(secretKey: string | null, provider: IdentityProvider): NonceRedeemer {
  const refusedUntilMs = new Map<string, number>()

  function refuse(nonce: string, nowMs: number): void {
    refusedUntilMs.delete(nonce)
    refusedUntilMs.set(nonce, nowMs + REFUSED_NONCE_MS)
    for (const oldest of refusedUntilMs.keys()) {
      if (refusedUntilMs.size <= MAX_REFUSED_NONCES) return
      refusedUntilMs.delete(oldest)
    }
  }

  return {
    async redeem(nonce, nowMs) {
      if (secretKey === null) return fail('missing-api-client')
      if (nonce.length > MAX_NONCE_CHARS || nowMs < (refusedUntilMs.get(nonce) ?? 0)) return fail('nonce-invalid')
      const answer = await provider.call({
        method: 'GET',
        path: `${provider.versioned}${HANDSHAKE_PAYLOAD_PATH}?nonce=${encodeURIComponent(nonce)}`,
        bearer: secretKey,
      })
      if (answer.ok && isRecord(answer.value) && Array.isArray(answer.value.directives))
        return ok(answer.value.directives)
      if (answer.ok) return fail('nonce-invalid')
      const { status } = answer.failure
      if (status === 404) refuse(nonce, nowMs)
      return fail(status === null ? 'fetch-error' : status === 401 ? 'secret-key-invalid' : 'nonce-invalid')
    },
  }
}
