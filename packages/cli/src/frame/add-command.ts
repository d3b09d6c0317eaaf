/** How a command joins the frame: what all of them have in common is said here, once. */
import type { Command } from 'commander'
import type { Answer } from './answer.ts'
import type { Host } from './host.ts'

/** Adds one command to the program. A module of `commands/` exports one. */
export type AddCommand = (program: Command, frame: Frame) => void

/** What a command gets. */
export interface Frame {
  /** The world around it. */
  readonly host: Host
  /** Takes the answer, prints it as text or with `--json`, and keeps the exit code. */
  readonly answer: (answer: Answer, isJson: boolean) => void
  /** For a command that prints by itself and ends with a code of its own. */
  readonly end: (exitCode: number) => void
}

/** The description of the option `--json`, which every command has. */
export const JSON_OPTION = ['--json', 'print the answer as JSON, errors included'] as const
