/** Foundation. Values by name, bounded: the least recently used is dropped first. Does not wait. */

/**
 * A bounded map, so that nothing that strangers send can fill the memory. Two others are bounded in their own way, for speed: verified tokens
 * by their bytes too (`token-cache.ts`), and the states of a matcher, which go all at once.
 */
export interface Recent<V> {
  /** How many values are kept. */
  readonly size: () => number
  /** The value, which now counts as used; or null. */
  find(id: string): V | null
  /** The value, which does not count as used; or null. For what is dropped by its age. */
  read(id: string): V | null
  /**
   * Keeps a value under a name. It counts as used.
   *
   * @param max How many are kept, this one included. 1 or more.
   * @param isOver Values that need not be kept any longer: they go too, from the least recently used to the first that is not over.
   */
  keep(id: string, value: V, max: number, isOver?: (value: V) => boolean): void
  /** Forgets a value. */
  drop(id: string): void
}

/** Makes one that keeps nothing yet. */
export function createRecent<V>(): Recent<V> {
  // Maps keep their order of insertion; the last is the most recently used.
  const values = new Map<string, V>()
  let latest: string | null = null

  function put(id: string, value: V): void {
    if (id !== latest) values.delete(id)
    values.set(id, value)
    latest = id
  }

  return {
    size: () => values.size,
    find(id) {
      const value = values.get(id)
      if (value === undefined) return null
      if (id !== latest) put(id, value)
      return value
    },
    read: (id) => values.get(id) ?? null,
    keep(id, value, max, isOver) {
      put(id, value)
      if (values.size <= max && isOver === undefined) return
      for (const [oldest, kept] of values) {
        if (values.size <= max && isOver?.(kept) !== true) return
        values.delete(oldest)
      }
    },
    drop(id) {
      values.delete(id)
      if (id === latest) latest = null
    },
  }
}
