/** Seal room. A key and what it encrypts → AES-GCM. Waits where the key is one of Web Crypto, once somebody begins it. */
import type { Bytes } from '../foundation/bytes.ts'
import type { Soon } from '../foundation/soon.ts'
import type { EncryptingKey, GcmInput } from './cryptography.ts'
import { encryptGcmLater } from './web-cryptography.ts'

/** The ciphertext, then its tag. */
export function encryptGcm(key: EncryptingKey, input: GcmInput): Soon<Bytes> {
  return 'encrypt' in key ? key.encrypt(input) : encryptGcmLater(key, input)
}
