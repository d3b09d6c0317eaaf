import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ecPem, fixedKeys, largePem, mainPem, weakPem } from '../../test/fixed-keys.ts'
import { toPublicJwk } from '../../test/mint.ts'
import { parseJwtKey } from './parse-jwt-key.ts'

const body = mainPem.split('\n').slice(1, -1).join('')
const { n, e } = fixedKeys.main.jwk
const main = { kty: 'RSA', n, e, alg: 'RS256' }

const spellings: Readonly<Record<string, string>> = {
  'a PEM block': mainPem,
  'a PEM block with Windows line ends': mainPem.replaceAll('\n', '\r\n'),
  'a PEM block with line ends written out': mainPem.replaceAll('\n', '\\n'),
  'a PEM block on one line': mainPem.replaceAll('\n', ''),
  'a PEM block with spaces for line ends': mainPem
    .replaceAll('\n', ' ')
    .replace('BEGIN PUBLIC KEY', 'BEGIN PUBLIC KEY'),
  'a PEM block with space around it': `\n  ${mainPem}\n\n`,
  'the bare body': body,
  'the bare body over lines': mainPem.split('\n').slice(1, -1).join('\n'),
  'the bare body in base64url without padding': body.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  'a JWK': JSON.stringify(toPublicJwk(fixedKeys.main)),
  'a JWK over lines': JSON.stringify(toPublicJwk(fixedKeys.main), null, 2),
}

const toPem = (label: string, base64: string): string => `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----`
const jwk = (change: object): string => JSON.stringify({ ...toPublicJwk(fixedKeys.main), ...change })

const refused: Readonly<Record<string, string>> = {
  'empty text': '',
  'blank text': ' \n ',
  'any words': 'not a key',
  'half a key': mainPem.slice(0, 200),
  'a block without an end': mainPem.replace('-----END PUBLIC KEY-----', ''),
  'two blocks': `${mainPem}\n${mainPem}`,
  'a private key': toPem('PRIVATE KEY', body),
  'a PKCS#1 key': toPem('RSA PUBLIC KEY', body),
  'a certificate': toPem('CERTIFICATE', body),
  'an elliptic curve key': ecPem,
  'a key of 1024 bits': weakPem,
  'a body with a byte too many': `${body.slice(0, -4)}QABA`,
  'a body that is cut off': body.slice(0, -8),
  'JSON that is none': '{"kty":"RSA"',
  'an empty JWK': '{}',
  'a list of keys': `{"keys":[${jwk({})}]}`,
  'a private JWK': JSON.stringify({ ...fixedKeys.main.jwk, kid: 'a' }),
  'a JWK with one private member': jwk({ d: 'AQAB' }),
  'a symmetric JWK': JSON.stringify({ kty: 'oct', k: 'AAAA' }),
  'an elliptic curve JWK': JSON.stringify({ kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' }),
  'a weak JWK': JSON.stringify(toPublicJwk(fixedKeys.weak)),
  'a JWK for encryption': jwk({ use: 'enc' }),
  'a JWK that may not verify': jwk({ key_ops: ['encrypt'] }),
  'a JWK with another algorithm': jwk({ alg: 'PS256' }),
  'a JWK for HMAC': jwk({ alg: 'HS256' }),
  'a JWK with an odd algorithm': jwk({ alg: ['RS256'] }),
  'a JWK without modulus': jwk({ n: undefined }),
  'a JWK with a padded modulus': jwk({ n: `${n}==` }),
  'a JWK with an even modulus': jwk({ n: `${n?.slice(0, -2)}AA` }),
  'a JWK with exponent 1': jwk({ e: 'AQ' }),
  'a JWK with exponent 0': jwk({ e: 'AA' }),
  'a JWK with an even exponent': jwk({ e: 'AQAA' }),
  'a JWK with a huge exponent': jwk({ e: n }),
  'a text without end': 'A'.repeat(20_000),
}

describe('parseJwtKey', () => {
  it.each(Object.entries(spellings))('reads %s', (_name, text) => {
    expect(parseJwtKey(text)).toEqual({ ok: true, value: main })
  })

  it.each(Object.entries(refused))('refuses %s and says why', (_name, text) => {
    const key = parseJwtKey(text)
    expect(key.ok).toBe(false)
    expect(key.ok ? '' : key.failure).toMatch(/^[A-Z].{8,120}\.$/)
  })

  it('reads keys larger than 2048 bits', () => {
    const { n: modulus } = fixedKeys.large.jwk
    expect(parseJwtKey(largePem)).toEqual({ ok: true, value: { kty: 'RSA', n: modulus, e: 'AQAB', alg: 'RS256' } })
  })

  it('reads an exponent of 3', () => {
    expect(parseJwtKey(JSON.stringify(toPublicJwk(fixedKeys.weakExponent)))).toMatchObject({
      ok: true,
      value: { e: 'Aw' },
    })
  })

  it('leaves a JWK without algorithm unbound', () => {
    expect(parseJwtKey(jwk({ alg: undefined }))).toEqual({ ok: true, value: { kty: 'RSA', n, e } })
  })

  it('spells a modulus with leading zeros the short way', () => {
    const bytes = Uint8Array.from(atob((n ?? '').replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    )
    const long = btoa(String.fromCharCode(0, 0, ...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '')
    expect(parseJwtKey(jwk({ n: long, e: 'AAEAAQ' }))).toEqual({ ok: true, value: main })
  })

  it('never throws and never repeats the text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.base64String({ minLength: 16 }),
      fc.json(),
      fc.tuple(fc.nat(body.length - 1), fc.base64String({ minLength: 4, maxLength: 4 })).map(([at, part]) => {
        return body.slice(0, at) + part + body.slice(at + 4)
      }),
    )
    fc.assert(
      fc.property(text, (candidate) => {
        const key = parseJwtKey(candidate)
        if (!key.ok && candidate.length > 20) expect(key.failure).not.toContain(candidate.slice(0, 20))
      }),
    )
  })
})
