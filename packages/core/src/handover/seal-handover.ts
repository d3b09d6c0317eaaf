/**
 * Hand-over entry. What the middleware knows → one header value. Synchronous; reads random bytes, nothing else from outside.
 *
 * @see decisions.md 3; security.md 34, 62-64
 */
import { gcm } from '@noble/ciphers/aes.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { HANDOVER_LIFETIME_MS } from '../wire/limits.ts'
import { toBase64Url } from './base64.ts'
import type { HandoverContents, SealedPayload } from './handover-contents.ts'
import { IV_BYTES, toAssociatedData, toEnvelopeBytes, toTokenHash } from './seal-envelope.ts'
import type { SealingKeys } from './sealing-keys.ts'

/** A hand-over and the request it belongs to. */
export interface HandoverToSeal {
  readonly keys: SealingKeys
  readonly publishableKey: string
  /** The `host` header of the request, as the application will see it. */
  readonly host: string
  readonly method: string
  /** Path without query, as the application will see it. */
  readonly path: string
  /** The accepted token, or null. The seal is bound to its SHA-256. */
  readonly token: string | null
  /** Puts the token inside, for hand-overs where it does not travel in a header of its own. */
  readonly isTokenInside: boolean
  /** Milliseconds since the Unix epoch. The seal is believed for 60 s from here. */
  readonly nowMs: number
  readonly contents: HandoverContents
}

/** Seals a hand-over with AES-256-GCM under the current key and a fresh random IV. The result is base64url text. */
export function sealHandover(handover: HandoverToSeal): string {
  const { keys, contents, method, path } = handover
  const head = toEnvelopeBytes({
    keyId: keys.current.id,
    expiresAtMs: handover.nowMs + HANDOVER_LIFETIME_MS,
    publishableKey: handover.publishableKey,
    tokenHash: toTokenHash(handover.token),
  })
  const payload: SealedPayload = { contents, method, path, token: handover.isTokenInside ? handover.token : null }
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const cipher = gcm(keys.current.key, iv, toAssociatedData(head, handover.host))
  return toBase64Url(concatBytes(head, iv, cipher.encrypt(utf8ToBytes(JSON.stringify(payload)))))
}
