/** People, organizations and sessions, as far as demos list them. */
import { answerJson, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import type { Session, User } from '../state/model.ts'
import { countMembers, findOrganization, readMembership } from '../state/people.ts'
import { toMembershipObject, toOrganizationObject, toSessionObject, toUserObject } from './objects.ts'

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
  return answerJson(page(call, filterUsers(call)).map(toUserObject))
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
  return user === null ? answerNotFound('User') : answerJson(toUserObject(user))
}

/** `GET /v1/organizations` */
export function answerOrganizations(call: Call): Response {
  const all = call.instance.store.list('organizations')
  const data = page(call, all).map((one) => toOrganizationObject(one, countMembers(call.instance, one.id)))
  return answerJson({ data, total_count: all.length })
}

/** `GET /v1/organizations/:id`, by id or slug */
export function answerOrganization(call: Call, member: Session | null): Response {
  const organization = findOrganization(call.instance, call.params['id'] ?? '')
  if (organization === null) return answerNotFound('Organization')
  return answerFor(member, toOrganizationObject(organization, countMembers(call.instance, organization.id)))
}

/** A server gets the object itself, the script of a member gets it in the envelope of its own API. */
function answerFor(member: Session | null, body: unknown): Response {
  return answerJson(member === null ? body : { response: body, client: null })
}

/** `GET /v1/users/:id/organization_memberships` and `GET /v1/organizations/:id/memberships` */
export function answerMemberships(call: Call, member: Session | null): Response {
  const { instance, params, url } = call
  const isOfUser = url.pathname.includes('/users/')
  const organizationId = isOfUser ? null : (findOrganization(instance, params['id'] ?? '')?.id ?? '')
  const all = instance.store
    .list('memberships')
    .filter((one) => (isOfUser ? one.userId === params['id'] : one.organizationId === organizationId))
  const data = page(call, all).flatMap((one) => {
    const facts = readMembership(instance, one)
    return facts === null ? [] : [toMembershipObject(facts)]
  })
  return answerFor(member, { data, total_count: all.length })
}

/** `GET /v1/sessions`, with `user_id`, `client_id` and `status` */
export function answerSessions(call: Call): Response {
  const fits = (name: string, value: string): boolean => [null, value].includes(call.url.searchParams.get(name))
  const sessions = call.instance.store
    .list('sessions')
    .filter((one) => fits('user_id', one.userId) && fits('client_id', one.clientId) && fits('status', one.status))
  const data = page(call, sessions).map(toSessionObject)
  return answerJson(call.url.searchParams.get('paginated') === 'true' ? { data, total_count: sessions.length } : data)
}
