/** Bench. How figures are shown. */
import { GOAL_NAMES, isHeld, isWithin, type Goal } from './goals.ts'
import type { Figure } from './measure.ts'
import type { Scene } from './findings.ts'

export type { Goal } from './goals.ts'

/** Prints the figures of one scene, each also as a multiple of `base`. @returns The scene, for whoever keeps it. */
export function print(title: string, figures: readonly Figure[], base: string): Scene {
  const floor = find(figures, base)?.cpuUs ?? Number.NaN
  console.log(`\n${title}`)
  for (const { name, cpuUs, bestUs } of figures) {
    const [median, best, times] = [cpuUs.toFixed(1), bestUs.toFixed(1), (cpuUs / floor).toFixed(2)]
    console.log(`  ${toCell(name)} ${median.padStart(9)} µs CPU, best ${best.padStart(8)}  ${times.padStart(8)} ×`)
  }
  return {
    title,
    unit: 'µs CPU',
    figures: figures.map(({ name, cpuUs, bestUs }) => ({ name, median: cpuUs, best: bestUs })),
  }
}

/** How many times as much CPU `over` takes as `under`, by the medians. */
export function toRatio(figures: readonly Figure[], over: string, under: string): number {
  return (find(figures, over)?.cpuUs ?? Number.NaN) / (find(figures, under)?.cpuUs ?? Number.NaN)
}

/** The same by the best rounds. */
export function toBestRatio(figures: readonly Figure[], over: string, under: string): number {
  return (find(figures, over)?.bestUs ?? Number.NaN) / (find(figures, under)?.bestUs ?? Number.NaN)
}

/** What was measured next to what is asked for. One list for each run. @param isComplete Whether all goals were asked for. */
export function printGoals(runs: readonly (readonly Goal[])[], isComplete: boolean): void {
  const [first = []] = runs
  console.log('\nGoals')
  const head = runs.map((_, index) => (runs.length === 1 ? 'measured' : `run ${index + 1}`).padStart(9)).join(' ')
  console.log(`  ${toCell('')} ${head} ${'best'.padStart(9)}  ${'gate'.padStart(7)}          ${'target'.padStart(8)}`)
  for (const goal of first) printGoal(runs.map((goals) => goals.find(({ name }) => name === goal.name) ?? goal))
  const names = new Set(first.map(({ name }) => name))
  const missing = isComplete ? GOAL_NAMES.filter((name) => !names.has(name)) : []
  for (const name of missing) console.log(`  ${toCell(name)} ${'NOT MEASURED'.padStart(9)}`)
  const missed = first.filter(
    ({ name }) => !runs.every((goals) => goals.some((one) => one.name === name && isHeld(one))),
  )
  const held = `${first.length - missed.length} of ${first.length + missing.length} gates hold`
  console.log(
    `  ${held}${runs.length === 1 ? '' : ` in each of ${runs.length} runs`}${missed.length === 0 ? '.' : '. Missed:'}`,
  )
  for (const { name } of missed) console.log(`    ${name}`)
}

/** @param runs The same goal of each run. */
function printGoal(runs: readonly Goal[]): void {
  const [first] = runs
  if (first === undefined) return
  const { name, gate, target, isAtMost } = first
  const toBound = (bound: number): string => `${isAtMost ? '≤' : '≥'} ${bound}`.padStart(8)
  const values = runs.map(({ value }) => value.toFixed(2).padStart(9)).join(' ')
  const best = (runs.at(-1)?.best?.toFixed(2) ?? '').padStart(9)
  const judged = runs.every(isHeld) ? 'held  ' : 'MISSED'
  const isReached = runs.every((goal) => isWithin(goal, goal.value, goal.target))
  console.log(
    `  ${toCell(name)} ${values} ${best} ${toBound(gate)}  ${judged}  ${toBound(target)}${isReached ? '  reached' : ''}`,
  )
}

export function toCell(name: string): string {
  return name.padEnd(50)
}

function find(figures: readonly Figure[], wanted: string): Figure | undefined {
  return figures.find(({ name }) => name === wanted)
}

/** Tells a person who waits what is going on. */
export function say(text: string): void {
  process.stderr.write(`▸ ${text}\n`)
}
