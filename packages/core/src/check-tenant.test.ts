import { describe, expect, it } from 'vitest'
import { checkTenant } from './check-tenant.ts'
import type { AuthOptions } from './settings/options.ts'

const ONE = { publishableKey: 'pk_test_one', secretKey: 'sk_test_one' }
const unknown = { code: 'ERR_AUTH_TENANT_UNKNOWN' }
const codeOf = (work: () => unknown): unknown => {
  try {
    work()
    return null
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error ? error.code : error
  }
}

describe('checkTenant', () => {
  it.each<[string, AuthOptions, () => string, () => string]>([
    ['nothing', {}, () => 'a1', () => 'a2'],
    ['other options only', { signInUrl: '/in' }, () => 'b1', () => 'b2'],
    ['keys that are absent', { publishableKey: undefined, secretKey: null, jwtKey: '' }, () => 'c1', () => 'c2'],
    ['a secret key only', { secretKey: 'sk_test_two' }, () => 'd1', () => 'd2'],
    ['a JWT key only', { jwtKey: 'x' }, () => 'e1', () => 'e2'],
  ])('refuses %s where an earlier answer named a tenant (H11)', (_, answer, single, several) => {
    expect(checkTenant(single, answer)).toBe(answer)
    expect(checkTenant(several, ONE)).toBe(ONE)
    for (let times = 0; times < 2; times += 1) expect(codeOf(() => checkTenant(several, answer))).toBe(unknown.code)
    expect(checkTenant(several, ONE)).toBe(ONE)
  })

  it('refuses no answer with a publishable key alone, which the environment may complete (H11)', () => {
    const callback = (): string => 'alone'
    checkTenant(callback, ONE)
    expect(checkTenant(callback, { publishableKey: 'pk_test_env' })).toEqual({ publishableKey: 'pk_test_env' })
  })

  it('refuses an answer without any key where an earlier one had a secret key only (H11)', () => {
    const callback = (): string => 'secret'
    checkTenant(callback, { secretKey: 'sk_test_one' })
    expect(checkTenant(callback, { secretKey: 'sk_test_two' })).toBeTruthy()
    expect(codeOf(() => checkTenant(callback, {}))).toBe(unknown.code)
  })

  it('remembers a callback that is made anew for each request, and no other one (H11)', () => {
    const create = (): (() => string) => () => 'made anew'
    checkTenant(create(), ONE)
    expect(codeOf(() => checkTenant(create(), {}))).toBe(unknown.code)
    expect(checkTenant(() => 'another', {})).toEqual({})
    const bound = (): (() => string) => create().bind(null)
    checkTenant(bound(), ONE)
    expect(checkTenant(bound(), {})).toEqual({})
  })

  it.each([null, undefined, new Response(null, { status: 404 }), 'text'])(
    'refuses %s always: the way to say that there is no such tenant (H11)',
    (answer) => {
      // @ts-expect-error JavaScript callers can do this.
      expect(codeOf(() => checkTenant(() => 'no options', answer))).toBe('ERR_AUTH_OPTION_INVALID')
    },
  )
})
