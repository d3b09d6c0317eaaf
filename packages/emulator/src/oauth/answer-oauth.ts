/** Errors of the OAuth endpoints, which have a form of their own. @see RFC 6749 §5.2 */

export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'invalid_token'
  | 'invalid_redirect_uri'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'access_denied'

/** Pages of any site may call these endpoints, because no cookie decides anything here. */
export const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type',
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
