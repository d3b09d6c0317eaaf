/**
 * Session token + options + environment → its claims, for sockets and jobs. Waits for keys and crypto.
 *
 * @see api.md; rulings.md D12
 */
import { type AuthOptions, type SessionClaims, checkOptions, mergeOptions, verifyToken as verify } from '@postern/core'
import { readEnvironment } from '../middleware/environment.ts'

/** The options of a middleware; those that concern requests do nothing here. */
export type VerifyTokenOptions = Omit<AuthOptions, 'acceptsToken'>

/**
 * Verifies a session token that came by another way than a request, by the same rules.
 *
 * @param token Compact JWS, without `Bearer`.
 * @param options Laid over the variables of the environment; absent values never erase those. A publishable key is not needed.
 * @returns Its claims. `exp`, in seconds since the Unix epoch, says when what was opened with the token has to be closed:
 *   `setTimeout(() => socket.close(4401), claims.exp * 1000 - Date.now())`. A session with an open task has `sts: 'pending'`; `auth()` counts it
 *   as signed out.
 * @throws AuthError `ERR_AUTH_TOKEN_INVALID` with a `reason` for a token that does not hold; the codes of the settings for options that do not
 *   fit together. Rejects.
 */
export async function verifyToken(token: string, options: VerifyTokenOptions = {}): Promise<SessionClaims> {
  return verify(token, mergeOptions(readEnvironment().options, checkOptions(options)))
}
