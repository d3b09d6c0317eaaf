/**
 * Hand-over entry. What the middleware knows → one header value. Waits for the platform's cryptography; reads random bytes, and
 * nothing else from outside.
 *
 * @see rulings.md 3; threats.md 34, 62-64
 */
import { HANDOVER_LIFETIME_MS } from '../wire/limits.ts'
import { toBase64Url } from '../foundation/bytes.ts'
import type { Bytes } from '../foundation/bytes.ts'
import { concatBytes, toUtf8Bytes } from '../foundation/bytes.ts'
import type { HandoverContents, SealedPayload } from './handover-contents.ts'
import { IV_BYTES, toAssociatedData, toEnvelopeBytes } from './seal-envelope.ts'
import type { SealingKey } from './sealing-key.ts'

/** A hand-over and the request it belongs to. */
export interface HandoverToSeal {
  readonly key: SealingKey
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

/** SHA-256 of a text. */
export type TokenHash = (token: string) => Bytes | Promise<Bytes>

/** What the platform says it is. */
export async function toTokenHash(token: string): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', toUtf8Bytes(token)))
}

/**
 * Seals a hand-over with AES-256-GCM under a fresh random IV. The result is base64url text.
 *
 * Rejects where the platform's cryptography fails: there is no weaker seal to fall back to.
 *
 * @param hashToken For callers that keep hashes.
 */
export async function sealHandover(handover: HandoverToSeal, hashToken: TokenHash = toTokenHash): Promise<string> {
  const { key, contents, token, method, path } = handover
  const head = toEnvelopeBytes({
    keyId: key.id,
    expiresAtMs: handover.nowMs + HANDOVER_LIFETIME_MS,
    publishableKey: handover.publishableKey,
    tokenHash: await hashToken(token ?? ''),
  })
  const payload: SealedPayload = { contents, method, path, token: handover.isTokenInside ? token : null }
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const cipher = { name: 'AES-GCM', iv, additionalData: toAssociatedData(head, handover.host) }
  const sealed = await crypto.subtle.encrypt(cipher, key.key, toUtf8Bytes(JSON.stringify(payload)))
  return toBase64Url(concatBytes(head, iv, new Uint8Array(sealed)))
}
