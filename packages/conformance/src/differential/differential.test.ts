/**
 * The vendor's `@clerk/backend` and ours, asked the same two thousand questions. Where they differ, `allowed-differences.ts` must say why.
 *
 * @see protocol.md 3, 5 to 10, 14
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createVendorClient } from '../vendor/vendor-client.ts'
import { type AllowedDifference, allowedDifferences } from './allowed-differences.ts'
import { type Case, drawCase } from './case.ts'
import { compareKind, FACTOR, holdStill, letGo, listSeeds } from './compare-kind.ts'
import { listStale } from './difference.ts'
import { askOurs, askVendor, type Outcome } from './outcome.ts'
import { startProvider } from './provider.ts'
import { createRandom } from './random.ts'
import { prepareStock } from './stock.ts'

const CASES = 1000

const isIn = ({ auth, status }: Outcome): boolean => status === 'signed-in' && auth?.['isAuthenticated'] === true

describe('ours and the vendor’s', () => {
  const met = new Set<AllowedDifference>()
  const reasons = new Set<string>()
  /** Decisions under which ours lets somebody in whom the vendor's does not. */
  const openings = new Set<string>()
  beforeAll(holdStill)
  afterAll(letGo)

  it.each([
    ['development', 1],
    ['production', 2],
  ] as const)(`answer ${CASES} requests alike in %s (B8)`, async (instanceType, salt) => {
    const provider = await startProvider(instanceType)
    try {
      const client = createVendorClient(provider.emulator, provider.apiUrl)
      const stock = await prepareStock(provider)
      const run = await compareKind<Case, Outcome>({
        cases: listSeeds(CASES, salt).map((seed) => drawCase(createRandom(seed), stock)),
        async askVendor(given) {
          provider.startCase()
          const answer = await askVendor(client, provider, given)
          reasons.add(`${answer.status} ${answer.reason}`)
          return answer
        },
        askOurs: (given) => askOurs(provider, given),
        isOpening: (vendor, ours) => isIn(ours) && !isIn(vendor),
        differences: allowedDifferences,
        describe: ({ about }) => about,
      })
      for (const difference of run.met) met.add(difference)
      for (const decision of run.openings) openings.add(decision)
      expect(run.unexplained).toEqual([])
      expect(run.compared).toBe(CASES * FACTOR)
    } finally {
      await provider.close()
    }
  })

  it('let the same people in, but for hints of the browser that count for nothing in ours', () => {
    // In each of these the session verifies, and the vendor's sends the browser away, throws, or forgets the session.
    const known = ['D15', 'D2', 'D3', 'D9', '004', '005', '026', '032']
    expect([...openings].filter((decision) => !known.includes(decision))).toEqual([])
  })

  it('meet most of what the protocol can say', () => {
    expect(reasons.size).toBeGreaterThan(35)
  })

  it('differ in every way that is declared, or the declaration is stale', () => {
    expect(listStale(allowedDifferences, met)).toEqual([])
  })
})
