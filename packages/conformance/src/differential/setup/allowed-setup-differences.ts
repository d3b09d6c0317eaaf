/** Where options over the environment are knowingly read differently. As `../allowed-differences.ts`. */
import type { Difference } from '../difference.ts'

export interface SetupCase {
  readonly options: string
  readonly way: string
  readonly who: string
  readonly handler: string
}
export interface SetupAnswer {
  /** The status, `not-found`, or `threw`. */
  readonly answer: string
  readonly location: string | null
  /** What the application's server code is told. */
  readonly authStatus: string | null
  /** Whether options are handed over, in the vendor's form. */
  readonly hasRequestData: boolean
}

type SetupDifference = Difference<SetupCase, SetupAnswer>

/** Keys that the environment has, and that a value of the options erases with the vendor's. */
const erases =
  (kind: RegExp): SetupDifference['explain'] =>
  ({ options }, vendor, ours) =>
    /^(publishable|secret)Key /.test(options) && kind.test(options) && vendor.answer === 'threw' ? ours : null

export const allowedSetupDifferences: readonly SetupDifference[] = [
  {
    decision: '032',
    row: '`x-clerk-request-data` with options that server code does not read',
    why: 'nothing is handed over that nobody reads, absent values among them',
    explain: ({ options }, vendor, ours) =>
      / null$|^debug$/.test(options) && vendor.hasRequestData
        ? { ...vendor, hasRequestData: ours.hasRequestData }
        : null,
  },
  {
    decision: 'D12',
    row: 'an option is `undefined` or `null`',
    why: 'an absent value erases nothing of the environment',
    explain: erases(/ (undefined|null)$/),
  },
  {
    decision: 'D12',
    row: "an option that is `''`",
    why: 'an empty text is an absent value',
    explain: erases(/ empty$/),
  },
  {
    decision: '021',
    row: '`secretKey` as an option, no encryption key',
    why: 'what server code cannot read fails at once, not when it is read',
    explain: ({ options }, vendor, ours) =>
      options.endsWith('secret key') && vendor.answer === '307' && ours.answer === 'threw' ? ours : null,
  },
]
