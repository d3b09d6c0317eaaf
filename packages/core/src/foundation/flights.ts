/**
 * Foundation. Work that several requests want at once → done once. Waits for that work, and not without end.
 *
 * @see rulings.md D5 (one flight per key source), D11; performance.md (single flight per token)
 */
import { waitAtMost } from './wait-at-most.ts'
import { MAX_FLIGHTS } from '../wire/limits.ts'

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
  const flights = new Map<string, Promise<T>>()

  // Gives the work's own promise on: one that is wrapped costs every request a few turns more.
  function launch(name: string, start: () => Promise<T>): Promise<T> {
    const flight = start()
    const land = (): void => {
      if (flights.get(name) === flight) flights.delete(name)
    }
    flights.set(name, flight)
    flight.then(land, land)
    // Those of cancelled requests do not land.
    dropOldest(flights, MAX_FLIGHTS)
    return flight
  }

  function wait(flight: Promise<T>, name: string, start: () => Promise<T>): Promise<T> {
    return waitAtMost(flight, waitMs).then((answer) => {
      if (answer !== null) return answer
      const newer = flights.get(name)
      if (newer === undefined || newer === flight) return launch(name, start)
      // Lost twice: rather one piece of work too many than a request that never ends.
      return waitAtMost(newer, waitMs).then((second) => second ?? launch(name, start))
    })
  }

  function join(name: string, start: () => Promise<T>): Promise<T> {
    const flight = flights.get(name)
    return flight === undefined ? launch(name, start) : wait(flight, name, start)
  }

  return { join, has: (name) => flights.has(name) }
}

/** Makes room in a map that has become one too large. Maps keep their order of insertion. */
export function dropOldest(kept: Map<string, unknown>, max: number): void {
  if (kept.size <= max) return
  for (const oldest of kept.keys()) {
    kept.delete(oldest)
    return
  }
}
