/** Bench. What a part of it finds out. */
import type { Goal } from './goals.ts'

/** The contestants of one scene beside each other. */
export interface Scene {
  readonly title: string
  readonly unit: 'µs CPU' | 'ms CPU' | 'KiB'
  readonly figures: readonly {
    readonly name: string
    /** Over the rounds. */
    readonly median: number
    /** Of the best round; null where there is one figure only. */
    readonly best: number | null
  }[]
}

/** All scenes of a part, and those figures of them that have a goal. */
export interface Findings {
  readonly scenes: readonly Scene[]
  readonly goals: readonly Goal[]
}

/** One after the other. */
export function joinFindings(parts: readonly Findings[]): Findings {
  return { scenes: parts.flatMap(({ scenes }) => scenes), goals: parts.flatMap(({ goals }) => goals) }
}
