import { describe, expect, it } from 'vitest'
import { fixedKeys } from '../../test/fixed-keys.ts'
import { rocaJwk, rocaModulus } from '../../test/roca-key.ts'
import { parseBase64Url } from '../foundation/bytes.ts'
import { parseJwtKey } from './parse-jwt-key.ts'
import { hasRocaFingerprint, toRsaPublicJwk } from './parse-rsa-jwk.ts'

const bytesOf = (n: string): Uint8Array => parseBase64Url(n) ?? expect.fail()
/** SubjectPublicKeyInfo of a modulus of 2048 bits and the exponent 65537. */
function toSpki(modulus: Uint8Array): string {
  const head = '30820122300d06092a864886f70d01010105000382010f003082010a0282010100'
  const bytes = [...(head.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)), ...modulus, 2, 3, 1, 0, 1]
  return btoa(String.fromCharCode(...bytes))
}

describe('hasRocaFingerprint', () => {
  it.each([1, 2, 65_537, 123_456_789])(
    'knows a modulus that the generator could have made, of 2048 bits: %i (L3)',
    (k) => {
      expect(hasRocaFingerprint(bytesOf(rocaModulus(k, 2_048)))).toBe(true)
    },
  )

  it.each([3_072, 4_096])('knows one of %i bits, with leading zeros as well (L3)', (bits) => {
    const modulus = bytesOf(rocaModulus(77, bits))
    expect(hasRocaFingerprint(modulus)).toBe(true)
    expect(hasRocaFingerprint(Uint8Array.of(0, 0, ...modulus))).toBe(true)
  })

  it('finds nothing in keys of other generators, nor in a neighbour (L3)', () => {
    for (const { jwk } of Object.values(fixedKeys)) expect(hasRocaFingerprint(bytesOf(jwk.n ?? ''))).toBe(false)
    const neighbour = bytesOf(rocaModulus(1, 2_048))
    neighbour[neighbour.length - 1] = (neighbour.at(-1) ?? 0) ^ 2
    expect(hasRocaFingerprint(neighbour)).toBe(false)
  })
})

describe('toRsaPublicJwk', () => {
  it('refuses a modulus with the fingerprint and says which fault it is (L3)', () => {
    const result = toRsaPublicJwk(bytesOf(rocaModulus(5, 2_048)), Uint8Array.of(1, 0, 1), null)
    expect(result).toMatchObject({ ok: false, failure: expect.stringContaining('CVE-2017-15361') })
  })

  it('refuses an even modulus and an exponent of 1 (security 12)', () => {
    const modulus = bytesOf(fixedKeys.main.jwk.n ?? '')
    expect(toRsaPublicJwk(modulus, Uint8Array.of(1), null).ok).toBe(false)
    modulus[modulus.length - 1] = (modulus.at(-1) ?? 0) & 0xfe
    expect(toRsaPublicJwk(modulus, Uint8Array.of(1, 0, 1), null).ok).toBe(false)
  })
})

describe('parseJwtKey', () => {
  const base64 = toSpki(bytesOf(rocaModulus(9, 2_048)))
  const good = toSpki(bytesOf(fixedKeys.main.jwk.n ?? ''))
  const pem = (body: string): string => `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----`

  it.each([
    ['a PEM block', pem(base64), pem(good)],
    ['its bare body', base64, good],
    ['a JWK', JSON.stringify(rocaJwk(9)), JSON.stringify({ ...rocaJwk(9), n: fixedKeys.main.jwk.n })],
  ])('refuses a key with the fingerprint in %s (L3)', (_, text, harmless) => {
    expect(parseJwtKey(text)).toMatchObject({ ok: false, failure: expect.stringContaining('ROCA') })
    expect(parseJwtKey(harmless).ok).toBe(true)
  })
})
