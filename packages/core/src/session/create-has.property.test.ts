/** `has()` on random claims and questions, compared with a slow restatement of protocol.md 12 and 13 that shares no code with it. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Verified } from '../claims/verified.ts'
import type { SessionClaims } from '../wire/claims.ts'
import { toSignedInAuth } from './to-session-auth.ts'

type Loose = Readonly<Record<string, unknown>>
const isLoose = (value: unknown): value is Loose => typeof value === 'object' && value !== null
const isFilled = (value: unknown): value is string => typeof value === 'string' && value.length > 0

/** Every `scope:id` a claim grants, spelt out for each scope; null when the claim cannot be read. */
function spellOut(claim: unknown): readonly (readonly ['o' | 'u', string])[] | null {
  if (!isFilled(claim)) return null
  const items = claim.split(',').map((item) => /^([^:]*):(.*)$/s.exec(item.trim()))
  if (items.includes(null)) return null
  return items.flatMap((item) => {
    const scope = item?.[1] ?? ''
    const id = item?.[2] ?? ''
    const scopes = { o: ['o'], u: ['u'], ou: ['o', 'u'], uo: ['o', 'u'] }[scope] ?? []
    return scopes.map((s): readonly ['o' | 'u', string] => [s === 'o' ? 'o' : 'u', id])
  })
}

function referencePermissions(claims: Loose): readonly string[] {
  if (claims['v'] !== 2) {
    const list = claims['org_permissions']
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list.map(String) : []
  }
  const o = claims['o']
  if (!isLoose(o) || typeof o['per'] !== 'string' || typeof o['fpm'] !== 'string') return []
  const features = (spellOut(claims['fea']) ?? []).filter(([scope]) => scope === 'o').map(([, id]) => id)
  if (features.some((id, index) => features.indexOf(id) !== index)) return []
  const names = o['per'].split(',').map((name) => name.trim())
  const bitmaps = o['fpm'].split(',').map((bitmap) => bitmap.trim())
  const granted: string[] = []
  for (let i = 0; i < Math.min(features.length, bitmaps.length); i++) {
    if (!/^\d+$/.test(bitmaps[i] ?? '') || features[i] === '') continue
    for (let j = 0; j < names.length; j++) {
      // Division instead of text: another way to the same bit.
      const isSet = (BigInt(bitmaps[i] ?? '0') / 2n ** BigInt(j)) % 2n === 1n
      if (isSet && names[j] !== '') granted.push(`org:${features[i]}:${names[j]}`)
    }
  }
  return granted
}

function withoutPrefix(name: string): string {
  return name.startsWith('org:') ? withoutPrefix(name.slice(4)) : name
}

function referenceRole(claims: Loose): string | null {
  const o = claims['o']
  const id = claims['v'] === 2 ? isLoose(o) && o['id'] : claims['org_id']
  const role = claims['v'] === 2 ? isLoose(o) && o['rol'] : claims['org_role']
  if (!isFilled(id)) return null
  return isFilled(role) ? withoutPrefix(role) : ''
}

function referenceBilling(claim: unknown, asked: unknown): boolean {
  const granted = spellOut(claim)
  if (granted === null || !isFilled(asked)) return false
  const pieces = asked.split(':')
  const wanted = pieces.length === 1 ? pieces[0] : pieces[1]
  const scopes: Record<string, string> = { o: 'o', org: 'o', organization: 'o', u: 'u', user: 'u' }
  const scope = pieces.length === 1 ? 'ou' : Object.hasOwn(scopes, pieces[0] ?? '') ? scopes[pieces[0] ?? ''] : ''
  return isFilled(wanted) && granted.some(([s, id]) => id === wanted && scope?.includes(s))
}

function referenceFreshness(claim: unknown, asked: unknown): boolean {
  const presets: Record<string, readonly [string, number]> = {
    strict_mfa: ['multi_factor', 10],
    strict: ['second_factor', 10],
    moderate: ['second_factor', 60],
    lax: ['second_factor', 1440],
  }
  const given = isLoose(asked) ? [asked['level'], asked['afterMinutes']] : []
  const [level, minutes] = typeof asked === 'string' && Object.hasOwn(presets, asked) ? (presets[asked] ?? []) : given
  if (typeof minutes !== 'number' || Number.isNaN(minutes) || minutes <= 0) return false
  if (!Array.isArray(claim) || claim.length !== 2) return false
  if (!claim.every((age) => typeof age === 'number' && (age === -1 || (age >= 0 && age < Infinity)))) return false
  const [first, second] = claim.map((age) => (age === -1 ? 'none' : Number(age) < minutes ? 'fresh' : 'old'))
  if (first === 'none' && second === 'none') return false
  if (level === 'first_factor') return first === 'fresh'
  if (level === 'second_factor') return second === 'none' ? first === 'fresh' : second === 'fresh'
  if (level === 'multi_factor') return second === 'none' ? first === 'fresh' : first === 'fresh' && second === 'fresh'
  return false
}

function referenceHas(claims: Loose, question: unknown): boolean {
  if (!isLoose(question)) return false
  const known = ['role', 'permission', 'feature', 'plan', 'reverification']
  if (Object.keys(question).some((key) => !known.includes(key))) return false
  const answers: boolean[] = []
  const role = referenceRole(claims)
  for (const key of known) {
    const asked = question[key]
    if (asked === undefined) continue
    if (key === 'role') answers.push(isFilled(asked) && withoutPrefix(asked) !== '' && withoutPrefix(asked) === role)
    if (key === 'permission') {
      const permission = isFilled(asked) ? `org:${withoutPrefix(asked)}` : ''
      answers.push(role !== null && permission !== 'org:' && referencePermissions(claims).includes(permission))
    }
    if (key === 'feature') answers.push(referenceBilling(claims['fea'], asked))
    if (key === 'plan') answers.push(referenceBilling(claims['pla'], asked))
    if (key === 'reverification') answers.push(referenceFreshness(claims['fva'], asked))
  }
  return answers.length > 0 && answers.every(Boolean)
}

