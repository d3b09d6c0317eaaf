/**
 * Makes machine tokens of all three kinds.
 *
 * @see emulator.md 2.4
 */
import {
  API_KEY_PREFIX,
  M2M_CATEGORY,
  M2M_TOKEN_PREFIX,
  OAUTH_TOKEN_PREFIX,
  OAUTH_TOKEN_TYPES,
} from '@postern/core/wire'
import { toSec } from '../create-clock.ts'
import { type Instance, toIssuer, toOAuthIssuer } from '../instance.ts'
import type { ApiKey, JsonObject, M2MToken, OAuthToken } from '../state/model.ts'
import { toHeader } from './sign-session-token.ts'

/** What every kind has. */
export interface MachineTokenStart {
  readonly subject: string
  readonly scopes: readonly string[]
  readonly claims: JsonObject | null
  /** Life from now, in seconds; negative makes one that has expired; null makes one that does not end. */
  readonly expiresInSec: number | null
}

function toRecord({ clock }: Instance, { subject, scopes, claims, expiresInSec }: MachineTokenStart) {
  const nowMs = clock.nowMs()
  const expiresAtMs = expiresInSec === null ? null : nowMs + expiresInSec * 1000
  return {
    subject,
    scopes,
    claims,
    isRevoked: false,
    revocationReason: null,
    expiresAtMs,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  }
}

export interface ApiKeyStart extends MachineTokenStart {
  readonly name: string
  readonly description: string | null
  readonly createdBy: string | null
}

export function makeApiKey(instance: Instance, start: ApiKeyStart): ApiKey {
  const { random, store } = instance
  const { name, description, createdBy } = start
  const secret = random.secret(API_KEY_PREFIX)
  const key: ApiKey = {
    ...toRecord(instance, start),
    id: random.id(API_KEY_PREFIX),
    secret,
    name,
    description,
    createdBy,
    lastUsedAtMs: null,
  }
  store.write((tx) => tx.put('apiKeys', key))
  return key
}

export interface M2MTokenStart extends MachineTokenStart {
  readonly format: 'opaque' | 'jwt'
  readonly isForeign?: boolean
}

const JWT_LIFETIME_SEC = 3_600

export async function makeM2MToken(instance: Instance, start: M2MTokenStart): Promise<M2MToken> {
  const { random, store } = instance
  const id = random.id(M2M_TOKEN_PREFIX)
  const base = toRecord(instance, start)
  const token = start.format === 'opaque' ? random.secret(M2M_TOKEN_PREFIX) : await signM2MToken(instance, id, start)
  const made: M2MToken = { ...base, id, token }
  store.write((tx) => tx.put('m2mTokens', made))
  return made
}

function signM2MToken(
  instance: Instance,
  id: string,
  { subject, scopes, claims, expiresInSec, isForeign }: M2MTokenStart,
): Promise<string> {
  const payload = {
    ...toTimes(instance, expiresInSec),
    sub: subject,
    jti: id,
    ...(scopes.length > 0 && { scopes: scopes.join(' ') }),
    ...claims,
  }
  return instance.keyring.sign(toHeader(instance, M2M_CATEGORY), payload, isForeign)
}

export interface OAuthTokenStart extends MachineTokenStart {
  readonly clientId: string
  readonly format: 'opaque' | 'jwt'
  readonly audiences: readonly string[]
  readonly hasRefreshToken: boolean
  /** The grant that it follows from. Default: none. */
  readonly grantId?: string
  readonly isForeign?: boolean
}

export async function makeOAuthToken(instance: Instance, start: OAuthTokenStart): Promise<OAuthToken> {
  const made = await signOAuthToken(instance, start)
  instance.store.write((tx) => tx.put('oauthTokens', made))
  return made
}

/** A token that nobody has yet: it counts once it is put into the store. */
export async function signOAuthToken(instance: Instance, start: OAuthTokenStart): Promise<OAuthToken> {
  const { random } = instance
  const id = random.id(OAUTH_TOKEN_PREFIX)
  return {
    ...toRecord(instance, start),
    id,
    token: start.format === 'opaque' ? random.secret(OAUTH_TOKEN_PREFIX) : await signAccessToken(instance, id, start),
    refreshToken: start.hasRefreshToken ? random.secret('ort_') : null,
    isRefreshTokenUsed: false,
    clientId: start.clientId,
    audiences: start.audiences,
    grantId: start.grantId ?? null,
  }
}

function signAccessToken(instance: Instance, id: string, start: OAuthTokenStart): Promise<string> {
  const { subject, scopes, clientId, audiences, claims, expiresInSec, isForeign } = start
  const [aud] = audiences
  const payload = {
    ...toTimes(instance, expiresInSec),
    iss: toOAuthIssuer(instance),
    sub: subject,
    client_id: clientId,
    jti: id,
    scope: scopes.join(' '),
    ...(aud !== undefined && { aud: audiences.length === 1 ? aud : audiences }),
    ...claims,
  }
  return instance.keyring.sign(toHeader(instance, null, { typ: OAUTH_TOKEN_TYPES[0] }), payload, isForeign)
}

function toTimes(instance: Instance, expiresInSec: number | null) {
  const nowSec = toSec(instance.clock.nowMs())
  const exp = nowSec + (expiresInSec ?? JWT_LIFETIME_SEC)
  const iat = Math.min(nowSec, exp - 1)
  return { iss: toIssuer(instance), iat, nbf: iat - 10, exp }
}
