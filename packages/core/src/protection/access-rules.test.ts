import { describe, expect, it } from 'vitest'
import { type Rule, firstMatch } from '../foundation/rule.ts'
import { type AccessFacts, type AnswerFacts, accessRules, answerRules } from './access-rules.ts'

/** Each row's facts: those where it wins although every later row that can apply does so too, so that order is tested. */
type Cases<Facts> = Readonly<Record<string, readonly Facts[]>>

const signedIn: AccessFacts = {
  isTypeAccepted: true,
  isMachine: false,
  isAuthenticated: true,
  isPending: false,
  isOrganizationWrong: false,
  hasCondition: false,
  conditionHolds: false,
}
const failing = { isOrganizationWrong: true, hasCondition: true } as const

const accessCases: Cases<AccessFacts> = {
  'token-kind-not-accepted': [
    { ...signedIn, ...failing, isTypeAccepted: false },
    { ...signedIn, ...failing, isTypeAccepted: false, isAuthenticated: false, isPending: true },
    { ...signedIn, ...failing, isTypeAccepted: false, isAuthenticated: false, isMachine: true },
    { ...signedIn, isTypeAccepted: false },
  ],
  'machine-not-verified': [{ ...signedIn, ...failing, isMachine: true, isAuthenticated: false, isPending: true }],
  'session-pending': [
    { ...signedIn, ...failing, isPending: true },
    { ...signedIn, ...failing, isPending: true, isAuthenticated: false },
    { ...signedIn, isPending: true, hasCondition: true, conditionHolds: true },
  ],
  'session-missing': [{ ...signedIn, ...failing, isAuthenticated: false }],
  'organization-not-active': [
    { ...signedIn, ...failing },
    { ...signedIn, ...failing, isMachine: true },
    { ...signedIn, isOrganizationWrong: true, hasCondition: true, conditionHolds: true },
  ],
  'condition-not-met': [
    { ...signedIn, hasCondition: true },
    { ...signedIn, hasCondition: true, isMachine: true },
  ],
  'requirement-met': [
    signedIn,
    { ...signedIn, isMachine: true },
    { ...signedIn, isMachine: true, isPending: true },
    { ...signedIn, conditionHolds: true },
    { ...signedIn, hasCondition: true, conditionHolds: true },
  ],
}

const refused: AnswerFacts = {
  isAllowed: false,
  isUnauthenticated: false,
  hasUrl: false,
  isPage: false,
  isServerAction: false,
  isMachineAnswer: false,
  isProviderSilent: false,
}
const nobody: AnswerFacts = { ...refused, isUnauthenticated: true }
const everything = {
  hasUrl: true,
  isPage: true,
  isServerAction: true,
  isMachineAnswer: true,
  isProviderSilent: true,
} as const

const answerCases: Cases<AnswerFacts> = {
  'protect-allows': [
    { ...refused, ...everything, isAllowed: true },
    { ...nobody, ...everything, isAllowed: true },
    { ...nobody, isPage: true, isAllowed: true },
    { ...nobody, isServerAction: true, isAllowed: true },
  ],
  'unauthenticated-to-url': [
    { ...nobody, ...everything },
    { ...nobody, hasUrl: true },
  ],
  'unauthenticated-page': [{ ...nobody, ...everything, hasUrl: false }],
  'unauthenticated-server-action': [{ ...nobody, isServerAction: true, isMachineAnswer: true }],
  'unauthenticated-hidden': [{ ...nobody, isMachineAnswer: true, isProviderSilent: true }, nobody],
  'machine-not-checked': [
    { ...refused, ...everything },
    { ...refused, isProviderSilent: true },
  ],
  'unauthorized-machine': [
    { ...refused, ...everything, isProviderSilent: false },
    { ...refused, isMachineAnswer: true },
  ],
  'unauthorized-to-url': [{ ...refused, ...everything, isMachineAnswer: false, isProviderSilent: false }],
  'unauthorized-page': [{ ...refused, isPage: true, isServerAction: true }],
  'unauthorized-hidden': [refused, { ...refused, isServerAction: true }],
}

function isPassed<Facts, Outcome>(rules: readonly Rule<Facts, Outcome>[], cases: Cases<Facts>): boolean {
  return rules.every(([name]) => (cases[name] ?? []).every((facts) => firstMatch(rules, facts).rule === name))
}

function swap<T>(list: readonly T[], first: number, second: number): readonly T[] {
  const at = (index: number): number => (index === first ? second : index === second ? first : index)
  return list.flatMap((_item, index) => list.slice(at(index), at(index) + 1))
}

/** Every combination of true and false. */
function product<Facts extends object>(baseline: Facts): readonly Facts[] {
  return Object.keys(baseline).reduce<readonly Facts[]>(
    (all, key) =>
      all.flatMap((facts) => [
        { ...facts, [key]: false },
        { ...facts, [key]: true },
      ]),
    [baseline],
  )
}

function tests<Facts extends object, Outcome>(
  rules: readonly Rule<Facts, Outcome>[],
  cases: Cases<Facts>,
  baseline: Facts,
): void {
  it.each(rules.map(([name]) => name))('lets %s decide', (name) => {
    for (const facts of cases[name] ?? []) expect(firstMatch(rules, facts).rule).toBe(name)
  })

  it('has a case for each row, and no row twice', () => {
    expect(rules.map(([name]) => name).toSorted()).toEqual(Object.keys(cases).toSorted())
  })

  it('depends on the order of every two rows that can apply together', () => {
    const all = product(baseline)
    for (let first = 0; first < rules.length; first++) {
      for (let second = first + 1; second < rules.length; second++) {
        const swapped = swap(rules, first, second)
        const matters = all.some((facts) => firstMatch(rules, facts).rule !== firstMatch(swapped, facts).rule)
        if (matters) expect([rules[first]?.[0], rules[second]?.[0], isPassed(swapped, cases)]).toContain(false)
      }
    }
  })

  it('needs every row', () => {
    const all = product(baseline)
    for (const [name] of rules) expect(all.some((facts) => firstMatch(rules, facts).rule === name)).toBe(true)
  })
}

describe('accessRules', () => {
  tests(accessRules, accessCases, signedIn)
})

describe('answerRules', () => {
  tests(answerRules, answerCases, refused)

  it('allows for nobody but the allowed', () => {
    for (const facts of product(refused)) {
      expect(firstMatch(answerRules, facts).outcome === 'allow').toBe(facts.isAllowed)
    }
  })
})
