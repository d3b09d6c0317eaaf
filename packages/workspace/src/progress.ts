/**
 * How far is the test run? Lines of turbo and reports of packages → lines to print. Pure, but for the clock that it is given.
 *
 * Runners print a line for each file as it ends; here are the line for each report as it comes, and a sign of life while nobody says anything.
 */
import { toClosingLine, type TestCounts } from './junit.ts'
import { parseTaskLine, TEST_TASK, toDuration, toTaskLabel } from './task-lines.ts'

/** A runner that is silent for this long is spoken of. */
export const SILENCE_MS = 20_000

/** What is known of a run that goes on. */
export interface Progress {
  /** To be told of each line that turbo prints. */
  readonly onLine: (line: string) => void
  /** @param name As `toTaskLabel` says it. @returns What to print when its report is there. */
  readonly onReport: (name: string, counts: TestCounts) => string
  /** @returns A sign of life when nothing was said for a while; null: not now. */
  readonly onTick: () => string | null
}

/** A test file that ended, as Vitest says it. */
const ENDED_FILE = /^\s*[✓❯×↓] .*\.test\.[cm]?tsx?\b.*\(\d+ tests?\b/

interface Running {
  readonly sinceMs: number
  files: number
}

/** @param now Milliseconds of a clock that never goes back. @param total How many reports are to come. */
export function createProgress(now: () => number, total: number): Progress {
  const startMs = now()
  const running = new Map<string, Running>()
  let ended = 0
  let saidMs = startMs
  const say = (text: string): string => {
    saidMs = now()
    return `▸ ${text}`
  }
  return {
    onLine: (line) => {
      saidMs = now()
      const found = parseTaskLine(line)
      if (found === null || !TEST_TASK.test(found.task)) return
      const label = toTaskLabel(found.name, found.task)
      const known = running.get(label)
      if (known === undefined) running.set(label, { sinceMs: saidMs, files: 0 })
      else if (ENDED_FILE.test(found.text)) known.files += 1
    },
    onReport: (name, counts) => {
      const sinceMs = running.get(name)?.sinceMs ?? now()
      running.delete(name)
      ended += 1
      return say(`${name}: ${toClosingLine(counts)} in ${toDuration(now() - sinceMs)} (${ended} of ${total} reports)`)
    },
    onTick: () => {
      if (now() - saidMs < SILENCE_MS) return null
      const parts = [...running].map(([name, { sinceMs, files }]) => toPart(name, now() - sinceMs, files))
      return say(`${toDuration(now() - startMs)}, ${ended} of ${total} reports; ${parts.join(', ') || 'building'}`)
    },
  }
}

function toPart(name: string, ms: number, files: number): string {
  const count = files === 0 ? '' : `, ${files} file${files === 1 ? '' : 's'} so far`
  return `${name} runs for ${toDuration(ms)}${count}`
}
