/**
 * Verification room. Token + key → whether the key signed it. Waits for the crypto. jose decides; nothing here compares bytes.
 *
 * @see rulings.md D6; protocol.md 4.2 step 6; RFC 7515 §5.2
 */
import { JWSSignatureVerificationFailed } from 'jose/errors'
import { flattenedVerify } from 'jose/jws/flattened/verify'
import type { PeekedToken } from '../credentials/peek-token.ts'
import type { TokenFailure } from '../claims/token-failure.ts'
import type { VerificationKey } from './verification-key.ts'

const WRONG_KEY: TokenFailure = {
  reason: 'token-verification-failed',
  message: 'The key of this token is bound to another algorithm.',
}
const NOT_CHECKED: TokenFailure = {
  reason: 'token-verification-failed',
  message: 'The signature of the token could not be checked.',
}
const WRONG_SIGNATURE: TokenFailure = {
  reason: 'token-invalid-signature',
  message: 'The signature of the token is wrong. Check that the keys belong to the same instance.',
}

/**
 * Checks a signature.
 *
 * @param token Its header was found without fault before: `alg` is one of the accepted ones.
 * @returns Null when the key signed the token; `token-invalid-signature` when it did not; `token-verification-failed` when the key is
 *   bound to another algorithm or the crypto failed. Never rejects.
 */
export async function verifySignature(token: PeekedToken, { key, alg }: VerificationKey): Promise<TokenFailure | null> {
  const headerAlg = token.header['alg']
  if (typeof headerAlg !== 'string' || (alg !== null && alg !== headerAlg)) return WRONG_KEY
  const jws = { protected: token.headerPart, payload: token.payloadPart, signature: token.signaturePart }
  try {
    await flattenedVerify(jws, key, { algorithms: [headerAlg] })
    return null
  } catch (error) {
    // With a cause the crypto itself failed; without one it said no.
    const isRefusal = error instanceof JWSSignatureVerificationFailed && error.cause === undefined
    return isRefusal ? WRONG_SIGNATURE : NOT_CHECKED
  }
}
