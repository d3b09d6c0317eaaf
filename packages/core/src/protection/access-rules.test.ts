import { describe, expect, it } from 'vitest'
import { describeTable, toProduct, type Cases } from '../../test/rule-tables.ts'
import { firstMatch } from '../foundation/rule.ts'
import { type AccessFacts, type AnswerFacts, accessRules, answerRules } from './access-rules.ts'

/** In a case, a row wins although every later row that can apply does so too. */
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

/** Every combination of true and false. */
function toAll<Facts extends object>(baseline: Facts): readonly Facts[] {
  return toProduct<Record<string, boolean>>(
    Object.fromEntries(Object.keys(baseline).map((name) => [name, [false, true]])),
  ) as unknown as readonly Facts[]
}

describeTable('accessRules', accessRules, signedIn, accessCases, toAll(signedIn))
describeTable('answerRules', answerRules, refused, answerCases, toAll(refused))

describe('answerRules outcomes', () => {
  it('allows for nobody but the allowed', () => {
    for (const facts of toAll(refused)) {
      expect(firstMatch(answerRules, facts).outcome === 'allow').toBe(facts.isAllowed)
    }
  })
})
