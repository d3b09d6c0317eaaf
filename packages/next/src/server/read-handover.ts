/**
 * Request headers of server code → what the middleware handed over, if it can be believed. Synchronous.
 *
 * @see rulings.md 3; protocol.md 15.11; threats.md 34, 63
 */
import { mergeOptions, type AuthOptions, type HeaderReader } from '@postern/core'
import type { HandoverContents, HandoverFailure, OpenedHandover } from '@postern/core/handover'
import { openHandover, resolveOpeningKeys } from '@postern/core/handover'
import { AUTH_TOKEN_HEADER, HOST_HEADER, SEAL_HEADER, UNSEALED } from '@postern/core/wire'
import type { Environment } from '../middleware/environment.ts'
import { checkEncryptionKeys } from '../middleware/environment.ts'

/** A hand-over that is authentic. */
export interface Opened {
  readonly kind: 'opened'
  /** What came out of the seal, as core believes it. */
  readonly handover: OpenedHandover
  readonly contents: HandoverContents
  /** The token that the middleware accepted, or null. */
  readonly token: string | null
  /** The environment's options with those that were handed over. */
  readonly options: AuthOptions
}

/** Why a seal is not believed: as the seal itself shows, because it is older than a minute, or because server code has a key and the middleware had none. */
export type RefusedWhy = HandoverFailure | 'too-old' | 'unsealed'

/**
 * What the headers hold: an authentic hand-over; the mark of a middleware that had no key to seal with, and the token beside it; a seal
 * that is not believed, and why; nothing.
 */
export type Found =
  | Opened
  | { readonly kind: 'unsealed'; readonly token: string | null }
  | { readonly kind: 'refused'; readonly why: RefusedWhy }
  | { readonly kind: 'absent' }

/**
 * @param request Method and path, where server code sees them.
 * @throws AuthError `ERR_AUTH_ENCRYPTION_KEY_INVALID` for a key of the environment that can be guessed.
 */
export function readHandover(
  headers: HeaderReader,
  environment: Environment,
  request: { readonly method: string; readonly path: string } | null,
  nowMs: number,
): Found {
  checkEncryptionKeys(environment)
  const sealed = headers.get(SEAL_HEADER)
  if (sealed === null || sealed === '') return { kind: 'absent' }
  const { encryptionKey, previousEncryptionKey, secretKey } = environment
  const keys = resolveOpeningKeys({ encryptionKey, previousEncryptionKey, secretKey })
  const token = headers.get(AUTH_TOKEN_HEADER) || null
  if (sealed === UNSEALED) return keys === null ? { kind: 'unsealed', token } : { kind: 'refused', why: UNSEALED }
  if (keys === null) return { kind: 'refused', why: 'unknown-key' }
  const host = headers.get(HOST_HEADER) ?? ''
  const opened = openHandover({ keys, sealed, publishableKey: null, host, token, request, nowMs })
  if (!opened.ok) return { kind: 'refused', why: opened.failure }
  const handover = opened.value
  const { contents, isFresh, publishableKey } = handover
  // Nobody knows whether it was made for this request, or kept from another one.
  if (!isFresh) return { kind: 'refused', why: 'too-old' }
  const options = mergeOptions<AuthOptions>(environment.options, contents.options ?? {})
  // A seal of another instance of this application, sealed with the same key.
  if ((options.publishableKey ?? '') !== publishableKey) return { kind: 'refused', why: 'other-instance' }
  return { kind: 'opened', handover, contents, token: handover.token, options }
}
