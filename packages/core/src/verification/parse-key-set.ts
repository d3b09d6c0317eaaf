/**
 * Verification room. A provider's or a store's answer → public keys by `kid`. Pure.
 *
 * @see rulings.md D5, D6; protocol.md 4.3; RFC 7517 §5
 */
import { fail, ok } from '../foundation/result.ts'
import { isSignatureKeyJwk, parseRsaJwk } from '../settings/parse-rsa-jwk.ts'
import { MAX_KEYS, MAX_KID_CHARS } from '../wire/limits.ts'
import type { Result } from '../foundation/result.ts'
import type { RsaPublicJwk } from '../settings/settings.ts'

/** Usable keys of one answer by `kid`. Never empty. */
export type PublicKeys = ReadonlyMap<string, RsaPublicJwk>

const PRINTABLE = /^[\x20-\x7e]+$/

/** Whether the value can name a key: 1 to `MAX_KID_CHARS` printable ASCII characters. */
export function isKeyId(kid: unknown): kid is string {
  return typeof kid === 'string' && kid.length <= MAX_KID_CHARS && PRINTABLE.test(kid)
}

/** The `kid` of a list's item, or null. */
function readKeyId(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || !Object.hasOwn(item, 'kid')) return null
  const { kid } = item as { readonly kid: unknown }
  return isKeyId(kid) ? kid : null
}

/**
 * The usable keys of a list: public RSA keys for signatures, of 2048 bits or more. Others are left out, also every key whose `kid`
 * stands in the list twice, because it would be a guess which one is meant.
 *
 * @returns The keys; or why the whole list is no good, in one sentence without any part of it.
 */
export function parseKeySet(list: unknown): Result<PublicKeys, string> {
  if (!Array.isArray(list)) return fail('The answer has no list of keys.')
  if (list.length > MAX_KEYS) return fail(`The answer has more than ${MAX_KEYS} keys.`)
  const seen = new Set<string>()
  const keys = new Map<string, RsaPublicJwk>()
  for (const item of list) {
    const kid = readKeyId(item)
    if (kid === null) continue
    const key = !seen.has(kid) && isSignatureKeyJwk(item) ? parseRsaJwk(item) : null
    if (seen.has(kid)) keys.delete(kid)
    else if (key?.ok === true) keys.set(kid, key.value)
    seen.add(kid)
  }
  return keys.size === 0 ? fail('The answer has no usable key.') : ok(keys)
}
