/** A refresh token becomes the next tokens, once. @see RFC 6749 §6; RFC 9700 §4.14.2 */
import type { Call } from '../http/call.ts'
import type { Instance } from '../instance.ts'
import type { OAuthApplication, OAuthGrant, OAuthToken } from '../state/model.ts'
import type { OAuthProblem } from './answer-oauth.ts'
import { findGrant, revokeGrant } from './grants.ts'
import { readParam, splitScopes } from './parameters.ts'
import { readAudiences } from './read-audiences.ts'
import { signTokens, type SignedTokens } from './sign-tokens.ts'

export async function redeemRefreshToken(
  { instance }: Call,
  application: OAuthApplication,
  form: URLSearchParams,
): Promise<SignedTokens | OAuthProblem> {
  const text = readParam(form, 'refresh_token')
  if (text === null) return { error: 'invalid_request', text: 'refresh_token is missing.' }
  const { grant } = findRefreshToken(instance, application, text)
  const scopes = readScopes(form, grant?.scopes ?? [])
  const audiences = readAudiences(form, grant?.resources ?? [])
  const signed =
    grant === null || 'error' in scopes || 'error' in audiences
      ? null
      : await signTokens(instance, { application, grant, scopes, audiences, nonce: null })
  return instance.store.write((tx) => {
    // Another request may have used it meanwhile.
    const { token, grant: still } = findRefreshToken(instance, application, text)
    if (token?.isRefreshTokenUsed === true) revokeGrant(tx, instance, token.grantId)
    if (token === null || still === null || token.isRefreshTokenUsed || token.isRevoked)
      return { error: 'invalid_grant', text: 'The refresh token is unknown, used or revoked.' }
    // What follows keeps the refresh token: the client may ask again.
    if ('error' in scopes) return scopes
    if ('error' in audiences) return audiences
    if (signed === null) return { error: 'invalid_grant', text: 'The refresh token is unknown.' }
    tx.put('oauthTokens', { ...token, isRefreshTokenUsed: true })
    tx.put('oauthTokens', signed.token)
    return signed
  })
}

/** The token of this client with this refresh token, and what a person who is still there allowed. */
export function findRefreshToken(
  { store }: Instance,
  application: OAuthApplication,
  text: string,
): { readonly token: OAuthToken | null; readonly grant: OAuthGrant | null } {
  const token = store.find('oauthTokens', (one) => one.refreshToken === text && one.clientId === application.id)
  return { token, grant: findGrant({ store }, token?.grantId ?? null) }
}

/** What was granted, or the part of it that the client wants. @see RFC 6749 §6 */
function readScopes(form: URLSearchParams, granted: readonly string[]): readonly string[] | OAuthProblem {
  const text = readParam(form, 'scope')
  if (text === null) return granted
  const wanted = splitScopes(text)
  return wanted.every((scope) => granted.includes(scope))
    ? wanted
    : { error: 'invalid_scope', text: `The person allowed no more than: ${granted.join(' ')}.` }
}
