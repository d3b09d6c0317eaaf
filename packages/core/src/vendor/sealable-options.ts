/**
 * Hand-over entry. Options of a developer → the part that can travel to server code. Pure.
 *
 * @see protocol.md 15.6; rulings.md 3
 */
import { AuthError } from '../foundation/errors.ts'
import type { Json, JsonObject } from '../seal/handover-contents.ts'

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
