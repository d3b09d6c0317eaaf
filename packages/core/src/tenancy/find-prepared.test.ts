import { describe, expect, it } from 'vitest'
import { findPrepared, toOptionsId } from './find-prepared.ts'

describe('toOptionsId', () => {
  it('is the same for options that hold the same, absent members aside', () => {
    const options = { publishableKey: 'pk_test_1', authorizedParties: ['https://a.test'], isSatellite: false }
    expect(toOptionsId({ ...options, signInUrl: undefined })).toBe(toOptionsId(structuredClone(options)))
  })

  it.each([
    [{ secretKey: 'sk_1' }, { secretKey: 'sk_2' }],
    [{ secretKey: 'sk_1' }, {}],
    [{ secretKey: '' }, { secretKey: null }],
    [{ authorizedParties: ['a', 'b'] }, { authorizedParties: ['a,b'] }],
    [{ contentSecurityPolicy: { strict: true } }, { contentSecurityPolicy: { strict: false } }],
    [{ clockSkewInMs: 1 }, { clockSkewInMs: '1' }],
  ])('tells %j from %j', (one, two) => {
    expect(toOptionsId(one)).not.toBe(toOptionsId(two))
  })

  it.each<[string, object]>([
    ['a function', { frontendApiProxy: { enabled: () => true } }],
    ['a URL', { signInUrl: new URL('https://a.test') }],
    ['what says of itself how it is written', { secretKey: { toJSON: () => 'sk_1' } }],
    ['no number', { clockSkewInMs: Number.NaN }],
    ['a list with a gap', { authorizedParties: [undefined] }],
    ['a list with more than its items', { authorizedParties: Object.assign(['a'], { more: 1 }) }],
    ['a symbol', { secretKey: Symbol('sk_1') }],
  ])('has no name for options that hold %s', (_what, options) => {
    expect(toOptionsId(options)).toBeNull()
  })
})

describe('findPrepared', () => {
  it('makes once what equal options need, and anew for others and for another maker', () => {
    const make = (options: object): object => ({ ...options })
    const one = findPrepared({ signInUrl: '/in' }, make)
    expect(findPrepared({ signInUrl: '/in' }, make)).toBe(one)
    expect(findPrepared({ signInUrl: '/up' }, make)).not.toBe(one)
    expect(findPrepared({ signInUrl: '/in' }, (options: object) => ({ ...options }))).not.toBe(one)
  })

  it('makes it from a copy, which nobody can change afterwards', () => {
    const options = { authorizedParties: ['https://one.example'] }
    const make = (given: typeof options): typeof options => given
    const one = findPrepared(options, make)
    options.authorizedParties[0] = 'https://other.example'
    expect(one.authorizedParties).toEqual(['https://one.example'])
    expect(findPrepared(options, make)).not.toBe(one)
  })

  it('makes it every time where options cannot be told apart, or making fails', () => {
    let made = 0
    const make = (options: { fails?: boolean; enabled?: unknown }): object => {
      made += 1
      if (options.fails === true) throw new RangeError('mine')
      return {}
    }
    const odd = { enabled: () => true }
    expect(findPrepared(odd, make)).not.toBe(findPrepared(odd, make))
    for (let round = 0; round < 2; round += 1) expect(() => findPrepared({ fails: true }, make)).toThrow('mine')
    expect(made).toBe(4)
  })

  it('keeps a bounded number, the least recently used dropped first', () => {
    const make = (options: object): object => ({ ...options })
    const first = findPrepared({ number: 0 }, make)
    const second = findPrepared({ number: 1 }, make)
    for (let number = 2; number < 101; number += 1) {
      findPrepared({ number: 0 }, make)
      findPrepared({ number }, make)
    }
    expect(findPrepared({ number: 0 }, make)).toBe(first)
    expect(findPrepared({ number: 1 }, make)).not.toBe(second)
  })
})
