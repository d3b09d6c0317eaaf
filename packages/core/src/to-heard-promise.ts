/**
 * Corridor. A promise → the same for the developer, which says how it is listened to. Does not wait.
 *
 * The language tells three kinds apart, and no engine differs in them: `await` asks a promise of its own for its constructor and then reaches
 * behind `then`; `Promise.race` and its like call `then` at once, with functions of the engine's; and a promise that is resolved with this one
 * reads `then` at once and calls it in a later turn.
 *
 * @see ECMA-262 §27.2.4.7.1 (PromiseResolve), §27.2.4.5 (race), §27.2.2.2 (NewPromiseResolveThenableJob)
 */

type Handler<P, A> = ((value: P) => A | PromiseLike<A>) | null | undefined

export interface Listeners<P> {
  /** Somebody awaits it, 1; or what looked like it was the beginning of a race, -1. */
  readonly onAwait: (count: 1 | -1) => void
  /** Somebody called `then`. @param isRace With functions of the engine's, and at once: then a rejection that comes too late is dropped. */
  readonly onThen: <A = P, B = never>(
    isRace: boolean,
    onFulfilled: Handler<P, A>,
    onRejected: Handler<unknown, B>,
  ) => Promise<A | B>
}

/** Makes the promise. */
export function toHeardPromise<P>(work: Promise<P>, listeners: Listeners<P>): Promise<P> {
  const heard = work.then((value) => value)
  // A rejection that nobody handles is told by the watch, not by the runtime.
  heard.then(ignore, ignore)
  const lookedUp = createTurn()
  void Object.defineProperties(heard, {
    constructor: {
      get: () => {
        lookedUp.begin()
        listeners.onAwait(1)
        return Promise
      },
    },
    // oxlint-disable-next-line unicorn/no-thenable -- being awaited is what it is for
    then: {
      get: () => {
        const read = createTurn()
        read.begin()
        return <A = P, B = never>(onFulfilled?: Handler<P, A>, onRejected?: Handler<unknown, B>): Promise<A | B> => {
          const isRace = read.isNow() && isOfEngine(onFulfilled) && isOfEngine(onRejected) && !isCalledByAll()
          if (isRace && lookedUp.isNow()) listeners.onAwait(-1)
          return listeners.onThen(isRace, onFulfilled, onRejected)
        }
      },
    },
  })
  return heard
}

function ignore(): void {}

/** Whether what began is still of the same turn: nothing else can have run in between. */
function createTurn(): { readonly begin: () => void; readonly isNow: () => boolean } {
  let isNow = false
  return {
    begin: () => {
      isNow = true
      void Promise.resolve().then(() => (isNow = false))
    },
    isNow: () => isNow,
  }
}

/** How every engine spells a function that is not written in the language. No source text can end so. @see ECMA-262 §20.2.3.5 */
const NATIVE = /\{\s*\[native code\]\s*\}$/

/** What the engine hands over is native; so is a bound function, which then counts for no question. */
function isOfEngine(handler: unknown): boolean {
  return typeof handler === 'function' && NATIVE.test(Function.prototype.toString.call(handler))
}

/** A handler that a person wrote. */
export function isOfPerson(handler: unknown): boolean {
  return typeof handler === 'function' && !isOfEngine(handler)
}

/** The first function of the engine's in a stack: `at Promise.race (<anonymous>)`, in Bun `at race (unknown)`. */
const CALLER = / at (?:\w+\.)?(\w+) \((?:<anonymous>|unknown|native|\[native code\])\)/

/**
 * `Promise.all` never succeeds where one of its promises fails, so nothing gets lost in it. It calls `then` as a race does, and only the name
 * in the stack tells; where there is none, it counts as a race.
 */
function isCalledByAll(): boolean {
  return CALLER.exec(new Error('Who calls?').stack ?? '')?.[1] === 'all'
}
