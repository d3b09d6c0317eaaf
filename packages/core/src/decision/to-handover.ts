/**
 * Decision room. What server code apart from the middleware is told of a request. Pure.
 *
 * @see decisions.md 3; protocol.md 15.6
 */
import type { RequestFacts } from '../request/request-facts.ts'
import type { Settings } from '../settings/settings.ts'
import type { AuthState } from './auth-state.ts'
import { toReason } from './to-reason.ts'
import type { Handover } from './decision.ts'

/** Everything of it is known once the request was authenticated. */
export function toHandover(state: AuthState, facts: RequestFacts, settings: Settings): Handover {
  const isSignedIn = state.status === 'signed-in'
  return {
    status: isSignedIn ? 'signed-in' : 'signed-out',
    reason: toReason(state),
    message: state.status === 'signed-out' ? state.message : '',
    token: isSignedIn ? (state.session?.token ?? null) : null,
    clerkUrl: facts.publicUrl.href,
    publishableKey: settings.publishableKey,
    secretKey: settings.secretKey,
    frontendApiHost: settings.keyHost,
    isDevelopment: settings.isDevelopment,
    reader: {
      isPage: facts.isPage,
      isServerAction: facts.isServerAction,
      isPrefetch: facts.isPrefetch,
      isRouterFetch: facts.isRouterFetch,
    },
  }
}
