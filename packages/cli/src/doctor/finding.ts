/** What the doctor says of one thing. Types, and how to say it. */

/** One line of the answer. Holds no value of any variable. */
export interface Finding {
  /** What was looked at. */
  readonly check: 'keys' | 'packages' | 'runtime file' | 'matcher' | 'clock' | 'key set'
  /** `fault`: requests are answered wrongly, or not at all. `warning`: legal, and probably not meant. `good`: looked at, and well. */
  readonly level: 'good' | 'warning' | 'fault'
  /** What is so. */
  readonly message: string
  /** What to do. Null where all is well. */
  readonly cure: string | null
}

type Say = (check: Finding['check'], message: string, cure?: string) => Finding

/** Looked at, and well. */
export const good: Say = (check, message) => ({ check, level: 'good', message, cure: null })
/** Legal, and probably not meant. */
export const warning: Say = (check, message, cure = '') => ({ check, level: 'warning', message, cure })
/** Requests are answered wrongly, or not at all. */
export const fault: Say = (check, message, cure = '') => ({ check, level: 'fault', message, cure })
