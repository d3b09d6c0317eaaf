/**
 * Settings room. One JSON Web Key → RSA public key. Pure.
 *
 * Used for the key that a developer gives and for the keys that the provider publishes. Members that point elsewhere (`x5u`, `x5c`, …)
 * are never read. Modulus and exponent are checked here and not only by the runtime's crypto, because runtimes differ in what they import.
 *
 * @see rulings.md D5, D6, D8; RFC 7517 §4; RFC 7518 §3.3 (2048 bits or more), §6.3; CVE-2017-15361
 */
import { isRecord } from '../foundation/is-record.ts'
import { parseBase64Url, toBase64Url } from '../foundation/bytes.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { MIN_RSA_MODULUS_BITS } from '../wire/limits.ts'
import { MAX_JWK_MEMBER_CHARS, MAX_RSA_EXPONENT_BYTES, MAX_RSA_MODULUS_BITS } from '../wire/tenant-limits.ts'
import type { RsaPublicJwk } from './settings.ts'

/** Members that only a private or a symmetric key has. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const

/** Whether the value is an object that may be meant for verifying signatures: `use` and `key_ops`, where given, say so. */
export function isSignatureKeyJwk(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return false
  const { use, key_ops: operations } = value
  if (use !== undefined && use !== 'sig') return false
  return operations === undefined || (Array.isArray(operations) && operations.includes('verify'))
}

function parseNumber(value: unknown): Uint8Array | null {
  return typeof value === 'string' && value.length <= MAX_JWK_MEMBER_CHARS ? parseBase64Url(value) : null
}

/** The RSA public key in a JWK; or what is wrong, in one sentence without any part of the key. */
export function parseRsaJwk(jwk: Readonly<Record<string, unknown>>): Result<RsaPublicJwk, string> {
  if (jwk['kty'] !== 'RSA') return fail('It is not an RSA key.')
  if (PRIVATE_MEMBERS.some((member) => Object.hasOwn(jwk, member))) {
    return fail('It holds a private key. Only the public half belongs here.')
  }
  const { alg } = jwk
  if (alg !== undefined && typeof alg !== 'string') return fail('Its alg is not a string.')
  const modulus = parseNumber(jwk['n'])
  const exponent = parseNumber(jwk['e'])
  if (modulus === null || exponent === null) return fail('Its n or e is not base64url.')
  return toRsaPublicJwk(modulus, exponent, alg ?? null)
}

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
  if (!isOdd(exponent) || exponent.length > MAX_RSA_EXPONENT_BYTES || countBits(exponent) < 2) {
    return fail('The RSA exponent must be odd, at least 3 and at most four bytes long.')
  }
  if (hasRocaFingerprint(modulus)) return fail('The RSA key can be factored (ROCA, CVE-2017-15361). Make another.')
  const jwk = { kty: 'RSA', n: toBase64Url(modulus), e: toBase64Url(exponent) } as const
  return ok(alg === null ? jwk : { ...jwk, alg })
}

/** The primes up to 167 modulo which 65537 does not generate everything. Modulo the others nothing can be told. */
const TELLING_PRIMES = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157] as const
const GENERATOR = 65_537

function isPowerOfGenerator(residue: number, prime: number): boolean {
  let power = 1
  do {
    if (power === residue) return true
    power = (power * GENERATOR) % prime
  } while (power !== 1)
  return false
}

/**
 * Whether the factors of a modulus were made by the flawed generator of CVE-2017-15361: Infineon's, in smart cards and security chips. It made every
 * prime a power of 65537 modulo a product of small primes, so the modulus is one too. Whoever has the public key can find the private one.
 *
 * @param modulus Big-endian. @returns True for every key of that generator, and for one in 200 million others.
 * @see M. Nemec and others, "The Return of Coppersmith's Attack", 2017, §3 (fingerprinting)
 */
export function hasRocaFingerprint(modulus: Uint8Array): boolean {
  return TELLING_PRIMES.every((prime) =>
    isPowerOfGenerator(
      modulus.reduce((rest, byte) => (rest * 256 + byte) % prime, 0),
      prime,
    ),
  )
}
