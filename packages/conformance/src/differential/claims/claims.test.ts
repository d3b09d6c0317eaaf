/**
 * Claims of sessions → the auth object and everything that `has()` is asked, with the vendor's package and with ours.
 *
 * @see protocol.md 11, 12, 13
 */
import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareKind, FACTOR, holdStill, letGo, listSeeds } from '../compare-kind.ts'
import { listStale } from '../difference.ts'
import { createOwnKey } from '../own-key.ts'
import { allowedClaimsDifferences } from './allowed-claims-differences.ts'
import { askOurs, askVendor, type ClaimsOutcome, KEYS, type Person } from './claims-outcome.ts'
import { type ClaimsCase, drawClaims } from './draw-claims.ts'
import { PARAMS } from './params.ts'

const CASES = 600

/** Whether ours says yes where theirs says no. */
const grantsMore = (theirs: Person | null, mine: Person | null): boolean =>
  (mine?.has ?? []).some((question) => theirs?.has.includes(question) !== true)

describe('claims of a session', () => {
  beforeAll(holdStill)
  afterAll(letGo)

  it(`are read alike ${CASES} times, and ${PARAMS.length} questions answered alike of each (D7)`, async () => {
    const key = createOwnKey()
    const client = createClerkClient({ ...KEYS, telemetry: { disabled: true } })
    const run = await compareKind<ClaimsCase, ClaimsOutcome>({
      cases: listSeeds(CASES, 5).map(drawClaims),
      askVendor: (given) => askVendor(client, key, given),
      askOurs: (given) => askOurs(key, given),
      differences: allowedClaimsDifferences,
      isOpening: (vendor, ours) => grantsMore(vendor.auth, ours.auth) || grantsMore(vendor.pending, ours.pending),
      describe: ({ claims: { v, fea, pla, o, sts }, odd }) => ({ v, fea, pla, o, sts, odd }),
    })
    expect(run.unexplained).toEqual([])
    // Where theirs throws at a malformed list, ours knows the person, and grants nothing by the list.
    expect([...run.openings].filter((decision) => decision !== 'D15' && decision !== '023')).toEqual([])
    expect(run.compared).toBe(CASES * FACTOR)
    expect(run.answers.size).toBeGreaterThan(300)
    expect(listStale(allowedClaimsDifferences, run.met)).toEqual([])
  })
})
