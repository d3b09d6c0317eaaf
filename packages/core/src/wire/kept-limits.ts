/** Wire room. How much the process keeps of tenants, and says once. Each is a number of things; the least recently used makes room. */

/** Different options with the same keys that are kept at a time. */
export const MAX_VARIANTS = 16
/** Different values of `maxInstances` whose tenants are kept. Each has a list of its own, or one would cut the other's short. */
export const MAX_TENANT_LISTS = 8
/** Different options of which an adapter's own preparation is kept. */
export const MAX_PREPARED = 100
/** Options callbacks of which is remembered whether they named a tenant. Programs hold few, however often they make them. */
export const MAX_CALLBACKS = 1_000
/** Things that are said once about the keys of a tenant. */
export const MAX_TOLD_BY_TENANT = 64
/** Messages that are said once in a process. */
export const MAX_TOLD_BY_PROCESS = 100
