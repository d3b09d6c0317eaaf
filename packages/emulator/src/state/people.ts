/** Who and what is there: people, organizations, and who belongs where. */
import type { Instance } from '../instance.ts'
import type { Credentials, EmailAddress, Membership, Organization, User } from './model.ts'
import { isSystemPermission } from './system-permissions.ts'

export function findOrganization({ store }: Instance, idOrSlug: string): Organization | null {
  return store.get('organizations', idOrSlug) ?? store.find('organizations', (one) => one.slug === idOrSlug)
}

/** By id, address, or the part of the address before the `@`. */
export function findUser({ store }: Instance, name: string): User | null {
  const wanted = name.trim().toLowerCase()
  const byAddress =
    ownerOfAddress({ store }, wanted) ?? store.find('users', (user) => user.username?.toLowerCase() === wanted)
  return (
    store.get('users', name) ??
    byAddress ??
    store.find('users', (user) => user.email.toLowerCase().startsWith(`${wanted}@`))
  )
}

export function findMembership({ store }: Instance, userId: string, organizationId: string): Membership | null {
  return store.find('memberships', (one) => one.userId === userId && one.organizationId === organizationId)
}

export function isMember(instance: Instance, userId: string, organizationId: string): boolean {
  return findMembership(instance, userId, organizationId) !== null
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
  /** Those of the application and those of the system. */
  readonly permissions: readonly string[]
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
  const ofRole = store.get('roles', membership.role)?.permissions ?? []
  const own = membership.permissions
  // Permissions of the membership's own stand in for those of the application. What the provider's pages ask for follows from the role.
  const permissions = own === null ? ofRole : [...own, ...ofRole.filter(isSystemPermission)]
  return { membership, user, organization, permissions: [...new Set(permissions)] }
}

export function countMembers({ store }: Pick<Instance, 'store'>, organizationId: string): number {
  return store.list('memberships').filter((one) => one.organizationId === organizationId).length
}

/** What a fresh person may bring along. */
export type PersonFacts = Partial<Omit<User, 'id' | 'email' | 'emailAddresses' | 'primaryEmailAddressId'>>

/** A person's record with its defaults. @param addresses The first is the primary one. */
export function toUser(id: string, addresses: readonly EmailAddress[], nowMs: number, facts: PersonFacts = {}): User {
  return withAddresses(
    {
      id,
      email: '',
      emailAddresses: [],
      primaryEmailAddressId: null,
      phoneNumbers: [],
      primaryPhoneNumberId: null,
      username: null,
      firstName: '',
      lastName: '',
      externalId: null,
      imageUrl: null,
      task: null,
      defaultOrganizationId: null,
      features: [],
      plans: [],
      publicMetadata: {},
      privateMetadata: {},
      unsafeMetadata: {},
      isBanned: false,
      isLocked: false,
      canDeleteSelf: true,
      canCreateOrganization: true,
      maxOrganizations: null,
      legalAcceptedAtMs: null,
      locale: null,
      lastSignInAtMs: null,
      lastActiveAtMs: null,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      ...facts,
    },
    addresses,
    addresses[0]?.id ?? null,
  )
}

/** The person with these addresses. @param primaryId One that is not among them leaves the first verified one primary. */
export function withAddresses(user: User, addresses: readonly EmailAddress[], primaryId: string | null): User {
  const primary =
    addresses.find(({ id }) => id === primaryId) ??
    addresses.find(({ verification }) => verification?.status === 'verified') ??
    null
  return {
    ...user,
    email: primary?.address ?? '',
    emailAddresses: addresses,
    primaryEmailAddressId: primary?.id ?? null,
  }
}

/** An address that its owner has proven. @param strategy How. */
export function toVerifiedAddress(id: string, address: string, nowMs: number, strategy: string): EmailAddress {
  const verification = { status: 'verified', strategy, code: null, attempts: 0, expiresAtMs: null } as const
  return { id, address, verification, createdAtMs: nowMs, updatedAtMs: nowMs }
}

/** Whether somebody has this address, verified or not, in any case of letters. */
export function ownerOfAddress({ store }: Pick<Instance, 'store'>, address: string): User | null {
  const wanted = address.trim().toLowerCase()
  if (wanted === '') return null
  return store.find('users', (user) => user.emailAddresses.some((one) => one.address.toLowerCase() === wanted))
}

/** Somebody new, who belongs to no organization. */
export function createUser(
  { store, random, clock }: Instance,
  { email, ...facts }: PersonFacts & { readonly email: string },
): User {
  const nowMs = clock.nowMs()
  const address = toVerifiedAddress(random.id('idn_'), email, nowMs, 'email_code')
  const user = toUser(random.id('user_'), [address], nowMs, facts)
  store.write((tx) => tx.put('users', user))
  return user
}

/** Nothing to sign in with. */
export function toCredentials(userId: string): Credentials {
  return { id: userId, password: null, totp: null, backupCodes: [], mfaEnabledAtMs: null, mfaDisabledAtMs: null }
}

/** What this person signs in with. */
export function credentialsOf({ store }: Pick<Instance, 'store'>, userId: string): Credentials {
  return store.get('credentials', userId) ?? toCredentials(userId)
}
