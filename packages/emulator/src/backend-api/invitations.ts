/** Invitations to the application, as servers send them and take them back. */
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { type Orders, toPage } from '../http/paging.ts'
import { toParams } from '../http/params.ts'
import { toApplicationInvitationObject } from '../objects/to-application-invitation-object.ts'
import type { Invitation } from '../state/model.ts'
import {
  deleteInvitation,
  type InvitationDraft,
  inviteAll,
  revokeInvitation,
  toInvitationStatus,
} from '../state/users/invitations.ts'

type Body = Readonly<Record<string, unknown>>

const DEFAULT_DAYS = 30
const MAX_DAYS = 365
const ORDERS: Orders<Invitation> = {
  created_at: (one) => one.createdAtMs,
  email_address: (one) => one.email.toLowerCase(),
  expires_at: (one) => one.expiresAtMs,
}

/** `POST /v1/invitations` */
export function answerCreateInvitation(call: Call, _caller: null, body: Body): Response {
  const [invitation] = inviteAll(call.instance, [readDraft(body)])
  return answerJson(invitation === undefined ? null : toApplicationInvitationObject(call.instance, invitation))
}

/** `POST /v1/invitations/bulk`: all of them or none. */
export function answerCreateInvitations(call: Call, _caller: null, bodies: readonly Body[]): Response {
  const invitations = inviteAll(call.instance, bodies.map(readDraft))
  return answerJson(invitations.map((one) => toApplicationInvitationObject(call.instance, one)))
}

/** `GET /v1/invitations`, with `status` and `query`. Those that were taken back are left out unless they are asked for. */
export function answerInvitations({ instance, url }: Call): Response {
  const { searchParams } = url
  const nowMs = instance.clock.nowMs()
  const status = searchParams.get('status')
  const query = searchParams.get('query')?.toLowerCase() ?? ''
  const all = instance.store.list('invitations').filter((one) => {
    const own = toInvitationStatus(one, nowMs)
    const isOfStatus = status === null || status === '' ? own !== 'revoked' : own === status
    return isOfStatus && (one.email.toLowerCase().includes(query) || one.id.toLowerCase().includes(query))
  })
  const page = toPage(searchParams, all, ORDERS, '-created_at')
  if (page instanceof Response) return page
  const data = page.map((one) => toApplicationInvitationObject(instance, one))
  return answerJson(searchParams.get('paginated') === 'true' ? { data, total_count: all.length } : data)
}

/** `POST /v1/invitations/:id/revoke` */
export function answerRevokeInvitation({ instance, params }: Call): Response {
  return answerJson(toApplicationInvitationObject(instance, revokeInvitation(instance, params['id'] ?? '')))
}

/** `DELETE /v1/invitations/:id` */
export function answerDeleteInvitation({ instance, params }: Call): Response {
  const id = params['id'] ?? ''
  deleteInvitation(instance, id)
  return answerJson({ object: 'invitation', id, deleted: true })
}

function readDraft(body: Body): InvitationDraft {
  const params = toParams(body)
  return {
    address: params.required('email_address'),
    redirectUrl: params.text('redirect_url') ?? null,
    lifetimeDays: params.within('expires_in_days', 1, MAX_DAYS) ?? DEFAULT_DAYS,
    isSent: params.flag('notify') ?? true,
    ignoresExisting: params.flag('ignore_existing') ?? false,
    publicMetadata: params.object('public_metadata') ?? {},
  }
}
