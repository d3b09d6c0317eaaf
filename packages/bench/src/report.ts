/** Bench. How figures are shown. */
import type { Figure } from './measure.ts'

/** Prints the figures of one scene, each also as a multiple of `base`. */
export function print(title: string, figures: readonly Figure[], base: string): void {
  const floor = toCpuUs(figures, base)
  console.log(`\n${title}`)
  for (const { name, cpuUs } of figures) {
    console.log(`  ${toCell(name)} ${cpuUs.toFixed(1).padStart(9)} µs CPU  ${(cpuUs / floor).toFixed(2).padStart(8)} ×`)
  }
}

/** How many times as much CPU `over` takes as `under`. */
export function toRatio(figures: readonly Figure[], over: string, under: string): number {
  return toCpuUs(figures, over) / toCpuUs(figures, under)
}

/** What was measured next to what is asked for. */
export function printGoals(goals: readonly Goal[]): void {
  console.log('\nGoals')
  console.log(`  ${toCell('')} ${'measured'.padStart(9)}  ${'gate'.padStart(8)}          ${'target'.padStart(8)}`)
  for (const { name, value, gate, target, isAtMost } of goals) {
    const isWithin = (bound: number): boolean => (isAtMost ? value <= bound : value >= bound)
    const toBound = (bound: number): string => `${isAtMost ? '≤' : '≥'} ${bound}`.padStart(8)
    const judged = `${toBound(gate)}  ${isWithin(gate) ? 'held  ' : 'MISSED'}  ${toBound(target)}${isWithin(target) ? '  reached' : ''}`
    console.log(`  ${toCell(name)} ${value.toFixed(2).padStart(9)}  ${judged}`)
  }
}

export interface Goal {
  readonly name: string
  readonly value: number
  /** What must hold. */
  readonly gate: number
  /** Where we want to be. */
  readonly target: number
  /** Whether less is better. */
  readonly isAtMost: boolean
}

export function toCell(name: string): string {
  return name.padEnd(48)
}

function toCpuUs(figures: readonly Figure[], name: string): number {
  return figures.find((figure) => figure.name === name)?.cpuUs ?? Number.NaN
}

/** Tells a person who waits what is going on. */
export function say(text: string): void {
  process.stderr.write(`▸ ${text}\n`)
}
