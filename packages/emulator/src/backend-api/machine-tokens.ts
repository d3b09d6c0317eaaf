/**
 * Verifies API keys, M2M tokens and OAuth tokens, and makes and revokes M2M tokens. A token that is revoked, expired or unknown is answered with 404.
 *
 * @see emulator.md 4; protocol.md 9.4
 */
import { answerJson, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { makeM2MToken } from '../mint/machine-tokens.ts'
import type { JsonObject, M2MToken, Machine } from '../state/model.ts'
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
function readNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
function readObject(value: unknown): JsonObject | null {
  // It came out of JSON, so whatever is inside it is JSON.
  return isObject(value) ? (value as JsonObject) : null
}
