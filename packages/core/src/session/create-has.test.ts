import { describe, expect, it } from 'vitest'
import { createHas, hasNothing, type HasFacts } from './create-has.ts'

const facts: HasFacts = {
  userId: 'user_1',
  orgId: 'org_1',
  orgRole: 'org:admin',
  orgPermissions: ['org:posts:edit', 'org:posts:read', 'org:org_like:read'],
  features: 'o:articles,ou:dash,u:beta,x:other',
  plans: 'u:gold,o:team',
  factorAges: [5, 20],
}

/** A question as JavaScript may ask it, past the types. */
function ask(known: Partial<HasFacts>, question: unknown): unknown {
  return Reflect.apply(createHas({ ...facts, ...known }), undefined, [question])
}

type Row = readonly [name: string, known: Partial<HasFacts>, question: unknown, answer: boolean]

const NOBODY = { orgId: undefined, orgRole: undefined, orgPermissions: undefined } as const
const oddValues: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['an empty string', ''],
  ['a number', 1],
  ['zero', 0],
  ['true', true],
  ['false', false],
  ['an array', ['org:admin']],
  ['an object', { toString: () => 'org:admin' }],
  ['a String object', Object('org:admin')],
  ['a function', () => 'org:admin'],
  ['a symbol', Symbol('org:admin')],
  ['a bigint', 1n],
]

const organizationRows: readonly Row[] = [
  ['the role with its prefix', {}, { role: 'org:admin' }, true],
  ['the role without its prefix', {}, { role: 'admin' }, true],
  ['the role with its prefix twice', {}, { role: 'org:org:admin' }, true],
  ['another role', {}, { role: 'org:member' }, false],
  ['the role in another case', {}, { role: 'Admin' }, false],
  ['the role with a space', {}, { role: ' admin' }, false],
  ['only the prefix', {}, { role: 'org:' }, false],
  ['a role that the token has unprefixed', { orgRole: 'admin' }, { role: 'org:admin' }, true],
  ['a role without an organization', NOBODY, { role: 'org:admin' }, false],
  ['a role with an empty organization id', { orgId: '' }, { role: 'org:admin' }, false],
  ['a role where the token has none', { orgRole: undefined }, { role: 'org:admin' }, false],
  ['the word undefined where the token has no role', { orgRole: undefined }, { role: 'undefined' }, false],
  ['an empty role where the token has an empty one', { orgRole: '' }, { role: '' }, false],
  ['the prefix where the token has an empty role', { orgRole: 'org:' }, { role: 'org:' }, false],
  ['a permission with its prefix', {}, { permission: 'org:posts:edit' }, true],
  ['a permission without its prefix', {}, { permission: 'posts:edit' }, true],
  ['a permission with its prefix twice', {}, { permission: 'org:org:posts:edit' }, true],
  ['a permission that begins with other letters of the prefix', {}, { permission: 'org_like:read' }, true],
  ['another permission', {}, { permission: 'org:posts:delete' }, false],
  ['the first half of a permission', {}, { permission: 'org:posts' }, false],
  ['a permission with more behind it', {}, { permission: 'org:posts:edit:all' }, false],
  ['a wildcard permission', {}, { permission: 'org:posts:*' }, false],
  ['a permission without an organization', NOBODY, { permission: 'org:posts:edit' }, false],
  ['a permission with a list but no organization', { orgId: undefined }, { permission: 'org:posts:edit' }, false],
  ['a permission where the token has no list', { orgPermissions: undefined }, { permission: 'posts:edit' }, false],
  ['a permission where the list is empty', { orgPermissions: [] }, { permission: 'posts:edit' }, false],
  [
    'a system permission of version 1',
    { orgPermissions: ['org:sys_memberships:read'] },
    { permission: 'org:sys_memberships:read' },
    true,
  ],
  ['role and permission, both held', {}, { role: 'admin', permission: 'posts:edit' }, true],
  ['role held, permission not', {}, { role: 'admin', permission: 'posts:delete' }, false],
  ['permission held, role not', {}, { role: 'member', permission: 'posts:edit' }, false],
  ['role undefined, permission held', {}, { role: undefined, permission: 'posts:edit' }, true],
  ['role null, permission held', {}, { role: null, permission: 'posts:edit' }, false],
  ['role held, permission empty', {}, { role: 'admin', permission: '' }, false],
]

