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

/** What was measured next to what design/performance.md asks for. */
export function printGoals(goals: readonly Goal[]): void {
  console.log('\nGoals')
  for (const { name, value, gate, isAtMost } of goals) {
    const isHeld = isAtMost ? value <= gate : value >= gate
    const wanted = `${isAtMost ? '≤' : '≥'} ${gate}`
    console.log(
      `  ${toCell(name)} ${value.toFixed(2).padStart(9)}  ${wanted.padStart(8)}  ${isHeld ? 'held' : 'MISSED'}`,
    )
  }
}

export interface Goal {
  readonly name: string
  readonly value: number
  readonly gate: number
  /** Whether less is better. */
  readonly isAtMost: boolean
}

export function toCell(name: string): string {
  return name.padEnd(48)
}

function toCpuUs(figures: readonly Figure[], name: string): number {
  return figures.find((figure) => figure.name === name)?.cpuUs ?? Number.NaN
}
