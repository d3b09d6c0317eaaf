import { describe, expect, it } from 'vitest'
import { toPeeked } from '../../test/reference/all-suffix-situations.ts'
import { chooseMachineJwtType, chooseTokenType, isForeignClass } from './choose-token-type.ts'
import type { PeekedToken } from './peek-token.ts'

const peeked = (header: object, claims: object = {}): PeekedToken => ({
  ...toPeeked({ ...claims }),
  header: { ...header },
})

describe('chooseTokenType', () => {
  // protocol.md 9.1
  it.each<[string, string, PeekedToken | null]>([
    ['m2m_token', 'mt_x', null],
    ['oauth_token', 'oat_x', null],
    ['api_key', 'ak_x', null],
    ['session_token', 'MT_x', null],
    ['session_token', 'junk', null],
    ['m2m_token', 'a.b.c', peeked({}, { sub: 'mch_1' })],
    ['m2m_token', 'a.b.c', peeked({ typ: 'at+jwt' }, { sub: 'mch_1' })],
    ['oauth_token', 'a.b.c', peeked({ typ: 'at+jwt' })],
    ['oauth_token', 'a.b.c', peeked({ typ: 'application/at+jwt' })],
    ['session_token', 'a.b.c', peeked({ typ: 'AT+JWT' }, { sub: 'user_1' })],
    ['session_token', 'a.b.c', peeked({ typ: 'JWT' }, { sub: 7 })],
  ])('is %s for %s', (type, token, decoded) => {
    expect(chooseTokenType(token, decoded)).toBe(type)
  })
})

describe('chooseTokenType, for a token that is not signed at all', () => {
  const unsigned = (header: object, claims: object = {}): PeekedToken => ({
    ...peeked(header, claims),
    signaturePart: '',
  })
  it.each<[string, PeekedToken]>([
    ['typ at+jwt', unsigned({ typ: 'at+jwt' })],
    ['typ application/at+jwt', unsigned({ typ: 'application/at+jwt' })],
    ['a machine as its subject', unsigned({}, { sub: 'mch_1' })],
  ])('is no machine token with %s (B4)', (_, token) => {
    expect(chooseTokenType('a.b.', token)).toBe('session_token')
    expect(isForeignClass(token)).toBe(false)
  })
})

describe('isForeignClass', () => {
  // protocol.md 4.4
  it.each<[boolean, PeekedToken]>([
    [false, peeked({})],
    [false, peeked({ cat: 'cl_B7d4PD111AAA' })],
    [false, peeked({ cat: 'cl_I7d4PD111III' })],
    [true, peeked({ cat: 'cl_B7d4PD222AAA' })],
    [true, peeked({ cat: 'cl_B7d4PD333AAA' })],
    [true, peeked({ cat: '' })],
    [true, peeked({ cat: null })],
    [true, peeked({}, { sub: 'mch_1' })],
    [true, peeked({ typ: 'at+jwt' })],
  ])('is %s for %j', (isForeign, token) => {
    expect(isForeignClass(token)).toBe(isForeign)
  })
})

describe('chooseMachineJwtType', () => {
  it('is null for a session', () => expect(chooseMachineJwtType(peeked({ typ: 'JWT' }, { sub: 'user_1' }))).toBeNull())
})
