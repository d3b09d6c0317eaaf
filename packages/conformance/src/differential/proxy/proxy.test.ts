/**
 * The proxy of the Frontend API: what it asks, and what it hands back.
 *
 * @see protocol.md 1.6, 15.9
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareKind, holdStill, letGo } from '../compare-kind.ts'
import { listStale } from '../difference.ts'
import { allowedProxyDifferences } from './allowed-proxy-differences.ts'
import { askOurs, askVendor, type ProxyAnswer } from './proxy-outcome.ts'
import { CASES, type ProxyCase } from './requests.ts'

describe('the proxy of the Frontend API', () => {
  beforeAll(holdStill)
  afterAll(letGo)

  it(`asks and answers alike, ${CASES.length} requests (H12)`, async () => {
    const run = await compareKind<ProxyCase, ProxyAnswer>({
      cases: CASES,
      askVendor,
      askOurs,
      differences: allowedProxyDifferences,
      describe: ({ name }) => name,
    })
    expect(run.unexplained).toEqual([])
    expect(run.compared).toBe(CASES.length)
    expect(listStale(allowedProxyDifferences, run.met)).toEqual([])
  })
})
