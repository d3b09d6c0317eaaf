/**
 * The vendor's middleware for Hono and ours, before the same routes. Requests on which the two cores differ are left out, as for Next.
 *
 * @see protocol.md 10, 16
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareKind, FACTOR, holdStill, letGo, listSeeds } from '../compare-kind.ts'
import { type Difference, listStale } from '../difference.ts'
import { drawAgreeing } from '../draw-agreeing.ts'
import { startProvider } from '../provider.ts'
import { prepareStock } from '../stock.ts'
import { allowedHonoDifferences } from './allowed-hono-differences.ts'
import { askOurHono, askVendorHono, type HonoCase, type HonoOutcome } from './hono-outcome.ts'
import { ROUTES } from './hono-routes.ts'

const CASES = 700

describe('our middleware for Hono and the vendor’s', () => {
  const met = new Set<Difference<HonoCase, HonoOutcome>>()
  beforeAll(holdStill)
  afterAll(letGo)

  it.each([
    ['development', 9],
    ['production', 10],
  ] as const)('answer more than 400 requests alike in %s', async (instanceType, salt) => {
    const provider = await startProvider(instanceType)
    try {
      const stock = await prepareStock(provider)
      const run = await compareKind<HonoCase, HonoOutcome>({
        cases: await drawAgreeing(provider, stock, listSeeds(CASES, salt), (random) => ({
          route: random.pick(Object.keys(ROUTES)),
        })),
        askVendor(given) {
          provider.startCase()
          return askVendorHono(provider, given)
        },
        askOurs: (given) => askOurHono(provider, given),
        differences: allowedHonoDifferences,
        describe: ({ route, about }) => ({ route, ...about }),
      })
      for (const difference of run.met) met.add(difference)
      expect(run.unexplained).toEqual([])
      expect(run.compared).toBeGreaterThan(400 * FACTOR)
      expect(run.answers.size).toBeGreaterThan(100)
    } finally {
      await provider.close()
    }
  })

  it('differ in every way that is declared, or the declaration is stale', () => {
    expect(listStale(allowedHonoDifferences, met)).toEqual([])
  })
})
