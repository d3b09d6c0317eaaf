/** Where answers about keys are knowingly read differently. As `../allowed-differences.ts`. */
import type { Difference } from '../difference.ts'

export interface KeyCase {
  readonly answer: string
}
export interface KeyOutcome {
  readonly status: string
  readonly reason: string | null
}

/** Answers without a single key that could be used, or that do not say which of two is meant. */
const UNUSABLE = [
  'two of that name, the right one first',
  'a key for encryption',
  'a key without a name',
  'a curve of that name',
  'a key that is none',
  'plain text',
  'keys that are no list',
  'no JSON',
  'a page',
]

export const allowedKeyDifferences: readonly Difference<KeyCase, KeyOutcome>[] = [
  {
    decision: 'D5',
    row: 'an answer about keys that cannot be used',
    why: 'there is one reason for it, and what is not JSON by its content type is not read',
    explain: ({ answer }, _, ours) =>
      UNUSABLE.includes(answer) && ours.reason === 'jwk-remote-failed-to-load' ? ours : null,
  },
]
