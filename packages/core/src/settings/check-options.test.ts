import { describe, expect, it } from 'vitest'
import type { AuthError } from '../foundation/auth-error.ts'
import {
  readAcceptedTokens,
  readClockSkewMs,
  readDebug,
  readNumber,
  readSocketTokenPlace,
  readStatus,
  readText,
  readTextList,
} from './check-options.ts'

const invalid = expect.objectContaining({ code: 'ERR_AUTH_OPTION_INVALID' }) as AuthError

describe('readText', () => {
  it.each([undefined, null, ''])('is null for %j', (value) => expect(readText('x', value)).toBeNull())
  it('keeps a text', () => expect(readText('x', ' a ')).toBe(' a '))
  it.each([0, false, {}, []])('throws for %j', (value) => expect(() => readText('x', value)).toThrow(invalid))
})

describe('readTextList', () => {
  it.each([
    [undefined, []],
    [null, []],
    ['a', ['a']],
    ['', []],
    [
      ['a', '', null, 'b'],
      ['a', 'b'],
    ],
  ])('reads %j as %j', (value, list) => expect(readTextList('x', value)).toEqual(list))
  it.each([[['']], [[null, '']], [[undefined]]])('throws for %j, which would check nothing (issue 13, 4)', (value) =>
    expect(() => readTextList('x', value)).toThrow(invalid),
  )
  it('throws for a list of something else', () => expect(() => readTextList('x', [1])).toThrow(invalid))
})

describe('readNumber', () => {
  const bounds = { min: 0, max: 10, fallback: 5 }
  it.each([
    [undefined, 5],
    [null, 5],
    [0, 0],
    [10, 10],
  ])('reads %j as %d', (value, number) => expect(readNumber('x', value, bounds)).toBe(number))
  it.each([-1, 11, Number.NaN, Infinity, '5', true])('throws for %j', (value) => {
    expect(() => readNumber('x', value, bounds)).toThrow(invalid)
  })
})

describe('readDebug', () => {
  it.each([
    [undefined, 'off'],
    [null, 'off'],
    ['', 'off'],
    [false, 'off'],
    [true, 'text'],
    ['json', 'json'],
  ])('reads %j as %s (first-day 20)', (value, kind) => expect(readDebug(value)).toBe(kind))
  it.each(['true', 'text', 1, {}])('throws for %j', (value) => expect(() => readDebug(value)).toThrow(invalid))
})

describe('readStatus', () => {
  it.each([undefined, null, '', 404])('is 404 for %j', (value) => expect(readStatus('x', value, 401)).toBe(404))
  it('reads the one other (in-use 23)', () => expect(readStatus('x', 403, 403)).toBe(403))
  it.each([401, 200, 0, '403', '404', true])('throws for %j where 403 is the other', (value) => {
    expect(() => readStatus('x', value, 403)).toThrow(invalid)
  })
})

describe('readClockSkewMs', () => {
  it.each([
    [undefined, 5000],
    [null, 5000],
    [Number.NaN, 5000],
    [Infinity, 5000],
    ['1', 5000],
    [0, 0],
    [1.5, 1.5],
  ])('reads %j as %d', (value, number) => expect(readClockSkewMs(value, 5000)).toBe(number))
  it('throws for a negative one', () => expect(() => readClockSkewMs(-1, 5000)).toThrow(invalid))
})

describe('readAcceptedTokens', () => {
  const all = ['session_token', 'api_key', 'm2m_token', 'oauth_token']
  it.each([undefined, null, 'any'] as const)('reads %j as all', (value) =>
    expect(readAcceptedTokens(value)).toEqual(all),
  )
  it('reads one and several', () => {
    expect(readAcceptedTokens('api_key')).toEqual(['api_key'])
    expect(readAcceptedTokens(['api_key', 'session_token'])).toEqual(['api_key', 'session_token'])
  })
  it('reads an empty list as it stands (B9)', () => expect(readAcceptedTokens([])).toEqual([]))
  it.each(['apikey', ['session'], [[]], ['any'], 7, {}] as unknown[])('throws for %j', (value) => {
    expect(() => readAcceptedTokens(value as 'any')).toThrow(invalid)
  })
})

describe('readSocketTokenPlace', () => {
  it.each([
    [undefined, null],
    [null, null],
    ['', null],
    [{ query: 'token' }, { protocol: '', query: 'token' }],
    [
      { protocol: 'postern.token.', query: null },
      { protocol: 'postern.token.', query: '' },
    ],
  ])('reads %j as %j', (value, place) => expect(readSocketTokenPlace(value)).toEqual(place))

  it.each([
    [true],
    [{}],
    [{ query: '' }],
    [{ query: 1 }],
    [{ query: 'a b' }],
    [{ query: 'a&b' }],
    [{ query: '__clerk_handshake' }],
    [{ protocol: 'a,b' }],
    [{ protocol: 'a b' }],
    [{ protocol: 'x'.repeat(65) }],
    [['token']],
  ])('throws for %j', (value) => expect(() => readSocketTokenPlace(value)).toThrow('ERR_AUTH_OPTION_INVALID'))
})
