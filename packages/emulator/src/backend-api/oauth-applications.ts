/** OAuth clients, for servers. Their id is the client id. @see emulator.md 4 */
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { type JsonFields, toFields } from '../http/json-fields.ts'
import { type Orders, toPage } from '../http/paging.ts'
import { INSTANCE_ID, type Instance, toOAuthIssuer } from '../instance.ts'
import { revokeGrant } from '../oauth/grants.ts'
import { DEFAULT_SCOPES } from '../oauth/metadata.ts'
import { splitScopes } from '../oauth/parameters.ts'
import type { ApiObject } from '../objects/api-object.ts'
import { fieldRefusal, orNotFound, Refusal } from '../refusal.ts'
import type { OAuthApplication } from '../state/model.ts'
import { answerDeleted } from './answer-deleted.ts'

type Body = Readonly<Record<string, unknown>>

const MAX_NAME_CHARS = 256
/** A browser runs these, or reads files with them. */
const RISKY_SCHEMES = /^(javascript|data|vbscript|file|blob|about):/i
const ORDERS: Orders<OAuthApplication> = { created_at: ({ createdAtMs }) => createdAtMs, name: ({ name }) => name }

function toApplicationObject(instance: Instance, application: OAuthApplication, withSecret = false): ApiObject {
  const url = toOAuthIssuer(instance)
  const isPublic = application.clientSecret === null
  return {
    object: 'oauth_application',
    id: application.id,
    instance_id: INSTANCE_ID,
    name: application.name,
    client_id: application.id,
    client_uri: null,
    client_image_url: null,
    dynamically_registered: application.isDynamic,
    consent_screen_enabled: true,
    pkce_required: isPublic,
    public: isPublic,
    scopes: application.scopes.join(' '),
    redirect_uris: application.redirectUris,
    authorize_url: `${url}/oauth/authorize`,
    token_fetch_url: `${url}/oauth/token`,
    user_info_url: `${url}/oauth/userinfo`,
    discovery_url: `${url}/.well-known/openid-configuration`,
    token_introspection_url: `${url}/oauth/token_info`,
    created_at: application.createdAtMs,
    updated_at: application.updatedAtMs,
    ...(withSecret && !isPublic && { client_secret: application.clientSecret }),
  }
}

function find({ instance, params }: Call): OAuthApplication {
  return orNotFound(instance.store.get('oauthApplications', params['id'] ?? ''), 'OAuth application')
}

/** `GET /v1/oauth_applications`, with `name_query` */
export function answerApplications({ instance, url }: Call): Response {
  const query = url.searchParams.get('name_query') ?? ''
  const all = instance.store
    .list('oauthApplications')
    .filter(({ id, name }) => id === query || name.toLowerCase().includes(query.toLowerCase()))
  const page = toPage(url.searchParams, all, ORDERS, '-created_at')
  if (page instanceof Response) return page
  return answerJson({ data: page.map((one) => toApplicationObject(instance, one)), total_count: all.length })
}

/** `GET /v1/oauth_applications/:id` */
export function answerApplication(call: Call): Response {
  return answerJson(toApplicationObject(call.instance, find(call)))
}

/** `POST /v1/oauth_applications`. This once, the answer shows the secret of a client that is not public. */
export function answerCreateApplication(call: Call, _caller: null, body: Body): Response {
  const { random, clock, store } = call.instance
  const fields = toFields(body)
  const application: OAuthApplication = {
    id: random.id('client_'),
    name: readName(fields) ?? fields.needText('name'),
    clientSecret: fields.flag('public') === true ? null : random.secret('secret_'),
    redirectUris: readUris(fields) ?? [],
    postLogoutRedirectUris: [],
    scopes: readScopes(fields) ?? DEFAULT_SCOPES,
    hasJwtTokens: false,
    isDynamic: false,
    createdAtMs: clock.nowMs(),
    updatedAtMs: clock.nowMs(),
  }
  store.write((tx) => tx.put('oauthApplications', application))
  call.note(`OAuth client ${application.id} made`)
  return answerJson(toApplicationObject(call.instance, application, true))
}

