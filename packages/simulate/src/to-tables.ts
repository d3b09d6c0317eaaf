/** Results → the tables of `apps/docs/scale.md`, and that page with them. Does not wait. */
import { FIGURES, type Figure } from './figures.ts'
import type { Results } from './results.ts'
import { FLEETS } from './scenario.ts'
import { VARIANT_NAMES, VARIANTS } from './variants.ts'

const BEGIN = '<!-- Printed by `npm run simulate -- --write`; do not edit. -->'
const END = '<!-- Up to here. -->'

/** The page with these tables in place of those that stand there. */
export function replaceTables(page: string, tables: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (from < 0 || to < from) throw new Error(`The page has no place for the tables: "${BEGIN}" … "${END}".`)
  return `${page.slice(0, from)}${BEGIN}\n\n${tables}\n${page.slice(to)}`
}

/** All tables, in Markdown. */
export function toTables(results: Results): string {
  return [toFleetsTable(results), ...FIGURES.map((figure) => toFigureTable(figure, results))].join('\n')
}

function toFleetsTable({ rows }: Results): string {
  const lines = FLEETS.filter(({ size }) => rows.some((row) => row.size === size)).map((plan) => {
    const decider = rows.find(({ size }) => size === plan.size)?.decider ?? ''
    const life = plan.medianLifeMs === Infinity ? 'until a deployment' : `${plan.medianLifeMs / 60_000} minutes`
    return [
      toNumber(plan.size),
      toNumber(plan.requestsPerSecond),
      toNumber(plan.size * plan.requestsPerSecond),
      life,
      `${plan.places}`,
      decider,
    ]
  })
  const head = [
    'Isolates',
    'Requests per second, each',
    'All together',
    'Half live shorter than',
    'Places',
    'Decided by',
  ]
  return `### The fleets\n\n${toTable(head, lines)}`
}

function toFigureTable(figure: Figure, { rows }: Results): string {
  const sizes = [...new Set(rows.map(({ size }) => size))]
  const lines = sizes.map((size) => [
    toNumber(size),
    ...VARIANT_NAMES.map((name) => {
      const row = rows.find(({ size: rowSize, variant }) => rowSize === size && variant === name)
      const [simulated, calculated] = row?.figures[figure.name] ?? [null, null]
      return simulated === null ? '' : toCell(figure, simulated, calculated)
    }),
  ])
  const formula = figure.formula === null ? '' : `Formula: ${figure.formula}.\n\n`
  return `### ${figure.title}\n\n${formula}${toTable(['Isolates', ...VARIANT_NAMES.map((name) => VARIANTS[name].title)], lines)}`
}

/** What is simulated; then what the formula says, and how far the one is from the other. */
function toCell({ unit, isBound }: Figure, simulated: number, calculated: number | null): string {
  const show = (figure: number): string =>
    unit === 'part' ? `${toNumber(figure * 100)} %` : unit === 'seconds' ? `${toNumber(figure)} s` : toNumber(figure)
  if (calculated === null) return show(simulated)
  if (isBound) return `${show(simulated)} (≤ ${show(calculated)})`
  if (calculated === 0) return `${show(simulated)} (${show(0)})`
  const difference = Math.round((simulated / calculated - 1) * 100)
  return `${show(simulated)} (${show(calculated)}, ${difference < 0 ? '−' : '+'}${Math.abs(difference)} %)`
}

/** Three digits, and commas between thousands. */
function toNumber(figure: number): string {
  const rounded = Number(figure.toPrecision(3))
  return rounded >= 1_000 ? rounded.toLocaleString('en-US') : String(Number(rounded.toFixed(3)))
}

/** A table whose columns are as wide as their widest cell, as the formatter has it. */
function toTable(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((title, index) =>
    Math.max(...[head, ...lines].map((line) => line[index]?.length ?? title.length)),
  )
  const toLine = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [toLine(head), rule, ...lines.map(toLine), ''].join('\n')
}
