import { describeTable, toProduct, type Cases } from '../../test/rule-tables.ts'
import { gateRules, type GateFacts, type GateRuleName } from './gate.ts'

const visitor: GateFacts = { isNavigation: true, isSpeculative: false, trips: 0 }

const cases: Cases<GateFacts, GateRuleName> = {
  'trip-not-a-navigation': [{ isNavigation: false }, { isNavigation: false, isSpeculative: true, trips: 3 }],
  'trip-looping': [{ trips: 3 }, { trips: 4 }, { trips: 1e20 }, { trips: 3, isSpeculative: true }],
  'trip-in-advance': [{ isSpeculative: true }, { isSpeculative: true, trips: 2 }],
  'trip-allowed': [{}, { trips: 2 }],
}

describeTable(
  'gateRules',
  gateRules,
  visitor,
  cases,
  toProduct<GateFacts>({ isNavigation: [false, true], isSpeculative: [false, true], trips: [0, 1, 2, 3, 4, 1e20] }),
)
