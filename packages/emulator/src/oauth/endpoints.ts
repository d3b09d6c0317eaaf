/** The smaller OAuth endpoints: userinfo, introspection, revocation. */
import { type Callers, findOAuthToken } from '../callers.ts'
import { toSec } from '../create-clock.ts'
import { toOAuthIssuer } from '../instance.ts'
import type { Call } from '../http/call.ts'
import type { OAuthApplication, OAuthToken } from '../state/model.ts'
import { answerOAuth, answerOAuthError } from './answer-oauth.ts'
import { revokeGrant } from './grants.ts'
import { readParam } from './parameters.ts'
import { findRefreshToken } from './redeem-refresh-token.ts'
import { toUserClaims } from './user-claims.ts'

/** `/oauth/userinfo`. @see OpenID Connect Core 1.0 §5.3 */
export function answerUserInfo(call: Call, { token, user }: Callers['access-token']): Response {
  call.note(`told about ${user.id}`)
  return answerOAuth(toUserClaims(user, token.scopes))
}

/** `/oauth/token_info`: of access tokens to every client, of refresh tokens to their own. @see RFC 7662 §2 */
export function answerTokenInfo(call: Call, application: OAuthApplication, form: URLSearchParams): Response {
  // `token_type_hint` says where to look first, and both places are looked at anyway.
  const text = readParam(form, 'token')
  if (text === null) return answerOAuthError(400, 'invalid_request', 'token is missing.')
  const access = findOAuthToken(call, text)
  if (access !== null) return answerOAuth({ ...toFacts(call, access), token_type: 'Bearer', ...toEnd(access) })
  const { token, grant } = findRefreshToken(call.instance, application, text)
  if (token === null || grant === null || token.isRefreshTokenUsed || token.isRevoked)
    return answerOAuth({ active: false })
  // The next access token may have everything that the person allowed, whatever this one had.
  return answerOAuth(toFacts(call, { ...token, scopes: grant.scopes, audiences: grant.resources }))
}

function toFacts({ instance }: Call, token: OAuthToken): Readonly<Record<string, unknown>> {
  return {
    active: true,
    iss: toOAuthIssuer(instance),
    client_id: token.clientId,
    sub: token.subject,
    scope: token.scopes.join(' '),
    ...(token.audiences.length > 0 && { aud: token.audiences }),
    iat: toSec(token.createdAtMs),
  }
}

function toEnd({ id, expiresAtMs }: OAuthToken): Readonly<Record<string, unknown>> {
  return { jti: id, ...(expiresAtMs !== null && { exp: toSec(expiresAtMs) }) }
}

/**
 * `/oauth/revoke`: also answers 200 when the token is not known. A refresh token takes everything with it that follows from the same grant,
 * an access token takes its own refresh token.
 *
 * @see RFC 7009 §2.1, §2.2
 */
export function answerRevoke(call: Call, application: OAuthApplication, form: URLSearchParams): Response {
  const { store, clock } = call.instance
  const given = readParam(form, 'token')
  // Without this, a request without a token would find a token that has no refresh token.
  if (given === null) return answerOAuthError(400, 'invalid_request', 'token is missing.')
  const token = store.find(
    'oauthTokens',
    (one) => one.clientId === application.id && (one.token === given || one.refreshToken === given),
  )
  if (token !== null)
    store.write((tx) => {
      if (token.refreshToken === given) revokeGrant(tx, call.instance, token.grantId)
      tx.put('oauthTokens', { ...token, isRevoked: true, updatedAtMs: clock.nowMs() })
    })
  call.note(token === null ? 'nothing to revoke' : `revoked ${token.id}`)
  return answerOAuth({})
}
