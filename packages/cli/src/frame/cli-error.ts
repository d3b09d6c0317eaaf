/** Why a command has no answer. Holds no credential: what was read is named by its place, never by its text. */
import { EXIT_CODES } from './exit-code.ts'

/** What a message says. */
export interface Complaint {
  /** Stable name: `ERR_CLI_…`. */
  readonly code: string
  /** What is wrong, and where. One sentence or two. */
  readonly cause: string
  /** What to do about it. */
  readonly cure: string
}

/** Stops a command: the frame prints it, and the exit code follows. */
export class CliError extends Error implements Complaint {
  override readonly name = 'CliError'
  readonly code: string
  override readonly cause: string
  readonly cure: string
  readonly exitCode: 2 | 3

  /** @param exitCode 2: it was asked for in a wrong way. 3: it could not be done. Default 3. */
  constructor({ code, cause, cure }: Complaint, exitCode: 2 | 3 = EXIT_CODES.couldNotRun) {
    super(`${code}: ${cause} ${cure}`)
    this.code = code
    this.cause = cause
    this.cure = cure
    this.exitCode = exitCode
  }
}

/** An argument or an option that cannot be meant. */
export function createUsageError(cause: string, cure: string): CliError {
  return new CliError({ code: 'ERR_CLI_USAGE', cause, cure }, EXIT_CODES.wrongUse)
}
