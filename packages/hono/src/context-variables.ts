/** What the middleware leaves on the context, and its types. */
import type { AcceptsToken, AuthAccepting, AuthHandle, HandleOptions } from '@postern/core'

/** Who is here, at once: everything was verified before the handler. */
export type ReadAuth = <const A extends AcceptsToken = 'session_token'>(options?: HandleOptions<A>) => AuthAccepting<A>

declare module 'hono' {
  interface ContextVariableMap {
    /** Who is here: `await c.var.auth()`, `await c.var.auth.protect()`. */
    auth: AuthHandle
    /** The same as `getAuth(c, options)`, under the vendor's name. */
    clerkAuth: ReadAuth
  }
}
