/**
 * Vendor room. What the middleware knows → the request headers that the vendor's server code reads; and tokens → the signatures that let its
 * `auth()` believe a token header, and back. Making waits for the platform's cryptography, and only where there is a key; checking is synchronous.
 *
 * SHA-1 is the protocol's choice. As a keyed MAC it is unbroken; our own seal does not rest on it.
 *
 * @see protocol.md 15.6, 15.11
 */
import {
  AUTH_MESSAGE_HEADER,
  AUTH_REASON_HEADER,
  AUTH_SIGNATURE_HEADER,
  AUTH_STATUS_HEADER,
  AUTH_TOKEN_HEADER,
  CLERK_URL_HEADER,
  REQUEST_DATA_HEADER,
} from '../wire/headers.ts'
import type { EncryptedOptions } from './encrypt-request-data.ts'
import type { JsonObject } from '../seal/handover-contents.ts'
import { whenBothCome, begin, whenKnown } from '../foundation/soon.ts'
import { hmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { toHex, toUtf8Bytes } from '../foundation/bytes.ts'
import { createRecent } from '../foundation/create-recent.ts'
import { findCryptography } from '../seal/find-cryptography.ts'
import { MAX_KEPT_SIGNATURES } from '../wire/limits.ts'

/** A hand-over in the vendor's form. */
export interface VendorHandover {
  /** Whether somebody is signed in. */
  readonly status: 'signed-in' | 'signed-out'
  /** Empty when there is none. */
  readonly reason: string
  /** Empty when there is none. */
  readonly message: string
  /** The accepted token; empty when there is none. */
  readonly token: string
  /** The public URL of the request. */
  readonly clerkUrl: string
  /** Serialised auth object of the request's machine token, empty where it does not hold; null without one. */
  readonly machineAuth: JsonObject | null
}

/** What makes the parts that need a key. */
export interface VendorKeys {
  /** Of the instance's secret key. */
  readonly signer: VendorSigner
  /** Of the middleware's options. */
  readonly encryptedOptions: EncryptedOptions
}

/** Names and values. */
export type VendorHeaders = readonly (readonly [name: string, value: string])[]

/**
 * The headers, in the vendor's order. Absent values are empty text; the request data is left out when there is none.
 *
 * @returns The headers themselves where everything that needs a key was made before.
 */
export function toVendorHeaders(
  handover: VendorHandover,
  { signer, encryptedOptions }: VendorKeys,
): VendorHeaders | Promise<VendorHeaders> {
  const { token, machineAuth } = handover
  const signature = machineAuth === null ? signer.signSession(token) : signer.signMachine(token)
  return whenBothCome(signature, encryptedOptions(machineAuth), (signed, data): VendorHeaders => [
    [AUTH_STATUS_HEADER, handover.status],
    [AUTH_TOKEN_HEADER, token],
    [AUTH_SIGNATURE_HEADER, signed],
    [AUTH_MESSAGE_HEADER, handover.message],
    [AUTH_REASON_HEADER, handover.reason],
    [CLERK_URL_HEADER, handover.clerkUrl],
    ...(data === null ? [] : [[REQUEST_DATA_HEADER, data] as const]),
  ])
}

/** Signs for one secret key. */
export interface VendorSigner {
  /** The signature of a session token. It is kept; the token lives a minute, and whoever holds both gains nothing by the signature. */
  readonly signSession: (token: string) => string | Promise<string>
  /** The signature of a token that may live for years, so nothing of it is kept. */
  readonly signMachine: (token: string) => string | Promise<string>
}

/** HMAC-SHA1 of a token under the secret key, lower-case hex. Empty for no token. */
export async function toVendorSignature(secretKey: string, token: string): Promise<string> {
  return token === '' ? '' : begin(findCryptography().createSha1Signer(secretKey)(token))
}

/** Signs with one key, which is prepared when it is first needed. Without a key, and without a token, the signature is empty. */
export function createVendorSigner(secretKey: string | null): VendorSigner {
  const sign = findCryptography().createSha1Signer(secretKey ?? '')
  const known = createRecent<string>()
  const isNothing = (token: string): boolean => !secretKey || token === ''
  const keep = (token: string, signature: string): string => {
    known.keep(token, signature, MAX_KEPT_SIGNATURES)
    return signature
  }
  // Only signatures are kept: a failure is forgotten, and no caller waits for what another one began.
  const signNew = (token: string): string | Promise<string> =>
    begin(whenKnown(sign(token), (signature) => keep(token, signature)))
  return {
    signSession: (token) => (isNothing(token) ? '' : (known.find(token) ?? signNew(token))),
    signMachine: (token) => (isNothing(token) ? '' : begin(sign(token))),
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
