/** The waiting list, as servers look after it. */
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { type Orders, toPage } from '../http/paging.ts'
import { toParams } from '../http/params.ts'
import type { Instance } from '../instance.ts'
import type { ApiObject } from '../objects/api-object.ts'
import { toApplicationInvitationObject } from '../objects/to-application-invitation-object.ts'
import type { WaitlistEntry } from '../state/model.ts'
import { deleteEntry, inviteEntry, joinWaitlist, rejectEntry, toCurrentEntry } from '../state/users/waitlist.ts'

type Body = Readonly<Record<string, unknown>>

const ORDERS: Orders<WaitlistEntry> = {
  created_at: (one) => one.createdAtMs,
  invited_at: (one) => one.invitedAtMs,
  email_address: (one) => one.email.toLowerCase(),
}

/** `GET /v1/waitlist_entries`, with `status` and `query` */
export function answerWaitlist({ instance, url }: Call): Response {
  const { searchParams } = url
  const status = searchParams.get('status')
  const query = searchParams.get('query')?.toLowerCase() ?? ''
  const all = instance.store
    .list('waitlistEntries')
    .map((one) => toCurrentEntry(instance, one))
    .filter((one) => status === null || status === '' || one.status === status)
    .filter((one) => one.email.toLowerCase().includes(query) || one.id.toLowerCase().includes(query))
  const page = toPage(searchParams, all, ORDERS, '-created_at')
  if (page instanceof Response) return page
  return answerJson({ data: page.map((one) => toEntryObject(instance, one)), total_count: all.length })
}

/** `POST /v1/waitlist_entries` */
export function answerAddEntry({ instance }: Call, _caller: null, body: Body): Response {
  return answerJson(toEntryObject(instance, joinWaitlist(instance, toParams(body).required('email_address'))))
}

/** `POST /v1/waitlist_entries/bulk`: all of them or none. */
export function answerAddEntries({ instance }: Call, _caller: null, bodies: readonly Body[]): Response {
  const entries = instance.store.write(() =>
    bodies.map((body) => joinWaitlist(instance, toParams(body).required('email_address'))),
  )
  return answerJson(entries.map((entry) => toEntryObject(instance, entry)))
}

/** `POST /v1/waitlist_entries/:id/invite` */
export function answerInviteEntry({ instance, params }: Call, _caller: null, body: Body): Response {
  const ignoresExisting = toParams(body).flag('ignore_existing') ?? false
  return answerJson(toEntryObject(instance, inviteEntry(instance, params['id'] ?? '', ignoresExisting)))
}

/** `POST /v1/waitlist_entries/:id/reject` */
export function answerRejectEntry({ instance, params }: Call): Response {
  return answerJson(toEntryObject(instance, rejectEntry(instance, params['id'] ?? '')))
}

/** `DELETE /v1/waitlist_entries/:id` */
export function answerDeleteEntry({ instance, params }: Call): Response {
  const id = params['id'] ?? ''
  deleteEntry(instance, id)
  return answerJson({ object: 'waitlist_entry', id, deleted: true })
}

function toEntryObject(instance: Instance, entry: WaitlistEntry): ApiObject {
  const { status, invitationId } = toCurrentEntry(instance, entry)
  const invitation = invitationId === null ? null : instance.store.get('invitations', invitationId)
  return {
    object: 'waitlist_entry',
    id: entry.id,
    email_address: entry.email,
    status,
    invitation: invitation === null ? null : toApplicationInvitationObject(instance, invitation),
    is_locked: false,
    created_at: entry.createdAtMs,
    updated_at: entry.updatedAtMs,
  }
}
