/** What does a line of turbo's output speak of? Text → the package, and what becomes of its task. Pure. */
import { stripVTControlCharacters } from 'node:util'

/** One line of a task. */
export interface TaskLine {
  /** Name of the package. */
  readonly name: string
  /** Name of the task. */
  readonly task: string
  /** What the task itself said, without colours. */
  readonly text: string
  /** Set on the first line of a task: whether it runs, or was answered from what turbo remembers. */
  readonly start: 'runs' | 'remembered' | null
}

/** Names of scripts that run tests. */
export const TEST_TASK = /^test(?::[\w-]+)?$/

/** What people read: `@postern/core`; `@postern/conformance#next` for the script `test:next`. */
export const toTaskLabel = (name: string, task: string): string =>
  task.includes(':') ? `${name}#${task.slice(task.indexOf(':') + 1)}` : name

/** Null: a line of turbo itself. */
export function parseTaskLine(line: string): TaskLine | null {
  const found = /^(@?[\w./-]+):([\w:.-]+): ?(.*)$/.exec(stripVTControlCharacters(line))
  if (found === null) return null
  const [, name = '', task = '', text = ''] = found
  return { name, task, text, start: toStart(text) }
}

function toStart(text: string): TaskLine['start'] {
  if (/^cache hit\b/.test(text)) return 'remembered'
  return /^cache (?:miss|bypass)\b/.test(text) ? 'runs' : null
}

/** A length of time as people read it: `4.9 s`, `3 min 20 s`. */
export function toDuration(ms: number): string {
  const seconds = ms / 1_000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
}
