/**
 * Hand-over entry, vendor's form. What the middleware knows → the request headers that the vendor's server code reads. Waits for the
 * platform's cryptography, and only where there is a key.
 *
 * @see protocol.md 15.6
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
import { encryptRequestData } from './encrypt-request-data.ts'
import type { JsonObject } from './handover-contents.ts'
import { toVendorSignature } from './vendor-signature.ts'

/** A hand-over in the vendor's form. */
export interface VendorHandover {
  readonly status: 'signed-in' | 'signed-out'
  /** Empty when there is none. */
  readonly reason: string
  /** Empty when there is none. */
  readonly message: string
  /** The accepted token; empty when there is none. */
  readonly token: string
  readonly clerkUrl: string
  /** The options that were passed in code or by the callback, never values of the environment; from `toSealableOptions`. */
  readonly options: JsonObject
  /** Serialised auth object of the request's machine token, empty where it does not hold; null without one. */
  readonly machineAuth: JsonObject | null
  /** Signs the token. Null or empty: it is not signed (`jwtKey` only). */
  readonly signingKey: string | null
  /** `CLERK_ENCRYPTION_KEY`, or null. */
  readonly encryptionKey: string | null
  /** `CLERK_SECRET_KEY` of the environment, or null. Encrypts where there is no encryption key, because the server knows it too. */
  readonly environmentSecretKey: string | null
}

/**
 * The headers, in the vendor's order. Absent values are empty text; the request data is left out when there is none.
 */
export async function toVendorHeaders(
  handover: VendorHandover,
): Promise<readonly (readonly [name: string, value: string])[]> {
  const { token, signingKey } = handover
  const [signature, data] = await Promise.all([
    signingKey ? toVendorSignature(signingKey, token) : '',
    toRequestData(handover),
  ])
  return [
    [AUTH_STATUS_HEADER, handover.status],
    [AUTH_TOKEN_HEADER, token],
    [AUTH_SIGNATURE_HEADER, signature],
    [AUTH_MESSAGE_HEADER, handover.message],
    [AUTH_REASON_HEADER, handover.reason],
    [CLERK_URL_HEADER, handover.clerkUrl],
    ...(data === null ? [] : [[REQUEST_DATA_HEADER, data] as const]),
  ]
}

async function toRequestData(handover: VendorHandover): Promise<string | null> {
  const { options, machineAuth, encryptionKey, environmentSecretKey } = handover
  if (Object.keys(options).length === 0 && machineAuth === null) return null
  const passphrase = encryptionKey ?? environmentSecretKey
  // Without any passphrase nothing is written: a constant everybody knows would let a client write this header itself.
  if (passphrase === null) return null
  return encryptRequestData(machineAuth === null ? options : { ...options, machineAuthObject: machineAuth }, passphrase)
}
