/** A client of Redis or Valkey → a store that processes share. Waits for the server. */
import { AuthError, type SharedStore } from '@postern/core'
import { createSharedStore, type StoreOptions } from './create-shared-store.ts'

/** What every client has. */
interface RedisReader {
  /** The text under a name, or null. A client that answers with bytes finds nothing. */
  get(name: string): Promise<unknown>
}

/** What is used of a client: `redis`, `ioredis`, `iovalkey`, `@upstash/redis`, `@valkey/valkey-glide`, Bun's. They differ in how they set an expiry. */
export type RedisClientLike = RedisReader &
  (
    | {
        /** Of `redis`. */
        setEx(name: string, lifetimeSec: number, text: string): Promise<unknown>
      }
    | {
        /** Of `ioredis`, `iovalkey`, `@upstash/redis` and Bun. */
        setex(name: string, lifetimeSec: number, text: string): Promise<unknown>
      }
    | {
        /** Of `@valkey/valkey-glide`. */
        customCommand(words: string[]): Promise<unknown>
      }
  )

/**
 * Makes a store of Redis, Valkey or anything that speaks as they do. Entries end by themselves, so the server needs no care.
 *
 * A server that is away costs a moment, and then nothing: it is asked again every ten seconds. Tell your client not to queue commands meanwhile, with
 * `disableOfflineQueue: true` (`redis`) or `enableOfflineQueue: false` (`ioredis`).
 *
 * @param client Connected, or about to be. The application closes it.
 * @throws AuthError `ERR_AUTH_OPTION_INVALID` for a client that is none of these.
 */
export function createRedisStore(client: RedisClientLike, options: StoreOptions = {}): SharedStore {
  return createSharedStore({ get: (name) => client.get(name), set: chooseSetter(client) }, options)
}

type Setter = (name: string, text: string, lifetimeSec: number) => Promise<unknown>

function chooseSetter(client: RedisClientLike): Setter {
  if ('setEx' in client) return (name, text, lifetimeSec) => client.setEx(name, lifetimeSec, text)
  if ('setex' in client) return (name, text, lifetimeSec) => client.setex(name, lifetimeSec, text)
  if ('customCommand' in client) {
    return (name, text, lifetimeSec) => client.customCommand(['SET', name, text, 'EX', String(lifetimeSec)])
  }
  throw new AuthError(
    'ERR_AUTH_OPTION_INVALID',
    'createRedisStore needs a client that has get, and setEx, setex or customCommand. For another one, pass its get and set to createSharedStore.',
  )
}
