/** What the person who is signed in belongs to, is invited to, and might join. */
import { answerList } from '../../http/answer-list.ts'
import type { Call } from '../../http/call.ts'
import { toInvitationObject, toSuggestionObject } from '../../objects/to-invitation-object.ts'
import { toMembershipObject } from '../../objects/to-organization-object.ts'
import { notFoundRefusal } from '../../refusal.ts'
import type { OrganizationInvitation, OrganizationSuggestion, Session, User } from '../../state/model.ts'
import { enrollPerson, provenAddresses } from '../../state/organizations/enrollment.ts'
import { valuesOf } from '../../state/organizations/find-members.ts'
import {
  acceptOrganizationInvitation,
  invitationStatus,
  requireInvitation,
} from '../../state/organizations/invitations.ts'
import { removeMember } from '../../state/organizations/memberships.ts'
import { acceptSuggestion } from '../../state/organizations/requests.ts'
import { isMember, type MembershipFacts, membershipsOf } from '../../state/people.ts'
import { answerResponse } from '../envelope.ts'
import { answerChange } from './who-may.ts'

/** `GET /v1/me/organization_memberships` */
export function answerMyMemberships({ instance, url }: Call, session: Session): Response {
  return answerList(url.searchParams, membershipsOf(instance, session.userId), {
    show: (facts: MembershipFacts) => toMembershipObject(instance, facts, 'person'),
    orders: { created_at: ({ membership }) => membership.createdAtMs },
    wrap: answerResponse,
  })
}

/** `DELETE /v1/me/organization_memberships/:id`: leaves the organization. */
export function answerLeave(call: Call, session: Session): Response | Promise<Response> {
  const { membership } = removeMember(call.instance, call.params['id'] ?? '', session.userId, 'person')
  call.note(`${session.userId} leaves ${membership.organizationId}`)
  return answerChange(call, session, { object: 'organization_membership', id: membership.id, deleted: true })
}

/** `GET /v1/me/organization_invitations` */
export function answerMyInvitations({ instance, url }: Call, session: Session): Response {
  const user = requirePerson(instance, session)
  enrollPerson(instance, user)
  const statuses = valuesOf(url.searchParams, 'status')
  const found = instance.store
    .list('organizationInvitations')
    .filter(
      (one) => isFor(user, one) && (statuses.size === 0 || statuses.has(invitationStatus(one, instance.clock.nowMs()))),
    )
  return answerList(url.searchParams, found, {
    show: (one: OrganizationInvitation) => toInvitationObject(instance, one, 'person'),
    orders: { created_at: ({ createdAtMs }) => createdAtMs },
    order: '-created_at',
    wrap: answerResponse,
  })
}

/** `POST /v1/me/organization_invitations/:id/accept` */
export function answerAcceptMyInvitation(call: Call, session: Session): Response | Promise<Response> {
  const { instance } = call
  const user = requirePerson(instance, session)
  const invitation = requireInvitation(instance, call.params['id'] ?? '')
  if (!isFor(user, invitation)) throw notFoundRefusal('Organization invitation')
  const { invitation: accepted } = acceptOrganizationInvitation(instance, invitation, user)
  call.note(`${user.id} joins ${accepted.organizationId}`)
  return answerChange(call, session, toInvitationObject(instance, accepted, 'person'))
}

/** Only who has proven the address may use what was sent to it. */
function isFor(user: User, { email }: OrganizationInvitation): boolean {
  return provenAddresses(user).some((address) => address.toLowerCase() === email.toLowerCase())
}

/** `GET /v1/me/organization_suggestions` */
export function answerMySuggestions({ instance, url }: Call, session: Session): Response {
  const user = requirePerson(instance, session)
  enrollPerson(instance, user)
  const statuses = valuesOf(url.searchParams, 'status')
  const found = instance.store
    .list('organizationSuggestions')
    .filter(
      (one) =>
        one.userId === user.id &&
        !isMember(instance, user.id, one.organizationId) &&
        (statuses.size === 0 || statuses.has(one.status)),
    )
  return answerList(url.searchParams, found, {
    show: (one: OrganizationSuggestion) => toSuggestionObject(instance, one),
    orders: { created_at: ({ createdAtMs }) => createdAtMs },
    order: '-created_at',
    wrap: answerResponse,
  })
}

/** `POST /v1/me/organization_suggestions/:id/accept`: the person asks to belong. */
export function answerAcceptMySuggestion(call: Call, session: Session): Response | Promise<Response> {
  const suggestion = acceptSuggestion(call.instance, call.params['id'] ?? '', session.userId)
  call.note(`${session.userId} asks to join ${suggestion.organizationId}`)
  return answerChange(call, session, toSuggestionObject(call.instance, suggestion))
}

/** `GET /v1/me/organization_creation_defaults`: nothing is proposed. */
export function answerCreationDefaults(): Response {
  return answerResponse({
    object: 'organization_creation_defaults',
    advisory: null,
    form: { name: '', slug: '', logo: null, blur_hash: null },
  })
}

function requirePerson({ store }: Call['instance'], { userId }: Session): User {
  const user = store.get('users', userId)
  if (user === null) throw notFoundRefusal('User')
  return user
}
