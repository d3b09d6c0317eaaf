/**
 * Which program of the machine do tests use? Names, the environment and the PATH → the path of an executable, or null. Does not wait.
 *
 * Nothing is downloaded: tests take what the machine has, or say that they were not run.
 */
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What the search reads. */
export interface ProgramSearch {
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether a path is a file that may be executed. */
  readonly isExecutable: (path: string) => boolean
}

/** A program that is looked for. */
export interface WantedProgram {
  /** Names under which distributions install it, most wanted first. */
  readonly names: readonly string[]
  /** The variable that names one; it wins over the search on the `PATH`. */
  readonly variable: string
}

const isExecutableFile = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** The machine as it is. */
export const MACHINE: ProgramSearch = { env: process.env, isExecutable: isExecutableFile }

/**
 * Finds a program.
 *
 * @returns The path of the executable, or null when there is none. A variable that names no executable is null too: a wrong setting is not
 *   silently replaced by another program.
 */
export const findProgram = (
  { names, variable }: WantedProgram,
  { env, isExecutable }: ProgramSearch = MACHINE,
): string | null => {
  const named = env[variable]
  if (named) return isExecutable(named) ? named : null
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).find(isExecutable)
    if (found !== undefined) return found
  }
  return null
}
