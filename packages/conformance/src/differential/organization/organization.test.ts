/**
 * Organizations by URL: every list of patterns, asked about every path, of sessions of each kind.
 *
 * @see protocol.md 14
 */
import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KEYS } from '../claims/claims-outcome.ts'
import { compareKind, holdStill, letGo } from '../compare-kind.ts'
import { listStale } from '../difference.ts'
import { createOwnKey } from '../own-key.ts'
import { allowedOrganizationDifferences } from './allowed-organization-differences.ts'
import { PATHS, PATTERN_LISTS } from './corpus.ts'
import {
  askOurs,
  askVendor,
  type OrganizationAnswer,
  type OrganizationCase,
  SESSIONS,
  signSessions,
} from './organization-outcome.ts'

const ALL = Object.keys(SESSIONS) as (keyof typeof SESSIONS)[]

function* listCases(): Generator<OrganizationCase> {
  for (const patterns of Object.keys(PATTERN_LISTS))
    for (const path of PATHS) {
      for (const session of ALL) yield { patterns, path, session, trips: 0 }
      for (const trips of [2, 3]) yield { patterns, path, session: 'of an organization', trips }
    }
}

describe('patterns of organizations', () => {
  beforeAll(holdStill)
  afterAll(letGo)

  it('activate alike, more than 4000 visits (B10, B11)', async () => {
    const key = createOwnKey()
    const tokens = signSessions(key)
    const client = createClerkClient({ ...KEYS, telemetry: { disabled: true } })
    const run = await compareKind<OrganizationCase, OrganizationAnswer>({
      cases: listCases(),
      askVendor: (given) => askVendor(client, key.jwtKey, tokens, given),
      askOurs: (given) => askOurs(key.jwtKey, tokens, given),
      differences: allowedOrganizationDifferences,
      describe: ({ patterns, path, session, trips }) => [patterns, path.slice(0, 40), path.length, session, trips],
    })
    expect(run.unexplained).toEqual([])
    expect(run.compared).toBeGreaterThan(4000)
    expect(listStale(allowedOrganizationDifferences, run.met)).toEqual([])
  })
})
