import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toSignedOutAuth } from '../session/to-session-auth.ts'
import { readRequirement, toQuestion, type ProtectArgument, type Requirement } from './requirement.ts'

/** The arguments as JavaScript may give them, past the types. */
function read(...args: readonly unknown[]): Requirement {
  return Reflect.apply(readRequirement, undefined, args) as Requirement
}

const plain: Requirement = {
  accepts: 'session_token',
  condition: null,
  organization: null,
  unauthenticatedUrl: null,
  unauthorizedUrl: null,
}
const predicate = (): boolean => true

/** The condition is one that nobody meets. */
function isClosed({ condition }: Requirement): boolean {
  return typeof condition === 'function' && condition(() => true) === false
}

describe('readRequirement', () => {
  it.each<readonly [string, readonly unknown[], Partial<Requirement>]>([
    ['protect()', [], {}],
    ['protect(undefined)', [undefined], {}],
    ['protect({})', [{}], {}],
    ['protect(params)', [{ role: 'org:admin' }], { condition: { role: 'org:admin' } }],
    [
      'protect(all params)',
      [{ role: 'a', permission: 'b', feature: 'c', plan: 'd', reverification: 'lax' }],
      { condition: { role: 'a', permission: 'b', feature: 'c', plan: 'd', reverification: 'lax' } },
    ],
    [
      'protect(params, options)',
      [{ role: 'a' }, { token: 'any', unauthorizedUrl: '/no' }],
      { condition: { role: 'a' }, accepts: 'any', unauthorizedUrl: '/no' },
    ],
    ['protect(fn)', [predicate], { condition: predicate }],
    [
      'protect(fn, options)',
      [predicate, { unauthenticatedUrl: '/in' }],
      { condition: predicate, unauthenticatedUrl: '/in' },
    ],
    ['protect(options)', [{ token: ['session_token', 'api_key'] }], { accepts: ['session_token', 'api_key'] }],
    ['protect(undefined, options)', [undefined, { token: 'api_key' }], { accepts: 'api_key' }],
    ['protect(params, null)', [{ role: 'a' }, null], { condition: { role: 'a' } }],
    [
      'one merged object',
      [{ role: 'a', token: 'any', unauthenticatedUrl: '/in', unauthorizedUrl: '/no' }],
      { condition: { role: 'a' }, accepts: 'any', unauthenticatedUrl: '/in', unauthorizedUrl: '/no' },
    ],
    [
      'first argument over second',
      [
        { token: 'api_key', unauthenticatedUrl: '/1', unauthorizedUrl: '/2' },
        { token: 'any', unauthenticatedUrl: '/3', unauthorizedUrl: '/4' },
      ],
      { accepts: 'api_key', unauthenticatedUrl: '/1', unauthorizedUrl: '/2' },
    ],
    [
      'second where the first says nothing',
      [
        { token: undefined, unauthorizedUrl: '' },
        { token: 'any', unauthorizedUrl: '/4' },
      ],
      { accepts: 'any', unauthorizedUrl: '/4' },
    ],
    ['null as nothing said', [{ token: null, unauthenticatedUrl: null }], {}],
    ['an organization', [{ organization: 'acme' }], { organization: 'acme' }],
    [
      'an organization and a role',
      [{ organization: 'acme', role: 'a' }],
      { organization: 'acme', condition: { role: 'a' } },
    ],
    [
      'a URL object',
      [{ unauthenticatedUrl: new URL('https://app.test/in') }],
      { unauthenticatedUrl: 'https://app.test/in' },
    ],
    ['a URL of an odd type as none', [{ unauthenticatedUrl: 5, unauthorizedUrl: { href: 5 } }], {}],
  ])('reads %s', (_name, args, expected) => {
    expect(read(...args)).toEqual({ ...plain, ...expected })
  })

  it.each<readonly [string, unknown]>([
    ['a role', { role: undefined }],
    ['a permission beside a role', { role: 'a', permission: undefined }],
    ['a role beside a permission', { role: undefined, permission: 'a:b:c' }],
  ])('refuses %s whose value is missing', (_name, first) => {
    const { condition } = read(first)
    expect(typeof condition === 'function' && condition(() => true)).toBe(false)
    expect(condition).not.toBeNull()
  })

  it('keeps asking for a null role, which nobody has', () => {
    expect(read({ role: null }).condition).toStrictEqual({ role: null })
  })

  it.each<readonly [string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a number', 5],
    ['an array', ['acme']],
    ['an empty string', ''],
  ])('asks for an organization that nobody has when it is %s', (_name, organization) => {
    expect(read({ organization }).organization).toBe('')
  })

  it.each<readonly [string, readonly unknown[]]>([
    ['null', [null]],
    ['a string', ['org:admin']],
    ['true', [true]],
    ['false', [false]],
    ['a number', [0]],
    ['a symbol', [Symbol('x')]],
    ['an empty array', [[]]],
    ['an array', [[{ role: 'a' }]]],
    ['a promise that nobody awaited', [Promise.resolve({ role: 'a' })]],
    ['an object of a class', [new Map([['role', 'a']])]],
    ['an object that inherits its condition', [Object.create({ role: 'a' })]],
    ['a promise where options belong', [{ role: 'a' }, Promise.resolve()]],
    ['a predicate where options belong', [{ role: 'a' }, predicate]],
    ['a misspelt key', [{ roles: 'org:admin' }]],
    ['a misspelt key beside a good one', [{ role: 'org:admin', permisson: 'org:posts:edit' }]],
    ['a misspelt key with undefined', [{ roles: undefined }]],
    ['a symbol as key', [{ [Symbol('role')]: 'org:admin' }]],
    ['a misspelt option', [{ role: 'a' }, { tokens: 'api_key' }]],
    ['a condition where options belong', [{ role: 'a' }, { permission: 'b' }]],
    ['an organization where options belong', [{ role: 'a' }, { organization: 'acme' }]],
    ['a string where options belong', [{ role: 'a' }, '/sign-in']],
    ['a predicate with misspelt options', [predicate, { tokens: 'api_key' }]],
  ])('is met by nobody for %s', (_name, args) => {
    expect(isClosed(read(...args))).toBe(true)
  })

  it.each<readonly [string, unknown, unknown]>([
    ['an unknown kind', 'apikey', []],
    ['an empty kind', '', []],
    ['a number', 1, []],
    ['an object', {}, []],
    ['an empty list', [], []],
    ['a list of unknown kinds', ['apikey', 'any', null], []],
    ['a list with one good kind', ['apikey', 'api_key'], ['api_key']],
  ])('accepts only what can be read from %s', (_name, token, accepts) => {
    expect(read({ token }, { token: 'any' }).accepts).toEqual(accepts)
  })

  it('never throws, and asks for something whenever the first argument holds anything unknown', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (first, second) => {
        const requirement = read(first, second)
        const isRecord = typeof first === 'object' && first !== null && !Array.isArray(first)
        const isEmpty = first === undefined || (isRecord && Reflect.ownKeys(first).length === 0)
        if (!isEmpty) expect(requirement.condition).not.toBeNull()
      }),
    )
  })
})

const nobody = toSignedOutAuth(null, () => ({}))
const ask = (asked: unknown) =>
  // What a policy in plain JavaScript may hold.
  toQuestion(readRequirement(asked as ProtectArgument), nobody, false, 'session-missing').wants

describe('toQuestion', () => {
  it.each([
    [{ role: 'admin' }, 'org:admin'],
    [{ role: 'org:admin' }, 'org:admin'],
    [{ permission: 'org:posts:edit' }, 'permission org:posts:edit'],
    [undefined, 'a session'],
  ])('says what %j asks for (first-day 10)', (asked, wants) => {
    expect(ask(asked)).toBe(wants)
  })

  it.each<unknown>([null, 5, true, {}, [], Symbol('admin'), { toString: null }])(
    'does not throw over %s (first-day 10)',
    (odd) => {
      expect(ask({ role: odd, permission: odd, feature: odd, plan: odd, reverification: odd })).toContain('(no text)')
    },
  )

  it('makes one line of what is asked for (first-day 10)', () => {
    expect(ask({ permission: 'a\nb\u001b[2J' })).toBe('permission a?b?[2J')
  })
})