const billingRows: readonly Row[] = [
  ['a feature of the organization', {}, { feature: 'articles' }, true],
  ['a feature of the person', {}, { feature: 'beta' }, true],
  ['a feature of both', {}, { feature: 'dash' }, true],
  ['a feature of the organization, scope org', {}, { feature: 'org:articles' }, true],
  ['a feature of the organization, scope o', {}, { feature: 'o:articles' }, true],
  ['a feature of the organization, scope organization', {}, { feature: 'organization:articles' }, true],
  ['a feature of the organization asked of the person', {}, { feature: 'user:articles' }, false],
  ['a feature of the person, scope user', {}, { feature: 'user:beta' }, true],
  ['a feature of the person, scope u', {}, { feature: 'u:beta' }, true],
  ['a feature of the person asked of the organization', {}, { feature: 'org:beta' }, false],
  ['a feature of both, scope org', {}, { feature: 'org:dash' }, true],
  ['a feature of both, scope user', {}, { feature: 'user:dash' }, true],
  ['a scope uo in the claim', { features: 'uo:dash' }, { feature: 'org:dash' }, true],
  ['a scope that we do not know', {}, { feature: 'team:articles' }, false],
  ['the scope ou, which only claims use', {}, { feature: 'ou:dash' }, false],
  ['an empty scope', {}, { feature: ':articles' }, false],
  ['a scope without an id', {}, { feature: 'org:' }, false],
  ['a scope without an id where the claim has an empty id', { features: 'o:' }, { feature: 'org:' }, false],
  ['an element of an unknown scope', {}, { feature: 'other' }, false],
  ['a third piece, which is ignored', {}, { feature: 'org:articles:x' }, true],
  ['an id that is not listed', {}, { feature: 'articles2' }, false],
  ['an id in another case', {}, { feature: 'Articles' }, false],
  ['a feature without a claim', { features: undefined }, { feature: 'articles' }, false],
  ['a feature with an empty claim', { features: '' }, { feature: 'articles' }, false],
  ['a feature with an array as claim', { features: ['o:articles'] }, { feature: 'articles' }, false],
  ['a feature with an object as claim', { features: { o: 'articles' } }, { feature: 'articles' }, false],
  ['a feature with an element without a colon', { features: 'o:articles,beta' }, { feature: 'articles' }, false],
  ['a feature with a comma at the end', { features: 'o:articles,' }, { feature: 'articles' }, false],
  ['a feature with spaces around elements', { features: ' o:articles , u:beta ' }, { feature: 'articles' }, true],
  ['a feature without an organization', NOBODY, { feature: 'user:beta' }, true],
  ['a plan of the person', {}, { plan: 'gold' }, true],
  ['a plan of the person, scope user', {}, { plan: 'user:gold' }, true],
  ['a plan of the person asked of the organization', {}, { plan: 'org:gold' }, false],
  ['a plan of the organization', {}, { plan: 'org:team' }, true],
  ['another plan', {}, { plan: 'silver' }, false],
  ['a feature asked as a plan', {}, { plan: 'articles' }, false],
  ['a plan without a claim', { plans: undefined }, { plan: 'gold' }, false],
  ['a plan with a malformed claim', { plans: 'gold' }, { plan: 'gold' }, false],
  ['feature and plan, both held', {}, { feature: 'beta', plan: 'gold' }, true],
  ['feature held, plan not', {}, { feature: 'beta', plan: 'silver' }, false],
  ['plan held, feature not', {}, { feature: 'gamma', plan: 'gold' }, false],
  ['feature held, plan claim malformed', { plans: 'gold' }, { feature: 'beta', plan: 'gold' }, false],
]

const ages = (first: number, second: number): Partial<HasFacts> => ({ factorAges: [first, second] })
const level = (name: unknown, afterMinutes: unknown): unknown => ({ reverification: { level: name, afterMinutes } })

