/** What a developer may write for an adapter: the options of core, and those that only an adapter can serve. */
import type { AuthOptions } from '@postern/core'
import type { FrontendApiProxyOptions } from '@postern/core/frontend-api-proxy'

/** What a developer may set in an adapter: the options of core, and those that only an adapter can serve. */
export interface AdapterOptions extends AuthOptions {
  /** Serve the Frontend API under a path of the application, before and apart from any authentication. Default: off. @see protocol.md 15.9 */
  frontendApiProxy?: FrontendApiProxyOptions | null | undefined
}
