/**
 * Foundation. For adapters. The requests under way → one of their contexts, for work that outlives a response. Synchronous.
 *
 * Keys are fetched for all requests of a process, so whoever refreshes them in the background cannot name a request. A context whose
 * request has ended may be ignored by its platform, so one that is under way is told. Workers take the request whose turn it is, whichever
 * context is called.
 */
import type { Ports } from './ports.ts'
import { EVERYBODY, keptBy } from './process-memory.ts'

/** Tells one platform's request context. */
export type Keeper = Ports['waitUntil']

/** Keeps work alive for whichever request is under way. */
export interface KeepAlive {
  /** Tells the latest request that is under way; where none is, the latest there was. */
  readonly waitUntil: Keeper
  /** Notes that a request begins. @param keeper Null where its platform has no context. @returns What ends it. */
  readonly begin: (keeper: Keeper | null) => () => void
}

/** A request under way, and the middleware that it came to. */
interface Arrival {
  readonly keeper: Keeper
  readonly owner: object
}

/** Requests of this process, whichever middleware they came to. */
interface Arrivals {
  readonly underWay: Set<Arrival>
  latest: Arrival | null
}

const createArrivals = (): Arrivals => ({ underWay: new Set(), latest: null })

/**
 * Makes one for a handler or a middleware. One that was made for a single request may be asked after that has ended, because others go on
 * with its keys; then any request that is under way in the process is told.
 */
export function createKeepAlive(): KeepAlive {
  const all = keptBy(EVERYBODY, createArrivals)
  let latest: Arrival | null = null
  const owner = {}
  const choose = (): Arrival | null => {
    const underWay = [...all.underWay].toReversed()
    return underWay.find((arrival) => arrival.owner === owner) ?? underWay[0] ?? latest ?? all.latest
  }
  return {
    waitUntil: (work) => choose()?.keeper(work),
    begin: (keeper) => {
      if (keeper === null) return endNothing
      const arrival = { keeper, owner }
      latest = all.latest = arrival
      all.underWay.add(arrival)
      return () => void all.underWay.delete(arrival)
    },
  }
}

function endNothing(): void {}
