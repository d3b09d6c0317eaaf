/** Foundation. Values by name, the least recently used dropped first. Does not wait. */

export interface Recent<V> {
  /** The value, which now counts as used; or null. */
  find(id: string): V | null
  /**
   * Keeps a value under a name.
   *
   * @param max How many are kept, this one included. 1 or more.
   */
  keep(id: string, value: V, max: number): void
}

export function createRecent<V>(): Recent<V> {
  // Maps keep their order of insertion; the last is the most recently used.
  const values = new Map<string, V>()
  let latest: string | null = null

  function touch(id: string, value: V): void {
    if (id === latest) return
    values.delete(id)
    values.set(id, value)
    latest = id
  }

  return {
    find(id) {
      const value = values.get(id)
      if (value === undefined) return null
      touch(id, value)
      return value
    },
    keep(id, value, max) {
      values.set(id, value)
      touch(id, value)
      for (const oldest of values.keys()) {
        if (values.size <= max) return
        values.delete(oldest)
      }
    },
  }
}
