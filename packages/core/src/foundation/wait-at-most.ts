/**
 * Foundation. A promise and a bound → its answer, or null when the bound was reached first. Waits.
 *
 * A port that never settles must not hold a request for ever. On Workers a promise that another request created may never settle once
 * that request was cancelled, so every shared wait is bounded by a timer of the waiting request's own.
 */

/** The answer of `work`, or null after `limitMs` milliseconds. Rejects when `work` rejects in time; a later rejection is swallowed. */
export function waitAtMost<T extends object>(work: Promise<T>, limitMs: number): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), limitMs)
    work.then(
      (answer) => {
        clearTimeout(timer)
        resolve(answer)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(error instanceof Error ? error : new Error('A port rejected.'))
      },
    )
  })
}
