/** What a command knows of the world around it, in one record, so that tests hand in another. */
import { text } from 'node:stream/consumers'
import picocolors from 'picocolors'

/** Colours of a text; without a terminal each gives back what it was given. */
export type Paint = Pick<
  ReturnType<typeof picocolors.createColors>,
  'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'yellow'
>

/** The world around a command. */
export interface Host {
  /** Writes what was asked for, with its last line break. */
  readonly out: (text: string) => void
  /** Writes why there is no answer, and what is meant for people only. */
  readonly err: (text: string) => void
  /** All of standard input. */
  readonly readInput: () => Promise<string>
  /** Whether somebody types there: then nothing is read from it. */
  readonly isInputTerminal: boolean
  /** Absolute path of the folder that the command was started in. */
  readonly folder: string
  /** Variables of the process. */
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: () => number
  /** Colours of what `out` writes. */
  readonly paint: Paint
  /** Colours of what `err` writes. */
  readonly paintError: Paint
}

/** The host that a shell is. */
export function createHost(): Host {
  return {
    out: (line) => void process.stdout.write(line),
    err: (line) => void process.stderr.write(line),
    readInput: () => text(process.stdin),
    isInputTerminal: process.stdin.isTTY,
    folder: process.cwd(),
    variables: process.env,
    nowMs: () => Date.now(),
    paint: createPaint(process.stdout, process.env),
    paintError: createPaint(process.stderr, process.env),
  }
}

/**
 * Colours only on a terminal, and not where the person or the terminal wants none.
 *
 * @see https://no-color.org
 */
export function createPaint(
  stream: { readonly isTTY?: boolean },
  { NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): Paint {
  return picocolors.createColors(stream.isTTY === true && !NO_COLOR && TERM !== 'dumb')
}
