import { describe, expect, it } from 'vitest'
import { readBearer } from './read-bearer.ts'

describe('readBearer', () => {
  // protocol.md 3.3
  it.each([
    [null, null],
    ['', null],
    ['Bearer a.b.c', 'a.b.c'],
    ['a.b.c', 'a.b.c'],
    ['Bearer', 'Bearer'],
    ['Bearer ', 'Bearer'],
    ['Bearer  x', 'Bearer'],
    ['Bearer a b', 'a'],
    ['bearer a.b.c', null],
    ['BEARER a.b.c', null],
    ['Basic dXNlcjpwYXNz', null],
    ['Digest a b', null],
    [' a', null],
  ])('of %j is %j', (header, token) => {
    expect(readBearer(header)).toBe(token)
  })
})
