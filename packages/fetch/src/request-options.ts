/** Which options a request was decided with, for what a handler asks afterwards. Does not wait. Forgotten together with the request. */
import type { AuthOptions } from '@postern/core'

const known = /* @__PURE__ */ new WeakMap<Request, AuthOptions>()

/** Remembers them. @param request As the handler sees it. */
export function keepRequestOptions(request: Request, options: AuthOptions): void {
  known.set(request, options)
}

/** Null: no handler was given this request. */
export function findRequestOptions(request: Request): AuthOptions | null {
  return known.get(request) ?? null
}
