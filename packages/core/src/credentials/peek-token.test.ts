import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeBytes, encodeText, HEADER_JSON, mintToken, sessionClaims } from '../../test/mint.ts'
import { peekToken } from './peek-token.ts'

const CLAIMS_JSON = JSON.stringify(sessionClaims)
const write = (header: string, claims: string): string => `${encodeText(header)}.${encodeText(claims)}.AAAA`
const withClaims = (claims: string): string => write(HEADER_JSON, claims)
const nest = (depth: number): string => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
const list = (count: number): string => `{${Array.from({ length: count }, (_, at) => `"m${at}":0`).join(',')}}`

const malformed: Readonly<Record<string, string>> = {
  'empty text': '',
  'no dot': 'abc',
  'two parts': `${encodeText(HEADER_JSON)}.${encodeText(CLAIMS_JSON)}`,
  'four parts': `${withClaims(CLAIMS_JSON)}.AAAA`,
  'five parts': `${withClaims(CLAIMS_JSON)}.AAAA.AAAA`,
  'an empty header': `.${encodeText(CLAIMS_JSON)}.AAAA`,
  'an empty payload': `${encodeText(HEADER_JSON)}..AAAA`,
  'leading space': ` ${withClaims(CLAIMS_JSON)}`,
  'trailing line end': `${withClaims(CLAIMS_JSON)}\n`,
  'padding in the header': `${btoa('{"a":11}')}.${encodeText(CLAIMS_JSON)}.AAAA`,
  'padding in the payload': `${encodeText(HEADER_JSON)}.${btoa('{"a":11}')}.AAAA`,
  'padding in the signature': `${encodeText(HEADER_JSON)}.${encodeText(CLAIMS_JSON)}.AA==`,
  'a plus in the signature': `${encodeText(HEADER_JSON)}.${encodeText(CLAIMS_JSON)}.A+AA`,
  'a slash in the signature': `${encodeText(HEADER_JSON)}.${encodeText(CLAIMS_JSON)}.A/AA`,
  'spare bits in a group of two': `${encodeText(HEADER_JSON)}.${encodeText(CLAIMS_JSON)}.AB`,
  'spare bits in a group of three': `${encodeText(HEADER_JSON)}.${encodeText(CLAIMS_JSON)}.AAB`,
  'a group of one': `${encodeText(HEADER_JSON)}.${encodeText(CLAIMS_JSON)}.AAAAA`,
  'whitespace within base64': `${encodeText(HEADER_JSON)}.${encodeText(CLAIMS_JSON)}.AA AA`,
  'a non-ASCII look-alike': `${encodeText(HEADER_JSON)}.${encodeText(CLAIMS_JSON)}.ＡAAA`,
  'a byte order mark': withClaims(`\uFEFF${CLAIMS_JSON}`),
  'an invalid UTF-8 byte': `${encodeText(HEADER_JSON)}.${encodeBytes(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x30, 0x7d))}.AAAA`,
  'overlong UTF-8': `${encodeText(HEADER_JSON)}.${encodeBytes(Uint8Array.of(0x7b, 0x22, 0xc0, 0xa2, 0x22, 0x3a, 0x30, 0x7d))}.AAAA`,
  'a surrogate in UTF-8': `${encodeText(HEADER_JSON)}.${encodeBytes(Uint8Array.of(0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x30, 0x7d))}.AAAA`,
  'no JSON': withClaims('{sub:1}'),
  'a half object': withClaims('{"sub":"user_1"'),
  'two objects': withClaims('{"sub":"user_1"}{"sub":"user_2"}'),
  'an open string': withClaims('{"sub":"user_1'),
  'a list as payload': withClaims('[]'),
  'a list as header': write('[]', CLAIMS_JSON),
  'null as payload': withClaims('null'),
  'a string as payload': withClaims('"user_1"'),
  'a number as header': write('1', CLAIMS_JSON),
  'a member twice in the claims': withClaims('{"sub":"user_1","sub":"user_2"}'),
  'a member twice in the header': write('{"alg":"none","alg":"RS256"}', CLAIMS_JSON),
  'a member twice, once escaped': withClaims('{"sub":"user_1","\\u0073ub":"user_2"}'),
  'a member twice deep inside': withClaims('{"o":{"id":"org_1","id":"org_2"}}'),
  'a member twice inside a list': withClaims('{"o":[{"id":"org_1","id":"org_2"}]}'),
  '__proto__ twice': withClaims('{"__proto__":1,"__proto__":2}'),
  'nesting one too deep': withClaims(nest(33)),
  'nesting by the thousand': withClaims(nest(5_000)),
  'one member too many': withClaims(list(513)),
  'one character too long': 'A'.repeat(16_385),
  'two megabytes': `${'A'.repeat(2_000_000)}.AAAA.AAAA`,
}

