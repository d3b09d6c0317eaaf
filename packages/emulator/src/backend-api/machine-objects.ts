/**
 * Machine tokens as the Backend API shows them: every key present, null where nothing is known.
 *
 * @see emulator.md 4
 */
import type { ApiKey, M2MToken, OAuthToken } from '../state/model.ts'

type ApiObject = Readonly<Record<string, unknown>>

export function toApiKeyObject(key: ApiKey, nowMs: number, withSecret = false): ApiObject {
  return {
    object: 'api_key',
    id: key.id,
    type: 'api_key',
    name: key.name,
    subject: key.subject,
    scopes: key.scopes,
    claims: key.claims,
    ...toLife(key, nowMs),
    created_by: key.createdBy,
    description: key.description,
    last_used_at: key.lastUsedAtMs,
    created_at: key.createdAtMs,
    updated_at: key.updatedAtMs,
    ...(withSecret && { secret: key.secret }),
  }
}

export function toM2MTokenObject(token: M2MToken, nowMs: number, withSecret = false): ApiObject {
  return {
    object: 'machine_to_machine_token',
    id: token.id,
    subject: token.subject,
    scopes: token.scopes,
    claims: token.claims,
    ...toLife(token, nowMs),
    created_at: token.createdAtMs,
    updated_at: token.updatedAtMs,
    ...(withSecret && { token: token.token }),
  }
}

export function toOAuthTokenObject(token: OAuthToken, nowMs: number): ApiObject {
  return {
    object: 'clerk_idp_oauth_access_token',
    id: token.id,
    client_id: token.clientId,
    type: 'oauth:access_token',
    subject: token.subject,
    scopes: token.scopes,
    ...(token.audiences.length > 0 && { aud: token.audiences }),
    ...toLife(token, nowMs),
    created_at: token.createdAtMs,
    updated_at: token.updatedAtMs,
  }
}

interface Life {
  readonly isRevoked: boolean
  readonly revocationReason: string | null
  readonly expiresAtMs: number | null
}

function toLife({ isRevoked, revocationReason, expiresAtMs }: Life, nowMs: number): ApiObject {
  const expired = expiresAtMs !== null && expiresAtMs <= nowMs
  return { revoked: isRevoked, revocation_reason: revocationReason, expired, expiration: expiresAtMs }
}
