/**
 * Request headers of server code → what the middleware handed over, if it can be believed. Synchronous.
 *
 * @see rulings.md 3; protocol.md 15.11; threats.md 34, 63
 */
import { mergeOptions, type AuthOptions, type HeaderReader, AuthError } from '@postern/core'
import {
  type HandoverFailure,
  type OpenedHandover,
  type SealingMaterial,
  openHandover,
  resolveOpeningKeys,
} from '@postern/core/handover'
import { AUTH_TOKEN_HEADER, HOST_HEADER, SEAL_HEADER, UNSEALED } from '@postern/core/wire'
import { type Environment, checkEncryptionKeys } from '../middleware/environment.ts'

/** A hand-over that is authentic. */
export interface Opened {
  readonly kind: 'opened'
  /** What came out of the seal, as core believes it. */
  readonly handover: OpenedHandover
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
 * @param resolveKeys From `createKeyResolver`, for callers that ask about many requests.
 * @throws AuthError `ERR_AUTH_ENCRYPTION_KEY_INVALID` for a key of the environment that can be guessed.
 */
export function readHandover(
  headers: HeaderReader,
  environment: Environment,
  request: { readonly method: string; readonly path: string } | null,
  nowMs: number,
  resolveKeys: typeof resolveOpeningKeys = resolveOpeningKeys,
): Found {
  checkEncryptionKeys(environment)
  const sealed = headers.get(SEAL_HEADER)
  if (sealed === null || sealed === '') return { kind: 'absent' }
  const { encryptionKey, previousEncryptionKey, secretKey } = environment
  const keys = resolveKeys({ encryptionKey, previousEncryptionKey, secretKey })
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
  return { kind: 'opened', handover, options }
}

/** Derives the keys that open once, and anew where the environment says something else: it costs more than to open a seal. */
export function createKeyResolver(): typeof resolveOpeningKeys {
  let last: { readonly material: SealingMaterial; readonly keys: ReturnType<typeof resolveOpeningKeys> } | null = null
  return (material) => {
    if (last === null || !isSameMaterial(last.material, material)) {
      last = { material, keys: resolveOpeningKeys(material) }
    }
    return last.keys
  }
}

function isSameMaterial(one: SealingMaterial, other: SealingMaterial): boolean {
  const isSame = (name: keyof SealingMaterial): boolean => one[name] === other[name]
  return isSame('encryptionKey') && isSame('previousEncryptionKey') && isSame('secretKey')
}

const CAUSES: Readonly<Record<RefusedWhy, string>> = {
  unsealed: 'the middleware had no key to seal with, and server code has one',
  'unknown-key': 'it was sealed with a key that server code does not have',
  'not-authentic': 'it was changed on its way, or made for another host than the "host" header names here',
  malformed: 'it is cut off, or no seal at all',
  'other-version': 'another release of this package made it; build middleware and server code from the same one',
  'other-instance': 'it belongs to another publishable key',
  'other-token': 'the token beside it is another one',
  'too-old': 'it is older than a minute; ask as soon as a request begins',
  'other-request': 'it was made for another method or path',
}

/**
 * The error that says why a hand-over is not believed.
 *
 * A seal that is there and does not open means that middleware and server code disagree. Verifying the token again would hide that, and would
 * do so by the environment's options only: `authorizedParties`, for one, may be an option of the middleware.
 *
 * @param caller Stands in the message.
 */
export function createHandoverError(caller: string, why: RefusedWhy): AuthError {
  return new AuthError(
    'ERR_AUTH_ENCRYPTION_KEY_INVALID',
    `${caller} cannot open what the middleware handed over: ${CAUSES[why]}. Give the middleware and the server the same CLERK_ENCRYPTION_KEY, as a variable; while you change it, keep the old one in CLERK_ENCRYPTION_KEY_PREVIOUS.`,
  )
}
