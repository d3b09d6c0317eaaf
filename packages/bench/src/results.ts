/** Bench. Figures that were measured → `results/latest.json`, which the documentation prints. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readCard, type Card } from './card.ts'
import type { Findings } from './findings.ts'
import type { Curve } from './growth/curve.ts'
import type { Memory } from './growth/memory.ts'

/** When a section was measured, of which state of the sources, and on what. */
export interface Origin {
  /** The day, as `2026-01-31`. */
  readonly date: string
  /** The commit; with a `+` behind it where sources were changed, `unknown` where there is no repository. */
  readonly commit: string
  readonly card: Card
}

/** What a run found. Each section is written as a whole, by the run that measures it. */
export interface Sections {
  /** Beside the peers: in each run all scenes and all goals. */
  readonly sideBySide: Origin & { readonly runs: readonly Findings[] }
  readonly growth: Origin & { readonly curves: readonly Curve[] }
  readonly memory: Origin & { readonly memories: readonly Memory[] }
}

/** The file. A section that was never measured is null. */
export type Results = { readonly schema: 1 } & {
  readonly [Name in keyof Sections]: Sections[Name] | null
}

const FILE = fileURLToPath(new URL('../results/latest.json', import.meta.url))

/** Reads it now: call it before anything is measured. */
export function readOrigin(): Origin {
  return { date: new Date().toISOString().slice(0, 10), commit: readCommit(), card: readCard() }
}

/** Keeps what was measured, and leaves the other sections as they are. */
export function writeResults(sections: Partial<Sections>): void {
  mkdirSync(new URL('../results/', import.meta.url), { recursive: true })
  writeFileSync(FILE, toText({ ...readResults(), ...sections }))
}

/** What is kept. */
export function readResults(): Results {
  const empty: Results = { schema: 1, sideBySide: null, growth: null, memory: null }
  return existsSync(FILE) ? { ...empty, ...(JSON.parse(readFileSync(FILE, 'utf8')) as Partial<Results>) } : empty
}

/** What stands in the file. Pure. */
export function toText(results: Results): string {
  return `${JSON.stringify(results, round, 2)}\n`
}

/** Four digits say all that a measurement knows. */
function round(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value
}

function readCommit(): string {
  const git = (...argv: readonly string[]): string => execFileSync('git', argv, { encoding: 'utf8' }).trim()
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '+'}`
  } catch {
    return 'unknown'
  }
}
