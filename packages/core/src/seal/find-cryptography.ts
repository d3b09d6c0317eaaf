/**
 * Seal room. The runtime → the cryptography that seals, and that opens: Node's own where it is there and right. Else the one is Web Crypto, and
 * the other a library's (`open-handover.ts`). Does not wait.
 *
 * Node's is reached at run time and not by an import, which no build for the edge would resolve. Other runtimes offer a `node:crypto` as well,
 * some of it with parts that only throw, so it is asked for answers that are known before it is given a key.
 */
import { parseHex, toHex, type Bytes } from '../foundation/bytes.ts'
import { keptBy } from '../foundation/process-memory.ts'
import { whenKnown, type Soon } from '../foundation/soon.ts'
import { AES_KEY_BYTES, CBC_IV_BYTES, GCM_IV_BYTES } from '../wire/tenant-limits.ts'
import { encryptGcm } from './encrypt-gcm.ts'
import type { Cryptography, EncryptingKey, GcmOutput } from './cryptography.ts'
import {
  createNodeCryptography,
  type NodeBuffer,
  type NodeCrypto,
  type NodeCryptography,
} from './create-node-cryptography.ts'
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

/** The cryptography that seals. @param host Another runtime, for tests. */
export function findCryptography(host?: Host): Cryptography {
  return findNodeCryptography(host) ?? webCryptography
}

const createFound = (): { known: NodeCryptography | null | undefined } => ({ known: undefined })

/** Node's own, for both sides; null where it is not there or not right. A process is asked once. @param host Another runtime, for tests. */
export function findNodeCryptography(host: Host = globalThis): NodeCryptography | null {
  const holder = host.process?.getBuiltinModule
  if (typeof holder !== 'function') return null
  const found = keptBy(holder, createFound)
  if (found.known === undefined) found.known = createOwn(host)
  return found.known
}

function createOwn(host: Host): NodeCryptography | null {
  try {
    const node = host.process?.getBuiltinModule?.('node:crypto')
    const buffers = host.process?.getBuiltinModule?.('node:buffer')
    if (node === undefined || buffers === undefined) return null
    const own = createNodeCryptography(node, buffers)
    return isRight(own) ? own : null
  } catch {
    // Next's edge runtime in development has functions of `process` that only throw.
    return null
  }
}

function isRight(own: NodeCryptography): boolean {
  const isAnswered = ANSWERS.every(([ask, answer]) => {
    const given = ask(own)
    return (given instanceof Uint8Array ? toHex(given) : given) === answer
  })
  return isAnswered && !opensForged(own)
}

/** Whether it opens what has a wrong tag, if only by the last bit: one that looks at a part of a tag could be tried until that part fits. */
function opensForged({ decryptGcm }: NodeCryptography): boolean {
  try {
    decryptGcm(toZeros(AES_KEY_BYTES), toOutput(FORGED_ZERO))
    return true
  } catch {
    return false
  }
}

const SEALED_ZERO = 'ceb9eae680c304902c52ee97fc849c4ca4'
const FORGED_ZERO = 'ceb9eae680c304902c52ee97fc849c4ca5'

/** What is asked, of nothing or of zeros, and the answer; bytes in hex. */
const ANSWERS: readonly (readonly [ask: (own: NodeCryptography) => Soon<Uint8Array | string>, answer: string])[] = [
  [(own) => own.toSha256(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [(own) => own.deriveBytes(toZeros(1), '', 4), 'ca0d0952'],
  [(own) => whenKnown(own.importGcmKey(toZeros(AES_KEY_BYTES)), encryptZero), SEALED_ZERO],
  [(own) => own.decryptGcm(toZeros(AES_KEY_BYTES), toOutput(SEALED_ZERO)), '00'],
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

function toOutput(sealed: string): GcmOutput {
  return { sealed: parseHex(sealed) ?? toZeros(0), iv: toZeros(GCM_IV_BYTES), additionalData: toZeros(1) }
}

function toZeros(length: number): Bytes {
  return new Uint8Array(length)
}
