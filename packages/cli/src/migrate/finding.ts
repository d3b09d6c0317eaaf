/** One thing that the command says, and where in the application. */
import { findingKinds, type FindingKind, type FindingLevel } from './finding-kinds.ts'
import type { Node } from './walk-nodes.ts'

export interface Finding {
  /** Stable name of what is said. */
  readonly kind: FindingKind
  readonly level: FindingLevel
  /** From the folder that was asked about, with `/`. */
  readonly path: string
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
  /** The name, option or pattern that is meant. */
  readonly subject: string
  readonly message: string
  /** How the row of the migration page begins that explains it. */
  readonly row: string
}

/** Makes findings about one file. */
export type Report = (kind: FindingKind, node: Pick<Node, 'start'>, subject: string, detail?: string) => void

/** @returns What to report with, and the list that it fills: one finding for each kind, place and subject. */
export function createReport(path: string, text: string): { readonly report: Report; readonly findings: Finding[] } {
  const findings: Finding[] = []
  const report: Report = (kind, { start }, subject, detail) => {
    const { level, message, row } = findingKinds[kind]
    const line = text.slice(0, start).split('\n').length
    const column = start - text.lastIndexOf('\n', start - 1)
    if (findings.some((one) => one.kind === kind && one.line === line && one.subject === subject)) return
    const said = detail === undefined ? message : `${message} ${detail}`
    findings.push({ kind, level, path, line, column, subject, message: said, row })
  }
  return { report, findings }
}
