/** Errors of the OAuth endpoints, which have a form of their own. @see RFC 6749 §5.2 */

export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_client_metadata'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'invalid_target'
  | 'invalid_token'
  | 'invalid_redirect_uri'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'access_denied'
  // OpenID Connect Core 1.0 §3.1.2.6
  | 'login_required'
  | 'consent_required'
  | 'interaction_required'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  // RFC 8628 §3.5
  | 'authorization_pending'
  | 'slow_down'
  | 'expired_token'

/** What is wrong with a request, in the words that a client gets to read. */
export interface OAuthProblem {
  readonly error: OAuthErrorCode
  readonly text: string
}

/** Pages of any site may call these endpoints, because no cookie decides anything here. */
export const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-expose-headers': 'WWW-Authenticate',
} as const

export function answerOAuth(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  const all = { 'content-type': 'application/json', 'cache-control': 'no-store', ...CORS, ...headers }
  return new Response(JSON.stringify(body), { status, headers: all })
}

export function answerOAuthError(status: number, error: OAuthErrorCode, description: string): Response {
  const challenge =
    status === 401
      ? { 'www-authenticate': error === 'invalid_client' ? 'Basic realm="emulator"' : `Bearer error="${error}"` }
      : undefined
  return answerOAuth({ error, error_description: description }, status, challenge)
}

/** @see RFC 6749 §5.2 */
export function answerProblem({ error, text }: OAuthProblem): Response {
  return answerOAuthError(400, error, text)
}
