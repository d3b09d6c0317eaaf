import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toUtf8Bytes, type Bytes } from '../foundation/bytes.ts'
import { begin, whenKnown, type Soon } from '../foundation/soon.ts'
import type { Cryptography, OpeningCryptography } from './cryptography.ts'
import { encryptGcm } from './encrypt-gcm.ts'
import { findNodeCryptography } from './find-cryptography.ts'
import { webCryptography } from './web-cryptography.ts'

const unreachable: OpeningCryptography['decryptGcm'] = () => {
  throw new Error('There is none.')
}
const found = findNodeCryptography()
// Where there is none, no case is run.
const own = { ...webCryptography, decryptGcm: unreachable, ...found }
const text = fc.string({ unit: 'binary', maxLength: 300 })
const bytes = (length: number): fc.Arbitrary<Bytes> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((given) => new Uint8Array(given))
const some = fc.integer({ min: 0, max: 200 }).chain(bytes)

/** Both give the same, or the case fails. */
const expectSame = async (ask: (cryptography: Cryptography) => Soon<unknown>): Promise<void> => {
  expect(await begin(ask(own))).toEqual(await begin(ask(webCryptography)))
}

describe.runIf(found !== null)('createNodeCryptography', () => {
  it('hashes as Web Crypto does', () =>
    fc.assert(fc.asyncProperty(text, (given) => expectSame(({ toSha256 }) => toSha256(given)))))

  it('derives as Web Crypto does', () =>
    fc.assert(
      fc.asyncProperty(some, text, fc.constantFrom(4, 32), (given, label, length) =>
        expectSame(({ deriveBytes }) => deriveBytes(given, label, length)),
      ),
    ))

  it('encrypts with authentication as Web Crypto does', () =>
    fc.assert(
      fc.asyncProperty(bytes(32), bytes(12), text, some, (key, iv, given, additionalData) =>
        expectSame(({ importGcmKey }) =>
          whenKnown(importGcmKey(key), (imported) => encryptGcm(imported, { text: given, iv, additionalData })),
        ),
      ),
    ))

  it('decrypts what Web Crypto encrypted, and nothing that was changed since', () =>
    fc.assert(
      fc.asyncProperty(bytes(32), bytes(12), text, some, fc.nat(), async (key, iv, given, additionalData, place) => {
        const imported = await begin(webCryptography.importGcmKey(key))
        const sealed = await begin(encryptGcm(imported, { text: given, iv, additionalData }))
        expect(own.decryptGcm(key, { sealed, iv, additionalData })).toEqual(toUtf8Bytes(given))
        const changed = sealed.map((byte, index) => (index === place % sealed.length ? byte ^ 1 : byte))
        expect(() => own.decryptGcm(key, { sealed: changed, iv, additionalData })).toThrow()
      }),
    ))

  it('encrypts without it as Web Crypto does', () =>
    fc.assert(
      fc.asyncProperty(bytes(32), bytes(16), text, (key, iv, given) =>
        expectSame(({ encryptCbc }) => encryptCbc(given, { key, iv })),
      ),
    ))

  it('signs as Web Crypto does', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), text, (secret, given) =>
        expectSame(({ createSha1Signer }) => createSha1Signer(secret)(given)),
      ),
    ))

  it('writes base64url as we do', () =>
    fc.assert(fc.asyncProperty(some, (given) => expectSame(({ toBase64Url }) => toBase64Url(given)))))

  it('keeps its keys to itself', () => {
    expect(JSON.stringify(own.importGcmKey(new Uint8Array(32)))).toBe('{}')
  })
})
