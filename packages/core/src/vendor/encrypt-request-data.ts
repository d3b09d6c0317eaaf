/**
 * Vendor room. Options ↔ the encrypted options that the vendor's `auth()` reads. Encrypting waits for the platform's cryptography, and reads
 * random bytes for the salt; decrypting is synchronous.
 *
 * The format (AES-256-CBC, key and IV from one round of MD5, no authentication tag) is the vendor's and weak. Ours is `seal-handover.ts`;
 * this one exists so that the vendor's server code keeps working behind our middleware. Our own server code never reads it.
 *
 * @see protocol.md 15.6, 15.11; OpenSSL `EVP_BytesToKey`
 */
import { isRecord } from '../foundation/is-record.ts'
import { cbc } from '@noble/ciphers/aes.js'
import { md5 } from '@noble/hashes/legacy.js'
import { concatBytes, parseBase64, toBase64, toUtf8Bytes, type Bytes } from '../foundation/bytes.ts'
import { AuthError } from '../foundation/auth-error.ts'
import { begin, whenKnown, type Soon } from '../foundation/soon.ts'
import { parseJson, type Json, type JsonObject } from '../seal/handover-contents.ts'
import { findCryptography } from '../seal/find-cryptography.ts'
import { AES_KEY_BYTES, CBC_IV_BYTES, REQUEST_DATA_SALT_BYTES } from '../wire/tenant-limits.ts'

/** What stands before the salt. */
const REQUEST_DATA_MARK = 'Salted__'

/** Options, and who may read them. */
export interface OptionsToEncrypt {
  /** The options that were passed in code or by the callback, never values of the environment; from `toSealableOptions`. */
  readonly options: JsonObject
  /** `CLERK_ENCRYPTION_KEY`, or null. */
  readonly encryptionKey: string | null
  /** `CLERK_SECRET_KEY` of the environment, or null. Encrypts where there is no encryption key, because the server knows it too. */
  readonly environmentSecretKey: string | null
}

/**
 * Answers with the request data of a request, or null where there is none.
 *
 * @param machineAuth Serialised auth object of the request's machine token; null without one.
 */
export type EncryptedOptions = (machineAuth: JsonObject | null) => string | null | Promise<string>

/**
 * Encrypts options once: neither they nor their key change, so neither has what is made of them to. Only success is kept. A machine token
 * belongs to its request, so with one they are encrypted anew.
 */
export function createEncryptedOptions(given: OptionsToEncrypt): EncryptedOptions {
  const { options } = given
  // Without any passphrase nothing is written: a constant everybody knows would let a client write this header itself.
  const passphrase = given.encryptionKey ?? given.environmentSecretKey
  if (passphrase === null) return () => null
  let known: string | null = null
  const makeKnown = (): string | Promise<string> =>
    begin(whenKnown(encrypt(options, passphrase), (text) => (known ??= text)))
  const plain = Object.keys(options).length === 0 ? (): null => null : () => known ?? makeKnown()
  return (machineAuth) =>
    machineAuth === null ? plain() : encryptRequestData({ ...options, machineAuthObject: machineAuth }, passphrase)
}

/** Encrypts request data under a passphrase: base64 of `Salted__`, eight random bytes and the ciphertext. */
export async function encryptRequestData(data: JsonObject, passphrase: string): Promise<string> {
  return begin(encrypt(data, passphrase))
}

/**
 * Decrypts request data.
 *
 * @throws AuthError `ERR_AUTH_ENCRYPTION_KEY_INVALID` (`encryption_key_invalid`) when the text is not of this format or was made with
 *   another passphrase. No second passphrase is ever tried.
 */
export function decryptRequestData(text: string, passphrase: string): JsonObject {
  const bytes = parseBase64(text)
  const data = bytes === null ? null : decrypt(bytes, passphrase)
  if (data === null) {
    throw new AuthError(
      'ERR_AUTH_ENCRYPTION_KEY_INVALID',
      'The request data of the middleware cannot be decrypted. Give the middleware and the server the same CLERK_ENCRYPTION_KEY.',
      { vendorCode: 'encryption_key_invalid' },
    )
  }
  return data
}

/**
 * The options that were really given, as plain JSON. Functions, `undefined`, `null` and the names in `kept` stay behind.
 *
 * @param kept Options that never leave the middleware, the encryption keys among them.
 * @param encryptionKey `CLERK_ENCRYPTION_KEY`, or null.
 * @throws AuthError `ERR_AUTH_ENCRYPTION_KEY_MISSING` (`encryption_key_missing`) when a secret key is among the options and there is
 *   no encryption key to hand it over with.
 */
export function toSealableOptions(options: object, kept: readonly string[], encryptionKey: string | null): JsonObject {
  const sealable: Record<string, Json> = {}
  for (const [name, value] of Object.entries(options)) {
    if (kept.includes(name)) continue
    const json = toJson(value)
    if (json !== null) sealable[name] = json
  }
  if (sealable.secretKey && encryptionKey === null) {
    throw new AuthError(
      'ERR_AUTH_ENCRYPTION_KEY_MISSING',
      'secretKey is passed as an option, so it must travel to the server encrypted. Set CLERK_ENCRYPTION_KEY (32 random bytes, hex) for the middleware and the server.',
      { vendorCode: 'encryption_key_missing' },
    )
  }
  return sealable
}

function toJson(value: unknown): Json {
  const text = JSON.stringify(value)
  // JSON.stringify gives undefined for functions and undefined; what it wrote parses to JSON.
  return text === undefined ? null : (JSON.parse(text) as Json)
}

function encrypt(data: JsonObject, passphrase: string): Soon<string> {
  const salt = crypto.getRandomValues(new Uint8Array(REQUEST_DATA_SALT_BYTES))
  const encrypted = findCryptography().encryptCbc(JSON.stringify(data), toKey(passphrase, salt))
  return whenKnown(encrypted, (bytes) => toBase64(concatBytes(toUtf8Bytes(REQUEST_DATA_MARK), salt, bytes)))
}

function decrypt(bytes: Uint8Array, passphrase: string): JsonObject | null {
  const mark = toUtf8Bytes(REQUEST_DATA_MARK)
  if (mark.some((byte, index) => bytes[index] !== byte)) return null
  const start = mark.length + REQUEST_DATA_SALT_BYTES
  const { key, iv } = toKey(passphrase, bytes.subarray(mark.length, start))
  try {
    const plain = cbc(key, iv).decrypt(bytes.subarray(start))
    const value = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(plain))
    // JSON text parsed to an object holds JSON only.
    return isRecord(value) ? (value as JsonObject) : null
  } catch {
    return null
  }
}

/**
 * An AES-256 key and the IV of CBC: one round of MD5 for every 16 bytes, each over the one before, the passphrase and the salt. MD5 comes from
 * a library on both sides: the platform's cryptography rightly has none.
 */
function toKey(passphrase: string, salt: Uint8Array): { readonly key: Bytes; readonly iv: Bytes } {
  const secret = concatBytes(toUtf8Bytes(passphrase), salt)
  let block: Uint8Array = new Uint8Array(0)
  let derived: Bytes = new Uint8Array(0)
  while (derived.length < AES_KEY_BYTES + CBC_IV_BYTES) {
    block = md5(concatBytes(block, secret))
    derived = concatBytes(derived, block)
  }
  return { key: derived.subarray(0, AES_KEY_BYTES), iv: derived.subarray(AES_KEY_BYTES) }
}
