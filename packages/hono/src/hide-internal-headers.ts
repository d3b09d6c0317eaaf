/**
 * Hono's request → the same, without the headers that only a middleware may set, and after a renewal with the new cookies. Does not wait.
 *
 * To list headers makes some servers build all of them first, which costs more than the whole decision. So they are listed when a route
 * first reads `c.req.raw`, as every way of Hono's to the request does, and not for those that never look.
 *
 * @see rulings.md D4
 */
import { toCleanRequest } from '@postern/fetch'
import type { HonoRequest } from 'hono'

const HELD: unique symbol = Symbol('postern.request')

/** With the cookies that are still to be put into it; null: the request is clean already. */
interface Holder {
  [HELD]: { readonly request: Request; readonly setCookies: readonly string[] | null }
}

/** One for all requests, and state beside it: engines handle an accessor that is made anew for each object slowly. */
const RAW: PropertyDescriptor & ThisType<Holder> = {
  configurable: true,
  enumerable: true,
  get() {
    const { request, setCookies } = this[HELD]
    if (setCookies === null) return request
    const clean = toCleanRequest(request, setCookies)
    this[HELD] = { request: clean, setCookies: null }
    return clean
  },
  /** What another middleware puts in its place is its own affair. */
  set(request: Request) {
    this[HELD] = { request, setCookies: null }
  },
}

/** From here on `raw` is the clean request. Where that cannot be made, whoever reads it gets the exception and no header. */
export function hideInternalHeaders(request: HonoRequest & Partial<Holder>, setCookies: readonly string[]): void {
  // Not listed among the fields: whoever copies them gets the clean request only.
  Object.defineProperty(request, HELD, { value: { request: request.raw, setCookies }, writable: true })
  Object.defineProperty(request, 'raw', RAW)
}
