/**
 * Guard room. For adapters. A middleware that is made and its first request → one warning, where it is seen to be made for each request. Does
 * not wait.
 *
 * What is made once is made before a request comes. What is made for a request is called in the same turn in which it was made. The
 * options callback of one that is made once shares nothing with another of equal text.
 */
import { keepApart } from '../tenancy/check-tenant.ts'
import { toFetch, toPorts, type Ports } from '../foundation/ports.ts'
import { keptBy } from '../foundation/process-memory.ts'

/** Middlewares that were called in the turn in which they were made, before that is said: a test may make a few. */
const MANY = 20

const createCount = (): { value: number } => ({ value: 0 })

/**
 * Begins with the making.
 *
 * @param options What the middleware was made with; a function is its options callback.
 * @returns To be called with each request, before the callback; the first one counts.
 */
export function createUseWatch(options?: unknown): (ports: Partial<Ports>) => void {
  let isNew = true
  let isUsed = false
  void Promise.resolve().then(() => {
    isNew = false
  })
  return (ports) => {
    if (isUsed) return
    isUsed = true
    if (isNew) countNew(ports)
    else if (typeof options === 'function') keepApart(options)
  }
}

function countNew(ports: Partial<Ports>): void {
  const count = keptBy(toFetch(ports), createCount)
  count.value += 1
  if (count.value !== MANY) return
  toPorts(ports).log({
    level: 'warn',
    event: 'middleware-made-per-request',
    message:
      'The middleware is made anew for each request. Keys and verified tokens are kept all the same, but make it once, outside of the function that handles requests, and call it there.',
  })
}
