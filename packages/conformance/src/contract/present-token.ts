/** What the mint made → what somebody presents, and what an application that accepts it then sees. */
import type { ApiKey, M2MToken, MintedSession, OAuthToken } from '@postern/emulator'

export interface Presented {
  /** The credential, without `Bearer`. */
  readonly token: string
  /** Fields of the auth object, where the credential holds. @see protocol.md 11.1, 11.4 */
  readonly seen: Readonly<Record<string, unknown>>
}

export async function presentSession(minted: MintedSession | Promise<MintedSession>): Promise<Presented> {
  const { token, sessionId, userId, organizationId } = await minted
  return { token, seen: { sessionId, userId, orgId: organizationId, sessionClaims: { sid: sessionId, sub: userId } } }
}

export async function presentApiKey(minted: Promise<ApiKey>): Promise<Presented> {
  const { secret, id, name, subject, scopes, claims } = await minted
  return { token: secret, seen: { id, name, subject, scopes, claims, userId: subject, orgId: null } }
}

export async function presentM2MToken(minted: Promise<M2MToken>): Promise<Presented> {
  const { token, id, subject, scopes } = await minted
  return { token, seen: { id, subject, scopes, machineId: subject } }
}

export async function presentOAuthToken(minted: Promise<OAuthToken>): Promise<Presented> {
  const { token, id, subject, scopes, clientId } = await minted
  return { token, seen: { id, subject, scopes, clientId, userId: subject } }
}
