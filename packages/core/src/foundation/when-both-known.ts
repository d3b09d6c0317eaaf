/**
 * Hand-over entry. Two things that may have to be awaited → what is made of both. Waits only where one of them has to.
 */

/** Calls `use` at once where both are at hand, else when both are. Rejects as soon as one of them does. */
export function whenBothKnown<A, B, R>(
  one: A | Promise<A>,
  two: B | Promise<B>,
  use: (one: A, two: B) => R,
): R | Promise<R> {
  if (!(one instanceof Promise) && !(two instanceof Promise)) return use(one, two)
  return Promise.all([one, two]).then(([first, second]) => use(first, second))
}
