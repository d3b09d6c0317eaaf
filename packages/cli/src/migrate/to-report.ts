/** A plan and what became of it → the answer, as data and as text. Pure. */
import { relative } from 'node:path'
import type { Answer } from '../frame/answer.ts'
import { EXIT_CODES } from '../frame/exit-code.ts'
import type { Paint } from '../frame/host.ts'
import type { FindingLevel } from './finding-kinds.ts'
import type { Finding } from './finding.ts'
import type { MigrationPage } from './migration-page.ts'
import type { FilePlan, ManifestPlan, MigrationPlan } from './plan.ts'
import type { Change } from './rewrite-file.ts'
import { toPatch } from './to-patch.ts'

/** Shape of `--json`. Fields are added, and never change their meaning while `version` stays. */
export interface MigrationReport {
  readonly version: 1
  /** Whether the files were written; false: this is what would be. */
  readonly written: boolean
  /** The command that undoes it, to be run in the folder; null: nothing was written. */
  readonly undo: string | null
  /** How many files were looked at. */
  readonly filesRead: number
  readonly files: readonly {
    readonly path: string
    readonly changes: readonly Change[]
    /** Unified. */
    readonly diff: string
  }[]
  readonly manifests: readonly ManifestPlan[]
  readonly findings: readonly (Finding & {
    /** The row of the migration page: `path:line`. */
    readonly link: string | null
  })[]
}

export interface ReportTerms {
  readonly folder: string
  readonly page: MigrationPage | null
  readonly written: boolean
  readonly undo: string | null
}

const LEVELS: readonly FindingLevel[] = ['by-hand', 'differs', 'note']
const TITLES: Readonly<Record<FindingLevel, string>> = {
  'by-hand': 'To be changed by hand',
  differs: 'Answers differently now',
  note: 'Worth knowing',
}

export function toReport(plan: MigrationPlan, terms: ReportTerms): MigrationReport {
  const { files, manifests, findings, read } = plan
  return {
    version: 1,
    written: terms.written,
    undo: terms.undo,
    filesRead: read,
    files: files.map((file) => ({ path: file.path, changes: file.changes, diff: toPatch([file]) })),
    manifests,
    findings: findings.map((finding) => ({ ...finding, link: toLink(finding.row, terms) })),
  }
}

/** @returns With 1 where something is left to do: the change itself, or what a person has to change. */
export function toAnswer(plan: MigrationPlan, terms: ReportTerms): Answer {
  const report = toReport(plan, terms)
  const isOpen = !terms.written && report.files.length > 0
  const isLeft = report.findings.some(({ level }) => level === 'by-hand')
  return {
    exitCode: isOpen || isLeft ? EXIT_CODES.found : EXIT_CODES.well,
    json: report,
    toText: (paint) => [...toLines(report, plan.files, paint)].join('\n'),
  }
}

function toLink(row: string, { page, folder }: ReportTerms): string | null {
  const line = page?.findLine(row) ?? null
  return page === null || line === null ? null : `${relative(folder, page.path).replaceAll('\\', '/')}:${line}`
}

function* toLines(report: MigrationReport, files: readonly FilePlan[], paint: Paint): Generator<string> {
  if (!report.written) for (const line of toPatch(files).split('\n').slice(0, -1)) yield paintDiff(line, paint)
  for (const level of LEVELS) yield* toFindingLines(report, level, paint)
  yield* toSummary(report, paint)
}

function paintDiff(line: string, paint: Paint): string {
  if (/^(---|\+\+\+) /.test(line)) return paint.bold(line)
  if (line.startsWith('@@')) return paint.cyan(line)
  return line.startsWith('+') ? paint.green(line) : line.startsWith('-') ? paint.red(line) : line
}

function* toFindingLines({ findings }: MigrationReport, level: FindingLevel, paint: Paint): Generator<string> {
  const own = findings.filter((finding) => finding.level === level)
  if (own.length === 0) return
  yield ''
  yield paint.bold(`${TITLES[level]} (${own.length})`)
  for (const { path, line, column, subject, message, link } of own) {
    yield `  ${paint.cyan(`${path}:${line}:${column}`)} ${paint.bold(subject)}`
    yield `    ${message}`
    if (link !== null) yield `    ${paint.dim(link)}`
  }
}

function* toSummary({ files, filesRead, written, undo, manifests }: MigrationReport, paint: Paint): Generator<string> {
  yield ''
  const count = `${files.length} of ${filesRead} files`
  if (files.length === 0) yield `Nothing to change in ${filesRead} files.`
  else if (written) yield paint.green(`Changed ${count}. To undo it: ${undo ?? ''}`)
  else yield `Would change ${count}. To do it: postern migrate --write`
  if (written && manifests.length > 0) yield 'Next: install the packages, npm install or what you use, and build.'
}
