/**
 * Guard room. A promise → the same for the developer, which says how it is listened to. Does not wait.
 *
 * The language tells three kinds apart, and no engine differs in them: `await` asks a promise of its own for its constructor and then reaches
 * behind `then`; `Promise.race` and its like call `then` at once, with functions of the engine's; and a promise that is resolved with this one
 * reads `then` at once and calls it in a later turn.
 *
 * `Promise.all` and `Promise.allSettled` call `then` as a race does, and hand on every rejection. Only their name in the stack tells. Where there
 * is none, it counts as a race: the refusing side.
 *
 * @see ECMA-262 §27.2.4.7.1 (PromiseResolve), §27.2.4.5 (race), §27.2.2.2 (NewPromiseResolveThenableJob)
 */
type Handler<P, A> = ((value: P) => A | PromiseLike<A>) | null | undefined

export interface Listeners<P> {
  /** Somebody awaits it, 1; or what looked like it was the beginning of a race, -1. */
  readonly onAwait: (count: 1 | -1) => void
  /** Somebody called `then`. @param race Who, if with functions of the engine's, and at once: a race drops a rejection that comes too late. */
  readonly onThen: <A = P, B = never>(
    race: Caller | null,
    onFulfilled: Handler<P, A>,
    onRejected: Handler<unknown, B>,
  ) => Promise<A | B>
}

/** Tells turns apart: within one, nothing else can have run in between. */
interface Turns {
  /** The number of this turn, which ends as soon as something else runs. */
  readonly begin: () => number
  readonly isNow: (turn: number) => boolean
}

interface Heard {
  readonly listeners: Listeners<unknown>
  readonly turns: Turns
  /** The turn in which somebody asked for the constructor; none, -1. */
  lookedUp: number
}

const HEARD = Symbol('heard')

interface HeardPromise {
  readonly [HEARD]?: Heard
}

/** On a prototype, because a promise that has these names itself makes engines slow down every promise there is. */
const heardPromise: object = Object.create(Promise.prototype, {
  constructor: {
    get(this: HeardPromise) {
      const heard = this[HEARD]
      if (heard !== undefined) {
        heard.lookedUp = heard.turns.begin()
        heard.listeners.onAwait(1)
      }
      return Promise
    },
  },
  // oxlint-disable-next-line unicorn/no-thenable -- being awaited is what it is for
  then: {
    get(this: HeardPromise) {
      const heard = this[HEARD]
      // oxlint-disable-next-line typescript/unbound-method -- given out to be called on this promise
      return heard === undefined ? Promise.prototype.then : toThen(heard)
    },
  },
})

function toThen({ listeners, turns, lookedUp }: Heard): Promise<unknown>['then'] {
  const read = turns.begin()
  return (onFulfilled, onRejected) => {
    const isRace = turns.isNow(read) && isOfEngine(onFulfilled) && isOfEngine(onRejected)
    if (isRace && turns.isNow(lookedUp)) listeners.onAwait(-1)
    return listeners.onThen(isRace ? captureCaller() : null, onFulfilled, onRejected)
  }
}

/** Makes the promise. @param turns Shared by the promises of one request. */
export function toHeardPromise<P>(work: Promise<P>, listeners: Listeners<P>, turns: Turns): Promise<P> {
  const promise = work.then((value) => value)
  // A rejection that nobody handles is told by the watch, not by the runtime.
  promise.then(ignore, ignore)
  // Whoever calls `then` on this promise gets its own value.
  const heard: Heard = { listeners: listeners as Listeners<unknown>, turns, lookedUp: -1 }
  void Object.defineProperty(promise, HEARD, { value: heard })
  Object.setPrototypeOf(promise, heardPromise)
  return promise
}

function ignore(): void {}

/** Counts the turns of one request. */
export function createTurns(): Turns {
  let turn = 0
  let isOpen = false
  const end = (): void => {
    turn += 1
    isOpen = false
  }
  return {
    begin: () => {
      if (!isOpen) void Promise.resolve().then(end)
      isOpen = true
      return turn
    },
    isNow: (other) => other === turn,
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

/** A stack that is not spelt out until somebody asks, because that costs more than the rest of a question. */
export interface Caller {
  readonly stack?: unknown
}

/** The first function of the engine's in a stack: `at Promise.race (<anonymous>)`, in Bun `at race (unknown)`. */
const CALLER = / at (?:\w+\.)?(\w+) \((?:<anonymous>|unknown|native|\[native code\])\)/

/** The caller stands behind the frames of this library, which are fewer. */
const FRAMES = 5

/** Remembers who calls. */
function captureCaller(): Caller {
  return withOwn('stackTraceLimit', FRAMES, () => new Error('Who calls?'))
}

/**
 * Whether it was `Promise.all` or `Promise.allSettled`. The first never succeeds where one of its promises fails; the second shows every
 * rejection to whoever awaits it.
 */
export function isKeeper(caller: Caller): boolean {
  const name = CALLER.exec(readStack(caller))?.[1]
  return name === 'all' || name === 'allSettled'
}

/** As the engine writes it, whatever the application has made of stacks: it may have other things than text, or fail. */
function readStack(caller: Caller): string {
  try {
    const stack = withOwn('prepareStackTrace', undefined, () => caller.stack)
    return typeof stack === 'string' ? stack : ''
  } catch {
    return ''
  }
}

/** Does something while a setting of `Error` is this library's, if the setting can be changed at all. */
function withOwn<T>(name: string, value: unknown, work: () => T): T {
  const isThere = Object.hasOwn(Error, name)
  const before: unknown = Reflect.get(Error, name)
  if (before !== value) Reflect.set(Error, name, value)
  try {
    return work()
  } finally {
    if (isThere) Reflect.set(Error, name, before)
    else if (before !== value) Reflect.deleteProperty(Error, name)
  }
}
