/** Browsers, as servers see them. */
import { decodeJwt } from 'jose'
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toPage } from '../http/paging.ts'
import { toParams } from '../http/params.ts'
import type { Instance } from '../instance.ts'
import type { ApiObject } from '../objects/api-object.ts'
import { toSessionObject } from '../objects/to-session-object.ts'
import { notFoundRefusal } from '../refusal.ts'
import type { Client } from '../state/model.ts'
import { findClient } from '../state/visits.ts'
import { isOwnToken } from './sessions.ts'

/** `GET /v1/clients` */
export function answerClients({ instance, url }: Call): Response {
  const all = instance.store.list('clients').toReversed()
  const page = toPage(url.searchParams, all)
  if (page instanceof Response) return page
  const data = page.map((client) => toClientObject(instance, client))
  return answerJson(url.searchParams.get('paginated') === 'true' ? { data, total_count: all.length } : data)
}

/** `GET /v1/clients/:id` */
export function answerClient({ instance, params }: Call): Response {
  const client = instance.store.get('clients', params['id'] ?? '')
  if (client === null) throw notFoundRefusal('Client')
  return answerJson(toClientObject(instance, client))
}

/** `POST /v1/clients/verify`: whose cookie or session token this is. */
export async function answerVerifyClient(
  { instance }: Call,
  _caller: null,
  body: Readonly<Record<string, unknown>>,
): Promise<Response> {
  const token = toParams(body).required('token')
  const client = findClient(instance, token) ?? (await findClientOfToken(instance, token))
  if (client === null) throw notFoundRefusal('Client')
  return answerJson(toClientObject(instance, client))
}

async function findClientOfToken(instance: Instance, token: string): Promise<Client | null> {
  const sessionId = readSessionId(token)
  const session = instance.store.get('sessions', sessionId)
  if (session === null || !(await isOwnToken(instance, token, sessionId))) return null
  return instance.store.get('clients', session.clientId)
}

function readSessionId(token: string): string {
  try {
    return String(decodeJwt(token)['sid'])
  } catch {
    return ''
  }
}

function toClientObject(instance: Instance, client: Client): ApiObject {
  const nowMs = instance.clock.nowMs()
  const sessions = client.sessionIds.flatMap((id) => instance.store.get('sessions', id) ?? [])
  return {
    object: 'client',
    id: client.id,
    session_ids: sessions.map(({ id }) => id),
    sessions: sessions.map((session) => toSessionObject(session, nowMs)),
    sign_in_id: client.signInId,
    sign_up_id: client.signUpId,
    last_active_session_id: client.lastActiveSessionId,
    last_authentication_strategy: client.lastStrategy,
    created_at: client.createdAtMs,
    updated_at: Math.max(client.createdAtMs, client.changedAtSec * 1000),
  }
}
