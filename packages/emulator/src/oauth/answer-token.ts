/** `/oauth/token`: what a client was given, or what it is, becomes an access token. @see RFC 6749 §3.2 */
import type { Call } from '../http/call.ts'
import type { OAuthApplication } from '../state/model.ts'
import { answerOAuth, answerProblem, type OAuthProblem } from './answer-oauth.ts'
import { findRepeated, readParam } from './parameters.ts'
import { redeemCode } from './redeem-code.ts'
import { redeemCredentials } from './redeem-credentials.ts'
import { redeemDeviceCode } from './redeem-device-code.ts'
import { redeemRefreshToken } from './redeem-refresh-token.ts'
import type { SignedTokens } from './sign-tokens.ts'

/** Redeems one kind of grant. */
export type Redeem = (
  call: Call,
  application: OAuthApplication,
  form: URLSearchParams,
) => Promise<SignedTokens | OAuthProblem>

const grants: ReadonlyMap<string, Redeem> = new Map([
  ['authorization_code', redeemCode],
  ['refresh_token', redeemRefreshToken],
  ['client_credentials', redeemCredentials],
  ['urn:ietf:params:oauth:grant-type:device_code', redeemDeviceCode],
])

/** Names of the kinds of grants. */
export const GRANT_TYPES: readonly string[] = [...grants.keys()]

export async function answerToken(call: Call, application: OAuthApplication, form: URLSearchParams): Promise<Response> {
  const redeemed = await redeem(call, application, form)
  if ('error' in redeemed) {
    call.note(`refused: ${redeemed.text}`)
    return answerProblem(redeemed)
  }
  call.note(`access token for ${redeemed.token.subject} to ${application.id}`)
  return answerOAuth(redeemed.body)
}

async function redeem(
  call: Call,
  application: OAuthApplication,
  form: URLSearchParams,
): Promise<SignedTokens | OAuthProblem> {
  const repeated = findRepeated(form)
  if (repeated !== null) return { error: 'invalid_request', text: 'A parameter came more than once.' }
  const type = readParam(form, 'grant_type')
  if (type === null) return { error: 'invalid_request', text: 'grant_type is missing.' }
  const redeemGrant = grants.get(type)
  if (redeemGrant !== undefined) return redeemGrant(call, application, form)
  return { error: 'unsupported_grant_type', text: `grant_type must be one of: ${GRANT_TYPES.join(' ')}.` }
}
