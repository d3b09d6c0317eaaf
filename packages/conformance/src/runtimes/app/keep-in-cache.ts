/** A program on Deno that reads an entry of a shared store in the platform's cache, prints it, and keeps it anew. */
import { createCacheStore } from '@postern/store'

const store = createCacheStore()
const address = { purpose: 'key-set', id: 'entry', secret: 'sk_test_of_both_programs' } as const
console.log(JSON.stringify(await store.read(address)))
await store.write(address, 'kept', 60_000)
