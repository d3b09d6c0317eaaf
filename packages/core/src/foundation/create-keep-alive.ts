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

/** Contexts of this process, whichever middleware they came to. */
interface Contexts {
  readonly underWay: Set<Keeper>
  latest: Keeper | null
}

const createContexts = (): Contexts => ({ underWay: new Set(), latest: null })

/**
 * Makes one for a handler or a middleware. One that was made for a single request may be asked after that has ended, because others go on
 * with its keys; then any request that is under way in the process is told.
 */
export function createKeepAlive(): KeepAlive {
  const own = createContexts()
  const all = keptBy(EVERYBODY, createContexts)
  return {
    waitUntil: (work) => (lastOf(own.underWay) ?? lastOf(all.underWay) ?? own.latest ?? all.latest)?.(work),
    begin: (keeper) => {
      if (keeper === null) return endNothing
      for (const contexts of [own, all]) {
        contexts.latest = keeper
        contexts.underWay.add(keeper)
      }
      return () => {
        own.underWay.delete(keeper)
        all.underWay.delete(keeper)
      }
    },
  }
}

function lastOf(keepers: ReadonlySet<Keeper>): Keeper | null {
  return keepers.size === 0 ? null : ([...keepers].at(-1) ?? null)
}

function endNothing(): void {}
