/** One RSA-2048 key pair in the forms that are needed: PEM, public JWK, and a function that signs. */
import { CompactSign, importJWK } from 'jose'
import { EmulatorError } from '../emulator-error.ts'
import type { PrivateJwk } from './fixed-keys.ts'

/** What a key set shows of a key. @see RFC 7517 §4 */
export interface PublicJwk {
  readonly kty: string
  readonly n: string
  readonly e: string
  readonly kid: string
  readonly use: 'sig'
  readonly alg: 'RS256'
}

/** DER of an RSA-2048 SubjectPublicKeyInfo up to its modulus; the modulus and the exponent 65537 follow. @see RFC 8017 §A.1.1 */
const SPKI_HEAD = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA'
const SPKI_TAIL = [2, 3, 1, 0, 1]
const MODULUS_BYTES = 256

/** The `kid` of a key. It looks like the provider's, and is the same in every run. */
export function toKid(key: PrivateJwk): string {
  return `ins_${key.n.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 27)}`
}

/** The public half, as it stands in the key set. */
export function toPublicJwk(key: PrivateJwk): PublicJwk {
  return { kty: key.kty, n: key.n, e: key.e, kid: toKid(key), use: 'sig', alg: 'RS256' }
}

/** The public half as PEM, for `jwtKey`. */
export function toPem(key: PrivateJwk): string {
  const der = [...fromBase64(SPKI_HEAD), ...readModulus(key), ...SPKI_TAIL]
  const body = btoa(String.fromCharCode(...der))
  const lines = body.match(/.{1,64}/g) ?? []
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----'].join('\n')
}

/** @throws EmulatorError when the key is not a private RSA-2048 JWK with the usual exponent: the vendor's packages read no other. */
export function checkSigningKey(key: PrivateJwk): PrivateJwk {
  const fits =
    key.kty === 'RSA' &&
    key.e === 'AQAB' &&
    typeof key.d === 'string' &&
    typeof key.n === 'string' &&
    readModulus(key).length === MODULUS_BYTES
  if (fits) return key
  throw new EmulatorError(
    'ERR_EMULATOR_OPTION_INVALID',
    'signingKey is not a private RSA-2048 JWK with exponent 65537. Make one with generateSigningKey().',
  )
}

/** Makes a random key: for rotation, or for a second instance whose tokens the first must refuse. */
export async function generateSigningKey(): Promise<PrivateJwk> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
  }
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const { kty, n, e, d, p, q, dp, dq, qi } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  if (kty === undefined || n === undefined || e === undefined || d === undefined)
    throw new TypeError('An RSA key without its numbers.')
  return { kty, n, e, d, p, q, dp, dq, qi } as PrivateJwk
}

/** Signs a payload. The header's `alg` may name another RSA algorithm; Under `none`, or any other name, the token stays unsigned. */
export async function signCompact(
  key: PrivateJwk,
  header: Readonly<Record<string, unknown>>,
  payload: unknown,
): Promise<string> {
  const alg = typeof header['alg'] === 'string' ? header['alg'] : 'RS256'
  const body = new TextEncoder().encode(JSON.stringify(payload))
  if (!/^(RS|PS)(256|384|512)$/.test(alg)) {
    return `${toBase64Url(new TextEncoder().encode(JSON.stringify(header)))}.${toBase64Url(body)}.`
  }
  return new CompactSign(body).setProtectedHeader({ ...header, alg }).sign(await importJWK({ ...key, alg }, alg))
}

function readModulus(key: PrivateJwk): Uint8Array {
  return fromBase64(key.n.replaceAll('-', '+').replaceAll('_', '/'))
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
}

/** @see RFC 4648 §5 */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
