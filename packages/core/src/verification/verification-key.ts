/**
 * Verification room. RSA public key → imported key, once per algorithm. Waits for the crypto, never for the network.
 *
 * @see rulings.md D6; threats.md 2, 3 (a key is bound to one algorithm when it is imported)
 */
import { fail, ok, type Result } from '../foundation/result.ts'
import { createFlights } from '../foundation/flights.ts'
import { KEY_IMPORT_WAIT_MS } from '../wire/limits.ts'
import { Later, type Soon } from '../foundation/soon.ts'
import type { RsaPublicJwk } from '../settings/settings.ts'
import { toTokenFailure, type TokenFailure } from '../claims/verified.ts'

/** A key that verifies signatures. One object per key and algorithm for as long as the key stays in the live set. */
export interface VerificationKey {
  readonly key: CryptoKey
  /** The only algorithm that the JWK allows, or null where it names none; `key` is then bound to the algorithm that was asked for. */
  readonly alg: string | null
  /** Identity of the entry of the live key set that this key was made from. It outlives refreshes for as long as the key does. */
  readonly keySet: object
}

/** One key of a key set, imported on first use. */
export interface KeyEntry {
  readonly jwk: RsaPublicJwk
  /** Stands as `keySet` in every key made from this entry. */
  readonly identity: object
  /** The key for this algorithm. Fails with `token-verification-failed` when the JWK or its source excludes the algorithm. Never rejects. */
  find(alg: string): Soon<Result<VerificationKey, TokenFailure>>
}

const UNUSABLE_ALGORITHM: TokenFailure = {
  reason: 'token-verification-failed',
  message: 'The key of this token is not meant for signatures of this kind.',
}
const NOT_IMPORTED = toTokenFailure('jwk-remote-invalid')

async function importKey(
  jwk: RsaPublicJwk,
  alg: string,
  identity: object,
): Promise<Result<VerificationKey, TokenFailure>> {
  try {
    // The platform's own import; jose's would bring the algorithms of encryption along.
    const { kty, n, e } = jwk
    const use = { name: 'RSASSA-PKCS1-v1_5', hash: `SHA-${alg.slice(2)}` }
    const key = await crypto.subtle.importKey('jwk', { kty, n, e }, use, false, ['verify'])
    return ok({ key, alg: jwk.alg ?? null, keySet: identity })
  } catch {
    return fail(NOT_IMPORTED)
  }
}

/** @param algorithms Those that the source of the key allows. */
export function createKeyEntry(jwk: RsaPublicJwk, algorithms: readonly string[]): KeyEntry {
  const identity = {}
  const imported = new Map<string, Result<VerificationKey, TokenFailure>>()
  const imports = createFlights<Result<VerificationKey, TokenFailure>>(KEY_IMPORT_WAIT_MS)

  async function load(alg: string): Promise<Result<VerificationKey, TokenFailure>> {
    const result = await imports.join(alg, () => importKey(jwk, alg, identity))
    // Two imports can end here after a lost wait; the first one stays, so that a key keeps its identity.
    const first = imported.get(alg) ?? result
    if (first.ok) imported.set(alg, first)
    return first
  }

  function find(alg: string): Soon<Result<VerificationKey, TokenFailure>> {
    // A JWK that names its algorithm is imported for that one only; the verifier compares it with the header's.
    const bound = jwk.alg ?? alg
    if (!algorithms.includes(bound)) return fail(UNUSABLE_ALGORITHM)
    return imported.get(bound) ?? new Later(() => load(bound))
  }

  return { jwk, identity, find }
}
