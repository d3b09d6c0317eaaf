/** Where the matchers knowingly differ. As `../allowed-differences.ts`. */
import type { Difference } from '../difference.ts'

export interface MatcherCase {
  readonly name: string
  readonly path: string
}
export interface MatcherAnswer {
  /** `yes`, `no`, `400`, or what happened where the pattern was compiled: `no such pattern`. */
  readonly answer: string
}
type MatcherDifference = Difference<MatcherCase, MatcherAnswer>

/** What a router may read in another way than a matcher: escapes that mean something, runs of slashes, dots, parameters of a segment. */
const AMBIGUOUS = /%(?![0-9a-f]{2})|%(?:2f|5c|0|c3(?!%))|\/\/|\\|;|\/\.|%2e/i

export const allowedMatcherDifferences: readonly MatcherDifference[] = [
  {
    decision: '017',
    row: 'a pattern in another tool’s spelling',
    why: 'a pattern that can never match what is meant is refused',
    explain: ({ name }, _, ours) =>
      ['brackets', 'a final slash', 'a star', 'a route group'].includes(name) && ours.answer === 'no such pattern'
        ? ours
        : null,
  },
  {
    decision: 'D21',
    row: 'a path that the router could read in two ways',
    why: 'the readings of a path disagree',
    explain: ({ path }, _, ours) => (AMBIGUOUS.test(path) && ours.answer === 'threw 400' ? ours : null),
  },
  {
    decision: '025',
    row: 'a path that differs from the text of a pattern in letter case only',
    why: 'routers do not fold letters; where it decides, the readings disagree',
    explain: ({ path, name }, _, ours) =>
      (/[A-Z]/.test(path) || name === 'capitals') && ours.answer === 'threw 400' ? ours : null,
  },
  {
    decision: 'D21',
    row: 'a pattern without its first slash',
    why: 'a pattern without its first slash has one',
    explain: ({ name }, vendor, ours) =>
      name === 'without its first slash' && vendor.answer === 'no' && ours.answer === 'yes' ? ours : null,
  },
  {
    decision: 'D21',
    row: 'a pattern that is written with escapes',
    why: 'patterns and paths are compared in one spelling',
    explain: ({ name }, vendor, ours) =>
      ['the same, encoded', 'a space, encoded'].includes(name) && vendor.answer === 'no' && ours.answer === 'yes'
        ? ours
        : null,
  },
]
