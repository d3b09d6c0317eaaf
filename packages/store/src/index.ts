/** Entry `@postern/store`: what the provider said, for all processes that share a store. */
export { createSharedStore, type StoreOptions, type TextStore } from './create-shared-store.ts'
export { createRedisStore, type RedisClientLike } from './create-redis-store.ts'
export { createKvStore, type KvNamespaceLike } from './create-kv-store.ts'
export { createCacheStore, type CacheLike, type CacheStoreOptions } from './create-cache-store.ts'
export { createDurableObjectStore, type DurableObjectNamespaceLike } from './create-durable-object-store.ts'
export { PosternStore, type DurableObjectStorageLike } from './postern-store.ts'
export { createUnstorageStore, type UnstorageLike } from './create-unstorage-store.ts'
export type { SharedStore, StoreAddress } from '@postern/core'
