/**
 * Settings room. Modulus and exponent → JWK, or what is wrong with them. Pure.
 *
 * Checked here and not only by the runtime's crypto, because runtimes differ in what they import.
 *
 * @see rulings.md D6, D8; RFC 7518 §3.3 (2048 bits or more); CVE-2017-15361
 */
import { fail, ok } from '../foundation/result.ts'
import { toBase64Url } from '../foundation/bytes.ts'
import { MIN_RSA_MODULUS_BITS } from '../wire/limits.ts'
import { hasRocaFingerprint } from './has-roca-fingerprint.ts'
import type { Result } from '../foundation/result.ts'
import type { RsaPublicJwk } from './settings.ts'

/** Largest modulus that every runtime's crypto takes. */
const MAX_RSA_MODULUS_BITS = 16_384
/** Longest public exponent that every runtime's crypto takes. */
const MAX_EXPONENT_BYTES = 4

/** Without leading zeros, which some encoders write. */
function trimZeros(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0)
  return start === -1 ? bytes.subarray(0, 0) : bytes.subarray(start)
}

/** Length of a big-endian number without leading zeros. */
function countBits(bytes: Uint8Array): number {
  return bytes.length === 0 ? 0 : bytes.length * 8 - Math.clz32(bytes[0] ?? 0) + 24
}

function isOdd(bytes: Uint8Array): boolean {
  return ((bytes[bytes.length - 1] ?? 0) & 1) === 1
}

/**
 * Checks an RSA public key and spells it the one way.
 *
 * @param modulusBytes Big-endian, leading zeros allowed.
 * @param exponentBytes Big-endian, leading zeros allowed.
 * @param alg The only algorithm the key may be used with, or null.
 * @returns The JWK; or one sentence that says what is wrong and holds no part of the key.
 */
export function toRsaPublicJwk(
  modulusBytes: Uint8Array,
  exponentBytes: Uint8Array,
  alg: string | null,
): Result<RsaPublicJwk, string> {
  const modulus = trimZeros(modulusBytes)
  const exponent = trimZeros(exponentBytes)
  const bits = countBits(modulus)
  if (bits < MIN_RSA_MODULUS_BITS)
    return fail(`The RSA key has ${bits} bits; at least ${MIN_RSA_MODULUS_BITS} are needed.`)
  if (bits > MAX_RSA_MODULUS_BITS) return fail(`The RSA key has more than ${MAX_RSA_MODULUS_BITS} bits.`)
  if (!isOdd(modulus)) return fail('The RSA modulus is even, so this is no RSA key.')
  if (!isOdd(exponent) || exponent.length > MAX_EXPONENT_BYTES || countBits(exponent) < 2) {
    return fail('The RSA exponent must be odd, at least 3 and at most four bytes long.')
  }
  if (hasRocaFingerprint(modulus)) return fail('The RSA key can be factored (ROCA, CVE-2017-15361). Make another.')
  const jwk = { kty: 'RSA', n: toBase64Url(modulus), e: toBase64Url(exponent) } as const
  return ok(alg === null ? jwk : { ...jwk, alg })
}
