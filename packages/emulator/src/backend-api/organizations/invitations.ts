/** Invitations to organizations, as servers list, send and take them back. */
import { answerList } from '../../http/answer-list.ts'
import { answerJson } from '../../http/answers.ts'
import type { Call } from '../../http/call.ts'
import { type Params, toParams } from '../../http/params.ts'
import type { Orders } from '../../http/paging.ts'
import { toInvitationObject } from '../../objects/to-invitation-object.ts'
import { fieldRefusal, notFoundRefusal, Refusal } from '../../refusal.ts'
import type { OrganizationInvitation } from '../../state/model.ts'
import { valuesOf } from '../../state/organizations/find-members.ts'
import {
  INVITATION_DAYS,
  type InvitationFacts,
  invitationStatus,
  invite,
  requireInvitation,
  revokeInvitation,
} from '../../state/organizations/invitations.ts'
import { ofOrganization, type ServerEndpoint } from './of-organization.ts'

const MAX_DAYS = 365
/** These run as a program or show a file instead of opening an application. */
const BAD_SCHEMES = new Set(['javascript:', 'data:', 'vbscript:', 'blob:', 'file:'])

const orders: Orders<OrganizationInvitation> = {
  created_at: ({ createdAtMs }) => createdAtMs,
  email_address: ({ email }) => email.toLowerCase(),
}

/** `GET /v1/organizations/:id/invitations` */
export const answerInvitations: ServerEndpoint<'none'> = ofOrganization((call, { id }) =>
  answerInvitationList(call, ({ organizationId }) => organizationId === id),
)

/** `GET /v1/organization_invitations`: of every organization. */
export function answerAllInvitations(call: Call): Response {
  return answerInvitationList(call, () => true)
}

/** `GET /v1/users/:id/organization_invitations` */
export function answerInvitationsOfUser(call: Call): Response {
  const user = call.instance.store.get('users', call.params['id'] ?? '')
  if (user === null) throw notFoundRefusal('User')
  const own = new Set(user.emailAddresses.map(({ address }) => address.toLowerCase()))
  return answerInvitationList(call, ({ email }) => own.has(email.toLowerCase()))
}

function answerInvitationList(
  { instance, url }: Call,
  isMeant: (invitation: OrganizationInvitation) => boolean,
): Response {
  const statuses = valuesOf(url.searchParams, 'status')
  const query = url.searchParams.get('query')?.trim().toLowerCase() ?? ''
  const found = instance.store
    .list('organizationInvitations')
    .filter(isMeant)
    .filter(
      (one) =>
        (statuses.size === 0 || statuses.has(invitationStatus(one, instance.clock.nowMs()))) &&
        (one.id.toLowerCase() === query || one.email.toLowerCase().includes(query)),
    )
  const show = (one: OrganizationInvitation): unknown => toInvitationObject(instance, one)
  return answerList(url.searchParams, found, { show, orders, order: '-created_at' })
}

/** `POST /v1/organizations/:id/invitations` */
export const answerInvite: ServerEndpoint<'json'> = ofOrganization(({ instance, note }, { id }, body) => {
  const invitations = invite(instance, id, [readInvitation(instance, toParams(body))])
  note(`invited to ${id}`)
  return answerJson(invitations.map((one) => toInvitationObject(instance, one))[0])
})

/** `POST /v1/organizations/:id/invitations/bulk`: everybody or nobody. */
export const answerInviteMany: ServerEndpoint<'list'> = ofOrganization(({ instance, note }, { id }, body) => {
  if (body.length === 0) throw new Refusal(400, 'request_body_invalid', 'The list has no invitation.')
  const facts = body.map((one) => readInvitation(instance, toParams(one)))
  const invitations = invite(instance, id, facts)
  note(`${invitations.length} invited to ${id}`)
  const data = invitations.map((one) => toInvitationObject(instance, one))
  return answerJson({ data, total_count: data.length })
})

function readInvitation({ settings, store }: Call['instance'], params: Params): InvitationFacts {
  const inviterId = params.text('inviter_user_id') ?? null
  if (inviterId !== null && store.get('users', inviterId) === null) throw notFoundRefusal('Inviter')
  return {
    email: params.required('email_address'),
    role: params.required('role'),
    inviterId,
    redirectUrl: readRedirect(params.text('redirect_url') ?? null, settings.appOrigin),
    days: params.within('expires_in_days', 1, MAX_DAYS) ?? INVITATION_DAYS,
    publicMetadata: params.object('public_metadata') ?? {},
    privateMetadata: params.object('private_metadata') ?? {},
  }
}

/** @param origin A path alone is one of the application's. */
function readRedirect(text: string | null, origin: string): string | null {
  if (text === null || text === '') return null
  const url = URL.canParse(text, origin) ? new URL(text, origin) : null
  if (url !== null && !BAD_SCHEMES.has(url.protocol)) return url.href
  throw fieldRefusal('form_param_format_invalid', 'redirect_url must be a URL.', 'redirect_url')
}

/** `GET /v1/organizations/:id/invitations/:invitationId` */
export const answerInvitation: ServerEndpoint<'none'> = ofOrganization(({ instance, params }, { id }) =>
  answerJson(toInvitationObject(instance, requireInvitation(instance, params['invitationId'] ?? '', id))),
)

/** `POST /v1/organizations/:id/invitations/:invitationId/revoke` */
export const answerRevokeInvitation: ServerEndpoint<'none'> = ofOrganization(({ instance, params, note }, { id }) => {
  const revoked = revokeInvitation(instance, id, params['invitationId'] ?? '')
  note(`invitation ${revoked.id} taken back`)
  return answerJson(toInvitationObject(instance, revoked))
})
