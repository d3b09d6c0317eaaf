/**
 * Corridor. With `debug`, one event per request: what was set, who is here, what was decided and by which rows. Does not wait.
 *
 * Holds no token, cookie value or key. The path goes without its query, since parameters may be credentials, and addresses are left out
 * for the same reason.
 *
 * @see protocol.md 15.12; decisions.md D19
 */
import type { AuthState } from './decision/auth-state.ts'
import { toReason } from './decision/to-reason.ts'
import type { AuthDecision } from './decision/decision.ts'
import type { Visit } from './visit.ts'

/** @param decision Null where the guard threw, and the exception is the answer. */
export function explain(visit: Visit, state: AuthState, decision: AuthDecision<unknown> | null): void {
  const { instance, facts, trace } = visit
  const { settings } = instance
  if (!settings.isDebug) return
  instance.report({
    level: 'debug',
    event: 'decision',
    message: `${facts.method} ${facts.publicUrl.pathname.slice(0, 200)}`,
    details: {
      kind: decision?.kind ?? 'exception',
      reason: decision?.reason ?? null,
      trace: decision?.trace ?? trace,
      status: state.status,
      statusReason: toReason(state),
      ...toPerson(state),
      isDevelopment: settings.isDevelopment,
      issuerHost: settings.issuerHost,
      isSatellite: settings.isSatellite,
      isProxied: settings.proxyUrl !== '',
      acceptedTokens: settings.acceptedTokens,
      authorizedParties: settings.tokens.authorizedParties,
      hasSecretKey: settings.secretKey !== null,
      hasJwtKey: settings.keys.localKey !== null,
    },
  })
}

/** Who the session token names. */
function toPerson(state: AuthState): { readonly userId: string | null; readonly sessionId: string | null } {
  if (state.status !== 'signed-in' || state.session === null) return { userId: null, sessionId: null }
  const { sub, sid } = state.session.claims
  return { userId: sub ?? null, sessionId: sid ?? null }
}
