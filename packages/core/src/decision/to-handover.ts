/**
 * Decision room. What server code apart from the middleware is told of a request. Pure.
 *
 * @see rulings.md 3; protocol.md 15.6
 */
import type { RequestFacts } from '../request/request-facts.ts'
import type { Settings } from '../settings/settings.ts'
import type { DebugMark, Handover } from './auth-decision.ts'
import { toReason, type AuthState } from './auth-state.ts'

/** What a decision remembers of its request. */
export interface DecisionContext {
  readonly facts: RequestFacts
  readonly settings: Settings
  readonly mark: DebugMark | null
}

/** Everything of it is known once the request was authenticated. */
export function toHandover(state: AuthState, { facts, settings, mark }: DecisionContext): Handover {
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
    mark,
  }
}
