/**
 * Vendor room. What the middleware knows → the request headers that the vendor's server code reads. Waits for the
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
import type { EncryptedOptions } from './encrypt-request-data.ts'
import type { JsonObject } from '../seal/handover-contents.ts'
import type { VendorSigner } from './vendor-signer.ts'
import { whenBothCome } from '../foundation/soon.ts'

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
