/** Which members a list is about, as both APIs ask for it. */
import type { MembershipFacts } from '../people.ts'
import type { User } from '../model.ts'
import type { Orders } from '../../http/paging.ts'

/** What `order_by` takes. */
export const memberOrders: Orders<MembershipFacts> = {
  created_at: ({ membership }) => membership.createdAtMs,
  first_name: ({ user }) => user.firstName.toLowerCase(),
  last_name: ({ user }) => user.lastName.toLowerCase(),
  email_address: ({ user }) => user.email.toLowerCase(),
  username: ({ user }) => user.username?.toLowerCase() ?? null,
  phone_number: ({ user }) => phonesOf(user)[0] ?? null,
}

/** Lists of exact values, of which one must fit. */
const EXACT: Readonly<Record<string, (facts: MembershipFacts) => readonly (string | null)[]>> = {
  user_id: ({ user }) => [user.id],
  role: ({ membership }) => [membership.role],
  email_address: ({ user }) => addressesOf(user),
  username: ({ user }) => [user.username],
  phone_number: ({ user }) => phonesOf(user),
  web3_wallet: () => [],
}
/** Texts that must stand somewhere inside, in any case of letters. */
const WITHIN: Readonly<Record<string, (user: User) => readonly (string | null)[]>> = {
  query: (user) => [user.id, user.username, fullName(user), ...addressesOf(user), ...phonesOf(user)],
  email_address_query: addressesOf,
  name_query: (user) => [fullName(user)],
  username_query: (user) => [user.username],
  phone_number_query: phonesOf,
}

/** Those of the members whom the filters of the query let through. */
export function filterMembers(
  search: URLSearchParams,
  members: readonly MembershipFacts[],
): readonly MembershipFacts[] {
  const exact = Object.entries(EXACT).filter(([name]) => search.has(name))
  const within = Object.entries(WITHIN).filter(([name]) => (search.get(name) ?? '') !== '')
  return members.filter(
    (facts) =>
      exact.every(([name, read]) => isListed(valuesOf(search, name), read(facts))) &&
      within.every(([name, read]) => isWithin(search.get(name) ?? '', read(facts.user))) &&
      isWhen(search, facts),
  )
}

/** A list is repeated, or stands in one field with commas. Every value is compared in any case of letters. */
export function valuesOf(search: URLSearchParams, name: string): ReadonlySet<string> {
  const values = search.getAll(name).flatMap((text) => text.split(','))
  return new Set(values.map((text) => text.trim().toLowerCase()).filter((text) => text !== ''))
}

function isListed(wanted: ReadonlySet<string>, values: readonly (string | null)[]): boolean {
  return wanted.size === 0 || values.some((value) => value !== null && wanted.has(value.toLowerCase()))
}

function isWithin(wanted: string, values: readonly (string | null)[]): boolean {
  return values.some((value) => value?.toLowerCase().includes(wanted.trim().toLowerCase()) === true)
}

function isWhen(search: URLSearchParams, { membership, user }: MembershipFacts): boolean {
  const isIn = (name: string, atMs: number | null): boolean => {
    const before = Number(search.get(`${name}_before`) ?? Number.NaN)
    const after = Number(search.get(`${name}_after`) ?? Number.NaN)
    const isBefore = Number.isNaN(before) || (atMs !== null && atMs < before)
    return isBefore && (Number.isNaN(after) || (atMs !== null && atMs > after))
  }
  return isIn('created_at', membership.createdAtMs) && isIn('last_active_at', user.lastActiveAtMs)
}

function addressesOf({ emailAddresses }: User): readonly string[] {
  return emailAddresses.map(({ address }) => address)
}
function phonesOf({ phoneNumbers }: User): readonly string[] {
  return phoneNumbers.map(({ number }) => number)
}
function fullName({ firstName, lastName }: User): string {
  return `${firstName} ${lastName}`
}
