/** Work in, one piece after the other out: whatever stands in one queue never runs at the same time. */

export interface Queues {
  /**
   * Runs the work when the queue has come to it. Work of a name that waits or runs already is not added again.
   *
   * @param after What is done when it is over: the first when it went well, the second when it threw.
   */
  add(queue: string, name: string, work: () => Promise<void>, after: readonly [() => void, () => void]): void
  /** Waits until there is no work, that which is added meanwhile included. */
  empty(): Promise<void>
}

export function createQueues(): Queues {
  const running = new Map<string, Promise<void>>()
  const last = new Map<string, Promise<void>>()
  return {
    add: (queue, name, work, [onDone, onThrow]) => {
      if (running.has(name)) return
      const over = (next: () => void) => (): void => {
        running.delete(name)
        if (last.get(queue) === mine) last.delete(queue)
        next()
      }
      const mine = (last.get(queue) ?? Promise.resolve()).then(work).then(over(onDone), over(onThrow))
      running.set(name, mine)
      last.set(queue, mine)
    },
    empty: async () => {
      while (running.size > 0) await Promise.all(running.values())
    },
  }
}
