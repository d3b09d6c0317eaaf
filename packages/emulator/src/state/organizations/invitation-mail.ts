/** The mail that invites somebody to an organization, and the link in it. */
import type { Instance } from '../../instance.ts'
import { sendMail } from '../mails.ts'
import type { Organization, OrganizationInvitation } from '../model.ts'
import { ownerOfAddress } from '../people.ts'

/** Part of a write. */
export function sendInvitation(
  instance: Instance,
  organization: Organization,
  invitation: OrganizationInvitation,
): void {
  const { email, expiresAtMs, inviterId } = invitation
  const inviter = inviterId === null ? null : instance.store.get('users', inviterId)
  const who = inviter === null ? '' : ` by ${inviter.email === '' ? (inviter.username ?? inviter.id) : inviter.email}`
  sendMail(instance, {
    toAddress: email,
    slug: 'organization_invitation',
    subject: `You are invited${who} to ${organization.name}`,
    userId: ownerOfAddress(instance, email)?.id ?? null,
    link: toInvitationLink(instance, invitation),
    expiresAtMs,
  })
}

/** What the mail leads to: where the application wants people, with the ticket and what they have to do with it. */
export function toInvitationLink(
  instance: Pick<Instance, 'store' | 'place'>,
  { email, ticket, redirectUrl }: OrganizationInvitation,
): string {
  const step = ownerOfAddress(instance, email) === null ? 'sign_up' : 'sign_in'
  const page = `${instance.place.url()}/${step.replace('_', '-')}`
  const url = new URL(redirectUrl !== null && URL.canParse(redirectUrl) ? redirectUrl : page)
  url.searchParams.set('__clerk_ticket', ticket)
  url.searchParams.set('__clerk_status', step)
  return url.href
}
