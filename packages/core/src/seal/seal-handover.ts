/**
 * Seal room. What the middleware knows → one header value. Waits where a hand-over is new and the platform's cryptography has
 * to be waited for.
 *
 * A page and what it loads in advance ask for the same thing several times within moments, and so does whoever presses reload. Such requests
 * get one seal, for much less than the time it is believed.
 *
 * @see rulings.md 3; threats.md 34, 62-64
 */
import { concatBytes, type Bytes } from '../foundation/bytes.ts'
import { createRecent } from '../foundation/create-recent.ts'
import { begin, Later, toSoon, whenBothKnown, whenKnown, type Soon } from '../foundation/soon.ts'
import {
  HANDOVER_LIFETIME_MS,
  MAX_KEPT_HASHES,
  MAX_KEPT_SEAL_CHARS,
  MAX_KEPT_SEALS,
  SEAL_REUSE_MS,
  SEAL_TAIL_CHARS,
} from '../wire/limits.ts'
import { GCM_IV_BYTES } from '../wire/tenant-limits.ts'
import type { HandoverContents, SealedPayload } from './handover-contents.ts'
import type { Cryptography } from './cryptography.ts'
import { encryptGcm } from './encrypt-gcm.ts'
import { findCryptography } from './find-cryptography.ts'
import type { SealingKey, SealingKeySource } from './sealing-material.ts'
import { toAssociatedData, toEnvelopeBytes } from './seal-envelope.ts'

/** A hand-over and the request it belongs to. */
export interface HandoverToSeal {
  /** The key to seal with. */
  readonly key: SealingKey
  /** The instance that the seal belongs to. */
  readonly publishableKey: string
  /** The `host` header of the request, as the application will see it. */
  readonly host: string
  /** Method of the request. */
  readonly method: string
  /** Path without query, as the application will see it. */
  readonly path: string
  /** The accepted token, or null. The seal is bound to its SHA-256. */
  readonly token: string | null
  /** Puts the token inside, for hand-overs where it does not travel in a header of its own. */
  readonly isTokenInside: boolean
  /** Milliseconds since the Unix epoch. The seal is believed for 60 s from here. */
  readonly nowMs: number
  /** What is sealed. */
  readonly contents: HandoverContents
}

/** Everything that is sealed but the time. */
export type SealableHandover = Omit<HandoverToSeal, 'key' | 'nowMs'>

/**
 * Seals a hand-over. Throws or rejects where the platform's cryptography fails: nothing may be handed over then.
 *
 * @param nowMs Milliseconds since the Unix epoch.
 */
export type HandoverSealer = (handover: SealableHandover, nowMs: number) => string | Promise<string>

interface KnownSeal {
  readonly handover: SealableHandover
  readonly seal: string
  /** Milliseconds since the Unix epoch. */
  readonly madeAtMs: number
}

/**
 * Seals a hand-over with AES-256-GCM under a fresh random IV. The result is base64url text.
 *
 * Rejects where the platform's cryptography fails: there is no weaker seal to fall back to.
 */
export async function sealHandover(handover: HandoverToSeal): Promise<string> {
  const cryptography = findCryptography()
  const tokenHash = await begin(cryptography.toSha256(handover.token ?? ''))
  return begin(seal(handover, tokenHash, cryptography))
}

function seal(handover: HandoverToSeal, tokenHash: Bytes, { toBase64Url }: Cryptography): Soon<string> {
  const { key, contents, token, method, path, host } = handover
  const head = toEnvelopeBytes({
    keyId: key.id,
    expiresAtMs: handover.nowMs + HANDOVER_LIFETIME_MS,
    publishableKey: handover.publishableKey,
    tokenHash,
  })
  const payload: SealedPayload = { contents, method, path, token: handover.isTokenInside ? token : null }
  // Random, so that no two are the same for one key. @see NIST SP 800-38D §8.2.2
  const iv = crypto.getRandomValues(new Uint8Array(GCM_IV_BYTES))
  const sealed = encryptGcm(key.key, {
    text: JSON.stringify(payload),
    iv,
    additionalData: toAssociatedData(head, host),
  })
  return whenKnown(sealed, (bytes) => toBase64Url(concatBytes(head, iv, bytes)))
}

/**
 * Seals with one key. A seal is given again only for exactly what is in it: token, method, path, host, instance and contents. Failures are
 * not kept, nor is anything of a machine token, which may live for years.
 */
export function createHandoverSealer(readKey: SealingKeySource): HandoverSealer {
  const cryptography = findCryptography()
  const seals = createRecent<KnownSeal>()
  const hashes = createRecent<Bytes>()

  function recallHash(token: string): Soon<Bytes> {
    const hash = cryptography.toSha256(token)
    // One that is there at once costs less than to look it up.
    return hash instanceof Later ? (hashes.find(token) ?? whenKnown(hash, (made) => keepHash(token, made))) : hash
  }

  function keepHash(token: string, hash: Bytes): Bytes {
    hashes.keep(token, hash, MAX_KEPT_HASHES)
    return hash
  }

  function makeSeal(handover: SealableHandover, nowMs: number): string | Promise<string> {
    const isKept = handover.contents.machineAuth === null
    const hash = isKept ? recallHash(handover.token ?? '') : cryptography.toSha256(handover.token ?? '')
    const sealed = whenBothKnown(toSoon(readKey()), hash, (key, tokenHash) =>
      seal({ ...handover, nowMs, key }, tokenHash, cryptography),
    )
    return begin(whenKnown(sealed, (text) => (isKept ? keepSeal({ handover, seal: text, madeAtMs: nowMs }) : text)))
  }

  function keepSeal({ handover, seal: text, madeAtMs }: KnownSeal): string {
    const isOver = (other: KnownSeal): boolean => !isRecent(other.madeAtMs, madeAtMs)
    if (text.length <= MAX_KEPT_SEAL_CHARS) {
      seals.keep(toId(handover), { handover: toCopy(handover), seal: text, madeAtMs }, MAX_KEPT_SEALS, isOver)
    }
    return text
  }

  return (handover, nowMs) => {
    const known = seals.read(toId(handover))
    if (known === null || !isRecent(known.madeAtMs, nowMs)) return makeSeal(handover, nowMs)
    return isSameJson(known.handover, handover) ? known.seal : makeSeal(handover, nowMs)
  }
}

/** The end of a token, with the path, finds a seal. Cheaper to look up than all that is sealed, which is compared afterwards. */
function toId({ token, path }: SealableHandover): string {
  return `${token === null ? '' : token.slice(-SEAL_TAIL_CHARS)} ${path}`
}

/** The trace of a request may still grow; the rest stays as it is. */
function toCopy(handover: SealableHandover): SealableHandover {
  const { contents } = handover
  return { ...handover, contents: { ...contents, trace: [...contents.trace] } }
}

/** Never for a clock that runs backwards, or has failed. */
function isRecent(madeAtMs: number, nowMs: number): boolean {
  return nowMs >= madeAtMs && nowMs - madeAtMs < SEAL_REUSE_MS
}

/**
 * Whether two values would be written as the same JSON, in whatever order their members stand. Both must be JSON: strings, numbers, booleans,
 * null, arrays, plain objects.
 */
export function isSameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (!isParent(left) || !isParent(right) || Array.isArray(left) !== Array.isArray(right)) return false
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  for (const name of names) if (!Object.hasOwn(right, name) || !isSameJson(left[name], right[name])) return false
  return true
}

function isParent(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null
}
