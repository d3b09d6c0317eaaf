/**
 * Corridor. The stack → whether a combinator calls that hands on every rejection: `Promise.all`, `Promise.allSettled`. Does not wait.
 *
 * They call `then` as a race does, and only their name in the stack tells. Where there is none, it counts as a race: the refusing side.
 */

/** A stack that is not spelt out until somebody asks, because that costs more than the rest of a question. */
export interface Caller {
  readonly stack?: unknown
}

/** The first function of the engine's in a stack: `at Promise.race (<anonymous>)`, in Bun `at race (unknown)`. */
const CALLER = / at (?:\w+\.)?(\w+) \((?:<anonymous>|unknown|native|\[native code\])\)/

/** The caller stands behind the frames of this library, which are fewer. */
const FRAMES = 5

/** Remembers who calls. */
export function captureCaller(): Caller {
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
