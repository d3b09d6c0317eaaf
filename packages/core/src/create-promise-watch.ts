/**
 * Corridor. Promises that were given to the developer → those whose rejection reached nobody. Waits for the ones still under way.
 *
 * `auth.protect()` without `await` rejects a promise that nobody looks at, while the guard goes on and answers. A request must not get
 * through because of a forgotten word, so a promise is given out in a form that notices whether anybody listens to it.
 *
 * @see decisions.md D14
 */

export interface PromiseWatch {
  /** The same promise, watched. So are the promises that are made from it with `then`, `catch` and `finally`. */
  track<P>(work: Promise<P>): Promise<P>
  /** Why promises rejected that nobody listens to, or that were not settled yet. In the order in which they were made. Never rejects. */
  readForgotten(): Promise<readonly Forgotten[]>
}

export interface Forgotten {
  readonly error: unknown
}

interface Watched {
  readonly work: Promise<unknown>
  isHeard: boolean
  isSettled: boolean
  failure: Forgotten | null
}

/** Prepares a watch, for one request. */
export function createPromiseWatch(): PromiseWatch {
  const all: Watched[] = []

  function track<P>(work: Promise<P>): Promise<P> {
    const watched: Watched = { work, isHeard: false, isSettled: false, failure: null }
    all.push(watched)
    work.then(
      () => void (watched.isSettled = true),
      (error: unknown) => {
        watched.isSettled = true
        watched.failure = { error }
      },
    )
    const then: Promise<P>['then'] = (onFulfilled, onRejected) => {
      watched.isHeard = true
      return track(work.then(onFulfilled, onRejected))
    }
    // No promise of the runtime's own: `await` would look into it without calling `then`. `catch` and `finally` are inherited and call it.
    // oxlint-disable-next-line unicorn/no-thenable -- being awaited is what it is for
    const shown: Promise<P> = Object.create(Promise.prototype, { then: { value: then } })
    return shown
  }

  async function readForgotten(): Promise<readonly Forgotten[]> {
    if (all.length === 0) return []
    const forgotten = all.filter(({ isHeard, isSettled }) => !isHeard || !isSettled)
    await Promise.allSettled(forgotten.map(({ work }) => work))
    return forgotten.flatMap(({ failure }) => failure ?? [])
  }

  return { track, readForgotten }
}
