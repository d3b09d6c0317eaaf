/**
 * Foundation. The house's one idiom for "now or later": a value that is there, or work that has yet to begin. Waits for nothing by itself.
 *
 * A promise is work that runs already. Deciding without waiting needs the other kind: `decideNow` walks as `decide` does, and where it meets
 * work it stops, and nothing was asked of anybody.
 *
 * @see CONTRIBUTING.md (now or later)
 */

/** A value, or the work that will bring it. A value is never a promise and never a `Later`. */
export type Soon<T> = T | Later<T>

/** Work that has yet to begin. */
export class Later<T> {
  /** Begins the work. Each call begins it anew. */
  readonly begin: () => Promise<T>

  constructor(begin: () => Promise<T>) {
    this.begin = begin
  }
}

/** What is made of a value: at once where it is known, else as a part of the work that brings it. */
export function whenKnown<T, R>(soon: Soon<T>, use: (value: T) => Soon<R>): Soon<R> {
  if (!(soon instanceof Later)) return use(soon)
  return new Later(() => soon.begin().then((value) => begin(use(value))))
}

/** The same for two: at once where both are known, else as a part of the work that brings them, which begins together. */
export function whenBothKnown<A, B, R>(one: Soon<A>, two: Soon<B>, use: (one: A, two: B) => Soon<R>): Soon<R> {
  if (!(one instanceof Later) && !(two instanceof Later)) return use(one, two)
  return new Later(() => Promise.all([begin(one), begin(two)]).then(([first, second]) => begin(use(first, second))))
}

/** The same where work may be under way already, as adapters hold it. Rejects as soon as one of the two does. */
export function whenBothCome<A, B, R>(
  one: A | Promise<A>,
  two: B | Promise<B>,
  use: (one: A, two: B) => R,
): R | Promise<R> {
  return begin(whenBothKnown(toSoon(one), toSoon(two), use))
}

/** The value, or the promise of it; begins what has yet to begin. */
export function begin<T>(soon: Soon<T>): T | Promise<T> {
  return soon instanceof Later ? soon.begin() : soon
}

/** A value, or work that is under way already. */
export function toSoon<T>(work: T | Promise<T>): Soon<T> {
  return work instanceof Promise ? new Later(() => work) : work
}

/** Work that does not begin before somebody asks for it, although nothing of it may have to be waited for. */
export function toLater<T>(work: () => Soon<T>): Later<T> {
  return new Later(async () => begin(work()))
}
