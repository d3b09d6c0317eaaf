/** Requests on which the two cores agree: what differs behind them is the adapter's. Waits for both cores. */
import { createVendorClient } from '../vendor/vendor-client.ts'
import { allowedDifferences } from './allowed-differences.ts'
import { type Case, drawCase, type Stock } from './case.ts'
import { explainDifference } from './difference.ts'
import { askOurs, askVendor } from './outcome.ts'
import type { Provider } from './provider.ts'
import { createRandom } from './random.ts'

/** @param more What else is drawn for a case, from the same numbers. */
export async function drawAgreeing<More extends object>(
  provider: Provider,
  stock: Stock,
  seeds: readonly number[],
  more: (random: ReturnType<typeof createRandom>) => More,
): Promise<readonly (Case & More)[]> {
  const client = createVendorClient(provider.emulator, provider.apiUrl)
  const found: (Case & More)[] = []
  for (const seed of seeds) {
    const random = createRandom(seed)
    const extra = more(random)
    const given = drawCase(random, stock)
    // Adapters take whatever is shown, and ask the handler what it accepts.
    const core: Case = { ...given, options: { ...given.options, acceptsToken: 'any' } }
    provider.startCase()
    const vendor = await askVendor(client, provider, core)
    const { met } = explainDifference(allowedDifferences, core, vendor, await askOurs(provider, core))
    if (met.length === 0) found.push({ ...given, ...extra })
  }
  return found
}
