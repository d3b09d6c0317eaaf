/**
 * What a client asks for at `/oauth/authorize`.
 *
 * @see RFC 6749 §4.1.1; RFC 7636 §4.3; RFC 8252 §7.3
 */
import type { Instance } from '../instance.ts'
import type { OAuthApplication } from '../state/model.ts'
import type { OAuthErrorCode } from './answer-oauth.ts'

export interface AuthorizeRequest {
  readonly application: OAuthApplication
  readonly redirectUri: URL
  readonly scopes: readonly string[]
  readonly state: string | null
  readonly challenge: string | null
  readonly nonce: string | null
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
  | {
      readonly kind: 'redirect'
      readonly redirectUri: URL
      readonly state: string | null
      readonly error: OAuthErrorCode
      readonly text: string
    }

export type ParsedAuthorize =
  | { readonly ok: true; readonly value: AuthorizeRequest }
  | { readonly ok: false; readonly failure: AuthorizeFailure }

/** Names of every parameter, to carry them through the consent form. */
export const AUTHORIZE_PARAMS: readonly string[] = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'nonce',
]

export function parseAuthorize({ store }: Instance, params: URLSearchParams): ParsedAuthorize {
  const application = store.get('oauthApplications', params.get('client_id') ?? '')
  if (application === null) return toUnknownClient(store.list('oauthApplications').map(({ id }) => id))
  const redirectUri = matchRedirectUri(application, params.get('redirect_uri'))
  if (redirectUri === null) return toUnknownTarget(application, params.get('redirect_uri'))
  const state = params.get('state')
  const challenge = params.get('code_challenge')
  const scopes = (params.get('scope') ?? application.scopes.join(' ')).split(' ').filter((scope) => scope !== '')
  const problem = findProblem(application, params, scopes)
  if (problem !== null)
    return { ok: false, failure: { kind: 'redirect', redirectUri, state, error: problem[0], text: problem[1] } }
  return { ok: true, value: { application, redirectUri, scopes, state, challenge, nonce: params.get('nonce') } }
}

function findProblem(
  application: OAuthApplication,
  params: URLSearchParams,
  scopes: readonly string[],
): readonly [OAuthErrorCode, string] | null {
  if (params.get('response_type') !== 'code') return ['unsupported_response_type', 'response_type must be code.']
  const unknown = scopes.find((scope) => !application.scopes.includes(scope) && scope !== 'offline_access')
  if (unknown !== undefined) return ['invalid_scope', toScopeProblem(application, unknown)]
  const challenge = params.get('code_challenge')
  if (challenge === null && application.clientSecret === null)
    return ['invalid_request', 'A public client must send a code_challenge.']
  if (challenge !== null && params.get('code_challenge_method') !== 'S256')
    return ['invalid_request', 'code_challenge_method must be S256.']
  if (challenge !== null && !/^[A-Za-z0-9_-]{43}$/.test(challenge))
    return ['invalid_request', 'code_challenge must be a SHA-256 in base64url.']
  return null
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
  const ports = redirectUris.some(isLoopback) ? ', on loopback addresses with any port' : ''
  return { ok: false, failure: { kind: 'show', text: `${problem} Registered are${ports}:`, known: redirectUris } }
}

function toScopeProblem({ name, scopes }: OAuthApplication, unknown: string): string {
  return `${name} may not ask for "${unknown}", but for: ${scopes.join(' ')}.`
}

/** The registered address that was named; on loopback addresses the port may differ. A request that names none means the only one. */
function matchRedirectUri({ redirectUris }: OAuthApplication, given: string | null): URL | null {
  const [only] = redirectUris
  if (given === null)
    return redirectUris.length === 1 && only !== undefined && URL.canParse(only) ? new URL(only) : null
  const isKnown = redirectUris.some(
    (registered) => registered === given || (isLoopback(registered) && withoutPort(registered) === withoutPort(given)),
  )
  return isKnown && URL.canParse(given) ? new URL(given) : null
}

function isLoopback(uri: string): boolean {
  return URL.canParse(uri) && ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(uri).hostname)
}

function withoutPort(uri: string): string | null {
  if (!URL.canParse(uri)) return null
  const url = new URL(uri)
  url.port = ''
  return url.href
}
