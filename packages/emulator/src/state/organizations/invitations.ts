/** Invitations to an organization: sent, taken back, accepted. Every change is one write; what does not fit is thrown as a Refusal. */
import type { Instance } from '../../instance.ts'
import { fieldRefusal, notFoundRefusal, Refusal } from '../../refusal.ts'
import type { JsonObject, Membership, Organization, OrganizationInvitation, User } from '../model.ts'
import { countMembers, findMembership, ownerOfAddress } from '../people.ts'
import { sendInvitation } from './invitation-mail.ts'
import { addMember, memberRefusal, quotaRefusal } from './memberships.ts'
import { requireOrganization } from './organizations.ts'
import { requireRole } from './roles-of.ts'

const DAY_MS = 24 * 3_600_000
/** How long an invitation is good when nobody says. */
export const INVITATION_DAYS = 30
const ADDRESS = /^[^@\s]+@[^@\s]+\.[^@\s.]+$/
const MAX_ADDRESS_CHARS = 320

/** What a fresh invitation is like. */
export interface InvitationFacts {
  readonly email: string
  /** Its key, with or without `org:`. */
  readonly role: string
  /** `user_…`; null: a server invites. */
  readonly inviterId: string | null
  /** null: to the sign-up page. */
  readonly redirectUrl: string | null
  /** Life, in days. */
  readonly days: number
  readonly publicMetadata: JsonObject
  readonly privateMetadata: JsonObject
}

/** What has become of an invitation. One that is too old has expired. */
export function invitationStatus(
  { status, expiresAtMs }: OrganizationInvitation,
  nowMs: number,
): OrganizationInvitation['status'] {
  return status === 'pending' && expiresAtMs !== null && expiresAtMs <= nowMs ? 'expired' : status
}

/**
 * Invites everybody or nobody, and sends each a mail.
 *
 * @throws Refusal 400 for members and for people who are invited already, 403 for one too many, 422 for an address or a role that does not fit.
 */
export function invite(
  instance: Instance,
  organizationId: string,
  invited: readonly InvitationFacts[],
): readonly OrganizationInvitation[] {
  return instance.store.write((tx) => {
    const organization = requireOrganization(instance, organizationId)
    checkInvited(instance, organization, invited)
    const invitations = invited.map((facts) => toInvitation(instance, organization, facts))
    for (const invitation of invitations) {
      tx.put('organizationInvitations', invitation)
      sendInvitation(instance, organization, invitation)
    }
    return invitations
  })
}

function checkInvited(instance: Instance, organization: Organization, invited: readonly InvitationFacts[]): void {
  const addresses = invited.map(({ email }) => email.trim().toLowerCase())
  for (const address of addresses) {
    if (address.length > MAX_ADDRESS_CHARS || !ADDRESS.test(address))
      throw fieldRefusal('form_param_format_invalid', 'email_address must be an e-mail address.', 'email_address')
    const owner = ownerOfAddress(instance, address)
    if (owner !== null && findMembership(instance, owner.id, organization.id) !== null) throw memberRefusal(address)
  }
  const pending = pendingInvitations(instance, organization.id)
  const known = new Set(pending.map(({ email }) => email.toLowerCase()))
  const twice = addresses.filter((address, at) => known.has(address) || addresses.indexOf(address) !== at)
  if (twice.length > 0)
    throw new Refusal(
      400,
      'duplicate_record',
      `There is a pending invitation for ${[...new Set(twice)].join(', ')} already.`,
      { email_addresses: [...new Set(twice)] },
    )
  const { maxMemberships: most, id } = organization
  if (most > 0 && countMembers(instance, id) + pending.length + invited.length > most) throw quotaRefusal(most)
}

/** Those that can still be accepted. */
export function pendingInvitations(
  { store, clock }: Pick<Instance, 'store' | 'clock'>,
  organizationId: string,
): readonly OrganizationInvitation[] {
  return store
    .list('organizationInvitations')
    .filter((one) => one.organizationId === organizationId && invitationStatus(one, clock.nowMs()) === 'pending')
}

/** The record only: nobody is told. */
export function toInvitation(
  instance: Instance,
  { id }: Organization,
  facts: InvitationFacts,
  domainId: string | null = null,
): OrganizationInvitation {
  const { random, clock } = instance
  const nowMs = clock.nowMs()
  return {
    id: random.id('orginv_'),
    organizationId: id,
    email: facts.email.trim(),
    role: requireRole(instance, facts.role),
    status: 'pending',
    inviterId: facts.inviterId,
    domainId,
    ticket: random.secret('oit_'),
    redirectUrl: facts.redirectUrl,
    publicMetadata: facts.publicMetadata,
    privateMetadata: facts.privateMetadata,
    expiresAtMs: nowMs + facts.days * DAY_MS,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  }
}

/** The invitation whose ticket this is; null: it is that of none. */
export function findInvitationByTicket(
  { store }: Pick<Instance, 'store'>,
  ticket: string,
): OrganizationInvitation | null {
  return store.find('organizationInvitations', (one) => one.ticket === ticket)
}

/**
 * Makes a person a member because of an invitation, both or neither. Part of a write, or one of its own. Somebody who became a member in another way
 * stays what they are.
 *
 * @throws Refusal 400 for an invitation that was accepted, taken back, or has expired; 403 for a member too many; 404 for one that is gone.
 */
export function acceptOrganizationInvitation(
  instance: Instance,
  { id }: OrganizationInvitation,
  user: User,
): { readonly invitation: OrganizationInvitation; readonly membership: Membership } {
  const { store, clock } = instance
  return store.write((tx) => {
    const invitation = requireInvitation(instance, id)
    checkPending(invitation, clock.nowMs())
    const accepted = { ...invitation, status: 'accepted', updatedAtMs: clock.nowMs() } as const
    tx.put('organizationInvitations', accepted)
    const { organizationId, role, publicMetadata } = invitation
    const known = findMembership(instance, user.id, organizationId)
    const facts = { userId: user.id, role, publicMetadata }
    const membership = known ?? addMember(instance, requireOrganization(instance, organizationId), facts).membership
    return { invitation: accepted, membership }
  })
}

/** @throws Refusal 400 for an invitation that is not pending, 404 for one that is gone. */
export function revokeInvitation(instance: Instance, organizationId: string, id: string): OrganizationInvitation {
  const { store, clock } = instance
  return store.write((tx) => {
    const invitation = requireInvitation(instance, id, organizationId)
    checkPending(invitation, clock.nowMs())
    const revoked = { ...invitation, status: 'revoked', updatedAtMs: clock.nowMs() } as const
    tx.put('organizationInvitations', revoked)
    return revoked
  })
}

const REASONS = {
  accepted: ['organization_invitation_already_accepted', 'The invitation was accepted already.'],
  revoked: ['organization_invitation_revoked', 'The invitation was taken back.'],
  expired: ['organization_invitation_expired', 'The invitation has expired.'],
} as const

function checkPending(invitation: OrganizationInvitation, nowMs: number): void {
  const status = invitationStatus(invitation, nowMs)
  if (status === 'pending') return
  const [code, message] = REASONS[status]
  throw new Refusal(400, code, message)
}

/** @param organizationId Whose it must be; null: anybody's. @throws Refusal 404. */
export function requireInvitation(
  { store }: Pick<Instance, 'store'>,
  id: string,
  organizationId: string | null = null,
): OrganizationInvitation {
  const invitation = store.get('organizationInvitations', id)
  if (invitation === null || (organizationId !== null && invitation.organizationId !== organizationId))
    throw notFoundRefusal('Organization invitation')
  return invitation
}
