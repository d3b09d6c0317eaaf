/**
 * Prints what was measured, as a page. `packages/bench/results/latest.json`, which `npm run bench -- --all --write` keeps → Markdown. Pure but
 * for reading that file. A test fails when the page says something else; `pnpm --filter @postern/docs run generate` writes it again.
 */
import { readFileSync } from 'node:fs'
import type { Scene } from '../../../packages/bench/src/findings.ts'
import type { Goal } from '../../../packages/bench/src/goals.ts'
import type { Curve } from '../../../packages/bench/src/growth/curve.ts'
import type { Memory } from '../../../packages/bench/src/growth/memory.ts'
import type { Origin, Results } from '../../../packages/bench/src/results.ts'
import { toFrontMatter } from './to-front-matter.ts'

const NOTHING = 'Not measured yet.'

/** Columns of words, or of lists. */
const LEFT: ReadonlySet<string> = new Set(['Figure', 'What', 'Took', 'Grows', ''])

/** Three digits, and never more than a person reads. */
export const toNumber = (value: number): string => {
  if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en-US')
  if (Math.abs(value) >= 100) return value.toFixed(0)
  return Math.abs(value) < 0.001 ? value.toFixed(3) : String(Number(value.toPrecision(3)))
}

/** A Markdown table; columns of numbers stand on the right. */
export const toTable = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const toRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [head, head.map((name) => (LEFT.has(name) ? '---' : '--:')), ...rows].map(toRow).join('\n')
}

const toOrigin = ({ date, commit, card }: Origin): string => {
  const { cpu, cores, memoryGib, system, node, workerd, packages, load } = card
  const machine = `${cpu}, ${cores} cores, ${memoryGib} GiB, ${system}, Node ${node}, workerd ${workerd}`
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`)
  const busy = `${load} programs wanted a core in the minute before`
  return `Measured on ${date}, commit ${commit}. ${machine}; ${busy}. ${versions.join(', ')}.`
}

/** One row for each goal, with its figure of every run. */
const toGoalsTable = (runs: readonly (readonly Goal[])[]): string => {
  const [first = []] = runs
  const names = runs.map((_, index) => (runs.length === 1 ? 'measured' : `run ${index + 1}`))
  const rows = first.map(({ name, gate, target, isAtMost }) => {
    const goals = runs.flatMap((run) => run.filter((goal) => goal.name === name))
    const isBeyond = (bound: number): boolean =>
      goals.every(({ value }) => (isAtMost ? value <= bound : value >= bound)) && goals.length === runs.length
    const toBound = (bound: number): string => `${isAtMost ? '≤' : '≥'} ${bound.toLocaleString('en-US')}`
    const judged = isBeyond(target) ? 'target reached' : isBeyond(gate) ? 'held' : '**missed**'
    const best = goals.at(-1)?.best
    const values = goals.map(({ value }) => toNumber(value))
    return [name, ...values, typeof best === 'number' ? toNumber(best) : '', toBound(gate), toBound(target), judged]
  })
  return toTable(['Figure', ...names, 'best rounds', 'gate', 'target', ''], rows)
}

const toSceneTable = ({ title, unit, figures }: Scene): string => {
  const rows = figures.map(({ name, median, best }) => [name, toNumber(median), best === null ? '' : toNumber(best)])
  return `### ${title}\n\n${toTable(['What', `median, ${unit}`, 'best'], rows)}`
}

const toCurveRow = ({ name, unit, grows, points, shape, exponent, perUnit, isFine }: Curve): readonly string[] => {
  const values = points.map(({ size, best }) => `${size.toLocaleString('en-US')}: ${toNumber(best)}`)
  const slope = shape === 'flat' ? '' : `${perUnit.toPrecision(2)} ${unit}`
  return [
    `${name}, by ${grows}`,
    `${values.join(', ')} ${unit}`,
    isFine ? shape : `**${shape}**`,
    toNumber(exponent),
    slope,
  ]
}

const toMemoryRow = (memory: Memory): readonly string[] => {
  const [first, last] = [memory.ours[0], memory.ours.at(-1)]
  return [
    memory.name,
    `${toNumber(first?.heapMib ?? Number.NaN)} → ${toNumber(last?.heapMib ?? Number.NaN)}`,
    `${toNumber(first?.residentMib ?? Number.NaN)} → ${toNumber(last?.residentMib ?? Number.NaN)}`,
    toNumber(memory.residentGrowthMib),
    toNumber(memory.controlGrowthMib),
    memory.isFlat ? 'flat' : '**grows**',
  ]
}

const WORDS = toFrontMatter({
  title: 'What it costs, measured',
  description: 'Speed, size and behaviour under load beside the vendor’s packages, from the last measurement.',
  questions: ['how fast is it', 'bundle size', 'benchmark against the vendor', 'latency of a decision'],
})

/** The whole page. */
export const toFiguresPage = (results: Results = readResults()): string => {
  const { sideBySide, growth, memory } = results
  const [run] = sideBySide?.runs ?? []
  return `${[
    WORDS + '# What it costs, measured',
    '<!-- Printed from packages/bench/results/latest.json by `pnpm --filter @postern/docs run generate`. Do not edit. -->',
    'Beside the packages of the vendor, in one run, in turn: [the bench](../../packages/bench/README.md) says how. Only ratios count, since absolute times of a shared machine drift. [performance.md](performance.md) says why it is fast.',
    '## Goals',
    'A gate must hold; a target is where we want to be. Judged is the ratio of the medians, in every run that is shown; that of the best rounds stands beside it.',
    ...(sideBySide === null
      ? [NOTHING]
      : [toGoalsTable(sideBySide.runs.map(({ goals }) => goals)), toOrigin(sideBySide)]),
    '## Beside the peers',
    ...(run === undefined ? [NOTHING] : run.scenes.map(toSceneTable)),
    '## When it grows',
    'CPU time of the best round. Flat: ten times as many cost less than a quarter more. The exponent says with what power of the size it grows: 0 is flat, 1 linear. What is there for every size hides a part of what is linear.',
    ...(growth === null
      ? [NOTHING]
      : [toTable(['What', 'Took', 'Grows', 'exponent', 'one more'], growth.curves.map(toCurveRow)), toOrigin(growth)]),
    '## Memory',
    'After a collection, from when everything that is bounded is full until as many more came by as the row says. The control makes and reads the same requests without us; where we keep the last ten thousand tokens, so does it. Signatures are not checked for the tokens, and everything else is: signing a million takes longer than anybody waits.',
    ...(memory === null
      ? [NOTHING]
      : [
          toTable(['What', 'heap, MiB', 'resident, MiB', 'grown', 'control', ''], memory.memories.map(toMemoryRow)),
          toOrigin(memory),
        ]),
  ].join('\n\n')}\n`
}

/** What was measured last. */
export function readResults(): Results {
  return JSON.parse(
    readFileSync(new URL('../../../packages/bench/results/latest.json', import.meta.url), 'utf8'),
  ) as Results
}
