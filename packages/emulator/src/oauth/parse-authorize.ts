/**
 * What a client asks for at `/oauth/authorize`.
 *
 * @see RFC 6749 §4.1.1; RFC 7636 §4.3; RFC 8707 §2.1; OpenID Connect Core 1.0 §3.1.2.1
 */
import type { Instance } from '../instance.ts'
import type { OAuthApplication } from '../state/model.ts'
import type { OAuthProblem } from './answer-oauth.ts'
import {
  describeRegistered,
  findRepeated,
  findResourceProblem,
  findScopeProblem,
  matchRegistered,
  readParam,
  readResources,
  splitScopes,
} from './parameters.ts'

/** What a client may demand of the conversation with the person. */
export const PROMPTS = ['none', 'login', 'consent', 'select_account'] as const
export type Prompt = (typeof PROMPTS)[number]

export interface AuthorizeRequest {
  readonly application: OAuthApplication
  readonly redirectUri: URL
  readonly scopes: readonly string[]
  readonly resources: readonly string[]
  readonly state: string | null
  readonly challenge: string | null
  readonly nonce: string | null
  readonly prompts: readonly Prompt[]
  /** How long ago the person may have signed in, in seconds; null: it does not matter. */
  readonly maxAgeSec: number | null
  /** The address that the client believes the person to have. */
  readonly loginHint: string | null
  /** An ID token of the person whom the client means. */
  readonly idTokenHint: string | null
}

export type AuthorizeFailure =
  /** Client or target cannot be trusted: the person is told, nobody is redirected. */
  | {
      readonly kind: 'show'
      readonly text: string
      /** What would have been right: clients, or addresses of the client. */
      readonly known: readonly string[]
    }
  /** The client is told. */
  | (OAuthProblem & { readonly kind: 'redirect'; readonly redirectUri: URL; readonly state: string | null })

export type ParsedAuthorize =
  | { readonly ok: true; readonly value: AuthorizeRequest }
  | { readonly ok: false; readonly failure: AuthorizeFailure }

/** Names of every parameter, to carry them through the pages. */
export const AUTHORIZE_PARAMS: readonly string[] = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'prompt',
  'max_age',
  'login_hint',
  'id_token_hint',
  'resource',
]

export function parseAuthorize({ store }: Instance, params: URLSearchParams): ParsedAuthorize {
  const application = store.get('oauthApplications', params.get('client_id') ?? '')
  if (application === null) return toUnknownClient(store.list('oauthApplications').map(({ id }) => id))
  const redirectUri = findRedirectUri(application, params.get('redirect_uri'))
  if (redirectUri === null) return toUnknownTarget(application, params.get('redirect_uri'))
  const value: AuthorizeRequest = {
    application,
    redirectUri,
    scopes: splitScopes(params.get('scope') ?? application.scopes.join(' ')),
    resources: readResources(params),
    state: params.get('state'),
    challenge: params.get('code_challenge'),
    nonce: params.get('nonce'),
    prompts: PROMPTS.filter((one) => splitScopes(params.get('prompt') ?? '').includes(one)),
    maxAgeSec: readParam(params, 'max_age') === null ? null : Number(params.get('max_age')),
    loginHint: readParam(params, 'login_hint'),
    idTokenHint: readParam(params, 'id_token_hint'),
  }
  const problem = findProblem(value, params)
  if (problem === null) return { ok: true, value }
  return { ok: false, failure: { kind: 'redirect', redirectUri, state: value.state, ...problem } }
}

function findProblem(request: AuthorizeRequest, params: URLSearchParams): OAuthProblem | null {
  const repeated = findRepeated(params)
  if (repeated !== null) return { error: 'invalid_request', text: `${repeated} came more than once.` }
  if (params.get('response_type') !== 'code')
    return { error: 'unsupported_response_type', text: 'response_type must be code.' }
  return (
    findFormProblem(params) ??
    findScopeProblem(request.application, request.scopes) ??
    findResourceProblem(request.resources) ??
    findChallengeProblem(request, params) ??
    findPromptProblem(params)
  )
}

/** A request in another form than plain parameters, or one that wants its answer in another. */
function findFormProblem(params: URLSearchParams): OAuthProblem | null {
  if (params.has('request'))
    return { error: 'request_not_supported', text: 'The request must be written as plain parameters.' }
  if (params.has('request_uri'))
    return { error: 'request_uri_not_supported', text: 'The request must be written as plain parameters.' }
  const mode = readParam(params, 'response_mode')
  return mode === null || mode === 'query' ? null : { error: 'invalid_request', text: 'response_mode must be query.' }
}

function findChallengeProblem(
  { application, challenge }: AuthorizeRequest,
  params: URLSearchParams,
): OAuthProblem | null {
  if (challenge === null)
    return application.clientSecret === null
      ? { error: 'invalid_request', text: 'A public client must send a code_challenge.' }
      : null
  if (params.get('code_challenge_method') !== 'S256')
    return { error: 'invalid_request', text: 'code_challenge_method must be S256.' }
  return /^[A-Za-z0-9_-]{43}$/.test(challenge)
    ? null
    : { error: 'invalid_request', text: 'code_challenge must be a SHA-256 in base64url.' }
}

/** @see OpenID Connect Core 1.0 §3.1.2.1 */
function findPromptProblem(params: URLSearchParams): OAuthProblem | null {
  const prompts = splitScopes(params.get('prompt') ?? '')
  if (prompts.some((prompt) => !PROMPTS.some((known) => known === prompt)))
    return { error: 'invalid_request', text: `prompt must be of: ${PROMPTS.join(' ')}.` }
  if (prompts.includes('none') && prompts.length > 1)
    return { error: 'invalid_request', text: 'prompt=none does not go together with another.' }
  const maxAge = readParam(params, 'max_age')
  return maxAge === null || /^\d{1,10}$/.test(maxAge)
    ? null
    : { error: 'invalid_request', text: 'max_age must be a number of seconds.' }
}

// A real provider keeps quiet about what is registered. This one is a tool for developers, and nothing in it is secret.

function toUnknownClient(known: readonly string[]): ParsedAuthorize {
  return { ok: false, failure: { kind: 'show', text: 'No application has this client_id. Known are:', known } }
}

function toUnknownTarget({ name, redirectUris }: OAuthApplication, given: string | null): ParsedAuthorize {
  const problem =
    given === null
      ? `redirect_uri is missing, and ${name} has not exactly one that could be meant.`
      : `This redirect_uri is not registered for ${name}.`
  const text = `${problem} ${describeRegistered(redirectUris)}`
  return { ok: false, failure: { kind: 'show', text, known: redirectUris } }
}

/** A request that names no address means the only one. */
function findRedirectUri({ redirectUris }: OAuthApplication, given: string | null): URL | null {
  if (given !== null) return matchRegistered(redirectUris, given)
  const [only] = redirectUris
  return redirectUris.length === 1 && only !== undefined && URL.canParse(only) ? new URL(only) : null
}
