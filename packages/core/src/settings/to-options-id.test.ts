import { describe, expect, it } from 'vitest'
import { toOptionsId } from './to-options-id.ts'

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
