/** The text of one file → the text with our imports, and what has to be said about it. Pure. */
import MagicString from 'magic-string'
import { findDifferences } from './find-differences.ts'
import { findMissingMethods } from './find-missing-methods.ts'
import { createReport, type Finding } from './finding.ts'
import { findReferences } from './find-references.ts'
import { isSource, parseSource } from './parse-source.ts'
import { rewriteReferences } from './rewrite-references.ts'
import { vendorModules, type Target } from './vendor-modules.ts'

/** Our packages by what they are to an application. */
export type Packages = Readonly<Record<Target, string>>

/** One import, or another place, that names a package of ours now. */
export interface Change {
  /** From 1, in the file as it was. */
  readonly line: number
  readonly from: string
  readonly to: string
  /** Names that moved; empty where the whole module did. */
  readonly names: readonly string[]
}

export interface Rewritten {
  readonly text: string
  readonly changes: readonly Change[]
  readonly findings: readonly Finding[]
}

const NAMES = Object.keys(vendorModules)

/** Whether the text could name a module of the vendor's. What does not is never parsed, and never touched. */
export const isMentioned = (text: string): boolean => NAMES.some((name) => text.includes(name))

/** @param path Of the file, for its language and for messages. */
export function rewriteFile(path: string, text: string, packages: Packages): Rewritten {
  if (!isSource(path) || !isMentioned(text)) return { text, changes: [], findings: [] }
  const { report, findings } = createReport(path, text)
  const program = parseSource(path, text)
  if (program === null) {
    const [first = ''] = NAMES.filter((name) => text.includes(name))
    report('unparsed-file', { start: text.indexOf(first) }, first)
    return { text, changes: [], findings }
  }
  const edit = new MagicString(text)
  const kept = findMissingMethods(program, report)
  const changes = rewriteReferences(edit, findReferences(program), { packages, report, kept })
  findDifferences(program, new Set(changes.flatMap(({ names }) => names)), report)
  findings.sort((one, other) => one.line - other.line || one.column - other.column)
  return { text: changes.length === 0 ? text : edit.toString(), changes, findings }
}
