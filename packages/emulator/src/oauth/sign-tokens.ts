/** Signs everything that one answer of `/oauth/token` gives. Nothing of it counts before the access token is put into the store. */
import { TEMPLATE_CATEGORY } from '@postern/core/wire'
import { toSec } from '../create-clock.ts'
import { type Instance, toOAuthIssuer } from '../instance.ts'
import { signOAuthToken } from '../mint/machine-tokens.ts'
import { toHeader } from '../mint/sign-session-token.ts'
import type { OAuthApplication, OAuthGrant, OAuthToken, User } from '../state/model.ts'
import { toUserClaims } from './user-claims.ts'

const LIFETIME_SEC = 86_400

/** What is to be signed. */
export interface TokenOrder {
  readonly application: OAuthApplication
  readonly scopes: readonly string[]
  readonly audiences: readonly string[]
  /** null: the client acts for itself. */
  readonly grant: OAuthGrant | null
  /** What the ID token repeats; null for none. */
  readonly nonce: string | null
}

export interface SignedTokens {
  readonly token: OAuthToken
  /** @see RFC 6749 §5.1; OpenID Connect Core 1.0 §3.1.3.3 */
  readonly body: Readonly<Record<string, unknown>>
}

export async function signTokens(instance: Instance, order: TokenOrder): Promise<SignedTokens> {
  const { application, scopes, audiences, grant } = order
  const user = grant === null ? null : instance.store.get('users', grant.userId)
  const token = await signOAuthToken(instance, {
    subject: grant?.userId ?? application.id,
    scopes,
    claims: null,
    expiresInSec: LIFETIME_SEC,
    clientId: application.id,
    format: application.hasJwtTokens ? 'jwt' : 'opaque',
    audiences,
    hasRefreshToken: grant !== null,
    ...(grant !== null && { grantId: grant.id }),
  })
  const hasIdToken = grant !== null && user !== null && scopes.includes('openid')
  const body = {
    access_token: token.token,
    token_type: 'Bearer',
    expires_in: LIFETIME_SEC,
    ...(token.refreshToken !== null && { refresh_token: token.refreshToken }),
    scope: scopes.join(' '),
    ...(hasIdToken && { id_token: await signIdToken(instance, order, grant, user) }),
  }
  return { token, body }
}

/** @see OpenID Connect Core 1.0 §2, §12.2 */
function signIdToken(
  instance: Instance,
  { application, scopes, nonce }: TokenOrder,
  grant: OAuthGrant,
  user: User,
): Promise<string> {
  const nowSec = toSec(instance.clock.nowMs())
  const claims = {
    iss: toOAuthIssuer(instance),
    aud: application.id,
    iat: nowSec,
    exp: nowSec + LIFETIME_SEC,
    auth_time: toSec(grant.authTimeMs),
    ...(nonce !== null && { nonce }),
  }
  // The category keeps it from being taken for a session token, whose claims look alike.
  return instance.keyring.sign(toHeader(instance, TEMPLATE_CATEGORY), { ...claims, ...toUserClaims(user, scopes) })
}
