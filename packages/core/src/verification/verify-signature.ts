/**
 * Verification room. Token + keys → whether one of them signed it. Waits for keys and crypto. jose decides; nothing here compares bytes.
 *
 * @see rulings.md D6; protocol.md 4.2 steps 3 and 6; RFC 7515 §5.2
 */
import { readString } from '../foundation/is-record.ts'
import { flattenedVerify } from 'jose/jws/flattened/verify'
import { firstOutcome } from '../foundation/rule.ts'
import { Later, type Soon } from '../foundation/soon.ts'
import type { PeekedToken } from '../credentials/peek-token.ts'
import { toTokenFailure, type TokenFailure } from '../claims/verified.ts'
import type { HeaderRules } from './header-rules.ts'
import type { Found, Keys } from './keys.ts'
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
/** jose's word for a signature that the key did not make. Its class stands behind an entry of its own, which Node needs time to find. */
const REFUSED = 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'

/** What tells the headers of one class of tokens from another's. */
export interface TokenClass {
  /** What the header may say. */
  readonly headerRules: HeaderRules
  /** Accepted values of `typ`. Empty: `JWT`, or none. */
  readonly types: readonly string[]
}

/** A key signed a token. */
interface Signed {
  /** The token's text. */
  readonly token: string
  readonly key: VerificationKey
  readonly failure: null
}

/** A key did not sign a token, or there is none to check it with. */
interface Unsigned {
  readonly token: string
  readonly key: VerificationKey | null
  readonly failure: TokenFailure
}

export type SignatureCheck = Signed | Unsigned

/** Checks whether a key signed a token. The token's header was found without fault before. Never rejects. */
export type SignatureVerifier = (token: PeekedToken, key: VerificationKey) => Promise<SignatureCheck>

/**
 * Whether a key of the source signed a token of this class: its header, the key that the header names, the signature. The one way in which
 * every class is checked.
 *
 * @param verify How the signature is verified. Default: anew, and nothing is remembered.
 * @returns Without a failure when a key signed it; else the first thing that is wrong. Its claims are not looked at. Never rejects.
 */
export function verifySigned(
  token: PeekedToken,
  { headerRules, types }: TokenClass,
  keys: Keys,
  nowMs: number,
  verify: SignatureVerifier = verifySignature,
): Soon<SignatureCheck> {
  const { header } = token
  const toUnsigned = (failure: TokenFailure): Unsigned => ({ token: token.token, key: null, failure })
  const fault = firstOutcome(headerRules, { header, types })
  if (fault !== null) return toUnsigned(fault)
  // Looking for a key may ask the issuer for newer ones in the background, and nothing begins before somebody waits for the verdict.
  return new Later(() => {
    const key = keys.find(header['kid'], nowMs, readString(header['alg']))
    const check = (found: Found): Promise<SignatureCheck> =>
      found.ok ? verify(token, found.value) : Promise.resolve(toUnsigned(found.failure))
    return key instanceof Later ? key.begin().then(check) : check(key)
  })
}

/**
 * Verifies a signature.
 *
 * @returns Without a failure when the key signed the token; `token-invalid-signature` when it did not; `token-verification-failed` when the
 *   key is bound to another algorithm or the crypto failed.
 */
export const verifySignature: SignatureVerifier = ({ token, header, headerPart, payloadPart, signaturePart }, key) => {
  const { alg } = header
  if (typeof alg !== 'string' || (key.alg !== null && key.alg !== alg))
    return Promise.resolve({ token, key, failure: WRONG_KEY })
  const jws = { protected: headerPart, payload: payloadPart, signature: signaturePart }
  // One turn of ours on top of jose's: each costs every new token as much as a rule table.
  return flattenedVerify(jws, key.key, { algorithms: [alg] }).then(
    () => ({ token, key, failure: null }),
    (error: unknown) => ({ token, key, failure: toFailure(error) }),
  )
}

/** With a cause the crypto itself failed; without one it said no. */
function toFailure(error: unknown): TokenFailure {
  const isRefusal = error instanceof Error && 'code' in error && error.code === REFUSED && error.cause === undefined
  return isRefusal ? WRONG_SIGNATURE : NOT_CHECKED
}
