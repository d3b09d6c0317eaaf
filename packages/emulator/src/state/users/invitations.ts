/** Invitations to the application: sent, taken back, forgotten. */
import type { Instance } from '../../instance.ts'
import { fieldRefusal, notFoundRefusal, Refusal } from '../../refusal.ts'
import { sendMail } from '../mails.ts'
import type { Invitation, JsonObject } from '../model.ts'
import { ownerOfAddress } from '../people.ts'
import { checkAddress } from './identifiers.ts'

const DAY_MS = 24 * 3_600_000

/** What a fresh invitation is like. */
export interface InvitationDraft {
  readonly address: string
  /** Where the link leads; null: to the sign-up page. */
  readonly redirectUrl: string | null
  /** How long it is good, in days. */
  readonly lifetimeDays: number
  /** Whether a mail is sent. */
  readonly isSent: boolean
  /** Whether people who are there, or invited, are invited nevertheless. */
  readonly ignoresExisting: boolean
  readonly publicMetadata: JsonObject
}

/** Invites everybody or nobody. @throws Refusal for an address that is none, is somebody's, or is invited already. */
export function inviteAll(instance: Instance, drafts: readonly InvitationDraft[]): readonly Invitation[] {
  return instance.store.write(() => drafts.map((draft) => invite(instance, draft)))
}

function invite(instance: Instance, draft: InvitationDraft): Invitation {
  const { store, random, clock } = instance
  const nowMs = clock.nowMs()
  const email = checkAddress(draft.address)
  if (!draft.ignoresExisting) checkIsNew(instance, email)
  const invitation: Invitation = {
    id: random.id('inv_'),
    email,
    status: 'pending',
    ticket: random.secret('ticket_'),
    publicMetadata: draft.publicMetadata,
    redirectUrl: draft.redirectUrl,
    expiresAtMs: nowMs + draft.lifetimeDays * DAY_MS,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  }
  store.write((tx) => tx.put('invitations', invitation))
  if (draft.isSent)
    sendMail(instance, {
      toAddress: email,
      slug: 'invitation',
      subject: 'You are invited',
      link: toInvitationUrl(instance, invitation),
      expiresAtMs: invitation.expiresAtMs,
    })
  return invitation
}

function checkIsNew(instance: Instance, email: string): void {
  if (ownerOfAddress(instance, email) !== null)
    throw fieldRefusal('form_identifier_exists', 'Somebody has this e-mail address already.', 'email_address')
  const wanted = email.toLowerCase()
  const isInvited = (one: Invitation): boolean =>
    one.email.toLowerCase() === wanted && toInvitationStatus(one, instance.clock.nowMs()) === 'pending'
  if (instance.store.find('invitations', isInvited) !== null)
    throw new Refusal(400, 'duplicate_record', 'This e-mail address is invited already.')
}

/** What has become of it. @param nowMs Milliseconds since the Unix epoch. One that is too old has expired. */
export function toInvitationStatus({ status, expiresAtMs }: Invitation, nowMs: number): Invitation['status'] {
  return status === 'pending' && expiresAtMs !== null && expiresAtMs <= nowMs ? 'expired' : status
}

/** @throws Refusal 404 for one that is not there, 400 for one that is over. */
export function revokeInvitation({ store, clock }: Instance, id: string): Invitation {
  return store.write((tx) => {
    const invitation = store.get('invitations', id)
    if (invitation === null) throw notFoundRefusal('Invitation')
    if (toInvitationStatus(invitation, clock.nowMs()) !== 'pending')
      throw new Refusal(400, 'invitation_not_pending', 'Only a pending invitation can be taken back.')
    const revoked: Invitation = { ...invitation, status: 'revoked', updatedAtMs: clock.nowMs() }
    tx.put('invitations', revoked)
    return revoked
  })
}

/** Forgets an invitation and the mail that it was sent with. */
export function deleteInvitation(instance: Instance, id: string): void {
  const { store } = instance
  store.write((tx) => {
    const invitation = store.get('invitations', id)
    if (invitation === null) throw notFoundRefusal('Invitation')
    const link = toInvitationUrl(instance, invitation)
    for (const mail of store.list('mails')) if (mail.link === link) tx.remove('mails', mail.id)
    tx.remove('invitations', id)
  })
}

/** What the mail leads to. */
export function toInvitationUrl(
  { place }: Pick<Instance, 'place'>,
  { ticket, redirectUrl }: Pick<Invitation, 'ticket' | 'redirectUrl'>,
): string {
  const url = new URL(redirectUrl !== null && URL.canParse(redirectUrl) ? redirectUrl : `${place.url()}/sign-up`)
  url.searchParams.set('__clerk_ticket', ticket)
  url.searchParams.set('__clerk_status', 'sign_up')
  return url.href
}
