/** One table of handshake.md. Types only. */
import type { Rule } from '../../../packages/core/src/foundation/rule.ts'
import type { FactWords } from './to-words.ts'

/** A row of any table. Which facts it asks does not matter for printing. */
export type AnyRule = Rule<never, unknown>

/** A table, and what is said of it. */
export interface Section {
  readonly title: string
  readonly text: string
  readonly rules: readonly AnyRule[]
  /** Where it stands, below `packages/core/src`. */
  readonly file: string
  /** Its facts: what a row asks, without the name of the facts, and how that reads when it holds and when it does not. */
  readonly words: FactWords
}
