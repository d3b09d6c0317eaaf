/**
 * Verification room. Token + keys → whether one of them signed it. Waits for keys and crypto. jose decides; nothing here compares bytes.
 *
 * @see rulings.md D6; protocol.md 4.2 steps 3 and 6; RFC 7515 §5.2
 */
import { readString } from '../foundation/is-record.ts'
import { JWSSignatureVerificationFailed } from 'jose/errors'
import { flattenedVerify } from 'jose/jws/flattened/verify'
import { firstOutcome } from '../foundation/rule.ts'
import { Later, toLater, whenKnown, type Soon } from '../foundation/soon.ts'
import type { PeekedToken } from '../credentials/peek-token.ts'
import { toTokenFailure, type TokenFailure } from '../claims/verified.ts'
import type { HeaderRules } from './header-rules.ts'
import type { Keys } from './keys.ts'
import type { VerificationKey } from './verification-key.ts'

const WRONG_KEY: TokenFailure = {
  reason: 'token-verification-failed',
  message: 'The key of this token is bound to another algorithm.',
}
const NOT_CHECKED: TokenFailure = {
  reason: 'token-verification-failed',
  message: 'The signature of the token could not be checked.',
}
const WRONG_SIGNATURE = toTokenFailure('token-invalid-signature')

/** What tells the headers of one class of tokens from another's. */
export interface TokenClass {
  /** What the header may say. */
  readonly headerRules: HeaderRules
  /** Accepted values of `typ`. Empty: `JWT`, or none. */
  readonly types: readonly string[]
}

/** Whether a key signed a token: null, or why not. The token's header was found without fault before. */
export type SignatureVerifier = (token: PeekedToken, key: VerificationKey) => Soon<TokenFailure | null>

/**
 * Whether a key of the source signed a token of this class: its header, the key that the header names, the signature. The one way in which
 * every class is checked.
 *
 * @param verify How the signature is verified. Default: anew, and nothing is remembered.
 * @returns Null when a key signed it; else the first thing that is wrong. Its claims are not looked at. Never rejects.
 */
export function verifySigned(
  token: PeekedToken,
  { headerRules, types }: TokenClass,
  keys: Keys,
  nowMs: number,
  verify: SignatureVerifier = verifySignature,
): Soon<TokenFailure | null> {
  const { header } = token
  const fault = firstOutcome(headerRules, { header, types })
  if (fault !== null) return fault
  // Looking for a key may ask the issuer for newer ones in the background, and nothing begins before somebody waits for the verdict.
  return toLater(() =>
    whenKnown(keys.find(header['kid'], nowMs, readString(header['alg'])), (key) =>
      key.ok ? verify(token, key.value) : key.failure,
    ),
  )
}

/**
 * Verifies a signature.
 *
 * @returns Null when the key signed the token; `token-invalid-signature` when it did not; `token-verification-failed` when the key is
 *   bound to another algorithm or the crypto failed. Never rejects.
 */
export const verifySignature: SignatureVerifier = (token, { key, alg }) => {
  const headerAlg = token.header['alg']
  if (typeof headerAlg !== 'string' || (alg !== null && alg !== headerAlg)) return WRONG_KEY
  const jws = { protected: token.headerPart, payload: token.payloadPart, signature: token.signaturePart }
  return new Later(async () => {
    try {
      await flattenedVerify(jws, key, { algorithms: [headerAlg] })
      return null
    } catch (error) {
      // With a cause the crypto itself failed; without one it said no.
      const isRefusal = error instanceof JWSSignatureVerificationFailed && error.cause === undefined
      return isRefusal ? WRONG_SIGNATURE : NOT_CHECKED
    }
  })
}
