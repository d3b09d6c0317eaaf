/**
 * Session token + options + environment → its claims, for sockets and jobs. Waits for keys and crypto.
 *
 * @see api.md; rulings.md D12
 */
import { checkOptions, mergeOptions, verifyToken as verify, type SessionClaims } from '@postern/core'
import type { AdapterOptions } from './adapter-options.ts'
import { checkPermission, chooseEnvironment, toEnvironmentOptions } from './environment.ts'
import { readSecrets } from './create-secret-reader.ts'

/** The options of a middleware; those that concern requests do nothing here. */
export type VerifyTokenOptions = AdapterOptions

/**
 * Verifies a session token that came by another way than a request, by the same rules.
 *
 * @param token Compact JWS, without `Bearer`.
 * @param options Laid over `CLERK_*` of the environment; absent values never erase those. A publishable key is not needed.
 * @param bindings The `env` of a Worker. Default: `process.env`.
 * @returns Its claims. `exp`, in seconds since the Unix epoch, says when what was opened with the token has to be closed:
 *   `setTimeout(() => socket.close(4401), claims.exp * 1000 - Date.now())`. A session with an open task has `sts: 'pending'`; a request counts
 *   it as signed out.
 * @throws AuthError `ERR_AUTH_TOKEN_INVALID` with a `reason` for a token that does not hold; the codes of the settings for options that do not
 *   fit together. Rejects.
 */
export async function verifyToken(
  token: string,
  options: VerifyTokenOptions = {},
  bindings?: unknown,
): Promise<SessionClaims> {
  const environment = await readSecrets(chooseEnvironment(bindings))
  const merged = mergeOptions(toEnvironmentOptions(environment), checkOptions(options))
  // A key by which tokens are verified is all that is needed.
  checkPermission({ publishableKey: '-', ...merged }, environment)
  const { frontendApiProxy: _proxy, ...own } = merged
  return verify(token, own)
}
