/**
 * Foundation. Work that several requests want at once → done once. Waits for that work, and not without end.
 *
 * @see rulings.md D5 (one flight per key source), D11; performance.md (single flight per token)
 */
import { MAX_FLIGHTS } from '../wire/limits.ts'
import { createRecent } from './create-recent.ts'

/** Pieces of work in the air, by name. */
export interface Flights<T> {
  /** Waits for the work of this name that is in the air, or starts it. */
  join(name: string, start: () => Promise<T>): Promise<T>
  /** Whether work of this name is in the air. */
  has(name: string): boolean
}

/**
 * Keeps work in the air, each name once.
 *
 * @param waitMs How long one waits for work that another request started, in milliseconds. Whoever waited in vain starts it anew, and
 *   the others that waited in vain join that.
 */
export function createFlights<T extends object>(waitMs: number): Flights<T> {
  const flights = createRecent<Promise<T>>()

  // Gives the work's own promise on: one that is wrapped costs every request a few turns more.
  function launch(name: string, start: () => Promise<T>): Promise<T> {
    const flight = start()
    const land = (): void => {
      if (flights.read(name) === flight) flights.drop(name)
    }
    // Bounded, because those of cancelled requests do not land.
    flights.keep(name, flight, MAX_FLIGHTS)
    flight.then(land, land)
    return flight
  }

  function wait(flight: Promise<T>, name: string, start: () => Promise<T>): Promise<T> {
    return waitAtMost(flight, waitMs).then((answer) => {
      if (answer !== null) return answer
      const newer = flights.read(name)
      if (newer === null || newer === flight) return launch(name, start)
      // Lost twice: rather one piece of work too many than a request that never ends.
      return waitAtMost(newer, waitMs).then((second) => second ?? launch(name, start))
    })
  }

  function join(name: string, start: () => Promise<T>): Promise<T> {
    const flight = flights.read(name)
    return flight === null ? launch(name, start) : wait(flight, name, start)
  }

  return { join, has: (name) => flights.read(name) !== null }
}

/**
 * A promise and a bound → its answer, or null after `limitMs` milliseconds. Rejects when the work rejects in time; a later rejection is
 * swallowed.
 *
 * A port that never settles must not hold a request for ever. On Workers a promise that another request created may never settle once
 * that request was cancelled, so every shared wait is bounded by a timer of the waiting request's own.
 */
export function waitAtMost<T extends object>(work: Promise<T>, limitMs: number): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), limitMs)
    work.then(
      (answer) => {
        clearTimeout(timer)
        resolve(answer)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(error instanceof Error ? error : new Error('A port rejected.'))
      },
    )
  })
}
