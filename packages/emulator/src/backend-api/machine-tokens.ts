/**
 * Verifies API keys, M2M tokens and OAuth tokens. A token that is revoked, expired or unknown is answered with 404.
 *
 * @see emulator.md 4; protocol.md 9.4
 */
import { answerJson, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import type { Machine } from '../state/model.ts'
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
