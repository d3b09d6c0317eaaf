/** An application on Workers that keeps what the provider said in one of the platform's stores. Answers when its work is done, stores included. */
import {
  createCacheKeyStore,
  createKvKeyStore,
  type HandlerPorts,
  type KvNamespaceLike,
  withAuth,
} from '@postern/fetch'
import {
  createCacheStore,
  createDurableObjectStore,
  createKvStore,
  type DurableObjectNamespaceLike,
} from '@postern/store'

export { PosternStore } from '@postern/store'

interface Bindings {
  readonly KEYS: KvNamespaceLike
  readonly OBJECTS: DurableObjectNamespaceLike
  readonly STORE: keyof typeof STORES
  readonly CLERK_SECRET_KEY: string
}
interface Keeper {
  readonly waitUntil: (work: Promise<unknown>) => void
}

// No store is waited for longer than a moment, and on a busy machine this one may take longer. Here a moment is long.
const PATIENCE = 200
const wait = setTimeout
Object.assign(globalThis, { setTimeout: (run: () => void, delayMs = 0) => wait(run, delayMs * PATIENCE) })

const STORES = {
  none: () => ({}),
  kv: ({ KEYS, CLERK_SECRET_KEY }) => ({ keys: createKvKeyStore(KEYS, CLERK_SECRET_KEY) }),
  cache: ({ CLERK_SECRET_KEY }) => ({ keys: createCacheKeyStore(CLERK_SECRET_KEY) }),
  'shared-kv': ({ KEYS }) => ({ store: createKvStore(KEYS, { machineTokens: true }) }),
  'shared-cache': () => ({ store: createCacheStore() }),
  'shared-objects': ({ OBJECTS }) => ({ store: createDurableObjectStore(OBJECTS) }),
} satisfies Readonly<Record<string, (bindings: Bindings) => HandlerPorts>>

const app = withAuth<readonly [Bindings, Keeper]>(
  async (_, { auth }) => {
    const who = await auth.protect({ token: 'any' })
    return Response.json({ userId: 'userId' in who ? who.userId : who.subject })
  },
  // A busy machine may need more than the ten seconds of the default from one isolate to the next.
  { acceptsToken: ['session_token', 'api_key'], machineTokenCacheInMs: 30_000 },
  (bindings) => STORES[bindings.STORE](bindings),
)

export default {
  async fetch(request: Request, bindings: Bindings): Promise<Response> {
    const rest: Promise<unknown>[] = []
    const response = await app(request, bindings, { waitUntil: (work) => rest.push(work) })
    await Promise.all(rest)
    return response
  },
}
