/** Every knowing difference has one decision and one row of the migration page; every row is met by a suite, or says why it cannot be. */
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { allowedPolicyDifferences } from '../policies/allowed-policy-differences.ts'
import { allowedDifferences } from './allowed-differences.ts'
import { allowedNextDifferences } from './allowed-next-differences.ts'
import { allowedClaimsDifferences } from './claims/allowed-claims-differences.ts'
import { allowedHonoDifferences } from './hono/allowed-hono-differences.ts'
import { allowedKeyDifferences } from './keys/allowed-key-differences.ts'
import { allowedMachineDifferences } from './machine/allowed-machine-differences.ts'
import { allowedMatcherDifferences } from './matcher/allowed-matcher-differences.ts'
import { findRows, migrationRows, NOT_REACHABLE } from './migration-rows.ts'
import { allowedSituationDifferences } from './next/allowed-situation-differences.ts'
import { allowedOrganizationDifferences } from './organization/allowed-organization-differences.ts'
import { allowedProxyDifferences } from './proxy/allowed-proxy-differences.ts'
import { allowedServerDifferences } from './server/allowed-server-differences.ts'
import { allowedSettingsDifferences } from './settings/allowed-settings-differences.ts'
import { allowedSetupDifferences } from './setup/allowed-setup-differences.ts'
import { allowedVerifyDifferences } from './verify-token/allowed-verify-differences.ts'

interface Named {
  readonly decision: string
  readonly row: string
}

const lists: Readonly<Record<string, readonly Named[]>> = {
  'the core': allowedDifferences,
  Next: allowedNextDifferences,
  claims: allowedClaimsDifferences,
  'the matcher': allowedMatcherDifferences,
  'machine tokens': allowedMachineDifferences,
  Hono: allowedHonoDifferences,
  'server code': allowedServerDifferences,
  organizations: allowedOrganizationDifferences,
  options: allowedSettingsDifferences,
  'options and handlers of Next': allowedSituationDifferences,
  'options over the environment': allowedSetupDifferences,
  keys: allowedKeyDifferences,
  verifyToken: allowedVerifyDifferences,
  'the Frontend API proxy': allowedProxyDifferences,
  'policy files': allowedPolicyDifferences,
}
const records = readdirSync(new URL('../../../../apps/docs/decisions', import.meta.url))

describe('the migration page', () => {
  it.each(Object.entries(lists))('has one row for each difference of %s', (_, list) => {
    expect(list.filter(({ row }) => findRows(row).length !== 1).map(({ row }) => row)).toEqual([])
  })

  it.each(Object.entries(lists))('and the differences of %s each name a decision', (_, list) => {
    const isDecision = ({ decision }: Named): boolean =>
      /^D\d{1,2}$/.test(decision) || records.some((file) => /^\d{3}$/.test(decision) && file.startsWith(`${decision}-`))
    expect(list.filter((named) => !isDecision(named)).map(({ decision }) => decision)).toEqual([])
  })

  it('has no row twice, and no row that no suite meets without saying why', () => {
    expect(migrationRows.filter((row, index) => migrationRows.indexOf(row) !== index)).toEqual([])
    const named = new Set(Object.values(lists).flatMap((list) => list.flatMap(({ row }) => findRows(row))))
    const excuses = Object.keys(NOT_REACHABLE)
    const excused = new Set(excuses.flatMap(findRows))
    expect(migrationRows.filter((row) => !named.has(row) && !excused.has(row))).toEqual([])
    // An excuse for a row that is gone, or that is met by now, is stale.
    expect(excuses.filter((beginning) => findRows(beginning).length !== 1)).toEqual([])
    expect([...excused].filter((row) => named.has(row))).toEqual([])
  })
})
