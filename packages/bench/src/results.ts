/** Bench. Figures that were measured → `results/latest.json`, which the documentation prints. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Card } from './card.ts'
import type { Findings } from './findings.ts'

/** When a section was measured, of which state of the sources, and on what. */
export interface Origin {
  /** The day, as `2026-01-31`. */
  readonly date: string
  /** The commit; with a `+` behind it where sources were changed. */
  readonly commit: string
  readonly card: Card
}

/** Beside the peers. */
export interface SideBySide {
  readonly card: Card
  /** In each all scenes and all goals. */
  readonly runs: readonly Findings[]
}

/** The file. Each section is written as a whole, by the run that measures it. */
export interface Results {
  readonly schema: 1
  readonly sideBySide: (SideBySide & Origin) | null
}

const FILE = fileURLToPath(new URL('../results/latest.json', import.meta.url))

/** Keeps what was measured, and leaves the other section as it is. */
export function writeResults(section: { readonly sideBySide: SideBySide }): void {
  const origin = { date: new Date().toISOString().slice(0, 10), commit: readCommit() }
  const results: Results = { ...readResults(), sideBySide: { ...origin, ...section.sideBySide } }
  mkdirSync(new URL('../results/', import.meta.url), { recursive: true })
  writeFileSync(FILE, `${JSON.stringify(results, round, 2)}\n`)
}

/** What is kept; empty sections where there is nothing. */
export function readResults(): Results {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as Results
  } catch {
    return { schema: 1, sideBySide: null }
  }
}

/** Four digits say all that a measurement knows. */
function round(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value
}

function readCommit(): string {
  const git = (...argv: readonly string[]): string => execFileSync('git', argv, { encoding: 'utf8' }).trim()
  return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '+'}`
}
