/**
 * Exchange room. Session + template → a new token. Waits.
 *
 * @see protocol.md 11.1 (getToken)
 */
import { AuthError } from '../foundation/errors.ts'
import { SESSIONS_PATH } from '../wire/endpoints.ts'
import { isRecord, type IdentityProvider } from './identity-provider.ts'

/** What is asked for. */
export interface TokenOrder {
  readonly sessionId: string
  readonly template: string | null
  /** Seconds from its minting, or null for the provider's default. */
  readonly expiresInSec: number | null
}

/**
 * Has the provider mint a token for a session.
 *
 * @throws ERR_AUTH_TEMPLATE_TOKEN when it does not: the caller asked for a token on purpose and cannot go on without one.
 */
export async function mintSessionToken(
  order: TokenOrder,
  secretKey: string | null,
  provider: IdentityProvider,
): Promise<string> {
  if (secretKey === null) {
    throw new AuthError(
      'ERR_AUTH_TEMPLATE_TOKEN',
      'getToken() with a template or a lifetime asks the provider, and no secretKey is set. Set it.',
    )
  }
  const template = order.template === null ? '' : `/${encodeURIComponent(order.template)}`
  const answer = await provider.call('minting', {
    method: 'POST',
    path: `${provider.versioned}${SESSIONS_PATH}/${encodeURIComponent(order.sessionId)}/tokens${template}`,
    bearer: secretKey,
    body: order.expiresInSec === null ? {} : { expires_in_seconds: order.expiresInSec },
  })
  if (answer.ok && isRecord(answer.value) && typeof answer.value.jwt === 'string') return answer.value.jwt
  const status = answer.ok ? 'an answer without a token' : `status ${answer.failure.status ?? 'none'}`
  throw new AuthError(
    'ERR_AUTH_TEMPLATE_TOKEN',
    `The provider gave no token (${status}). Check that the template exists and that the session is alive.`,
  )
}
