/** What no docstring says of an option: its variables, and how a mistake is refused. Asks the code that reads them. */
import { createAuth, AuthError, OPTION_VARIABLES, toEnvironmentOptions, type AuthOptions } from '@postern/core'
import { readEnvironment } from '../../../../packages/next/src/middleware/environment.ts'

/** By option: its variable without the prefix of a framework. */
export const readVariables = (): ReadonlyMap<string, string> =>
  new Map(
    OPTION_VARIABLES.flatMap((variable) => {
      const options = toEnvironmentOptions((name) => (name === variable ? 'true' : null))
      return Object.keys(options).map((option) => [option, variable] as const)
    }),
  )

/** Whether Next reads a variable under its public prefix too, and prefers that. */
export const isPublicInNext = (option: string, variable: string): boolean => {
  const name = `NEXT_PUBLIC_${variable}`
  const before = process.env[name]
  process.env[name] = 'true'
  try {
    return Object.entries(readEnvironment().options).some(([given, value]) => given === option && Boolean(value))
  } finally {
    if (before === undefined) delete process.env[name]
    else process.env[name] = before
  }
}

const KEYS = {
  publishableKey: `pk_test_${btoa('reference.accounts.dev$')}`,
  secretKey: 'sk_test_reference',
} as const satisfies AuthOptions

/** Values that hardly any option takes. */
const ODD: readonly unknown[] = [7, -1, true, {}, [7], 'no such thing', '/a b', 'https://*', { protocol: ' ' }]
/** Odd in one option only. */
const ODD_OF: Readonly<Record<string, readonly object[]>> = {
  organizationSyncOptions: [{ organizationSyncOptions: { organizationPatterns: ['/orgs/[slug]'] } }],
  isSatellite: [{ isSatellite: true }, { isSatellite: true, domain: 'satellite.example' }],
  publishableKey: [{ publishableKey: '' }],
  secretKey: [{ secretKey: '' }],
}

/** Codes of the errors with which odd values of an option are refused, sorted. */
export const readRefusals = (option: string): readonly string[] => {
  const tried = [...ODD.map((value) => ({ [option]: value })), ...(ODD_OF[option] ?? [])]
  const codes = tried.flatMap((change) => {
    try {
      createAuth({ ...KEYS, ...change }, { log: () => {} })
      return []
    } catch (error) {
      if (error instanceof AuthError) return [error.code]
      throw error
    }
  })
  return [...new Set(codes)].sort()
}
