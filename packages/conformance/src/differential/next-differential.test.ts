/**
 * The vendor's `clerkMiddleware` for Next and ours, before the same handlers. Requests on which the two cores differ are left out: there
 * `differential.test.ts` says why.
 *
 * @see protocol.md 15.2 to 15.6
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createVendorClient } from '../vendor/vendor-client.ts'
import { allowedDifferences } from './allowed-differences.ts'
import { type AllowedNextDifference, allowedNextDifferences, type NextCase } from './allowed-next-differences.ts'
import { type Case, drawCase, type Stock } from './case.ts'
import { compareKind, FACTOR, holdStill, letGo, listSeeds } from './compare-kind.ts'
import { explainDifference, listStale } from './difference.ts'
import { askOurNext, askVendorNext, type NextOutcome } from './next-outcome.ts'
import { policies } from './next-policies.ts'
import { askOurs, askVendor } from './outcome.ts'
import { type Provider, startProvider } from './provider.ts'
import { createRandom } from './random.ts'
import { prepareStock } from './stock.ts'

const CASES = 700

describe('our middleware for Next and the vendor’s', () => {
  const met = new Set<AllowedNextDifference>()
  const answers = new Set<string>()
  beforeAll(holdStill)
  afterAll(letGo)

  /** Requests on which the cores agree, each with a policy. */
  async function drawCases(provider: Provider, stock: Stock, salt: number): Promise<readonly NextCase[]> {
    const client = createVendorClient(provider.emulator, provider.apiUrl)
    const found: NextCase[] = []
    for (const seed of listSeeds(CASES, salt)) {
      const random = createRandom(seed)
      const policy = random.pick(Object.keys(policies))
      const given = drawCase(random, stock)
      const core: Case = { ...given, options: { ...given.options, acceptsToken: 'any' } }
      provider.startCase()
      const vendor = await askVendor(client, provider, core)
      const { met: explanations } = explainDifference(allowedDifferences, core, vendor, await askOurs(provider, core))
      if (explanations.length === 0) found.push({ ...given, policy })
    }
    return found
  }

  it.each([
    ['development', 3],
    ['production', 4],
  ] as const)('answer more than 400 requests alike in %s', async (instanceType, salt) => {
    const provider = await startProvider(instanceType)
    try {
      const run = await compareKind<NextCase, NextOutcome>({
        cases: await drawCases(provider, await prepareStock(provider), salt),
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
