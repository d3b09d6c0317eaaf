/**
 * The vendor's `clerkMiddleware` for Next and ours, before the same handlers. Requests on which the two cores differ are left out: there
 * `differential.test.ts` says why.
 *
 * @see protocol.md 15.2 to 15.6
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AllowedNextDifference, allowedNextDifferences, type NextCase } from './allowed-next-differences.ts'
import { compareKind, FACTOR, holdStill, letGo, listSeeds } from './compare-kind.ts'
import { listStale } from './difference.ts'
import { drawAgreeing } from './draw-agreeing.ts'
import { askOurNext, askVendorNext, type NextOutcome } from './next-outcome.ts'
import { policies } from './next-policies.ts'
import { startProvider } from './provider.ts'
import { prepareStock } from './stock.ts'

const CASES = 700

describe('our middleware for Next and the vendor’s', () => {
  const met = new Set<AllowedNextDifference>()
  const answers = new Set<string>()
  beforeAll(holdStill)
  afterAll(letGo)

  it.each([
    ['development', 3],
    ['production', 4],
  ] as const)('answer more than 400 requests alike in %s', async (instanceType, salt) => {
    const provider = await startProvider(instanceType)
    try {
      const run = await compareKind<NextCase, NextOutcome>({
        cases: await drawAgreeing(provider, await prepareStock(provider), listSeeds(CASES, salt), (random) => ({
          policy: random.pick(Object.keys(policies)),
        })),
        async askVendor(given) {
          provider.startCase()
          const answer = await askVendorNext(provider, given)
          answers.add(`${given.policy}: ${answer.answer}`)
          return answer
        },
        askOurs: (given) => askOurNext(provider, given),
        differences: allowedNextDifferences,
        describe: ({ policy, about }) => ({ policy, ...about }),
      })
      for (const difference of run.met) met.add(difference)
      expect(run.unexplained).toEqual([])
      expect(run.compared).toBeGreaterThan(400 * FACTOR)
    } finally {
      await provider.close()
    }
  })

  it('meet every policy in more than one way', () => {
    expect(answers.size).toBeGreaterThan(2 * Object.keys(policies).length)
  })

  it('differ in every way that is declared, or the declaration is stale', () => {
    expect(listStale(allowedNextDifferences, met)).toEqual([])
  })
})
