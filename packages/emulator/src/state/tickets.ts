/** Tickets of invitations: to the application, or to an organization. */
import type { Instance } from '../instance.ts'
import { Refusal } from '../refusal.ts'
import type { Invitation, OrganizationInvitation, User } from './model.ts'
import { acceptOrganizationInvitation } from './organizations/invitations.ts'

/** An invitation of either kind. */
export type AnyInvitation = Invitation | OrganizationInvitation

/** @throws Refusal for a ticket that nobody has, that was used or taken back, or that is too old. */
export function findInvitation({ store, clock }: Instance, ticket: string): AnyInvitation {
  const fits = (one: AnyInvitation): boolean => one.ticket === ticket
  const found = store.find('invitations', fits) ?? store.find('organizationInvitations', fits)
  if (found === null) throw new Refusal(400, 'ticket_invalid_code', 'There is no such ticket.')
  const kind = isOfOrganization(found) ? 'organization_invitation' : 'invitation'
  if (found.status === 'accepted')
    throw new Refusal(400, `${kind}_already_accepted`, 'The invitation was accepted already.')
  if (found.status === 'revoked') throw new Refusal(400, `${kind}_revoked`, 'The invitation was taken back.')
  if (found.status === 'expired' || (found.expiresAtMs !== null && found.expiresAtMs <= clock.nowMs()))
    throw new Refusal(400, 'ticket_expired_code', 'The invitation has expired.')
  return found
}

export function isOfOrganization(invitation: AnyInvitation): invitation is OrganizationInvitation {
  return 'organizationId' in invitation
}

/** Whether it can still be accepted. @param nowMs Milliseconds since the Unix epoch. */
export function isStillGood({ status, expiresAtMs }: AnyInvitation, nowMs: number): boolean {
  return status === 'pending' && (expiresAtMs === null || expiresAtMs > nowMs)
}

/** Uses an invitation up, and gives its person what it promises: a membership, or metadata. Part of a `write`. */
export function acceptInvitation(instance: Instance, invitation: AnyInvitation, user: User): void {
  const { store, clock } = instance
  if (isOfOrganization(invitation)) {
    acceptOrganizationInvitation(instance, invitation, user)
    return
  }
  store.write((tx) => {
    tx.put('invitations', { ...invitation, status: 'accepted', updatedAtMs: clock.nowMs() })
    const known = store.get('users', user.id)
    const publicMetadata = { ...known?.publicMetadata, ...invitation.publicMetadata }
    if (known !== null) tx.put('users', { ...known, publicMetadata })
  })
}
