/** People and sessions, as far as demos list them. */
import { answerJson, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import type { User } from '../state/model.ts'
import { toSessionObject } from '../objects/to-session-object.ts'
import { toUserObject } from '../objects/to-user-object.ts'

const DEFAULT_LIMIT = 10
const MAX_LIMIT = 500

function page<R>(call: Call, records: readonly R[]): readonly R[] {
  const read = (name: string, fallback: number): number => {
    const value = Number(call.url.searchParams.get(name) ?? Number.NaN)
    return Number.isInteger(value) && value >= 0 ? value : fallback
  }
  const offset = read('offset', 0)
  return records.slice(offset, offset + Math.min(read('limit', DEFAULT_LIMIT), MAX_LIMIT))
}

/** `GET /v1/users` with `user_id`, `email_address` and `query`. */
export function answerUsers(call: Call): Response {
  return answerJson(page(call, filterUsers(call)).map((user) => toUserObject(call.instance, user)))
}

/** `GET /v1/users/count` */
export function answerUserCount(call: Call): Response {
  return answerJson({ object: 'total_count', total_count: filterUsers(call).length })
}

function filterUsers({ instance, url }: Call): readonly User[] {
  const ids = url.searchParams.getAll('user_id')
  const addresses = url.searchParams.getAll('email_address').map((text) => text.toLowerCase())
  const query = url.searchParams.get('query')?.toLowerCase() ?? ''
  return instance.store.list('users').filter((user) => {
    const text = `${user.id} ${user.email} ${user.firstName} ${user.lastName}`.toLowerCase()
    return (
      (ids.length === 0 || ids.includes(user.id)) &&
      (addresses.length === 0 || addresses.includes(user.email.toLowerCase())) &&
      text.includes(query)
    )
  })
}

/** `GET /v1/users/:id` */
export function answerUser(call: Call): Response {
  const user = call.instance.store.get('users', call.params['id'] ?? '')
  return user === null ? answerNotFound('User') : answerJson(toUserObject(call.instance, user))
}

/** `GET /v1/sessions`, with `user_id`, `client_id` and `status` */
export function answerSessions(call: Call): Response {
  const fits = (name: string, value: string): boolean => [null, value].includes(call.url.searchParams.get(name))
  const sessions = call.instance.store
    .list('sessions')
    .filter((one) => fits('user_id', one.userId) && fits('client_id', one.clientId) && fits('status', one.status))
  const data = page(call, sessions).map((one) => toSessionObject(one, call.instance.clock.nowMs()))
  return answerJson(call.url.searchParams.get('paginated') === 'true' ? { data, total_count: sessions.length } : data)
}
