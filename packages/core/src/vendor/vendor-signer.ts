/**
 * Vendor room. Tokens → the signatures that let the vendor's `auth()` believe a token header, and back. Signing waits for the platform's
 * cryptography; checking is synchronous.
 *
 * SHA-1 is the protocol's choice. As a keyed MAC it is unbroken; our own seal does not rest on it.
 *
 * @see protocol.md 15.6, 15.11
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { toHex, toUtf8Bytes } from '../foundation/bytes.ts'
import { createRecent } from '../foundation/create-recent.ts'
import { begin, Later, whenKnown } from '../foundation/soon.ts'
import { createSha1Signer } from '../seal/platform-key.ts'
import { MAX_KEPT_SIGNATURES } from '../wire/limits.ts'

/** Signs for one secret key. */
export interface VendorSigner {
  /** The signature of a session token. It is kept; the token lives a minute, and whoever holds both gains nothing by the signature. */
  readonly signSession: (token: string) => string | Promise<string>
  /** The signature of a token that may live for years, so nothing of it is kept. */
  readonly signMachine: (token: string) => string | Promise<string>
}

/** HMAC-SHA1 of a token under the secret key, lower-case hex. Empty for no token. */
export function toVendorSignature(secretKey: string, token: string): Promise<string> {
  return token === '' ? Promise.resolve('') : createSha1Signer(secretKey)(token)
}

/** Signs with one key, which is prepared when it is first needed. Without a key, and without a token, the signature is empty. */
export function createVendorSigner(secretKey: string | null): VendorSigner {
  const sign = createSha1Signer(secretKey ?? '')
  const known = createRecent<string>()
  const isNothing = (token: string): boolean => !secretKey || token === ''
  const keep = (token: string, signature: string): string => {
    known.keep(token, signature, MAX_KEPT_SIGNATURES)
    return signature
  }
  // Only signatures are kept: a failure is forgotten, and no caller waits for what another one began.
  const signNew = (token: string): string | Promise<string> =>
    begin(whenKnown(new Later(() => sign(token)), (signature) => keep(token, signature)))
  return {
    signSession: (token) => (isNothing(token) ? '' : (known.find(token) ?? signNew(token))),
    signMachine: (token) => (isNothing(token) ? '' : sign(token)),
  }
}

/** Whether a signature belongs to this token. Takes the same time for every wrong one. */
export function isVendorSignature(secretKey: string, token: string, signature: string): boolean {
  const expected = toHex(hmac(sha1, toUtf8Bytes(secretKey), toUtf8Bytes(token)))
  if (token === '' || expected.length !== signature.length) return false
  let difference = 0
  for (let index = 0; index < expected.length; index += 1) {
    difference |= expected.charCodeAt(index) ^ signature.charCodeAt(index)
  }
  return difference === 0
}
