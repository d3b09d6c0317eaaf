/** A namespace of Durable Objects → a store that all isolates of a Worker share, everywhere and at once. Waits for the object. */
import type { SharedStore } from '@postern/core'
import { createSharedStore, type StoreOptions } from './create-shared-store.ts'

/** What is used of a namespace of `PosternStore`. */
export interface DurableObjectNamespaceLike {
  /** The id that belongs to a name. */
  idFromName(name: string): unknown
  /** The object of an id. */
  get(id: unknown): {
    /** Asks the object. */
    fetch(
      url: string,
      init?: {
        /** `PUT`. */
        readonly method: string
        /** The text to keep. */
        readonly body: string
      },
    ): Promise<Response>
  }
}

/** Requests to this host never leave the platform; objects read the path only. */
const ORIGIN = 'https://store.postern.invalid/'

/**
 * Makes a store of Durable Objects. Export `PosternStore` from your Worker, and bind a namespace of that class.
 *
 * Entries are spread over sixteen objects. Each lives in one place of the world, so a read from far away takes as long as a call to there.
 */
export function createDurableObjectStore(
  namespace: DurableObjectNamespaceLike,
  options: StoreOptions = {},
): SharedStore {
  // Names end in hexadecimal digits that nobody can choose.
  const find = (name: string): ReturnType<DurableObjectNamespaceLike['get']> =>
    namespace.get(namespace.idFromName(`postern-${name.slice(-1)}`))
  return createSharedStore(
    {
      async get(name) {
        const answer = await find(name).fetch(ORIGIN + name)
        if (!answer.ok && answer.status !== 404) throw new Error(`The store's object answered with ${answer.status}.`)
        return answer.ok ? answer.text() : null
      },
      async set(name, text, lifetimeSec) {
        const init = { method: 'PUT', body: text }
        const answer = await find(name).fetch(`${ORIGIN}${name}?lifetime=${lifetimeSec}`, init)
        if (!answer.ok) throw new Error(`The store's object answered with ${answer.status}.`)
      },
    },
    options,
  )
}