const freshnessRows: readonly Row[] = [
  ['strict_mfa, both fresh', ages(9, 9), { reverification: 'strict_mfa' }, true],
  ['strict_mfa, second old', ages(9, 10), { reverification: 'strict_mfa' }, false],
  ['strict_mfa, first old', ages(10, 9), { reverification: 'strict_mfa' }, false],
  ['strict_mfa, second not enrolled', ages(9, -1), { reverification: 'strict_mfa' }, true],
  ['strict_mfa, second not enrolled and first old', ages(10, -1), { reverification: 'strict_mfa' }, false],
  ['strict_mfa, first not enrolled', ages(-1, 9), { reverification: 'strict_mfa' }, false],
  ['strict, second fresh', ages(500, 9), { reverification: 'strict' }, true],
  ['strict, second old', ages(0, 10), { reverification: 'strict' }, false],
  ['strict, second not enrolled', ages(9, -1), { reverification: 'strict' }, true],
  ['strict, first not enrolled', ages(-1, 9), { reverification: 'strict' }, true],
  ['strict, first not enrolled and second old', ages(-1, 10), { reverification: 'strict' }, false],
  ['moderate, just fresh', ages(500, 59), { reverification: 'moderate' }, true],
  ['moderate, just old', ages(0, 60), { reverification: 'moderate' }, false],
  ['lax, just fresh', ages(9999, 1439), { reverification: 'lax' }, true],
  ['lax, just old', ages(0, 1440), { reverification: 'lax' }, false],
  ['neither factor enrolled', ages(-1, -1), { reverification: 'lax' }, false],
  ['first_factor, fresh', ages(4, 99), level('first_factor', 5), true],
  ['first_factor, old by the minute', ages(5, 0), level('first_factor', 5), false],
  ['first_factor, not enrolled', ages(-1, 0), level('first_factor', 5), false],
  ['second_factor, fresh', ages(99, 4), level('second_factor', 5), true],
  ['second_factor, old', ages(0, 5), level('second_factor', 5), false],
  ['multi_factor, both fresh', ages(4, 4), level('multi_factor', 5), true],
  ['multi_factor, one old', ages(5, 4), level('multi_factor', 5), false],
  ['used this minute, half a minute allowed', ages(0, 0), level('multi_factor', 0.5), true],
  ['zero minutes', ages(0, 0), level('first_factor', 0), false],
  ['negative minutes', ages(0, 0), level('first_factor', -1), false],
  ['minutes that are no number', ages(0, 0), level('first_factor', NaN), false],
  ['minutes as a string', ages(0, 0), level('first_factor', '5'), false],
  ['minutes missing', ages(0, 0), { reverification: { level: 'first_factor' } }, false],
  ['level missing', ages(0, 0), { reverification: { afterMinutes: 5 } }, false],
  ['an unknown level', ages(0, 0), level('third_factor', 5), false],
  ['a level off the prototype', ages(0, 0), level('constructor', 5), false],
  ['an unknown preset', ages(0, 0), { reverification: 'relaxed' }, false],
  ['a preset off the prototype', ages(0, 0), { reverification: 'constructor' }, false],
  ['a preset in another case', ages(0, 0), { reverification: 'LAX' }, false],
  ['a token that does not say', { factorAges: null }, { reverification: 'lax' }, false],
]

const combinedRows: readonly Row[] = [
  ['role and plan, both held', {}, { role: 'admin', plan: 'gold' }, true],
  ['role held, plan not', {}, { role: 'admin', plan: 'silver' }, false],
  ['plan held, role not', {}, { role: 'member', plan: 'gold' }, false],
  ['role held, sign-in old', ages(500, 500), { role: 'admin', reverification: 'strict' }, false],
  ['role held, sign-in fresh', ages(1, 1), { role: 'admin', reverification: 'strict' }, true],
  ['role held, freshness unknown', { factorAges: null }, { role: 'admin', reverification: 'lax' }, false],
  [
    'feature held, sign-in fresh, no organization',
    { ...NOBODY, ...ages(1, 1) },
    { feature: 'beta', reverification: 'lax' },
    true,
  ],
  ['feature held, role asked without an organization', NOBODY, { feature: 'beta', role: 'admin' }, false],
  [
    'all five held',
    ages(1, 1),
    { role: 'admin', permission: 'posts:edit', feature: 'dash', plan: 'gold', reverification: 'strict_mfa' },
    true,
  ],
  [
    'all but the freshness',
    ages(1, 99),
    { role: 'admin', permission: 'posts:edit', feature: 'dash', plan: 'gold', reverification: 'strict_mfa' },
    false,
  ],
  [
    'all undefined',
    {},
    { role: undefined, permission: undefined, feature: undefined, plan: undefined, reverification: undefined },
    false,
  ],
  ['nobody, role held', { userId: '' }, { role: 'admin' }, false],
  ['nobody, feature held', { userId: '' }, { feature: 'beta' }, false],
]

