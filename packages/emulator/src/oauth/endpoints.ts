/** The smaller OAuth endpoints (userinfo, introspection, revocation, registration) and the documents that say where all of them are. */
import { type Callers, findOAuthToken } from '../callers.ts'
import { toSec } from '../create-clock.ts'
import type { Call } from '../http/call.ts'
import { describeAllowed, parseReturnUrl } from '../http/origins.ts'
import type { OAuthApplication } from '../state/model.ts'
import { answerOAuth, answerOAuthError, CORS } from './answer-oauth.ts'
import { toUserClaims } from './answer-token.ts'

const DEFAULT_SCOPES = ['openid', 'profile', 'email']

/** `/oauth/userinfo`. @see OpenID Connect Core 1.0 §5.3 */
export function answerUserInfo(call: Call, { token, user }: Callers['access-token']): Response {
  call.note(`told about ${user.id}`)
  return answerOAuth(toUserClaims(user, token.scopes))
}

/** `/oauth/token_info`. @see RFC 7662 §2 */
export function answerTokenInfo(call: Call, _application: OAuthApplication, form: URLSearchParams): Response {
  const token = findOAuthToken(call, form.get('token'))
  if (token === null) return answerOAuth({ active: false })
  const times = { iat: toSec(token.createdAtMs), ...(token.expiresAtMs !== null && { exp: toSec(token.expiresAtMs) }) }
  return answerOAuth({
    active: true,
    client_id: token.clientId,
    sub: token.subject,
    scope: token.scopes.join(' '),
    ...times,
  })
}

/** `/oauth/revoke`: also answers 200 when the token is not known. @see RFC 7009 §2.1, §2.2 */
export function answerRevoke(call: Call, application: OAuthApplication, form: URLSearchParams): Response {
  const { store, clock } = call.instance
  const given = form.get('token')
  // Without this, a request without a token would find a token that has no refresh token.
  if (given === null || given === '') return answerOAuthError(400, 'invalid_request', 'token is missing.')
  const token = store.find(
    'oauthTokens',
    (one) => one.clientId === application.id && (one.token === given || one.refreshToken === given),
  )
  if (token !== null)
    store.write((tx) => tx.put('oauthTokens', { ...token, isRevoked: true, updatedAtMs: clock.nowMs() }))
  call.note(token === null ? 'nothing to revoke' : `revoked ${token.id}`)
  return answerOAuth({})
}

/** `/oauth/register`: a client introduces itself. @see RFC 7591 §3 */
export function answerRegister(call: Call, _caller: null, body: Readonly<Record<string, unknown>>): Response {
  const given = body['redirect_uris']
  // Any page can register a client, so a client may only send people to origins that are allowed.
  const isAllowed = (uri: unknown): uri is string =>
    typeof uri === 'string' && parseReturnUrl(call.instance, uri) !== null
  const redirectUris = Array.isArray(given) ? given.filter(isAllowed) : []
  if (redirectUris.length === 0)
    return answerOAuthError(
      400,
      'invalid_redirect_uri',
      `redirect_uris must hold at least one http(s) URL of an allowed origin: ${describeAllowed(call.instance)}. The option allowedOrigins adds more.`,
    )
  const { store, random } = call.instance
  const isPublic = body['token_endpoint_auth_method'] === 'none'
  const application: OAuthApplication = {
    id: random.id('client_'),
    name: typeof body['client_name'] === 'string' ? body['client_name'] : 'Registered client',
    clientSecret: isPublic ? null : random.secret('secret_'),
    redirectUris,
    scopes: typeof body['scope'] === 'string' ? body['scope'].split(' ') : DEFAULT_SCOPES,
    hasJwtTokens: false,
  }
  store.write((tx) => tx.put('oauthApplications', application))
  call.note(`registered ${application.id}`)
  const shown = {
    client_id: application.id,
    ...(application.clientSecret !== null && { client_secret: application.clientSecret, client_secret_expires_at: 0 }),
    client_name: application.name,
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: isPublic ? 'none' : 'client_secret_basic',
    scope: application.scopes.join(' '),
  }
  return answerOAuth(shown, 201)
}

/** `/.well-known/oauth-authorization-server` and `/.well-known/openid-configuration`. @see RFC 8414 §2 */
export function answerServerMetadata({ instance }: Call): Response {
  const url = instance.place.url()
  const scopes = new Set([
    ...DEFAULT_SCOPES,
    'offline_access',
    ...instance.store.list('oauthApplications').flatMap((one) => one.scopes),
  ])
  return answerOAuth({
    issuer: url,
    authorization_endpoint: `${url}/oauth/authorize`,
    token_endpoint: `${url}/oauth/token`,
    userinfo_endpoint: `${url}/oauth/userinfo`,
    introspection_endpoint: `${url}/oauth/token_info`,
    revocation_endpoint: `${url}/oauth/revoke`,
    registration_endpoint: `${url}/oauth/register`,
    jwks_uri: `${url}/.well-known/jwks.json`,
    scopes_supported: [...scopes],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    code_challenge_methods_supported: ['S256'],
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'email',
      'email_verified',
      'name',
      'given_name',
      'family_name',
    ],
  })
}

/** `/.well-known/oauth-protected-resource`: where the challenge of an application points. @see RFC 9728 §3 */
export function answerResourceMetadata({ instance }: Call): Response {
  const url = instance.place.url()
  return answerOAuth({
    resource: url,
    authorization_servers: [url],
    bearer_methods_supported: ['header'],
    jwks_uri: `${url}/.well-known/jwks.json`,
    scopes_supported: DEFAULT_SCOPES,
  })
}

/** What a browser asks before a page of another origin may call one of these. */
export function answerPreflight(): Response {
  return new Response(null, { status: 204, headers: { ...CORS, 'access-control-allow-methods': 'GET, POST' } })
}
