/**
 * Seal room. The runtime → the cryptography that seals: Node's own where it is there and right, else Web Crypto. Does not wait.
 *
 * Node's is reached at run time and not by an import, which no build for the edge would resolve. Other runtimes offer a `node:crypto` as well,
 * some of it with parts that only throw, so it is asked for answers that are known before it is given a key.
 */
import { toHex, type Bytes } from '../foundation/bytes.ts'
import { whenKnown, type Soon } from '../foundation/soon.ts'
import { AES_KEY_BYTES, CBC_IV_BYTES, GCM_IV_BYTES } from '../wire/tenant-limits.ts'
import { encryptGcm } from './encrypt-gcm.ts'
import type { Cryptography, EncryptingKey } from './cryptography.ts'
import { createNodeCryptography, type NodeBuffer, type NodeCrypto } from './create-node-cryptography.ts'
import { webCryptography } from './web-cryptography.ts'

/** What is used of a runtime. The edge has no `process`, Node before 20.16 and 22.3 has no such member. */
export interface Host {
  readonly crypto: unknown
  readonly process?: { readonly getBuiltinModule?: GetBuiltinModule }
}

interface GetBuiltinModule {
  (name: 'node:crypto'): NodeCrypto | undefined
  (name: 'node:buffer'): NodeBuffer | undefined
}

/** Asks the runtime anew each time. Whoever seals asks once. @param host Another one, for tests. */
export function findCryptography(host: Host = globalThis): Cryptography {
  try {
    const node = host.process?.getBuiltinModule?.('node:crypto')
    const buffers = host.process?.getBuiltinModule?.('node:buffer')
    if (node === undefined || buffers === undefined) return webCryptography
    const own = createNodeCryptography(node, buffers)
    return isRight(own) ? own : webCryptography
  } catch {
    // Next's edge runtime in development has functions of `process` that only throw.
    return webCryptography
  }
}

function isRight(own: Cryptography): boolean {
  return ANSWERS.every(([ask, answer]) => {
    const given = ask(own)
    return (given instanceof Uint8Array ? toHex(given) : given) === answer
  })
}

/** What is asked, of nothing or of zeros, and the answer; bytes in hex. */
const ANSWERS: readonly (readonly [ask: (own: Cryptography) => Soon<Bytes | string>, answer: string])[] = [
  [(own) => own.toSha256(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [(own) => own.deriveBytes(toZeros(1), '', 4), 'ca0d0952'],
  [(own) => whenKnown(own.importGcmKey(toZeros(AES_KEY_BYTES)), encryptZero), 'ceb9eae680c304902c52ee97fc849c4ca4'],
  [
    (own) => own.encryptCbc('', { key: toZeros(AES_KEY_BYTES), iv: toZeros(CBC_IV_BYTES) }),
    '1f788fe6d86c317549697fbf0c07fa43',
  ],
  [(own) => own.toBase64Url(toZeros(1)), 'AA'],
  [(own) => own.createSha1Signer('')(''), 'fbdb1d1b18aa6c08324b7d64b71fb76370690e1d'],
]

function encryptZero(key: EncryptingKey): Soon<Bytes> {
  return encryptGcm(key, { text: '\0', iv: toZeros(GCM_IV_BYTES), additionalData: toZeros(1) })
}

function toZeros(length: number): Bytes {
  return new Uint8Array(length)
}
