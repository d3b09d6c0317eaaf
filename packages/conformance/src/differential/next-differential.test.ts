/**
 * The vendor's `clerkMiddleware` for Next and ours, before the same handlers. Requests on which the two cores differ are left out: there
 * `differential.test.ts` says why.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createVendorClient } from '../vendor/vendor-client.ts'
import { type AllowedNextDifference, allowedNextDifferences } from './allowed-next-differences.ts'
import { type Case, drawCase, type Stock } from './case.ts'
import { compareOutcomes, isSame, toShown } from './compare.ts'
import { askOurNext, askVendorNext, type NextOutcome } from './next-outcome.ts'
import { policies } from './next-policies.ts'
import { askOurs, askVendor } from './outcome.ts'
import { NOW_MS, type Provider, startProvider } from './provider.ts'
import { createRandom } from './random.ts'
import { prepareStock } from './stock.ts'

const CASES = 700
const STRIDE = 7919

describe('our middleware for Next and the vendor’s', () => {
  const met = new Set<AllowedNextDifference>()
  const answers = new Set<string>()
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW_MS })
    for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(console, level).mockImplementation(() => {})
  })
  afterAll(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  function explain(given: Case, policy: string, vendor: NextOutcome, ours: NextOutcome): NextOutcome {
    let expected = vendor
    for (const allowed of allowedNextDifferences) {
      const explained = allowed.explain(given, policy, expected, ours)
      if (explained === null || isSame(explained, expected)) continue
      met.add(allowed)
      expected = explained
    }
    return expected
  }

  async function runCase(number: number, provider: Provider, stock: Stock): Promise<object | null> {
    const random = createRandom(number)
    const policy = random.pick(Object.keys(policies))
    const handler = policies[policy]
    const given = drawCase(random, stock)
    provider.startCase()
    const core: Case = { ...given, options: { ...given.options, acceptsToken: 'any' } }
    const client = createVendorClient(provider.emulator, provider.apiUrl)
    const { explanations } = compareOutcomes(
      core,
      await askVendor(client, provider, core),
      await askOurs(provider, core),
    )
    if (handler === undefined || explanations.length > 0) return null
    const vendor = await askVendorNext(provider, given, handler)
    const ours = await askOurNext(provider, given, handler)
    answers.add(`${policy}: ${vendor.answer}`)
    const expected = explain(given, policy, vendor, ours)
    if (isSame(expected, ours)) return null
    const fields = (Object.keys(ours) as (keyof NextOutcome)[]).filter((field) => !isSame(expected[field], ours[field]))
    const shown = fields.map((field) => [field, [toShown(expected[field]), toShown(ours[field])]] as const)
    return { number, policy, about: given.about, different: Object.fromEntries(shown) }
  }

  it.each([
    ['development', 3],
    ['production', 4],
  ] as const)('answer alike in %s', async (instanceType, salt) => {
    const provider = await startProvider(instanceType)
    try {
      const stock = await prepareStock(provider)
      const differences: object[] = []
      for (let number = 0; number < CASES; number += 1) {
        const difference = await runCase(number * STRIDE + salt, provider, stock)
        if (difference !== null) differences.push(difference)
      }
      expect(differences).toEqual([])
    } finally {
      await provider.close()
    }
  })

  it('meet every policy in more than one way', () => {
    expect(answers.size).toBeGreaterThan(2 * Object.keys(policies).length)
  })

  it('differ in every way that is declared, or the declaration is stale', () => {
    // D6 is too rare to be drawn in so few cases.
    const stale = allowedNextDifferences.filter((allowed) => !met.has(allowed) && allowed.decision !== 'D6')
    expect(stale.map(({ decision, why }) => `${decision}: ${why}`)).toEqual([])
  })
})
