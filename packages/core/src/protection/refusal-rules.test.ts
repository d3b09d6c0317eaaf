import { describe, expect, it } from 'vitest'
import { firstMatch } from '../foundation/rule.ts'
import { refusalRules, type RefusalFacts, type RefusalRule } from './refusal-rules.ts'

/** Where every row but the last applies. */
const everything: RefusalFacts = {
  isInFront: true,
  isPreflight: true,
  isOwnSignInPage: true,
  leadsToItself: true,
  isRepeated: true,
}

/** Each row's facts: those where it wins although every later row applies too, so that order is tested. */
const cases: Readonly<Record<RefusalRule, readonly RefusalFacts[]>> = {
  'preflight-passes': [everything],
  'own-sign-in-page': [{ ...everything, isPreflight: false }],
  'redirect-to-itself': [
    { ...everything, isInFront: false },
    { ...everything, isPreflight: false, isOwnSignInPage: false },
  ],
  'redirect-repeated': [{ ...everything, isInFront: false, leadsToItself: false }],
  'refusal-stands': [
    { ...everything, isInFront: false, leadsToItself: false, isRepeated: false },
    { isInFront: true, isPreflight: false, isOwnSignInPage: false, leadsToItself: false, isRepeated: false },
  ],
}

describe('refusalRules', () => {
  it.each(Object.entries(cases))('%s (in-use 3, in-use 6)', (rule, facts) => {
    for (const each of facts) expect(firstMatch(refusalRules, each).rule).toBe(rule)
  })
})
