/**
 * What does a person read while packages are built? Lines of turbo, grouped by task → lines to print. Pure, but for the clock that it is given.
 *
 * Turbo hands on the output of a task when the task has ended. So its first line says that one more package is there.
 */
import { parseTaskLine, toDuration } from './task-lines.ts'

/** Collects what turbo prints, and says one line a package. */
export interface BuildReport {
  /** @returns What to print now; null: nothing. */
  readonly onLine: (line: string) => string | null
  /** What to print at the end. @param status Of turbo. All that it printed, when that is not 0. */
  readonly toEnd: (status: number) => readonly string[]
}

/** @param now Milliseconds of a clock that never goes back. */
export function createBuildReport(now: () => number): BuildReport {
  const startMs = now()
  const kept: string[] = []
  let remembered = 0
  let built = 0
  return {
    onLine: (line) => {
      kept.push(line)
      const found = parseTaskLine(line)
      if (found?.start === 'remembered') remembered += 1
      if (found?.start !== 'runs') return null
      built += 1
      return `  ${toDuration(now() - startMs).padStart(12)}  ${found.name}`
    },
    toEnd: (status) => {
      if (status !== 0) return kept
      const rest = remembered === 0 ? '' : `, ${remembered} as they were`
      return [`  ${toDuration(now() - startMs).padStart(12)}  ${built} built${rest}`]
    },
  }
}
