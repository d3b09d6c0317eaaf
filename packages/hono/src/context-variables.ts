/** What the middleware writes where the application can see it: the vendor's names, and no other. Types only. */
import type { AcceptsToken, AuthAccepting, HandleOptions } from '@postern/core'
import type { BackendClient } from '@postern/core/backend-client'

/** Who is here, at once: everything was verified before the handler. */
export interface ReadAuth {
  /** Who is here, by the kinds of token that are accepted. */
  <const A extends AcceptsToken = 'session_token'>(options: HandleOptions<A> | undefined): AuthAccepting<A>
  // Last, since `ReturnType` takes the last.
  /** Who is here, as a person's session. */
  (options?: HandleOptions<'session_token'>): AuthAccepting<'session_token'>
}

/** The variables of a context behind `clerkMiddleware()`. Every other name belongs to the application. */
export interface ClerkHonoVariables {
  /** The same as `getAuth(c, options)`, under the vendor's name. */
  clerkAuth: ReadAuth
  /** A client of the Backend API with the keys of this request, for the rule and for routes. Nothing is made or called before it is used. */
  clerk: BackendClient
}

declare module 'hono' {
  interface ContextVariableMap extends ClerkHonoVariables {}
}
