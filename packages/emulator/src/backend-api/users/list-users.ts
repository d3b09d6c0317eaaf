/** `GET /v1/users` and `/v1/users/count`: who fits, in which order. */
import { answerJson } from '../../http/answers.ts'
import type { Call } from '../../http/call.ts'
import { type Orders, toPage } from '../../http/paging.ts'
import { toUserObject } from '../../objects/to-user-object.ts'
import { fieldRefusal } from '../../refusal.ts'
import type { User } from '../../state/model.ts'

const ORDERS: Orders<User> = {
  created_at: (user) => user.createdAtMs,
  updated_at: (user) => user.updatedAtMs,
  email_address: (user) => user.email.toLowerCase(),
  web3wallet: () => null,
  first_name: (user) => user.firstName.toLowerCase(),
  last_name: (user) => user.lastName.toLowerCase(),
  phone_number: (user) => user.phoneNumbers[0]?.number ?? null,
  username: (user) => user.username?.toLowerCase() ?? null,
  last_active_at: (user) => user.lastActiveAtMs,
  last_sign_in_at: (user) => user.lastSignInAtMs,
}

type Fits = (user: User) => boolean
type Read = (user: User) => readonly string[]

/** Lists in which a person has to be. The count takes parts of the first ones, as the provider says of it. */
const NAMES: Readonly<Record<string, Read>> = {
  email_address: (user) => user.emailAddresses.map(({ address }) => address.toLowerCase()),
  phone_number: (user) => user.phoneNumbers.map(({ number }) => number),
  username: (user) => (user.username === null ? [] : [user.username.toLowerCase()]),
  web3_wallet: () => [],
}
const IDS: Readonly<Record<string, Read>> = {
  user_id: (user) => [user.id],
  external_id: (user) => (user.externalId === null ? [] : [user.externalId]),
}
const TIMES: Readonly<Record<string, (user: User) => number | null>> = {
  last_active_at: (user) => user.lastActiveAtMs,
  created_at: (user) => user.createdAtMs,
  last_sign_in_at: (user) => user.lastSignInAtMs,
}

/** `GET /v1/users` */
export function answerUsers(call: Call): Response {
  const page = toPage(call.url.searchParams, filterUsers(call, false), ORDERS, '-created_at')
  return page instanceof Response ? page : answerJson(page.map((user) => toUserObject(call.instance, user)))
}

/** `GET /v1/users/count` */
export function answerUserCount(call: Call): Response {
  return answerJson({ object: 'total_count', total_count: filterUsers(call, true).length })
}

function filterUsers(call: Call, isInPart: boolean): readonly User[] {
  const { searchParams } = call.url
  const checks = [
    ...Object.entries(NAMES).map(([name, read]) => toNameCheck(searchParams.getAll(name), read, isInPart)),
    ...Object.entries(IDS).map(([name, read]) => toIdCheck(searchParams.getAll(name), read)),
    ...Object.entries(TIMES).flatMap(([name, read]) => toTimeChecks(searchParams, name, read)),
    toIdCheck(searchParams.getAll('organization_id'), toOrganizationIds(call)),
    toQueryCheck(searchParams.get('query')),
  ]
  return call.instance.store.list('users').filter((user) => checks.every((fits) => fits(user)))
}

function toNameCheck(wanted: readonly string[], read: Read, isInPart: boolean): Fits {
  const texts = wanted.map((text) => text.toLowerCase())
  if (texts.length === 0) return () => true
  return (user) => read(user).some((own) => texts.some((text) => (isInPart ? own.includes(text) : own === text)))
}

/** An id behind a minus sign leaves somebody out. */
function toIdCheck(wanted: readonly string[], read: Read): Fits {
  const out = new Set(wanted.filter((id) => id.startsWith('-')).map((id) => id.slice(1)))
  const into = new Set(wanted.filter((id) => !id.startsWith('-')).map((id) => id.replace(/^[+ ]/, '')))
  return (user) => {
    const own = read(user)
    return (into.size === 0 || own.some((id) => into.has(id))) && !own.some((id) => out.has(id))
  }
}

function toTimeChecks(search: URLSearchParams, name: string, read: (user: User) => number | null): readonly Fits[] {
  const after = readMs(search, `${name}_after`) ?? readMs(search, `${name}_since`)
  const before = readMs(search, `${name}_before`)
  // Whoever was never seen was seen neither before nor after.
  return [
    (user) => after === null || (read(user) ?? Number.NEGATIVE_INFINITY) > after,
    (user) => before === null || (read(user) ?? Number.POSITIVE_INFINITY) < before,
  ]
}

function readMs(search: URLSearchParams, name: string): number | null {
  const text = search.get(name)
  if (text === null || text === '') return null
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw fieldRefusal('form_param_value_invalid', `${name} must be a number of milliseconds.`, name)
}

function toOrganizationIds({ instance }: Call): Read {
  return (user) =>
    instance.store.list('memberships').flatMap((one) => (one.userId === user.id ? [one.organizationId] : []))
}

function toQueryCheck(query: string | null): Fits {
  const wanted = query?.trim().toLowerCase() ?? ''
  if (wanted === '') return () => true
  return (user) => {
    const names = [user.id, user.firstName, user.lastName, `${user.firstName} ${user.lastName}`]
    const all = [...names, ...Object.values(NAMES).flatMap((read) => read(user))]
    return all.some((text) => text.toLowerCase().includes(wanted))
  }
}
