/**
 * Corridor. Promises that were given to the developer → those whose rejection reached nobody. Waits for the ones still under way.
 *
 * `auth.protect()` without `await` rejects a promise that nobody looks at, while the guard goes on and answers. A request must not get
 * through because of a forgotten word, so a promise is given out in a form that notices whether anybody listens to it.
 *
 * It also notices a question: `const found = await auth.protect().catch(() => null)` asks who is here, and what the handler answers counts.
 * `await` in a `try` looks the same from outside, except that the engine hands over functions of its own.
 *
 * @see decisions.md D14, section 8; apps/docs/decisions/006, 019
 */

export interface PromiseWatch {
  /** The same promise, watched. So are the promises that are made from it with `then`, `catch` and `finally`. */
  track<P>(work: Promise<P>): Promise<P>
  /** Why promises rejected that nobody listens to, or that were not settled yet. In the order in which they were made. Never rejects. */
  readForgotten(): Promise<readonly Forgotten[]>
  /**
   * Whether a handler of a person's was given this rejection, ended without throwing, and somebody listens to what it answered. An answer
   * that nobody hears is none: code that was compiled for engines without `await` hands over handlers like a person's, and drops what comes
   * of them.
   */
  isAnswered(error: unknown): boolean
}

export interface Forgotten {
  readonly error: unknown
}

interface Watched {
  readonly work: Promise<unknown>
  /** The promise whose rejection a handler of a person's turned into this one; null when there was no such handler. */
  readonly asked: Watched | null
  isHeard: boolean
  isSettled: boolean
  failure: Forgotten | null
}

/** Prepares a watch, for one request. */
export function createPromiseWatch(): PromiseWatch {
  const all: Watched[] = []

  function watch<P>(work: Promise<P>, asked: Watched | null): Promise<P> {
    const watched: Watched = { work, asked, isHeard: false, isSettled: false, failure: null }
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
      return watch(work.then(onFulfilled, onRejected), isOfPerson(onRejected) ? watched : null)
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

  function isAnswered(error: unknown): boolean {
    return all.some(
      ({ asked, isHeard, isSettled, failure }) =>
        asked?.failure?.error === error && isHeard && isSettled && failure === null,
    )
  }

  return { track: (work) => watch(work, null), readForgotten, isAnswered }
}

/** How every engine spells a function that is not written in the language. No source text can end so. @see ECMA-262 §20.2.3.5 */
const NATIVE = /\{\s*\[native code\]\s*\}$/

/** What the engine hands over for `await`, `return`, `Promise.all` is native; so is a bound function, which then counts for no question. */
function isOfPerson(handler: unknown): boolean {
  return typeof handler === 'function' && !NATIVE.test(Function.prototype.toString.call(handler))
}
