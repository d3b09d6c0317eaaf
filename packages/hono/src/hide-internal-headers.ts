/**
 * Hono's request → the same, without the headers that only a middleware may set. Does not wait.
 *
 * To list headers makes some servers build all of them first, which costs more than the whole decision. So they are listed when a route
 * first reads `c.req.raw`, as every way of Hono's to the request does, and not for those that never look.
 *
 * @see decisions.md D4
 */
import { toCleanRequest } from '@postern/fetch'
import type { HonoRequest } from 'hono'

const HELD: unique symbol = Symbol('postern.request')

interface Holder {
  [HELD]: { readonly request: Request; readonly isClean: boolean }
}

/** One for all requests, and state beside it: engines handle an accessor that is made anew for each object slowly. */
const RAW: PropertyDescriptor & ThisType<Holder> = {
  configurable: true,
  enumerable: true,
  get() {
    if (!this[HELD].isClean) this[HELD] = { request: toCleanRequest(this[HELD].request), isClean: true }
    return this[HELD].request
  },
  /** What another middleware puts in its place is its own affair. */
  set(request: Request) {
    this[HELD] = { request, isClean: true }
  },
}

/** From here on `raw` is the clean request. Where that cannot be made, whoever reads it gets the exception and no header. */
export function hideInternalHeaders(request: HonoRequest & Partial<Holder>): void {
  // Not listed among the fields: whoever copies them gets the clean request only.
  Object.defineProperty(request, HELD, { value: { request: request.raw, isClean: false }, writable: true })
  Object.defineProperty(request, 'raw', RAW)
}
