/** `GET` and `POST /v1/sessions`. */
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toPage } from '../http/paging.ts'
import { toParams } from '../http/params.ts'
import { toSessionObject } from '../objects/to-session-object.ts'
import { notFoundRefusal, Refusal } from '../refusal.ts'
import { createClient, isAlive, startSession } from '../state/visits.ts'
import { isOwnToken } from './sessions.ts'

type Body = Readonly<Record<string, unknown>>

/** `GET /v1/sessions`, with `user_id`, `client_id` and `status`; the newest first. */
export function answerSessions({ instance, url }: Call): Response {
  const { searchParams } = url
  const nowMs = instance.clock.nowMs()
  const fits = (name: string, value: unknown): boolean => [null, '', value].includes(searchParams.get(name))
  const all = instance.store
    .list('sessions')
    .map((session) => toSessionObject(session, nowMs))
    .filter(
      (one) => fits('user_id', one['user_id']) && fits('client_id', one['client_id']) && fits('status', one['status']),
    )
    .toReversed()
  const data = toPage(searchParams, all)
  if (data instanceof Response) return data
  return answerJson(searchParams.get('paginated') === 'true' ? { data, total_count: all.length } : data)
}

/** `POST /v1/sessions`: a session in a browser of its own, for tests. */
export function answerCreateSession({ instance }: Call, _caller: null, body: Body): Response {
  const user = instance.store.get('users', toParams(body).required('user_id'))
  if (user === null) throw notFoundRefusal('User')
  if (user.isBanned) throw new Refusal(403, 'user_banned', 'This person may not sign in.')
  const session = instance.store.write(() => startSession(instance, createClient(instance), user))
  return answerJson(toSessionObject(session, instance.clock.nowMs()))
}

/** `POST /v1/sessions/:id/verify`: whether a token is one of this session, which goes on. */
export async function answerVerifySession({ instance, params }: Call, _caller: null, body: Body): Promise<Response> {
  const token = toParams(body).required('token')
  const session = instance.store.get('sessions', params['id'] ?? '')
  const nowMs = instance.clock.nowMs()
  if (session === null || !isAlive(session, nowMs) || !(await isOwnToken(instance, token, session.id)))
    throw notFoundRefusal('Session')
  return answerJson(toSessionObject(session, nowMs))
}
