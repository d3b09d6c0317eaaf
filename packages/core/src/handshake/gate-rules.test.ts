import { describeTable, toProduct, type Cases } from '../../test/rule-tables.ts'
import { gateRules, type GateFacts } from './gate-rules.ts'

const visitor: GateFacts = {
  isNavigation: true,
  isSpeculative: false,
  hasLostCookies: false,
  hasJustFailed: false,
  trips: 0,
}

const cases: Cases<GateFacts> = {
  'trip-not-a-navigation': [
    { isNavigation: false },
    { isNavigation: false, hasLostCookies: true },
    { isNavigation: false, hasJustFailed: true, trips: 1 },
    { isNavigation: false, isSpeculative: true, trips: 3 },
  ],
  'cookies-not-kept': [
    { hasLostCookies: true },
    { hasLostCookies: true, isSpeculative: true },
    { hasLostCookies: true, hasJustFailed: true },
    { hasLostCookies: true, trips: 3 },
  ],
  'trip-failed-before': [
    { hasJustFailed: true, trips: 1 },
    { hasJustFailed: true, trips: 3 },
    { hasJustFailed: true, isSpeculative: true },
  ],
  'trip-looping': [{ trips: 3 }, { trips: 4 }, { trips: 1e20 }, { trips: 3, isSpeculative: true }],
  'trip-in-advance': [{ isSpeculative: true }, { isSpeculative: true, trips: 2 }],
  'trip-allowed': [{}, { trips: 2 }],
}

const either = [false, true] as const
describeTable(
  'gateRules',
  gateRules,
  visitor,
  cases,
  toProduct<GateFacts>({
    isNavigation: either,
    isSpeculative: either,
    hasLostCookies: either,
    hasJustFailed: either,
    trips: [0, 1, 2, 3, 4, 1e20],
  }),
)
