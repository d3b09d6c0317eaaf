import { describe, expect, it } from 'vitest'
import { fakePorts } from '../../test/mint.ts'
import { checkTenant } from './check-tenant.ts'
import { createUseWatch } from '../guard/create-use-watch.ts'
import type { AuthOptions } from '../settings/auth-options.ts'

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

  it('remembers nothing of another callback of equal text, where the middleware was made before its requests (H11)', async () => {
    const create = (): (() => string) => () => 'made once'
    const [admin, shop] = [create(), create()]
    const uses = [admin, shop].map((callback) => [callback, createUseWatch(callback)] as const)
    await Promise.resolve()
    for (const [, noteUse] of uses) noteUse(fakePorts().ports)
    expect(checkTenant(admin, ONE)).toBe(ONE)
    for (let times = 0; times < 2; times += 1) expect(checkTenant(shop, {})).toEqual({})
    expect(codeOf(() => checkTenant(admin, {}))).toBe(unknown.code)
    // Nor does one that is made for a request, where nobody else of its kind named any.
    expect(checkTenant(create(), {})).toEqual({})
  })

  it('remembers one that is made for each request, whose first use is in the turn of its making (H11)', async () => {
    const ask = async (answer: AuthOptions): Promise<AuthOptions> => {
      const callback = (): string => 'made for a request'
      createUseWatch(callback)(fakePorts().ports)
      return checkTenant(callback, await Promise.resolve(answer))
    }
    await ask(ONE)
    await expect(ask({})).rejects.toMatchObject(unknown)
  })

  it.each<AuthOptions>([
    { machineSecretKey: 'ak_one' },
    { jwtKey: 'one' },
    { jwtKey: 'one', machineSecretKey: 'ak_one' },
  ])('takes keys that name no tenant for some requests only: %j (H11)', (answer) => {
    const callback = (): string => `some ${Object.keys(answer).join(' ')}`
    for (const next of [answer, {}, answer, { signInUrl: '/in' }]) expect(checkTenant(callback, next)).toBe(next)
  })

  it.each([null, undefined, new Response(null, { status: 404 }), 'text'])(
    'refuses %s always: the way to say that there is no such tenant (H11)',
    (answer) => {
      // @ts-expect-error JavaScript callers can do this.
      expect(codeOf(() => checkTenant(() => 'no options', answer))).toBe('ERR_AUTH_OPTION_INVALID')
    },
  )
})
