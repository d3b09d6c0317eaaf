/** A call that may never be answered, and a bound → its answer, or null. Does not wait: it is told at the virtual time of either. */
import { cancel, type VirtualTime } from './virtual-time.ts'

/** @param done Told once: the answer, or null when the bound came first. */
export function callWithin<T>(
  time: VirtualTime,
  limitMs: number,
  call: (done: (answer: T) => void) => void,
  done: (answer: T | null) => void,
): void {
  let isOver = false
  const bound = time.after(limitMs, () => {
    isOver = true
    done(null)
  })
  call((answer) => {
    if (isOver) return
    cancel(bound)
    done(answer)
  })
}
