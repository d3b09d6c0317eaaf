/** JSON in, whether it is nested deeper than what can be written again. Whatever is kept must be, or nobody can read it any more. */

/** Levels of objects and lists. Nobody nests so deep, and every program that reads JSON takes as much. */
export const MAX_JSON_DEPTH = 100

/** Does not call itself, so that no depth is too much for it. */
export function isTooDeep(value: unknown): boolean {
  let level: readonly object[] = toNested([value])
  for (let depth = 0; depth < MAX_JSON_DEPTH; depth += 1) level = level.flatMap((one) => toNested(Object.values(one)))
  return level.length > 0
}

function toNested(values: readonly unknown[]): readonly object[] {
  return values.filter((value) => typeof value === 'object' && value !== null)
}
