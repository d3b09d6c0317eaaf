/**
 * Policy files as applications write them, run with the vendor's packages and, the import swapped, with ours: plain, with handler, options or
 * both, exported directly, inside of an outer function, several by path, the caught question (W3), function matchers (T2), claims (T1), roles
 * (T5), next-intl, tRPC, webhooks, organizations by URL, kinds of tokens.
 */
import { describe, expect, it } from 'vitest'
import { listStale } from '../differential/difference.ts'
import { type AllowedPolicyDifference, allowedPolicyDifferences } from './allowed-policy-differences.ts'
import { runPolicies } from './run-policies.ts'

describe('policy files', () => {
  const met = new Set<AllowedPolicyDifference>()

  it.each([
    ['next', 'development', 23],
    ['hono', 'development', 6],
    ['hono', 'production', 6],
  ] as const)(
    'answer as with the vendor’s package, only the import changed: %s, %s (policies)',
    async (framework, type, files) => {
      const run = await runPolicies(framework, type)
      for (const allowed of run.met) met.add(allowed)
      expect(run.differences.slice(0, 5)).toEqual([])
      expect(run.policies.length).toBeGreaterThanOrEqual(files)
      expect(run.visits).toBeGreaterThan(files * 150)
      // Nearly every policy answers in more than one way, or it would show little.
      expect(run.answers.size).toBeGreaterThan(1.4 * files)
    },
    // Five thousand visits to both, and the machine may be busy.
    300_000,
  )

  it('differ in every way that is declared, or the declaration is stale', () => {
    expect(listStale(allowedPolicyDifferences, met)).toEqual([])
  })
})
