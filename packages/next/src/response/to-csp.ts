/**
 * The policy of the options → the headers of one response. Pure, but for the nonce.
 *
 * @see protocol.md 15.2 step 10, 15.7
 */
import type { Handover, HeaderList } from '@postern/core'
import { createCspNonce, toCspHeaders } from '@postern/core/csp'
import type { MiddlewareSetup } from '../middleware/middleware-setup.ts'

/** Of everything that comes of the handler, its redirects and refusals too. None without the option. */
export function toCsp({ setup, handover }: { setup: MiddlewareSetup; handover: Handover }): HeaderList {
  const { csp, environment } = setup
  if (csp === null) return []
  const { frontendApiHost } = handover
  return toCspHeaders(csp, { frontendApiHost, nonce: createCspNonce(), isProduction: environment.isProduction })
}
