/**
 * What is to happen at which time → run in order, the clock jumping from one to the next. Does not wait: an hour passes in a second.
 *
 * A heap by time; what falls on the same instant happens in the order in which it was asked for.
 */

/**
 * The finest step of time, in milliseconds. Sums and differences of such times are exact, also with the date of a clock added, so that two who
 * count from different beginnings agree to the last bit.
 */
const STEP_MS = 1 / 1_024

/** The time on the clock's own steps. */
export function toStep(ms: number): number {
  return Math.round(ms / STEP_MS) * STEP_MS
}

/** Something that is to happen. */
export interface Appointment {
  readonly atMs: number
  readonly order: number
  run: (() => void) | null
}

export interface VirtualTime {
  /** Milliseconds since the simulation began. */
  now(): number
  /** Has something happen later. */
  after(delayMs: number, run: () => void): Appointment
  /** When the next thing happens, or `Infinity`. */
  nextMs(): number
  /** Lets the next thing happen. The clock then stands at its time. */
  runNext(): void
  /** Moves the clock on; nothing may be due before. */
  advance(toMs: number): void
}

/** Takes an appointment back. */
export function cancel(appointment: Appointment): void {
  appointment.run = null
}

function isBefore(one: Appointment, other: Appointment): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order)
}

/** A clock at 0, with nothing to do. */
export function createVirtualTime(): VirtualTime {
  const heap: Appointment[] = []
  let nowMs = 0
  let count = 0

  return {
    now: () => nowMs,
    after(delayMs, run) {
      const appointment = { atMs: toStep(nowMs + Math.max(0, delayMs)), order: (count += 1), run }
      push(heap, appointment)
      return appointment
    },
    nextMs() {
      for (let first = heap[0]; first !== undefined; first = heap[0]) {
        if (first.run !== null) return first.atMs
        pop(heap)
      }
      return Infinity
    },
    runNext() {
      const next = pop(heap)
      if (next === null) return
      nowMs = next.atMs
      next.run?.()
    },
    advance(toMs) {
      nowMs = toMs
    },
  }
}

function push(heap: Appointment[], added: Appointment): void {
  let index = heap.push(added) - 1
  while (index > 0) {
    const above = (index - 1) >> 1
    const parent = heap[above]
    if (parent === undefined || isBefore(parent, added)) break
    heap[index] = parent
    index = above
  }
  heap[index] = added
}

function pop(heap: Appointment[]): Appointment | null {
  const [first] = heap
  const last = heap.pop()
  if (first === undefined || last === undefined) return null
  if (heap.length > 0) sink(heap, last)
  return first
}

function sink(heap: Appointment[], moved: Appointment): void {
  let index = 0
  for (;;) {
    const left = heap[2 * index + 1]
    const right = heap[2 * index + 2]
    if (left === undefined) break
    const isRightFirst = right !== undefined && isBefore(right, left)
    const child = isRightFirst ? right : left
    if (isBefore(moved, child)) break
    heap[index] = child
    index = 2 * index + (isRightFirst ? 2 : 1)
  }
  heap[index] = moved
}
