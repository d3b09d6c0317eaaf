/**
 * Settings room. One JSON Web Key → RSA public key. Pure.
 *
 * Used for the key that a developer gives and for the keys that the provider publishes. Members that point elsewhere (`x5u`, `x5c`, …)
 * are never read.
 *
 * @see rulings.md D5, D6; RFC 7517 §4; RFC 7518 §6.3
 */
import { fail } from '../foundation/result.ts'
import { parseBase64Url } from '../foundation/bytes.ts'
import { toRsaPublicJwk } from './rsa-public-key.ts'
import type { Result } from '../foundation/result.ts'
import type { RsaPublicJwk } from './settings.ts'

/** Members that only a private or a symmetric key has. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const
/** Members of at most this many characters are decoded. Twice what the largest modulus needs. */
const MAX_MEMBER_CHARS = 6_000

/** Whether the value is an object that may be meant for verifying signatures: `use` and `key_ops`, where given, say so. */
export function isSignatureKeyJwk(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { use, key_ops: operations } = value as Readonly<Record<string, unknown>>
  if (use !== undefined && use !== 'sig') return false
  return operations === undefined || (Array.isArray(operations) && operations.includes('verify'))
}

function parseNumber(value: unknown): Uint8Array | null {
  return typeof value === 'string' && value.length <= MAX_MEMBER_CHARS ? parseBase64Url(value) : null
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
