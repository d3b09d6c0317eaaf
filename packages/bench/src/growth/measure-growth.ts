/** Bench. Whether a decision costs the same when what it depends on grows. */
import type { Growth } from '../read-arguments.ts'
import { say } from '../report.ts'
import type { Curve } from './curve.ts'

/** Loaded when asked for. */
const LOADERS: Readonly<Record<Growth, () => Promise<readonly Curve[]>>> = {
  patterns: async () => (await import('./patterns.ts')).growPatterns(),
  organizations: async () => (await import('./decide-growth.ts')).growOrganizations(),
  keys: async () => (await import('./decide-growth.ts')).growKeys(),
  cookies: async () => (await import('./decide-growth.ts')).growCookies(),
  tokens: async () => (await import('./decide-growth.ts')).growTokens(),
  issuers: async () => (await import('./tenants.ts')).growIssuers(),
  tenants: async () => (await import('./tenants.ts')).growTenants(),
  concurrency: async () => (await import('./concurrency.ts')).growConcurrency(),
}

/** Prints each curve, and at the end those that are worse than they may be. Waits. */
export async function measureGrowth(names: readonly Growth[]): Promise<readonly Curve[]> {
  const curves: Curve[] = []
  for (const name of names) {
    say(`growth: ${name}`)
    curves.push(...(await LOADERS[name]()))
  }
  const worse = curves.filter(({ isFine }) => !isFine)
  console.log(`\n${curves.length - worse.length} of ${curves.length} curves are what they may be.`)
  for (const { name, grows, shape, mayBe } of worse) console.log(`  ${name} by ${grows}: ${shape}, may be ${mayBe}`)
  return curves
}
