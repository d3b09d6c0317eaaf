/**
 * Hand-over entry, vendor's form. The options of a middleware → the request data that goes with its requests. Waits for the platform's
 * cryptography, the first time.
 *
 * @see protocol.md 15.6
 */
import { encryptRequestData } from './encrypt-request-data.ts'
import type { JsonObject } from '../seal/handover-contents.ts'

/** Options, and who may read them. */
export interface OptionsToEncrypt {
  /** The options that were passed in code or by the callback, never values of the environment; from `toSealableOptions`. */
  readonly options: JsonObject
  /** `CLERK_ENCRYPTION_KEY`, or null. */
  readonly encryptionKey: string | null
  /** `CLERK_SECRET_KEY` of the environment, or null. Encrypts where there is no encryption key, because the server knows it too. */
  readonly environmentSecretKey: string | null
}

/**
 * Answers with the request data of a request, or null where there is none.
 *
 * @param machineAuth Serialised auth object of the request's machine token; null without one.
 */
export type EncryptedOptions = (machineAuth: JsonObject | null) => string | null | Promise<string>

/**
 * Encrypts options once: neither they nor their key change, so neither has what is made of them to. Only success is kept. A machine token
 * belongs to its request, so with one they are encrypted anew.
 */
export function createEncryptedOptions(given: OptionsToEncrypt): EncryptedOptions {
  const { options } = given
  // Without any passphrase nothing is written: a constant everybody knows would let a client write this header itself.
  const passphrase = given.encryptionKey ?? given.environmentSecretKey
  if (passphrase === null) return () => null
  let known: string | null = null
  const encryptOnce = async (): Promise<string> => (known ??= await encryptRequestData(options, passphrase))
  const plain = Object.keys(options).length === 0 ? (): null => null : () => known ?? encryptOnce()
  return (machineAuth) =>
    machineAuth === null ? plain() : encryptRequestData({ ...options, machineAuthObject: machineAuth }, passphrase)
}
