/** `/oauth/token`: a code, or a refresh token, becomes an access token. @see RFC 6749 §4.1.3, §6; RFC 7636 §4.6 */
import { TEMPLATE_CATEGORY } from '@postern/core/wire'
import { toSec } from '../create-clock.ts'
import type { Call } from '../http/call.ts'
import type { Instance } from '../instance.ts'
import { toBase64Url } from '../keys/signing-key.ts'
import { makeOAuthToken } from '../mint/machine-tokens.ts'
import { toHeader } from '../mint/sign-session-token.ts'
import type { OAuthApplication, OAuthCode, OAuthToken, User } from '../state/model.ts'
import { answerOAuth, answerOAuthError } from './answer-oauth.ts'

const LIFETIME_SEC = 86_400

export async function answerToken(call: Call, application: OAuthApplication, form: URLSearchParams): Promise<Response> {
  if (form.get('grant_type') === 'authorization_code') return redeemCode(call, application, form)
  if (form.get('grant_type') === 'refresh_token') return redeemRefreshToken(call, application, form)
  return answerOAuthError(400, 'unsupported_grant_type', 'grant_type must be authorization_code or refresh_token.')
}

async function redeemCode(call: Call, application: OAuthApplication, form: URLSearchParams): Promise<Response> {
  const { store } = call.instance
  const code = store.get('oauthCodes', form.get('code') ?? '')
  // A code can be used once, even if the request that used it was wrong.
  if (code !== null) store.write((tx) => tx.remove('oauthCodes', code.id))
  const problem = await findCodeProblem(call.instance, code, application, form)
  if (problem !== null || code === null) {
    call.note(`refused: ${problem ?? 'no code'}`)
    return answerOAuthError(400, 'invalid_grant', problem ?? 'The code is unknown.')
  }
  return handOutToken(call, application, { userId: code.userId, scopes: code.scopes, nonce: code.nonce })
}

async function findCodeProblem(
  instance: Instance,
  code: OAuthCode | null,
  application: OAuthApplication,
  form: URLSearchParams,
): Promise<string | null> {
  if (code === null) return 'The code is unknown, or was used.'
  if (code.clientId !== application.id) return 'The code was given to another client.'
  if (code.expiresAtMs <= instance.clock.nowMs()) return 'The code is too old.'
  const redirectUri = readParam(form, 'redirect_uri')
  if (redirectUri === null ? code.hasRedirectUri : redirectUri !== code.redirectUri)
    return `redirect_uri is not the one of the authorization request, which was ${code.hasRedirectUri ? code.redirectUri : 'left out'}.`
  const verifier = readParam(form, 'code_verifier')
  // A client that sends a verifier has asked for a code with a challenge. A code without one belongs to somebody else's request.
  if (code.challenge === null)
    return verifier === null ? null : 'code_verifier came with a code without code_challenge.'
  return verifier !== null && (await toChallenge(verifier)) === code.challenge
    ? null
    : 'code_verifier does not fit the code_challenge.'
}

/** A parameter without a value counts as left out. @see RFC 6749 §3.2 */
function readParam(form: URLSearchParams, name: string): string | null {
  return form.get(name) || null
}

/** @see RFC 7636 §4.2 */
async function toChallenge(verifier: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))
}

async function redeemRefreshToken(call: Call, application: OAuthApplication, form: URLSearchParams): Promise<Response> {
  const { store } = call.instance
  const given = form.get('refresh_token')
  const before = store.find('oauthTokens', (token) => token.refreshToken !== null && token.refreshToken === given)
  if (before === null || before.clientId !== application.id || before.isRevoked) {
    call.note('refused: refresh token')
    return answerOAuthError(400, 'invalid_grant', 'The refresh token is unknown, used or revoked.')
  }
  store.write((tx) => tx.put('oauthTokens', { ...before, refreshToken: null }))
  return handOutToken(call, application, { userId: before.subject, scopes: before.scopes, nonce: null })
}

interface Grant {
  readonly userId: string
  readonly scopes: readonly string[]
  readonly nonce: string | null
}

async function handOutToken(call: Call, application: OAuthApplication, grant: Grant): Promise<Response> {
  const { instance } = call
  const token = await makeOAuthToken(instance, {
    subject: grant.userId,
    scopes: grant.scopes,
    claims: null,
    expiresInSec: LIFETIME_SEC,
    clientId: application.id,
    format: application.hasJwtTokens ? 'jwt' : 'opaque',
    audiences: [],
    hasRefreshToken: true,
  })
  call.note(`access token for ${grant.userId} to ${application.id}`)
  const user = instance.store.get('users', grant.userId)
  const idToken =
    grant.scopes.includes('openid') && user !== null
      ? { id_token: await signIdToken(instance, token, user, grant.nonce) }
      : {}
  return answerOAuth({
    access_token: token.token,
    token_type: 'Bearer',
    expires_in: LIFETIME_SEC,
    refresh_token: token.refreshToken,
    scope: grant.scopes.join(' '),
    ...idToken,
  })
}

/** @see OpenID Connect Core 1.0 §2 */
function signIdToken(instance: Instance, token: OAuthToken, user: User, nonce: string | null): Promise<string> {
  const nowSec = toSec(instance.clock.nowMs())
  const claims = {
    iss: instance.place.url(),
    aud: token.clientId,
    iat: nowSec,
    exp: nowSec + LIFETIME_SEC,
    ...(nonce !== null && { nonce }),
  }
  // The category keeps it from being taken for a session token, whose claims look alike.
  return instance.keyring.sign(toHeader(instance, TEMPLATE_CATEGORY), {
    ...claims,
    ...toUserClaims(user, token.scopes),
  })
}

/** What an application may know of a person, by scope. @see OpenID Connect Core 1.0 §5.4 */
export function toUserClaims(user: User, scopes: readonly string[]): Readonly<Record<string, unknown>> {
  const name = `${user.firstName} ${user.lastName}`.trim()
  return {
    sub: user.id,
    user_id: user.id,
    ...(scopes.includes('profile') && {
      name,
      given_name: user.firstName,
      family_name: user.lastName,
      preferred_username: user.username,
    }),
    ...(scopes.includes('email') && { email: user.email, email_verified: true }),
  }
}
