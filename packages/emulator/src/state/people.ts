/** Who and what is there: people, organizations, and who belongs where. */
import type { Instance } from '../instance.ts'
import type { Membership, Organization, User } from './model.ts'

export function findOrganization({ store }: Instance, idOrSlug: string): Organization | null {
  return store.get('organizations', idOrSlug) ?? store.find('organizations', (one) => one.slug === idOrSlug)
}

/** By id, address, or the part of the address before the `@`. */
export function findUser({ store }: Instance, name: string): User | null {
  const wanted = name.trim().toLowerCase()
  const byAddress = store.find(
    'users',
    (user) => user.email.toLowerCase() === wanted || user.username?.toLowerCase() === wanted,
  )
  return (
    store.get('users', name) ??
    byAddress ??
    store.find('users', (user) => user.email.toLowerCase().startsWith(`${wanted}@`))
  )
}

export function isMember({ store }: Instance, userId: string, organizationId: string): boolean {
  return store.find('memberships', (one) => one.userId === userId && one.organizationId === organizationId) !== null
}

/** The organizations of a person, in the order in which they joined. */
export function organizationsOf(
  { store }: Instance,
  userId: string,
): readonly (Organization & { readonly role: string })[] {
  const found = store.list('memberships').filter((one) => one.userId === userId)
  return found.flatMap((one) => {
    const organization = store.get('organizations', one.organizationId)
    return organization === null ? [] : [{ ...organization, role: one.role }]
  })
}

/** A membership with both its ends. */
export interface MembershipFacts {
  readonly membership: Membership
  readonly organization: Organization
  readonly user: User
  readonly permissions: readonly string[]
  readonly membersCount: number
}

/** The memberships of a person, with everything that is shown of them. */
export function membershipsOf(instance: Instance, userId: string): readonly MembershipFacts[] {
  return instance.store
    .list('memberships')
    .flatMap((one) => (one.userId === userId ? (readMembership(instance, one) ?? []) : []))
}

/** One membership with both its ends; null when one of them is gone. */
export function readMembership({ store }: Instance, membership: Membership): MembershipFacts | null {
  const user = store.get('users', membership.userId)
  const organization = store.get('organizations', membership.organizationId)
  if (user === null || organization === null) return null
  const permissions = membership.permissions ?? store.get('roles', membership.role)?.permissions ?? []
  return { membership, user, organization, permissions, membersCount: countMembers({ store }, organization.id) }
}

export function countMembers({ store }: Pick<Instance, 'store'>, organizationId: string): number {
  return store.list('memberships').filter((one) => one.organizationId === organizationId).length
}

/** Somebody new, who belongs to no organization. */
export function createUser(
  { store, random, clock }: Instance,
  facts: Pick<User, 'email' | 'firstName' | 'lastName'>,
): User {
  const user: User = {
    id: random.id('user_'),
    username: null,
    task: null,
    defaultOrganizationId: null,
    features: [],
    plans: [],
    publicMetadata: {},
    createdAtMs: clock.nowMs(),
    ...facts,
  }
  store.write((tx) => tx.put('users', user))
  return user
}
