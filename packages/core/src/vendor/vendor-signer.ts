/**
 * Hand-over entry, vendor's form. Tokens → their signatures, for one secret key. Waits for the platform's cryptography where a token is new.
 *
 * @see protocol.md 15.6
 */
import { remember } from '../seal/remember.ts'
import { importSigningKey, signToken } from './vendor-signature.ts'

/** Signatures that are kept, 40 characters each beside their token. */
const MAX_SIGNATURES = 512

export interface VendorSigner {
  /** The signature of a session token. It is kept; the token lives a minute, and whoever holds both gains nothing by the signature. */
  readonly signSession: (token: string) => string | Promise<string>
  /** The signature of a token that may live for years, so nothing of it is kept. */
  readonly signMachine: (token: string) => string | Promise<string>
}

/** Signs with one key, which is prepared when it is first needed. Without a key, and without a token, the signature is empty. */
export function createVendorSigner(secretKey: string | null): VendorSigner {
  let key: CryptoKey | null = null
  const sign = async (token: string): Promise<string> =>
    signToken((key ??= await importSigningKey(secretKey ?? '')), token)
  const signSession = remember(sign, MAX_SIGNATURES)
  const isNothing = (token: string): boolean => !secretKey || token === ''
  return {
    signSession: (token) => (isNothing(token) ? '' : signSession(token)),
    signMachine: (token) => (isNothing(token) ? '' : sign(token)),
  }
}
