import { describe, expect, it } from 'vitest'
import { readSocketTokenPlace } from './read-socket-token-place.ts'

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
