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

/** From here on `raw` is the clean request. Where that cannot be made, whoever reads it gets the exception and no header. */
export function hideInternalHeaders(request: HonoRequest, setCookies: readonly string[]): void {
  let raw = request.raw
  let isClean = false
  Object.defineProperty(request, 'raw', {
    configurable: true,
    enumerable: true,
    get() {
      if (isClean) return raw
      raw = toCleanRequest(raw, setCookies)
      isClean = true
      return raw
    },
    /** What another middleware puts in its place is its own affair. */
    set(own: Request) {
      raw = own
      isClean = true
    },
  })
}