const id = fc.constantFrom('a', 'b', 'c', '')
const name = fc.constantFrom('read', 'edit', 'all', '')
const pad = fc.constantFrom('', ' ')
const prefix = fc.constantFrom('', 'org:', 'org:org:')
const commaList = (item: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(pad, item, pad).map((parts) => parts.join('')),
      { maxLength: 4 },
    )
    .map((items) => items.join(','))
const odd = fc.oneof(
  { weight: 1, arbitrary: fc.anything() },
  { weight: 1, arbitrary: fc.constantFrom(null, '', 0, [], {}) },
)
const mostly = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 20, arbitrary }, { weight: 1, arbitrary: odd }, { weight: 1, arbitrary: fc.constant(undefined) })

const goodScope = fc.constantFrom('o:', 'u:', 'ou:', 'uo:')
const goodScoped = fc
  .tuple(fc.shuffledSubarray(['a', 'b', 'c']), goodScope, goodScope, goodScope)
  .map(([ids, ...scopes]) => ids.map((item, index) => `${scopes[index]}${item}`).join(','))
const scopes = fc.constantFrom('o:', 'u:', 'ou:', 'uo:', 'x:', ':', 'o', 'o::')
const strangeScoped = commaList(fc.tuple(scopes, id).map((parts) => parts.join('')))
const scoped = fc.oneof({ weight: 3, arbitrary: goodScoped }, { weight: 1, arbitrary: strangeScoped })
const billingClaim = mostly(scoped)
const bitmap = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 70n }).map(String),
  fc.constantFrom('1', '3', '7', '0x1', '-1', ''),
)
const age = fc.oneof(fc.constantFrom(-1, 0, 4, 9, 10, 59, 60, 1440), fc.constantFrom(-2, NaN, Infinity, '5'))
const factorAges = mostly(
  fc.oneof({ weight: 9, arbitrary: fc.tuple(age, age) }, { weight: 1, arbitrary: fc.array(age) }),
)

const claimsArbitrary = fc.record({
  sub: fc.constant('user_1'),
  exp: fc.constant(2_000_000_000),
  v: fc.constantFrom(undefined, 1, 2, 2, 2, 3, '2'),
  fea: billingClaim,
  pla: billingClaim,
  fva: factorAges,
  o: mostly(
    fc.record({
      id: mostly(fc.constant('org_1')),
      rol: mostly(id),
      per: mostly(commaList(name)),
      fpm: mostly(commaList(bitmap)),
    }),
  ),
  org_id: mostly(fc.constant('org_1')),
  org_role: mostly(fc.tuple(prefix, id).map((parts) => parts.join(''))),
  org_permissions: mostly(fc.array(fc.tuple(prefix, id, name).map(([p, i, n]) => `${p}${i}:${n}`))),
})

const billingQuestion = mostly(
  fc
    .tuple(
      fc.constantFrom('', '', 'o:', 'org:', 'organization:', 'u:', 'user:', 'x:', ':'),
      id,
      fc.constantFrom('', '', ':z'),
    )
    .map((p) => p.join('')),
)
const reverification = mostly(
  fc.oneof(
    fc.constantFrom('strict_mfa', 'strict', 'moderate', 'lax', 'toString'),
    fc.record({
      level: mostly(fc.constantFrom('first_factor', 'second_factor', 'multi_factor')),
      afterMinutes: mostly(fc.constantFrom(5, 10, 0.5, 0, -1, NaN, Infinity)),
    }),
  ),
)
const parts = {
  role: mostly(fc.tuple(prefix, id).map((pieces) => pieces.join(''))),
  permission: mostly(fc.tuple(prefix, id, name).map(([p, i, n]) => `${p}${i}:${n}`)),
  feature: billingQuestion,
  plan: billingQuestion,
  reverification,
}
const questionArbitrary = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.oneof(
      fc.record({ role: parts.role }),
      fc.record({ permission: parts.permission }),
      fc.record({ feature: parts.feature }),
      fc.record({ plan: parts.plan }),
      fc.record({ reverification: parts.reverification }),
    ),
  },
  { weight: 6, arbitrary: fc.record(parts, { requiredKeys: [] }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('role', 'roles', 'organization'), id) },
  { weight: 1, arbitrary: odd },
)

/** Claims as verification would pass them on, and stranger. The brand is made here because no signature is at stake. */
function toClaims(claims: Loose): Verified<SessionClaims> {
  return claims as Verified<SessionClaims>
}

describe('has of a signed-in session', () => {
  it('answers as the slow reference does, and never throws', () => {
    let yes = 0
    fc.assert(
      fc.property(claimsArbitrary, questionArbitrary, (claims, question) => {
        const auth = toSignedInAuth(
          toClaims(claims),
          () => Promise.resolve(null),
          () => ({}),
        )
        const answer: unknown = Reflect.apply(auth.has, undefined, [question])
        if (answer === true) yes++
        expect(answer).toBe(referenceHas(claims, question))
      }),
      { numRuns: 20_000 },
    )
    // A generator that never hits would agree with anything.
    expect(yes).toBeGreaterThan(200)
  })
})