/** `PATCH /v1/oauth_applications/:id`. A field that is absent stays. */
export function answerUpdateApplication(call: Call, _caller: null, body: Body): Response {
  const fields = toFields(body)
  const name = readName(fields)
  const redirectUris = readUris(fields)
  const scopes = readScopes(fields)
  const isPublic = fields.flag('public')
  return answerJson(
    toApplicationObject(
      call.instance,
      put(call, (before) => ({
        ...(name !== null && { name }),
        ...(redirectUris !== null && { redirectUris }),
        ...(scopes !== null && { scopes }),
        ...(isPublic === true && { clientSecret: null }),
        ...(isPublic === false && before.clientSecret === null && { clientSecret: newSecret(call) }),
      })),
    ),
  )
}

/** `DELETE /v1/oauth_applications/:id`, with everything that people allowed it. */
export function answerDeleteApplication(call: Call): Response {
  const { store } = call.instance
  const { id } = find(call)
  store.write((tx) => {
    tx.remove('oauthApplications', id)
    for (const table of ['oauthGrants', 'oauthCodes', 'oauthTokens', 'oauthDevices'] as const)
      for (const record of store.list(table)) if (record.clientId === id) tx.remove(table, record.id)
  })
  call.note(`OAuth client ${id} deleted`)
  return answerDeleted('oauth_application', id)
}

/** `POST /v1/oauth_applications/:id/rotate_secret` */
export function answerRotateApplicationSecret(call: Call): Response {
  const rotated = put(call, ({ clientSecret }) => {
    if (clientSecret === null) throw new Refusal(422, 'oauth_application_public', 'A public client has no secret.')
    return { clientSecret: newSecret(call) }
  })
  call.note(`the secret of ${rotated.id} was rotated`)
  return answerJson(toApplicationObject(call.instance, rotated, true))
}

/** `POST /v1/oauth_applications/:id/revoke_token`: an access token or a refresh token, and everything that follows from the same grant. */
export function answerRevokeApplicationToken(call: Call, _caller: null, body: Body): Response {
  const { store, clock } = call.instance
  const { id } = find(call)
  const given = toFields(body).needText('token')
  const token = orNotFound(
    store.find('oauthTokens', (one) => one.clientId === id && (one.token === given || one.refreshToken === given)),
    'OAuth token',
  )
  store.write((tx) => {
    revokeGrant(tx, call.instance, token.grantId)
    tx.put('oauthTokens', { ...token, isRevoked: true, updatedAtMs: clock.nowMs() })
  })
  call.note(`revoked ${token.id}`)
  return new Response(null, { status: 204 })
}

function put(call: Call, change: (before: OAuthApplication) => Partial<OAuthApplication>): OAuthApplication {
  const { store, clock } = call.instance
  return store.write((tx) => {
    const before = find(call)
    const changed: OAuthApplication = { ...before, ...change(before), updatedAtMs: clock.nowMs() }
    tx.put('oauthApplications', changed)
    return changed
  })
}

function newSecret({ instance }: Call): string {
  return instance.random.secret('secret_')
}

function readName(fields: JsonFields): string | null {
  const name = fields.text('name')
  if (name !== null && name.length > MAX_NAME_CHARS)
    throw fieldRefusal('form_param_max_length_exceeded', `name has at most ${MAX_NAME_CHARS} characters.`, 'name')
  return name === '' ? null : name
}

function readUris(fields: JsonFields): readonly string[] | null {
  const uris = fields.texts('redirect_uris')
  if (uris === null || uris.every((uri) => URL.canParse(uri) && !uri.includes('#') && !RISKY_SCHEMES.test(uri)))
    return uris
  throw fieldRefusal(
    'form_param_format_invalid',
    'redirect_uris must be absolute URLs without a fragment.',
    'redirect_uris',
  )
}

function readScopes(fields: JsonFields): readonly string[] | null {
  const scopes = splitScopes(fields.text('scopes') ?? '')
  return scopes.length === 0 ? null : scopes
}
