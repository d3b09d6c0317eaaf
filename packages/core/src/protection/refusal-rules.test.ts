import { describeTable, toProduct } from '../../test/rule-tables.ts'
import {
  exceptionRules,
  lossRules,
  machineTokenRules,
  refusalRules,
  type ExceptionFacts,
  type LossFacts,
  type MachineTokenFacts,
  type RefusalFacts,
} from './refusal-rules.ts'

const both = [true, false] as const

/** Where every row of `refusalRules` but the last applies. A case says which rows it leaves standing. */
const everything: RefusalFacts = {
  isInFront: true,
  isPreflight: true,
  isOwnSignInPage: true,
  leadsToItself: true,
  isRepeated: true,
}

describeTable(
  'refusalRules',
  refusalRules,
  everything,
  {
    'preflight-passes': [{}],
    'own-sign-in-page': [{ isPreflight: false }],
    'redirect-to-itself': [{ isInFront: false }, { isPreflight: false, isOwnSignInPage: false }],
    'redirect-repeated': [{ isInFront: false, leadsToItself: false }],
    'refusal-stands': [
      { isInFront: false, leadsToItself: false, isRepeated: false },
      { isPreflight: false, isOwnSignInPage: false, leadsToItself: false, isRepeated: false },
    ],
  },
  toProduct<RefusalFacts>({
    isInFront: both,
    isPreflight: both,
    isOwnSignInPage: both,
    leadsToItself: both,
    isRepeated: both,
  }),
)

const losses = ['none', 'pass', 'refusal'] as const

describeTable(
  'lossRules',
  lossRules,
  { isLetOn: true, forgotten: 'none', swallowed: 'none' },
  {
    'protect-not-awaited': [
      { forgotten: 'refusal' },
      { forgotten: 'refusal', swallowed: 'refusal' },
      { forgotten: 'pass', isLetOn: false },
      { forgotten: 'refusal', isLetOn: false },
    ],
    'protect-swallowed': [{ swallowed: 'refusal' }, { swallowed: 'refusal', forgotten: 'pass' }],
    // A rule that answers by itself has heard the refusal, and one that lets the request on says what a pass says.
    'protect-answered': [
      { swallowed: 'refusal', isLetOn: false },
      { swallowed: 'pass', forgotten: 'pass' },
    ],
  },
  toProduct<LossFacts>({ isLetOn: both, forgotten: losses, swallowed: losses }),
)

describeTable(
  'exceptionRules',
  exceptionRules,
  { isOfGuard: true, isUrlAmbiguous: false },
  {
    'authentication-broken': [{ isOfGuard: false }, { isOfGuard: false, isUrlAmbiguous: true }],
    'url-ambiguous': [{ isUrlAmbiguous: true }],
    'exception-propagates': [{}],
  },
  toProduct<ExceptionFacts>({ isOfGuard: both, isUrlAmbiguous: both }),
)

describeTable(
  'machineTokenRules',
  machineTokenRules,
  { isProven: false },
  { 'machine-token-accepted': [{ isProven: true }], 'machine-token-rejected': [{}] },
  toProduct<MachineTokenFacts>({ isProven: both }),
)
