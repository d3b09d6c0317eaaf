/**
 * Provider room. New tokens for a session: in place of one that expired, against a refresh token; or as the application orders it. Waits.
 *
 * @see protocol.md 7, 11.1 (getToken); rulings.md D10; record 027
 */
import { isRecord, readString } from '../foundation/is-record.ts'
import type { PeekedToken } from '../credentials/peek-token.ts'
import { AuthError } from '../foundation/auth-error.ts'
import { fail, ok } from '../foundation/result.ts'
import { always, firstMatch, type Rule } from '../foundation/rule.ts'
import { SESSIONS_PATH } from '../wire/endpoints.ts'
import { MAX_RENEWED_SESSIONS, RENEWALS_PERIOD_MS } from '../wire/limits.ts'
import { SUFFIXED_COOKIES_PARAM } from '../wire/query.ts'
import type { RefreshReason } from '../wire/reasons.ts'
import type { IdentityProvider } from './identity-provider.ts'
import type { ProviderMemory, Renewal } from './provider-memory.ts'

interface RenewalRequest {
  readonly secretKey: string | null
  readonly sessionToken: string
  /** The same, decoded; null when unreadable. */
  readonly session: PeekedToken | null
  readonly refreshToken: string
  readonly isSuffixed: boolean
  /** `sid` of the token that was VERIFIED and has expired: this session pays. `session` can be another, which anybody can invent. */
  readonly payer: unknown
  readonly nowMs: number
  /** Of the budget. */
  readonly callsPerSecond: number
  /** Public origin of the application. */
  readonly requestOrigin: string
  /** Already without credentials that are none of the provider's business. */
  readonly requestHeaders: Readonly<Record<string, readonly string[]>>
}

/** What a renewal is asked with. Empty where it is not there. */
export interface RenewalProofs {
  readonly secretKey: string
  readonly sessionToken: string
  readonly refreshToken: string
  /** The session token could be decoded. */
  readonly isReadable: boolean
  /** `sid` of the session token. */
  readonly sessionId: string
}

/** A `sid` becomes a path segment; anything that could leave it makes no call. */
const SAFE_SESSION_ID = /^[A-Za-z0-9_-]{1,128}$/

/** Why nobody is asked, in the order in which it is looked at. Null: the provider is. */
// prettier-ignore
export const renewalProofRules: readonly Rule<RenewalProofs, Renewal | null>[] = [
  ['renewal-without-secret-key',    p => p.secretKey === '',                 fail('missing-api-client')],
  ['renewal-without-session-token', p => p.sessionToken === '',              fail('missing-session-token')],
  ['renewal-without-refresh-token', p => p.refreshToken === '',              fail('missing-refresh-token')],
  ['renewal-of-unreadable-token',   p => !p.isReadable,                      fail('expired-session-token-decode-failed')],
  ['renewal-without-session-id',    p => p.sessionId === '',                 fail('expired-session-token-missing-sid-claim')],
  ['renewal-of-odd-session-id',     p => !SAFE_SESSION_ID.test(p.sessionId), fail('unexpected-bapi-error')],
  ['renewal-possible',              always,                                  null],
]

/** Asks the provider for a fresh session token. @returns The `Set-Cookie` strings as they came; they are checked later. */
export async function renewSession(
  request: RenewalRequest,
  provider: IdentityProvider,
  { renewals, renewed }: ProviderMemory,
): Promise<Renewal> {
  const { session, sessionToken, refreshToken, isSuffixed, requestOrigin } = request
  const secretKey = request.secretKey ?? ''
  const sessionId = readString(session?.claims['sid'])
  const { outcome: refusal } = firstMatch(renewalProofRules, {
    secretKey,
    sessionToken,
    refreshToken,
    isReadable: session !== null,
    sessionId,
  })
  if (refusal !== null) return refusal

  // A page that begins with many requests after a pause asks once. All of them carry the same proofs, so all may have the answer.
  const proofs = JSON.stringify([secretKey, sessionToken, refreshToken, isSuffixed, requestOrigin])
  return renewals.join(proofs, async () => {
    const refused = findRefused(request, renewed)
    if (refused.count >= request.callsPerSecond) return fail('fetch-error')
    // Those in the air count, too.
    refused.count += 1
    const answer = await ask(request, secretKey, sessionId, provider)
    if (answer.ok) refused.count -= 1
    return answer
  })
}

/** Whoever was signed in once can invent refresh tokens without end, and would use up what is there for everybody. */
function findRefused({ payer, nowMs }: RenewalRequest, renewed: ProviderMemory['renewed']): { count: number } {
  const id = readString(payer)
  const last = renewed.find(id)
  const isOver = last === null || Math.abs(nowMs - last.fromMs) >= RENEWALS_PERIOD_MS
  const period = isOver ? { fromMs: nowMs, count: 0 } : last
  renewed.keep(id, period, MAX_RENEWED_SESSIONS)
  return period
}

async function ask(
  request: RenewalRequest,
  bearer: string,
  sessionId: string,
  provider: IdentityProvider,
): Promise<Renewal> {
  const answer = await provider.call('renewal', {
    method: 'POST',
    path: `${provider.versioned}${SESSIONS_PATH}/${sessionId}/refresh${request.isSuffixed ? `?${SUFFIXED_COOKIES_PARAM}=true` : ''}`,
    bearer,
    body: {
      format: 'cookie',
      expired_token: request.sessionToken,
      refresh_token: request.refreshToken,
      request_origin: request.requestOrigin,
      request_headers: request.requestHeaders,
    },
  })
  if (!answer.ok) return fail(toRefreshReason(answer.failure.status, answer.failure.code))
  const cookies = isRecord(answer.value) ? answer.value.cookies : null
  return Array.isArray(cookies) && cookies.length > 0 ? ok(cookies) : fail('unexpected-sdk-error')
}

function toRefreshReason(status: number | null, code: string | null): RefreshReason {
  if (status === null || code === 'unexpected_error') return 'fetch-error'
  return code ?? 'unexpected-bapi-error'
}

/** What is asked for. */
interface TokenOrder {
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
