/**
 * Corridor. Promises that were given to the developer → those whose rejection reached nobody. Waits for the ones still under way.
 *
 * `auth.protect()` without `await` rejects a promise that nobody looks at, while the guard goes on and answers. A request must not get
 * through because of a forgotten word, so a promise is given out in a form that notices who listens to it, and how:
 *
 * - `await` asks for the constructor and then reaches behind `then`;
 * - a person's own handler asks a question: `const found = await auth.protect().catch(() => null)`;
 * - `Promise.race` and its like hand over functions of the engine's at once, and drop a rejection that comes too late.
 *
 * @see decisions.md D14, section 8; apps/docs/decisions/006, 019
 */
import { isOfPerson, toHeardPromise } from './to-heard-promise.ts'

export interface PromiseWatch {
  /** The same promise, watched. So are the promises that are made from it with `then`, `catch` and `finally`. */
  track<P>(work: Promise<P>): Promise<P>
  /**
   * Why promises rejected that nobody listens to, that were not settled yet, or that only took part in a race, where a rejection can be lost. In
   * the order in which they were made. Never rejects.
   */
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
  /** Listeners that a rejection reaches. */
  listeners: number
  /** What the other listeners made of it. Nobody hears of these either, unless it was `finally`. */
  readonly races: Watched[]
  isSettled: boolean
  failure: Forgotten | null
}

/** Prepares a watch, for one request. */
export function createPromiseWatch(): PromiseWatch {
  const all: Watched[] = []

  function watch<P>(
    work: Promise<P>,
    asked: Watched | null,
  ): { readonly watched: Watched; readonly shown: Promise<P> } {
    const watched: Watched = { work, asked, listeners: 0, races: [], isSettled: false, failure: null }
    all.push(watched)
    work.then(
      () => void (watched.isSettled = true),
      (error: unknown) => {
        watched.isSettled = true
        watched.failure = { error }
      },
    )
    const shown = toHeardPromise<P>(work, {
      onAwait: (count) => void (watched.listeners += count),
      onThen: (isRace, onFulfilled, onRejected) => {
        const made = watch(work.then(onFulfilled, onRejected), isOfPerson(onRejected) ? watched : null)
        if (isRace) watched.races.push(made.watched)
        else watched.listeners += 1
        return made.shown
      },
    })
    return { watched, shown }
  }

  async function readForgotten(): Promise<readonly Forgotten[]> {
    if (all.length === 0) return []
    const forgotten = all.filter((watched) => !isHeard(watched) || !watched.isSettled || isOnlyRaced(watched))
    await Promise.allSettled(forgotten.map(({ work }) => work))
    return forgotten.flatMap(({ failure }) => failure ?? [])
  }

  function isAnswered(error: unknown): boolean {
    return all.some(
      (watched) =>
        watched.asked?.failure?.error === error && isHeard(watched) && watched.isSettled && watched.failure === null,
    )
  }

  return { track: (work) => watch(work, null).shown, readForgotten, isAnswered }
}

const isHeard = ({ listeners, races }: Watched): boolean => listeners > 0 || races.length > 0
const isOnlyRaced = ({ listeners, races }: Watched): boolean =>
  listeners === 0 && races.length > 0 && !races.some(isHeard)
