/** What the exit code of every command means. */
export const EXIT_CODES = {
  /** It was done, and nothing is wrong. */
  well: 0,
  /** It was done, and something was found: a refusal, a fault of the set-up, an option that behaves differently. */
  found: 1,
  /** An argument, an option or an input file that nobody can read. Nothing was done. */
  wrongUse: 2,
  /** What was asked could not be done: a file is missing, a key is, or something broke. */
  couldNotRun: 3,
} as const

/** One of them. */
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES]
