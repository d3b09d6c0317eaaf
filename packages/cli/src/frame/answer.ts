/** What a command gives to the frame: the same answer for people and for programs. */
import type { Paint } from './host.ts'

/** The answer of a command. */
export interface Answer {
  /** 0: all is well. 1: something was found. */
  readonly exitCode: 0 | 1
  /** For `--json`: printed as it stands. Holds no credential. */
  readonly json: unknown
  /** For people: whole lines, the last one without its line break. */
  readonly toText: (paint: Paint) => string
}
