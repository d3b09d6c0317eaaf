/** Who belongs to an organization, in which role. Every change is one write; what does not fit is thrown as a Refusal. */
import type { Instance } from '../../instance.ts'
import { notFoundRefusal, Refusal } from '../../refusal.ts'
import type { Writer } from '../create-store.ts'
import type { JsonObject, Membership, Organization } from '../model.ts'
import { countMembers, findMembership, type MembershipFacts, readMembership } from '../people.ts'
import { forgetActive } from './forget-active.ts'
import { KEEPER_PERMISSION, requireRole } from './roles-of.ts'

/** What a fresh membership is like. */
export interface MemberFacts {
  readonly userId: string
  /** Its key, with or without `org:`. */
  readonly role: string
  readonly publicMetadata?: JsonObject
}

/** @throws Refusal 404 for a person who is not there, 400 for a member, 403 for one too many, 422 for a role that is not there. */
export function addMember(instance: Instance, { id }: Organization, facts: MemberFacts): MembershipFacts {
  const { store, random, clock } = instance
  const nowMs = clock.nowMs()
  return store.write((tx) => {
    const organization = store.get('organizations', id)
    const user = store.get('users', facts.userId)
    if (organization === null) throw notFoundRefusal('Organization')
    if (user === null) throw notFoundRefusal('User')
    if (findMembership(instance, user.id, id) !== null) throw memberRefusal(user.email === '' ? user.id : user.email)
    checkQuota(instance, organization, 1)
    const membership: Membership = {
      id: random.id('orgmem_'),
      userId: user.id,
      organizationId: id,
      role: requireRole(instance, facts.role),
      permissions: null,
      publicMetadata: facts.publicMetadata ?? {},
      privateMetadata: {},
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    }
    tx.put('memberships', membership)
    return requireFacts(instance, membership)
  })
}

/** @param address Or whatever else the person is known by. */
export function memberRefusal(address: string): Refusal {
  return new Refusal(400, 'already_a_member_in_organization', `${address} is already a member of the organization.`)
}

/** @param more How many would join. @throws Refusal 403. */
export function checkQuota(instance: Instance, { id, maxMemberships }: Organization, more: number): void {
  if (maxMemberships > 0 && countMembers(instance, id) + more > maxMemberships) throw quotaRefusal(maxMemberships)
}

/** @param most How many there may be. */
export function quotaRefusal(most: number): Refusal {
  return new Refusal(
    403,
    'organization_membership_quota_exceeded',
    `The organization may have ${most} members, those who are invited included.`,
  )
}

/** Who asks for a change: a server may leave an organization without anybody who can look after it. */
export type ChangedBy = 'server' | 'person'

/** @throws Refusal 404, 422 for a role that is not there, 400 when a person would leave nobody to look after the organization. */
export function changeRole(
  instance: Instance,
  organizationId: string,
  userId: string,
  role: string,
  by: ChangedBy,
): MembershipFacts {
  return instance.store.write((tx) => {
    const membership = requireMembership(instance, organizationId, userId)
    const wasKept = isKept(instance, organizationId)
    const changed: Membership = {
      ...membership,
      role: requireRole(instance, role),
      // Those of its own stood in for those of the role before.
      permissions: null,
      updatedAtMs: instance.clock.nowMs(),
    }
    tx.put('memberships', changed)
    if (by === 'person' && wasKept) checkKept(instance, organizationId)
    return requireFacts(instance, changed)
  })
}

/** @throws Refusal 404, 400 when a person would leave nobody to look after the organization. */
export function removeMember(
  instance: Instance,
  organizationId: string,
  userId: string,
  by: ChangedBy,
): MembershipFacts {
  return instance.store.write((tx) => {
    const membership = requireMembership(instance, organizationId, userId)
    const facts = requireFacts(instance, membership)
    const wasKept = isKept(instance, organizationId)
    tx.remove('memberships', membership.id)
    forgetActive(instance, tx, organizationId, userId)
    forgetRequests(instance, tx, organizationId, userId)
    if (by === 'person' && wasKept) checkKept(instance, organizationId)
    return facts
  })
}

/** @throws Refusal 404. */
export function changeMembershipMetadata(
  instance: Instance,
  organizationId: string,
  userId: string,
  toMetadata: (membership: Membership) => Pick<Membership, 'publicMetadata' | 'privateMetadata'>,
): MembershipFacts {
  return instance.store.write((tx) => {
    const membership = requireMembership(instance, organizationId, userId)
    const changed = { ...membership, ...toMetadata(membership), updatedAtMs: instance.clock.nowMs() }
    tx.put('memberships', changed)
    return requireFacts(instance, changed)
  })
}

/** Somebody who left may ask again, and is suggested the organization again. */
function forgetRequests({ store }: Instance, tx: Writer, organizationId: string, userId: string): void {
  for (const table of ['organizationSuggestions', 'membershipRequests'] as const)
    for (const record of store.list(table))
      if (record.organizationId === organizationId && record.userId === userId) tx.remove(table, record.id)
}

/** Whether somebody can look after the organization. */
function isKept(instance: Instance, organizationId: string): boolean {
  return instance.store
    .list('memberships')
    .some(
      (one) =>
        one.organizationId === organizationId &&
        readMembership(instance, one)?.permissions.includes(KEEPER_PERMISSION) === true,
    )
}

function checkKept(instance: Instance, organizationId: string): void {
  if (isKept(instance, organizationId)) return
  throw new Refusal(
    400,
    'organization_minimum_permissions_needed',
    'At least one member must be left who may manage the members.',
  )
}

function requireMembership(instance: Instance, organizationId: string, userId: string): Membership {
  const membership = findMembership(instance, userId, organizationId)
  if (membership === null) throw notFoundRefusal('Organization membership')
  return membership
}

function requireFacts(instance: Instance, membership: Membership): MembershipFacts {
  const facts = readMembership(instance, membership)
  if (facts === null) throw notFoundRefusal('Organization membership')
  return facts
}
