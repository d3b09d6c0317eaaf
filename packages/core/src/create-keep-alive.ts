/**
 * Corridor. For adapters. The requests under way → one of their contexts, for work that outlives a response. Synchronous.
 *
 * Keys are fetched for all requests of an instance, so whoever refreshes them in the background cannot name a request. A context whose
 * request has ended may be ignored by its platform, so one that is under way is told. Workers take the request whose turn it is, whichever
 * context is called.
 */
import type { Ports } from './ports.ts'

/** Tells one platform's request context. */
export type Keeper = Ports['waitUntil']

export interface KeepAlive {
  /** Tells the latest request that is under way; where none is, the latest there was. */
  readonly waitUntil: Keeper
  /** Notes that a request begins. @param keeper Null where its platform has no context. @returns What ends it. */
  readonly begin: (keeper: Keeper | null) => () => void
}

/** Makes one for a handler or a middleware. */
export function createKeepAlive(): KeepAlive {
  const underWay = new Set<Keeper>()
  let latest: Keeper | null = null
  return {
    waitUntil: (work) => ([...underWay].at(-1) ?? latest)?.(work),
    begin: (keeper) => {
      if (keeper === null) return endNothing
      latest = keeper
      underWay.add(keeper)
      return () => void underWay.delete(keeper)
    },
  }
}

function endNothing(): void {}
