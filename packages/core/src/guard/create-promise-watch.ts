/**
 * Guard room. Promises that were given to the developer → those whose rejection reached nobody. Waits for the ones still under way.
 *
 * `auth.protect()` without `await` rejects a promise that nobody looks at, while the guard goes on and answers. A request must not get
 * through because of a forgotten word, so a promise is given out in a form that notices who listens to it, and how:
 *
 * - `await` asks for the constructor and then reaches behind `then`;
 * - a person's own handler asks a question: `const found = await auth.protect().catch(() => null)`;
 * - `Promise.race` and its like hand over functions of the engine's at once, and drop a rejection that comes too late.
 *
 * @see rulings.md D14, section 8; apps/docs/decisions/006, 019
 */
import { createTurns, isKeeper, isOfPerson, toHeardPromise, type Caller, type Listeners } from './to-heard-promise.ts'
import { AuthError } from '../foundation/auth-error.ts'

/** Watches promises whose rejection must not get lost. */
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

interface Forgotten {
  readonly error: unknown
}

interface Watched {
  readonly work: Promise<unknown>
  /** The promise that it was made from; null for one that was given to the watch. */
  readonly source: Watched | null
  /** The promise whose rejection a handler of a person's turned into this one; null when there was no such handler. */
  readonly asked: Watched | null
  /** The race, or what looks like one, that made it; null for none. Nobody hears of it then, unless it was `finally`. */
  readonly race: Caller | null
  /** Listeners that a rejection reaches. */
  listeners: number
  /** What the other listeners made of it. */
  readonly races: Watched[]
  isSettled: boolean
  failure: Forgotten | null
}

/** Prepares a watch, for one request. */
export function createPromiseWatch(): PromiseWatch {
  const all: Watched[] = []
  const turns = createTurns()

  function watch<P>(work: Promise<P>, origin: Pick<Watched, 'source' | 'asked' | 'race'>): Shown<P> {
    const watched: Watched = { ...origin, work, listeners: 0, races: [], isSettled: false, failure: null }
    all.push(watched)
    work.then(
      () => void (watched.isSettled = true),
      (error: unknown) => {
        watched.isSettled = true
        watched.failure = { error }
      },
    )
    const listeners: Listeners<P> = {
      onAwait: (count) => void (watched.listeners += count),
      onThen: (race, onFulfilled, onRejected) => {
        const asked = isOfPerson(onRejected) ? watched : null
        const made = watch(work.then(onFulfilled, onRejected), { source: watched, asked, race })
        if (race !== null) watched.races.push(made.watched)
        else watched.listeners += 1
        return made.shown
      },
    }
    return { watched, shown: toHeardPromise(work, listeners, turns) }
  }

  async function readForgotten(): Promise<readonly Forgotten[]> {
    const forgotten = all.filter((watched) => !isHeard(watched) || !watched.isSettled || isOnlyRaced(watched))
    if (forgotten.length === 0) return []
    return (await Promise.all(forgotten.map(waitForFailure))).flatMap((failure) => failure ?? [])
  }

  function isAnswered(error: unknown): boolean {
    return all.some(
      (watched) =>
        watched.asked?.failure?.error === error && isHeard(watched) && watched.isSettled && watched.failure === null,
    )
  }

  return { track: (work) => watch(work, GIVEN).shown, readForgotten, isAnswered }
}

interface Shown<P> {
  readonly watched: Watched
  readonly shown: Promise<P>
}

const GIVEN = { source: null, asked: null, race: null }

/**
 * What gets lost. A race loses no refusal once something on the way to it was fulfilled: `protect()` let the request on, or a handler answered.
 * What the application does behind that is its own, and nobody waits for it.
 */
async function waitForFailure(watched: Watched): Promise<Forgotten | null> {
  const isRaced = watched.race !== null || isOnlyRaced(watched)
  for (let way = isRaced ? toWay(watched) : [watched]; way.length > 0; way = way.slice(1)) {
    await Promise.allSettled(way.slice(0, 1).map(({ work }) => work))
    if (way[0]?.failure === null) return null
  }
  return watched.failure
}

/** From the promise that was given to the watch to this one. */
function toWay(watched: Watched): readonly Watched[] {
  return watched.source === null ? [watched] : [...toWay(watched.source), watched]
}

const isHeard = ({ listeners, races }: Watched): boolean => listeners > 0 || races.length > 0
const isOnlyRaced = ({ listeners, races }: Watched): boolean =>
  listeners === 0 && races.length > 0 && !races.some((made) => isHeard(made) || isKept(made))
const isKept = ({ race }: Watched): boolean => race !== null && isKeeper(race)

/**
 * What is read of an auth object to decide. The vendor's version 5 answered at once: `auth().protect()`, `const { userId } = auth()`. On a promise
 * these would be undefined, and `if (auth().userId === null) refuse()` would let everybody through. So reading one is an error that says what
 * changed.
 */
const EARLY_NAMES = [
  'protect',
  'has',
  'userId',
  'sessionId',
  'sessionClaims',
  'actor',
  'orgId',
  'orgRole',
  'orgSlug',
  'orgPermissions',
  'getToken',
  'redirectToSignIn',
  'redirectToSignUp',
  'isAuthenticated',
] as const

const awaitedOnly: object = Object.create(
  Promise.prototype,
  Object.fromEntries(EARLY_NAMES.map((name) => [name, { get: () => refuse(name) }])),
)

function refuse(name: string): never {
  const cure =
    name === 'protect'
      ? 'Write `await auth.protect()`: protect belongs to auth itself, and auth() answers with a promise'
      : `Write \`const { ${name} } = await auth()\`: auth() answers with a promise`
  throw new AuthError(
    'ERR_AUTH_NOT_AWAITED',
    `auth().${name} was read without await. ${cure}. Before version 6 of the vendor's packages it answered at once.`,
  )
}

/** Makes reading one of the object's names on the promise itself an `AuthError` `ERR_AUTH_NOT_AWAITED`. `await` sees no difference. */
export function toAwaitedOnly<T>(promise: Promise<T>): Promise<T> {
  // The promise stays one of the runtime's own, so that `await` takes no turn more.
  Object.setPrototypeOf(promise, awaitedOnly)
  return promise
}
