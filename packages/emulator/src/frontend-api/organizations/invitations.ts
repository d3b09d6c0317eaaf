/** Invitations and requests, as the script lists, sends, answers and takes them back. */
import { answerList } from '../../http/answer-list.ts'
import { MAX_BULK } from '../../http/bodies.ts'
import type { Call } from '../../http/call.ts'
import { toParams } from '../../http/params.ts'
import { toInvitationObject, toRequestObject } from '../../objects/to-invitation-object.ts'
import { toEmptyRefusal } from '../../http/params.ts'
import type { Callers } from '../../callers.ts'
import { fieldRefusal } from '../../refusal.ts'
import type { MembershipRequest, OrganizationInvitation } from '../../state/model.ts'
import { valuesOf } from '../../state/organizations/find-members.ts'
import { INVITATION_DAYS, invitationStatus, invite, revokeInvitation } from '../../state/organizations/invitations.ts'
import { answerRequest } from '../../state/organizations/requests.ts'
import { answerResponse } from '../envelope.ts'
import { answerChange, type MemberEndpoint, whoMay } from './who-may.ts'

const MANAGE = 'org:sys_memberships:manage'

/** `GET /v1/organizations/:id/invitations` */
export const answerInvitationsOfMine: MemberEndpoint<'none'> = whoMay(MANAGE, ({ instance, url }, { organization }) => {
  const statuses = valuesOf(url.searchParams, 'status')
  const found = instance.store
    .list('organizationInvitations')
    .filter(
      (one) =>
        one.organizationId === organization.id &&
        (statuses.size === 0 || statuses.has(invitationStatus(one, instance.clock.nowMs()))),
    )
  return answerList(url.searchParams, found, {
    show: (one: OrganizationInvitation) => toInvitationObject(instance, one, 'person'),
    orders: { created_at: ({ createdAtMs }) => createdAtMs },
    order: '-created_at',
    wrap: answerResponse,
  })
})

/** `POST /v1/organizations/:id/invitations` */
export const answerInviteToMine: MemberEndpoint<'fields'> = whoMay(MANAGE, (call, member, form) => {
  const [invitation] = sendInvitations(call, member, form)
  return answerChange(call, member.session, invitation)
})

/** `POST /v1/organizations/:id/invitations/bulk`: everybody or nobody. */
export const answerInviteManyToMine: MemberEndpoint<'fields'> = whoMay(MANAGE, (call, member, form) =>
  answerChange(call, member.session, sendInvitations(call, member, form)),
)

/** @param form Its addresses are repeated fields. */
function sendInvitations(
  call: Call,
  { session, organization }: Callers['member'],
  form: URLSearchParams,
): readonly unknown[] {
  const { instance } = call
  const params = toParams(form)
  const role = params.required('role')
  const addresses = (params.texts('email_address') ?? []).filter((text) => text.trim() !== '')
  if (addresses.length === 0) throw toEmptyRefusal('email_address')
  if (addresses.length > MAX_BULK)
    throw fieldRefusal('form_param_value_invalid', `At most ${MAX_BULK} are invited at once.`, 'email_address')
  const facts = { role, inviterId: session.userId, redirectUrl: null, days: INVITATION_DAYS }
  const metadata = { publicMetadata: {}, privateMetadata: {} }
  const invitations = invite(
    instance,
    organization.id,
    addresses.map((email) => ({ ...facts, ...metadata, email })),
  )
  call.note(`${invitations.length} invited to ${organization.id}`)
  return invitations.map((one) => toInvitationObject(instance, one, 'person'))
}

/** `POST /v1/organizations/:id/invitations/:invitationId/revoke` */
export const answerRevokeInvitationOfMine: MemberEndpoint<'none'> = whoMay(
  MANAGE,
  (call, { session, organization }) => {
    const revoked = revokeInvitation(call.instance, organization.id, call.params['invitationId'] ?? '')
    call.note(`invitation ${revoked.id} taken back`)
    return answerChange(call, session, toInvitationObject(call.instance, revoked, 'person'))
  },
)

/** `GET /v1/organizations/:id/membership_requests` */
export const answerRequestsOfMine: MemberEndpoint<'none'> = whoMay(MANAGE, ({ instance, url }, { organization }) => {
  const statuses = valuesOf(url.searchParams, 'status')
  const found = instance.store
    .list('membershipRequests')
    .filter((one) => one.organizationId === organization.id && (statuses.size === 0 || statuses.has(one.status)))
  return answerList(url.searchParams, found, {
    show: (one: MembershipRequest) => toRequestObject(instance, one),
    orders: { created_at: ({ createdAtMs }) => createdAtMs },
    order: '-created_at',
    wrap: answerResponse,
  })
})

/** `POST /v1/organizations/:id/membership_requests/:requestId/accept` */
export const answerAcceptRequest: MemberEndpoint<'none'> = whoMay(MANAGE, (call, member) =>
  answerToRequest(call, member, 'accepted'),
)

/** `POST /v1/organizations/:id/membership_requests/:requestId/reject` */
export const answerRejectRequest: MemberEndpoint<'none'> = whoMay(MANAGE, (call, member) =>
  answerToRequest(call, member, 'rejected'),
)

function answerToRequest(
  call: Call,
  { session, organization }: Callers['member'],
  status: 'accepted' | 'rejected',
): Response | Promise<Response> {
  const request = answerRequest(call.instance, organization.id, call.params['requestId'] ?? '', status)
  call.note(`request of ${request.userId} ${status}`)
  return answerChange(call, session, toRequestObject(call.instance, request))
}
