/**
 * Exchange room. Handshake nonce → directives. Waits.
 *
 * @see protocol.md 6.3 (nonce)
 */
import { fail, ok, type Result } from '../result.ts'
import { HANDSHAKE_PAYLOAD_PATH } from '../wire/endpoints.ts'
import { isRecord, type IdentityProvider } from './identity-provider.ts'

/** The directives could not be had. */
export type NonceFailure = 'missing-api-client' | 'no-answer'

/** Longest nonce that is sent to the provider. */
const MAX_NONCE_CHARS = 512

/**
 * Asks the provider for what a nonce stands for.
 *
 * @returns The `Set-Cookie` strings as they came; they are checked later. Without a secret key nobody is asked.
 */
export async function redeemNonce(
  nonce: string,
  secretKey: string | null,
  provider: IdentityProvider,
): Promise<Result<readonly unknown[], NonceFailure>> {
  if (secretKey === null) return fail('missing-api-client')
  if (nonce.length > MAX_NONCE_CHARS) return fail('no-answer')
  const answer = await provider.call({
    method: 'GET',
    path: `${provider.versioned}${HANDSHAKE_PAYLOAD_PATH}?nonce=${encodeURIComponent(nonce)}`,
    bearer: secretKey,
  })
  if (!answer.ok || !isRecord(answer.value) || !Array.isArray(answer.value.directives)) return fail('no-answer')
  return ok(answer.value.directives)
}
