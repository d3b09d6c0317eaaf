/**
 * The vendor's `clerkMiddleware` for Next and ours, with every option of the adapter's own and handlers as people write them.
 *
 * @see protocol.md 15.1 to 15.9
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareKind, FACTOR, holdStill, letGo, listSeeds } from '../compare-kind.ts'
import { type Difference, listStale } from '../difference.ts'
import { startProvider } from '../provider.ts'
import { createRandom } from '../random.ts'
import { allowedSituationDifferences } from './allowed-situation-differences.ts'
import { handlers } from './handlers.ts'
import { listOptionSets } from './option-sets.ts'
import { askSituation, type Situation, type SituationOutcome } from './situation.ts'
import { prepareVisits, type Visits } from './visits.ts'

const CASES = 1500
/**
 * Decisions under which ours lets on what theirs does not: preflights and sign-in pages (019, also where a race is lost there, 006, and for a
 * bearer that is no token, D6), and what theirs throws at (D14, 030).
 */
const MILD = ['019', '006', 'D6', 'D14', '030']

function draw(seed: number, isProduction: boolean, { ways, people }: Visits): Situation {
  const random = createRandom(seed)
  return {
    isProduction,
    who: random.pick(Object.keys(people)),
    way: random.pick(Object.keys(ways)),
    handler: random.pick(Object.keys(handlers)),
    options: random.chance(0.3) ? 'plain' : random.pick(Object.keys(listOptionSets({}))),
  }
}

describe('our middleware for Next and the vendor’s, by options and handlers', () => {
  const met = new Set<Difference<Situation, SituationOutcome>>()
  const listeners = process.listeners('unhandledRejection')
  beforeAll(() => {
    holdStill()
    // The vendor's `protect()` rejects into the void where a handler does not wait for it: that is the difference.
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', () => {})
  })
  afterAll(() => {
    process.removeAllListeners('unhandledRejection')
    for (const listener of listeners) process.on('unhandledRejection', listener)
    letGo()
  })

  it.each([
    ['development', 11],
    ['production', 12],
  ] as const)(`answer ${CASES} situations alike in %s (B1, B2, B3, B6, U2)`, async (instanceType, salt) => {
    const provider = await startProvider(instanceType)
    try {
      const visits = await prepareVisits(provider)
      const run = await compareKind<Situation, SituationOutcome>({
        cases: listSeeds(CASES, salt).map((seed) => draw(seed, instanceType === 'production', visits)),
        askVendor(given) {
          provider.startCase()
          return askSituation('vendor', provider, visits, given)
        },
        askOurs: (given) => askSituation('ours', provider, visits, given),
        isOpening: (vendor, ours) => ours.answer === 'next' && vendor.answer !== 'next',
        differences: allowedSituationDifferences,
        describe: ({ who, way, handler, options }) => [who, way, handler, options],
      })
      for (const difference of run.met) met.add(difference)
      expect(run.unexplained).toEqual([])
      expect([...run.openings].filter((decision) => !MILD.includes(decision))).toEqual([])
      expect(run.compared).toBe(CASES * FACTOR)
      expect(run.answers.size).toBeGreaterThan(200)
    } finally {
      await provider.close()
    }
  })

  it('differ in every way that is declared, or the declaration is stale', () => {
    expect(listStale(allowedSituationDifferences, met)).toEqual([])
  })
})
