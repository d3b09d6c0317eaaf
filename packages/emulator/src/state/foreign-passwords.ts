/**
 * Digests that a server brought along, in the forms of the provider's Backend API. What the platform can compute is checked. Others (bcrypt,
 * argon2, scrypt, md5) are kept and fit no password.
 */

/** Every form that the Backend API takes. */
export const PASSWORD_HASHERS: readonly string[] = [
  'argon2i',
  'argon2id',
  'awscognito',
  'bcrypt',
  'bcrypt_peppered',
  'bcrypt_sha256_django',
  'hmac_sha256_utf16_b64',
  'ldap_ssha',
  'md5',
  'md5_phpass',
  'md5_salted',
  'pbkdf2_sha1',
  'pbkdf2_sha256',
  'pbkdf2_sha256_django',
  'pbkdf2_sha512',
  'pbkdf2_sha512_hex',
  'phpass',
  'scrypt_firebase',
  'scrypt_werkzeug',
  'sha256',
  'sha256_salted',
  'sha512_symfony',
]

type Bytes = Uint8Array<ArrayBuffer>
type Check = (digest: string, text: string) => Promise<boolean>

const CHECKS: Readonly<Record<string, Check>> = {
  sha256: async (digest, text) => isHex(digest, await sha256(text)),
  sha256_salted: async (digest, text) => {
    const [salt = '', hash = ''] = split(digest)
    return isHex(hash, await sha256(salt + text))
  },
  pbkdf2_sha256: pbkdf2('SHA-256', fromBase64, fromBase64),
  pbkdf2_sha256_django: pbkdf2('SHA-256', fromText, fromBase64),
  pbkdf2_sha1: pbkdf2('SHA-1', fromHexOrText, fromHex),
  pbkdf2_sha512: pbkdf2('SHA-512', fromText, fromHex),
  pbkdf2_sha512_hex: pbkdf2('SHA-512', fromHex, fromHex),
}

/** Whether digests of this form are checked at all. */
export function isHasherKnown(hasher: string): boolean {
  return Object.hasOwn(CHECKS, hasher)
}

/** Whether the digest is one of this text. A digest that is broken, or of a form that is not checked, fits nothing. */
export async function isForeignPassword(hasher: string, digest: string, text: string): Promise<boolean> {
  const check = Object.hasOwn(CHECKS, hasher) ? CHECKS[hasher] : undefined
  try {
    return check !== undefined && (await check(digest, text))
  } catch {
    return false
  }
}

/** `<name>$<iterations>$<salt>$<hash>` */
function pbkdf2(hash: string, readSalt: (text: string) => Bytes, readHash: (text: string) => Bytes): Check {
  return async (digest, text) => {
    const [, iterations = '', salt = '', wanted = ''] = split(digest)
    const expected = readHash(wanted)
    if (expected.byteLength === 0) return false
    const key = await crypto.subtle.importKey('raw', fromText(text), 'PBKDF2', false, ['deriveBits'])
    const algorithm = { name: 'PBKDF2', hash, salt: readSalt(salt), iterations: Number(iterations) }
    const bits = new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, expected.byteLength * 8))
    return toHex(bits) === toHex(expected)
  }
}

function split(digest: string): readonly string[] {
  return digest.split('$')
}
async function sha256(text: string): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', fromText(text)))
}
function isHex(text: string, bytes: Bytes): boolean {
  return text.toLowerCase() === toHex(bytes)
}
function toHex(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
function fromText(text: string): Bytes {
  return new TextEncoder().encode(text)
}
function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (char) => char.codePointAt(0) ?? 0)
}
function fromHex(text: string): Bytes {
  return Uint8Array.from(text.match(/[\da-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16))
}
function fromHexOrText(text: string): Bytes {
  return /^([\da-f]{2})+$/i.test(text) ? fromHex(text) : fromText(text)
}
