/** Work in, one piece after the other out: whatever stands in one queue never runs at the same time. */

export interface Queues {
  /**
   * Runs the work when the queue has come to it.
   *
   * @param after What is done when it is over, also when it threw.
   * @returns Whether it was added. Work of a name that waits or runs already is not.
   */
  add(queue: string, name: string, work: () => Promise<void>, after: () => void): boolean
  /** Waits until there is no work, that which is added meanwhile included. */
  empty(): Promise<void>
}

export function createQueues(): Queues {
  const running = new Map<string, Promise<void>>()
  const last = new Map<string, Promise<void>>()
  return {
    add: (queue, name, work, after) => {
      if (running.has(name)) return false
      const over = (): void => {
        running.delete(name)
        if (last.get(queue) === mine) last.delete(queue)
        after()
      }
      const mine = (last.get(queue) ?? Promise.resolve()).then(work).then(over, over)
      running.set(name, mine)
      last.set(queue, mine)
      return true
    },
    empty: async () => {
      while (running.size > 0) await Promise.all(running.values())
    },
  }
}
