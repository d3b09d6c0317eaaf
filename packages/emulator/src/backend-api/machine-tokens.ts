/**
 * Verifies, makes and revokes API keys, M2M tokens and OAuth tokens. A token that is revoked, expired or unknown is answered with 404.
 *
 * @see emulator.md 4; protocol.md 9.4
 */
import { answerError, answerJson, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { makeApiKey, makeM2MToken } from '../mint/machine-tokens.ts'
import type { ApiKey, JsonObject, M2MToken, Machine } from '../state/model.ts'
import { isObject } from '../state/shape.ts'
import { type Life, toTokenStatus } from '../state/to-token-status.ts'
import { toApiKeyObject, toM2MTokenObject, toOAuthTokenObject } from './machine-objects.ts'

type Body = Readonly<Record<string, unknown>>

/** Why a token is not good; null when it is. */
function whyDead(record: Life | null, nowMs: number): 'unknown' | 'revoked' | 'expired' | null {
  const status = record === null ? 'unknown' : toTokenStatus(record, nowMs)
  return status === 'active' ? null : status
}

/** `POST /api_keys/verify` */
export function answerVerifyApiKey(call: Call, _caller: Machine | null, body: Body): Response {
  const { store, clock } = call.instance
  const key = store.find('apiKeys', (one) => one.secret === body['secret'])
  const dead = whyDead(key, clock.nowMs())
  call.note(`API key ${dead ?? `of ${key?.subject}`}`)
  if (key === null || dead !== null) return answerNotFound('API key')
  const used = { ...key, lastUsedAtMs: clock.nowMs() }
  store.write((tx) => tx.put('apiKeys', used))
  return answerJson(toApiKeyObject(used, clock.nowMs()))
}

/** `POST /m2m_tokens/verify`. A machine gets an answer about tokens that were meant for it only. */
export function answerVerifyM2MToken(call: Call, receiver: Machine | null, body: Body): Response {
  const { store, clock } = call.instance
  const token = store.find('m2mTokens', (one) => one.token === body['token'])
  const isStranger =
    token !== null && receiver !== null && token.subject !== receiver.id && !token.scopes.includes(receiver.id)
  const dead = isStranger ? `not meant for ${receiver.id}` : whyDead(token, clock.nowMs())
  call.note(`M2M token ${dead ?? `of ${token?.subject}`}`)
  if (token === null || dead !== null) return answerNotFound('Machine token')
  return answerJson(toM2MTokenObject(token, clock.nowMs()))
}

/** `POST /oauth_applications/access_tokens/verify` */
export function answerVerifyOAuthToken(call: Call, _caller: null, body: Body): Response {
  const { store, clock } = call.instance
  const token = store.find('oauthTokens', (one) => one.token === body['access_token'])
  const dead = whyDead(token, clock.nowMs())
  call.note(`OAuth token ${dead ?? `of ${token?.subject}`}`)
  if (token === null || dead !== null) return answerNotFound('OAuth token')
  return answerJson(toOAuthTokenObject(token, clock.nowMs()))
}

/** `POST /api_keys` */
export function answerCreateApiKey(call: Call, _caller: null, body: Body): Response {
  const { store, clock } = call.instance
  const subject = readText(body['subject'])
  const name = readText(body['name'])
  if (subject === null || name === null) return answerError(422, 'form_param_missing', 'name and subject are required.')
  if (store.get('users', subject) === null && store.get('organizations', subject) === null)
    return answerNotFound('Subject')
  const key = makeApiKey(call.instance, {
    name,
    subject,
    scopes: readTexts(body['scopes']),
    claims: readObject(body['claims']),
    expiresInSec: readNumber(body['seconds_until_expiration']),
    description: readText(body['description']),
    createdBy: readText(body['created_by']),
  })
  call.note(`API key ${key.id} of ${subject} made`)
  return answerJson(toApiKeyObject(key, clock.nowMs(), true))
}

/** `GET /api_keys?subject=` */
export function answerListApiKeys(call: Call): Response {
  const { store, clock } = call.instance
  const subject = call.url.searchParams.get('subject')
  const withInvalid = call.url.searchParams.get('include_invalid') === 'true'
  const keys = store
    .list('apiKeys')
    .filter((key) => key.subject === subject && (withInvalid || whyDead(key, clock.nowMs()) === null))
  return answerJson({
    data: keys.toReversed().map((key) => toApiKeyObject(key, clock.nowMs())),
    total_count: keys.length,
  })
}

/** `GET /api_keys/:id`, `GET /api_keys/:id/secret` */
export function answerApiKey(call: Call): Response {
  const key = call.instance.store.get('apiKeys', call.params['id'] ?? '')
  if (key === null) return answerNotFound('API key')
  const isSecret = call.url.pathname.endsWith('/secret')
  return answerJson(isSecret ? { secret: key.secret } : toApiKeyObject(key, call.instance.clock.nowMs()))
}

/** `POST /api_keys/:id/revoke` */
export function answerRevokeApiKey(call: Call, _caller: null, body: Body): Response {
  const { store, clock } = call.instance
  const key = store.get('apiKeys', call.params['id'] ?? '')
  if (key === null) return answerNotFound('API key')
  const revocationReason = readText(body['revocation_reason'])
  const revoked: ApiKey = { ...key, isRevoked: true, revocationReason, updatedAtMs: clock.nowMs() }
  store.write((tx) => tx.put('apiKeys', revoked))
  call.note(`API key ${key.id} revoked`)
  return answerJson(toApiKeyObject(revoked, clock.nowMs()))
}

/** `POST /m2m_tokens`, with a machine's secret key. */
export async function answerCreateM2MToken(call: Call, machine: Machine, body: Body): Promise<Response> {
  const token = await makeM2MToken(call.instance, {
    subject: machine.id,
    scopes: machine.scopes,
    claims: readObject(body['claims']),
    expiresInSec: readNumber(body['seconds_until_expiration']),
    format: body['token_format'] === 'jwt' ? 'jwt' : 'opaque',
  })
  call.note(`M2M token ${token.id} of ${machine.id} made`)
  return answerJson(toM2MTokenObject(token, call.instance.clock.nowMs(), true))
}

/** `GET /m2m_tokens?subject=` */
export function answerListM2MTokens(call: Call, machine: Machine | null): Response {
  const { store, clock } = call.instance
  const subject = machine?.id ?? call.url.searchParams.get('subject')
  const wants = (name: string): boolean => call.url.searchParams.get(name) === 'true'
  const tokens = store.list('m2mTokens').filter((token) => {
    const dead = whyDead(token, clock.nowMs())
    return (
      token.subject === subject &&
      (dead === null || (dead === 'revoked' && wants('revoked')) || (dead === 'expired' && wants('expired')))
    )
  })
  return answerJson({
    m2m_tokens: tokens.toReversed().map((token) => toM2MTokenObject(token, clock.nowMs())),
    total_count: tokens.length,
  })
}

/** `POST /m2m_tokens/:id/revoke` */
export function answerRevokeM2MToken(call: Call, machine: Machine | null, body: Body): Response {
  const { store, clock } = call.instance
  const token = store.get('m2mTokens', call.params['id'] ?? '')
  if (token === null || (machine !== null && token.subject !== machine.id)) return answerNotFound('Machine token')
  const revocationReason = readText(body['revocation_reason'])
  const revoked: M2MToken = { ...token, isRevoked: true, revocationReason, updatedAtMs: clock.nowMs() }
  store.write((tx) => tx.put('m2mTokens', revoked))
  call.note(`M2M token ${token.id} revoked`)
  return answerJson(toM2MTokenObject(revoked, clock.nowMs()))
}

function readText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
function readTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
function readNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
function readObject(value: unknown): JsonObject | null {
  // It came out of JSON, so whatever is inside it is JSON.
  return isObject(value) ? (value as JsonObject) : null
}