const notAQuestion: readonly Row[] = [
  ['nothing', {}, undefined, false],
  ['null', {}, null, false],
  ['an empty object', {}, {}, false],
  ['a string', {}, 'org:admin', false],
  ['a number', {}, 5, false],
  ['true', {}, true, false],
  ['an empty array', {}, [], false],
  ['an array with a question in it', {}, [{ role: 'org:admin' }], false],
  ['a function', {}, () => true, false],
  ['an unknown key', {}, { organization: 'org_1' }, false],
  ['an unknown key beside a role that is held', {}, { role: 'org:admin', roles: ['org:owner'] }, false],
  ['an unknown key with undefined beside a role that is held', {}, { role: 'org:admin', roles: undefined }, false],
  ['a symbol beside a role that is held', {}, { role: 'org:admin', [Symbol('x')]: 1 }, false],
  ['a hidden unknown key', {}, Object.defineProperty({ role: 'org:admin' }, 'roles', { value: 1 }), false],
  [
    'a hidden condition that is not held',
    {},
    Object.defineProperty({ role: 'org:admin' }, 'permission', { value: 'x:y' }),
    false,
  ],
  [
    'an inherited condition that is not held',
    {},
    Object.assign(Object.create({ permission: 'x:y' }), { role: 'org:admin' }),
    false,
  ],
  [
    'a proxy that throws',
    {},
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no')
        },
      },
    ),
    false,
  ],
  [
    'a getter that throws',
    {},
    Object.defineProperty({}, 'role', {
      get: () => {
        throw new Error('no')
      },
    }),
    false,
  ],
]

describe('createHas', () => {
  const rows = [...organizationRows, ...billingRows, ...freshnessRows, ...combinedRows]
  it.each(rows)('%s', (_name, known, question, answer) => {
    expect(ask(known, question)).toBe(answer)
  })

  it('is a table of at least a hundred rows', () => {
    expect(rows.length).toBeGreaterThanOrEqual(100)
    expect(new Set(rows.map(([name]) => name)).size).toBe(rows.length)
  })

  it.each(notAQuestion)('is false and does not throw for %s', (_name, known, question, answer) => {
    expect(ask(known, question)).toBe(answer)
  })

  for (const key of ['role', 'permission', 'feature', 'plan', 'reverification']) {
    it.each(oddValues)(`is false for a ${key} that is %s, also beside one that is held`, (_name, value) => {
      expect(ask({}, { [key]: value })).toBe(false)
      const held = key === 'role' ? { permission: 'posts:edit' } : { role: 'org:admin' }
      expect(ask({}, held)).toBe(true)
      expect(ask({}, { ...held, [key]: value })).toBe(false)
    })
  }

  it('reads each part of a question once', () => {
    let reads = 0
    const shifty = Object.defineProperty({}, 'role', {
      enumerable: true,
      get: () => (++reads === 1 ? 'member' : 'admin'),
    })
    expect(ask({}, shifty)).toBe(false)
    expect(reads).toBe(1)
  })

  it('does not read the permissions when none is asked', () => {
    const lazy = { ...facts }
    Object.defineProperty(lazy, 'orgPermissions', { get: () => expect.fail('read') })
    expect(createHas(lazy)({ role: 'org:admin', plan: 'gold' })).toBe(true)
  })
})

describe('hasNothing', () => {
  it('is false whatever is asked', () => {
    expect(hasNothing({ role: 'org:admin' })).toBe(false)
  })
})
