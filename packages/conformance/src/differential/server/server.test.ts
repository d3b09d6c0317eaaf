/**
 * Server code of Next: the vendor's `auth()` and `getAuth()` behind our middleware, and ours behind ours, each beside the vendor's behind its own.
 *
 * @see protocol.md 15.6, 15.11
 */
import './as-next-runs.ts'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { compareKind, holdStill, letGo } from '../compare-kind.ts'
import { type Difference, listStale } from '../difference.ts'
import { ENCRYPTION_KEY } from '../next-outcome.ts'
import { prepareVisits, type Visits } from '../next/visits.ts'
import { startProvider } from '../provider.ts'
import { allowedServerDifferences } from './allowed-server-differences.ts'
import { QUESTIONS } from './questions.ts'
import { askServer, type Pair, type Seen, type ServerAnswer, type ServerCase } from './server-outcome.ts'

const WAYS = ['page', 'fetch', 'action', 'router', 'page behind a proxy', 'forged headers']

function* listCases({ people }: Visits, isProduction: boolean): Generator<ServerCase> {
  for (const question of Object.keys(QUESTIONS))
    for (const who of Object.keys(people)) for (const way of WAYS) yield { question, who, way, isProduction }
}

describe('server code of Next', () => {
  const met = new Set<Difference<ServerCase, ServerAnswer>>()
  beforeAll(() => {
    holdStill()
    vi.stubEnv('CLERK_ENCRYPTION_KEY', ENCRYPTION_KEY)
  })
  afterAll(() => {
    vi.unstubAllEnvs()
    letGo()
  })

  it.each<[string, 'development' | 'production', Pair]>([
    ['the vendor’s behind ours', 'development', ['ours', 'vendor']],
    ['the vendor’s behind ours', 'production', ['ours', 'vendor']],
    ['ours behind ours', 'development', ['ours', 'ours']],
    ['ours behind ours', 'production', ['ours', 'ours']],
  ])('is told the same more than 1500 times: %s, %s', async (_, instanceType, pair) => {
    const provider = await startProvider(instanceType)
    try {
      const visits = await prepareVisits(provider)
      const seen: Seen = new Map()
      const run = await compareKind<ServerCase, ServerAnswer>({
        cases: listCases(visits, instanceType === 'production'),
        askVendor(given) {
          provider.startCase()
          return askServer(['vendor', 'vendor'], provider, visits, seen, given)
        },
        askOurs: (given) => askServer(pair, provider, visits, seen, given),
        differences: allowedServerDifferences,
        describe: ({ question, who, way }) => [question, who, way],
      })
      for (const difference of run.met) met.add(difference)
      expect(run.unexplained).toEqual([])
      expect(run.compared).toBeGreaterThan(1500)
      expect(run.answers.size).toBeGreaterThan(40)
    } finally {
      await provider.close()
    }
  })

  it('differs in every way that is declared, or the declaration is stale', () => {
    expect(listStale(allowedServerDifferences, met)).toEqual([])
  })
})
