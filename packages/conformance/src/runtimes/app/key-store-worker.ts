/** An application on Workers that keeps the provider's keys in one of the platform's stores. Answers when its work is done, stores included. */
import { createCacheKeyStore, createKvKeyStore, type KvNamespaceLike, withAuth } from '@postern/fetch'

interface Bindings {
  readonly KEYS: KvNamespaceLike
  readonly STORE: 'none' | 'kv' | 'cache'
  readonly CLERK_SECRET_KEY: string
}
interface Keeper {
  readonly waitUntil: (work: Promise<unknown>) => void
}

// No store is waited for longer than a moment, and on a busy machine this one may take longer. Here a moment is long.
const PATIENCE = 200
const wait = setTimeout
Object.assign(globalThis, { setTimeout: (run: () => void, delayMs = 0) => wait(run, delayMs * PATIENCE) })

const app = withAuth<readonly [Bindings, Keeper]>(
  async (_, { auth }) => Response.json({ userId: (await auth.protect()).userId }),
  {},
  ({ STORE, KEYS, CLERK_SECRET_KEY }) => {
    if (STORE === 'none') return {}
    return { keys: STORE === 'kv' ? createKvKeyStore(KEYS, CLERK_SECRET_KEY) : createCacheKeyStore(CLERK_SECRET_KEY) }
  },
)

export default {
  async fetch(request: Request, bindings: Bindings): Promise<Response> {
    const rest: Promise<unknown>[] = []
    const response = await app(request, bindings, { waitUntil: (work) => rest.push(work) })
    await Promise.all(rest)
    return response
  },
}