describe('peekToken', () => {
  it('gives header, claims and parts of a good token', async () => {
    const token = await mintToken()
    const peeked = peekToken(token)
    expect(peeked?.token).toBe(token)
    expect(`${peeked?.headerPart}.${peeked?.payloadPart}.${peeked?.signaturePart}`).toBe(token)
    expect(peeked?.claims).toEqual(sessionClaims)
    expect(peeked?.header).toEqual(JSON.parse(HEADER_JSON))
  })

  it.each(Object.entries(malformed))('refuses %s', (_name, token) => {
    expect(peekToken(token)).toBeNull()
  })

  it('reads text beyond ASCII', () => {
    expect(peekToken(withClaims('{"name":"Zoë 🦊"}'))?.claims['name']).toBe('Zoë 🦊')
  })

  it('takes the deepest and the largest that are allowed', () => {
    expect(peekToken(withClaims(nest(32)))).not.toBeNull()
    expect(peekToken(withClaims(list(512)))).not.toBeNull()
  })

  it('takes a token of exactly the longest length', () => {
    const start = `${encodeText(HEADER_JSON)}.${encodeText(CLAIMS_JSON)}.`
    expect(peekToken(start + 'A'.repeat(16_384 - start.length - ((16_384 - start.length) % 4)))).not.toBeNull()
  })

  it('is not misled by braces, colons and quotes inside strings', () => {
    const claims = { 'a:b': '{"x":1,"x":2}', quote: 'say "hi" \\', 'end\\': ':::[[[', '': '' }
    expect(peekToken(withClaims(JSON.stringify(claims)))?.claims).toEqual(claims)
  })

  it('leaves an empty signature to the verifier', () => {
    expect(peekToken(`${encodeText(HEADER_JSON)}.${encodeText(CLAIMS_JSON)}.`)?.signaturePart).toBe('')
  })

  it('gives objects that no claim can reach out of, frozen to the bottom', () => {
    const claims =
      peekToken(withClaims('{"__proto__":{"isAdmin":true},"o":{"id":"org_1"},"l":[{"a":1}]}'))?.claims ?? {}
    expect(claims['isAdmin']).toBeUndefined()
    expect(claims['constructor']).toBeUndefined()
    expect(Object.getPrototypeOf(claims)).toBeNull()
    expect(Object.getPrototypeOf(claims['o'])).toBeNull()
    expect([claims, claims['o'], claims['l'], (claims['l'] as unknown[])[0]].every(Object.isFrozen)).toBe(true)
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
  })

  it('never throws, whatever the text', () => {
    const part = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.json().map(encodeText), fc.base64String())
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(part).map((parts) => parts.join('.')),
        ),
        (text) => {
          const peeked = peekToken(text)
          expect(peeked === null || peeked.token === text).toBe(true)
        },
      ),
    )
  })

  it('reads every JSON object as JSON.parse does, when no member stands twice', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (claims) => {
        const json = JSON.stringify(claims)
        expect(JSON.stringify(peekToken(withClaims(json))?.claims)).toBe(JSON.stringify(JSON.parse(json)))
      }),
    )
  })
})
