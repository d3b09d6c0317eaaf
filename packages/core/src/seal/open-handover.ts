/**
 * Seal room. A header value → what the middleware knew, or why it is not believed. Synchronous, pure.
 *
 * @see rulings.md 3; threats.md 34, 62-64
 */
import { gcm } from '@noble/ciphers/aes.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { parseBase64Url, toUtf8Bytes } from '../foundation/bytes.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { HANDOVER_LIFETIME_MS, MAX_HANDOVER_CHARS } from '../wire/limits.ts'
import { parseSealedPayload, toOpenedHandover, type OpenedHandover, type SealedPayload } from './handover-contents.ts'
import { isOtherVersion, parseEnvelope, toAssociatedData, type SplitEnvelope } from './seal-envelope.ts'
import type { OpeningCryptography } from './cryptography.ts'
import { findNodeCryptography } from './find-cryptography.ts'
import type { OpeningKey } from './sealing-material.ts'

/** A seal and the request on which it arrived. */
export interface HandoverToOpen {
  /** From `resolveOpeningKeys`. */
  readonly keys: readonly OpeningKey[]
  /** The value of the header. */
  readonly sealed: string
  /** The instance the seal must belong to. Null where instances come from options of the request: then the caller judges `publishableKey` of the result. */
  readonly publishableKey: string | null
  /** The `host` header of the request. */
  readonly host: string
  /** The token that travels beside the seal. Null where none does: then a token inside is used. */
  readonly token: string | null
  /** Method and path of the request, checked together. Null in server components, which see neither. */
  readonly request: {
    /** In capitals. */
    readonly method: string
    /** Without query. */
    readonly path: string
  } | null
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number
}

/**
 * Why a seal is not believed: not a seal, or cut; of another release of this package; sealed with a key we do not hold; changed, or made for
 * another host or with another key; of another instance; for another token; for another method or path.
 */
export type HandoverFailure =
  | 'malformed'
  | 'other-version'
  | 'unknown-key'
  | 'not-authentic'
  | 'other-instance'
  | 'other-token'
  | 'other-request'

/** Opens a seal. Nothing of it is returned unless all of it is authentic and belongs to this request. */
export function openHandover(handover: HandoverToOpen): Result<OpenedHandover, HandoverFailure> {
  const bytes = handover.sealed.length > MAX_HANDOVER_CHARS ? null : parseBase64Url(handover.sealed)
  if (bytes === null) return fail('malformed')
  const envelope = parseEnvelope(bytes)
  if (envelope === null) return fail(isOtherVersion(bytes) ? 'other-version' : 'malformed')
  const cryptography = findNodeCryptography() ?? library
  const payload = openPayload(handover, envelope, cryptography)
  if (!payload.ok) return payload
  const { contents, method, path } = payload.value
  if (handover.publishableKey !== null && handover.publishableKey !== envelope.publishableKey) {
    return fail('other-instance')
  }
  const token = handover.token ?? payload.value.token
  if (!hasSameBytes(cryptography.toSha256(token ?? ''), envelope.tokenHash)) return fail('other-token')
  const { request, nowMs } = handover
  if (request !== null && (request.method !== method || request.path !== path)) return fail('other-request')
  // A seal from further ahead than one lifetime was made by a clock that cannot be compared with ours.
  const restMs = envelope.expiresAtMs - nowMs
  const isFresh = restMs > 0 && restMs <= 2 * HANDOVER_LIFETIME_MS
  return ok(toOpenedHandover({ contents, token, publishableKey: envelope.publishableKey, isFresh }))
}

/** What opens where nothing of the platform can at once: audited, and the same everywhere. */
const library: OpeningCryptography = {
  toSha256: (text) => sha256(toUtf8Bytes(text)),
  decryptGcm: (key, { sealed, iv, additionalData }) => gcm(key, iv, additionalData).decrypt(sealed),
}

function openPayload(
  handover: HandoverToOpen,
  envelope: SplitEnvelope,
  cryptography: OpeningCryptography,
): Result<SealedPayload, HandoverFailure> {
  const candidates = handover.keys.filter((key) => hasSameBytes(key.id, envelope.keyId))
  if (candidates.length === 0) return fail('unknown-key')
  const { sealed, iv, head } = envelope
  const additionalData = toAssociatedData(head, handover.host)
  for (const { key } of candidates) {
    const text = decrypt(() => cryptography.decryptGcm(key, { sealed, iv, additionalData }))
    if (text === null) continue
    const payload = parseSealedPayload(text)
    return payload === null ? fail('malformed') : ok(payload)
  }
  return fail('not-authentic')
}

function decrypt(work: () => Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(work())
  } catch {
    // The cipher throws on a wrong tag. Why it is wrong must not be told apart.
    return null
  }
}

/** Compares without telling by its duration where two values differ. */
function hasSameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false
  let difference = 0
  for (let index = 0; index < left.length; index += 1) difference |= (left[index] ?? 0) ^ (right[index] ?? 0)
  return difference === 0
}
