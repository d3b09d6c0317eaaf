/** The documents that say where the OAuth server's endpoints are and what they can do. */
import { type Instance, toOAuthIssuer } from '../instance.ts'
import type { Call } from '../http/call.ts'
import { answerOAuth, CORS } from './answer-oauth.ts'
import { GRANT_TYPES } from './answer-token.ts'
import { PROMPTS } from './parse-authorize.ts'

/** What a client may ask for that did not say. */
export const DEFAULT_SCOPES: readonly string[] = ['openid', 'profile', 'email']
const CLAIMS = 'sub iss aud exp iat auth_time nonce email email_verified name given_name family_name preferred_username'
const AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'none']

/** `/.well-known/oauth-authorization-server` and `/.well-known/openid-configuration`. @see RFC 8414 §2; OpenID Connect Discovery 1.0 §3 */
export function answerServerMetadata({ instance }: Call): Response {
  const url = toOAuthIssuer(instance)
  return answerOAuth({
    issuer: url,
    ...toEndpoints(url),
    scopes_supported: listScopes(instance),
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: GRANT_TYPES,
    prompt_values_supported: PROMPTS,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: AUTH_METHODS,
    introspection_endpoint_auth_methods_supported: AUTH_METHODS,
    revocation_endpoint_auth_methods_supported: AUTH_METHODS,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    request_parameter_supported: false,
    // Where this one is missing, it counts as true.
    request_uri_parameter_supported: false,
    claims_parameter_supported: false,
    claims_supported: CLAIMS.split(' '),
  })
}

function toEndpoints(url: string): Readonly<Record<string, string>> {
  return {
    authorization_endpoint: `${url}/oauth/authorize`,
    token_endpoint: `${url}/oauth/token`,
    userinfo_endpoint: `${url}/oauth/userinfo`,
    introspection_endpoint: `${url}/oauth/token_info`,
    revocation_endpoint: `${url}/oauth/revoke`,
    registration_endpoint: `${url}/oauth/register`,
    device_authorization_endpoint: `${url}/oauth/device_authorization`,
    end_session_endpoint: `${url}/oauth/end_session`,
    jwks_uri: `${url}/.well-known/jwks.json`,
  }
}

function listScopes({ store }: Instance): readonly string[] {
  const named = store.list('oauthApplications').flatMap((one) => one.scopes)
  return [...new Set([...DEFAULT_SCOPES, 'offline_access', ...named])]
}

/** `/.well-known/oauth-protected-resource`: where the challenge of an application points. @see RFC 9728 §3 */
export function answerResourceMetadata({ instance }: Call): Response {
  const url = toOAuthIssuer(instance)
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
