/** `/oauth/register`: a client introduces itself. @see RFC 7591 §3; RP-Initiated Logout 1.0 §3.1 */
import type { Call } from '../http/call.ts'
import { describeAllowed, parseReturnUrl } from '../http/origins.ts'
import type { Instance } from '../instance.ts'
import type { Writer } from '../state/create-store.ts'
import type { OAuthApplication } from '../state/model.ts'
import { answerOAuth, answerOAuthError } from './answer-oauth.ts'
import { GRANT_TYPES } from './answer-token.ts'
import { DEFAULT_SCOPES } from './metadata.ts'
import { splitScopes } from './parameters.ts'

type Body = Readonly<Record<string, unknown>>

/** Any page can register clients, and must not fill the memory with them. */
const MAX_CHARS = 16_384
/** How many registered clients are known that nobody has used. Some go at once, so that the next ones do not have to look again. */
const MAX_UNUSED = 500
const BATCH = 50

const DEFAULT_GRANT_TYPES = ['authorization_code', 'refresh_token']

export function answerRegister(call: Call, _caller: null, body: Body): Response {
  // Any page can register a client, so a client may only send people to origins that are allowed.
  const redirectUris = readAllowed(call, body['redirect_uris'])
  const grantTypes = readTexts(body['grant_types']) ?? DEFAULT_GRANT_TYPES
  if (!grantTypes.every((one) => GRANT_TYPES.includes(one)))
    return answerOAuthError(400, 'invalid_client_metadata', `grant_types must be of: ${GRANT_TYPES.join(' ')}.`)
  if (redirectUris.length === 0 && grantTypes.includes('authorization_code'))
    return answerOAuthError(
      400,
      'invalid_redirect_uri',
      `redirect_uris must hold at least one http(s) URL of an allowed origin: ${describeAllowed(call.instance)}. The option allowedOrigins adds more.`,
    )
  const { store } = call.instance
  const application = toApplication(call, body, redirectUris)
  if (JSON.stringify(application).length > MAX_CHARS)
    return answerOAuthError(400, 'invalid_client_metadata', `The metadata is longer than ${MAX_CHARS} characters.`)
  store.write((tx) => {
    forgetUnused(call.instance, tx)
    tx.put('oauthApplications', application)
  })
  call.note(`registered ${application.id}`)
  return answerOAuth(showApplication(application, body, grantTypes), 201)
}

/** Forgets the oldest clients that registered themselves and got nothing since. Part of a `write`. */
function forgetUnused({ store }: Instance, tx: Writer): void {
  const registered = store.list('oauthApplications').filter(({ isDynamic }) => isDynamic)
  if (registered.length < MAX_UNUSED) return
  const used = new Set([...store.list('oauthGrants'), ...store.list('oauthTokens')].map(({ clientId }) => clientId))
  const unused = registered.filter(({ id }) => !used.has(id))
  if (unused.length >= MAX_UNUSED) for (const { id } of unused.slice(0, BATCH)) tx.remove('oauthApplications', id)
}

function toApplication(call: Call, body: Body, redirectUris: readonly string[]): OAuthApplication {
  const { random, clock } = call.instance
  return {
    id: random.id('client_'),
    name: typeof body['client_name'] === 'string' ? body['client_name'] : 'Registered client',
    clientSecret: body['token_endpoint_auth_method'] === 'none' ? null : random.secret('secret_'),
    redirectUris,
    postLogoutRedirectUris: readAllowed(call, body['post_logout_redirect_uris']),
    scopes: typeof body['scope'] === 'string' ? splitScopes(body['scope']) : DEFAULT_SCOPES,
    hasJwtTokens: false,
    isDynamic: true,
    createdAtMs: clock.nowMs(),
    updatedAtMs: clock.nowMs(),
  }
}

/** @see RFC 7591 §3.2.1 */
function showApplication(application: OAuthApplication, body: Body, grantTypes: readonly string[]): Body {
  const { id, name, clientSecret, redirectUris, postLogoutRedirectUris, scopes } = application
  const isPost = body['token_endpoint_auth_method'] === 'client_secret_post'
  return {
    client_id: id,
    ...(clientSecret !== null && { client_secret: clientSecret, client_secret_expires_at: 0 }),
    client_name: name,
    redirect_uris: redirectUris,
    ...(postLogoutRedirectUris.length > 0 && { post_logout_redirect_uris: postLogoutRedirectUris }),
    grant_types: grantTypes,
    response_types: grantTypes.includes('authorization_code') ? ['code'] : [],
    token_endpoint_auth_method: clientSecret === null ? 'none' : isPost ? 'client_secret_post' : 'client_secret_basic',
    scope: scopes.join(' '),
  }
}

function readAllowed({ instance }: Call, given: unknown): readonly string[] {
  return (readTexts(given) ?? []).filter((uri) => parseReturnUrl(instance, uri) !== null)
}

function readTexts(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null
}
