/** A ticket signs somebody in, whatever else they could prove: one of a server, of somebody who acts as another, or an invitation. */
import type { Call } from '../../http/call.ts'
import type { Instance } from '../../instance.ts'
import { fieldRefusal, Refusal } from '../../refusal.ts'
import type { Client, SignInAttempt, User, Verification } from '../../state/model.ts'
import { beginSignIn, completeSignIn, findSigner } from '../../state/sign-ins.ts'
import { acceptInvitation, findInvitation } from '../../state/tickets.ts'
import type { SessionStart } from '../../state/visits.ts'
import { checkMaySignIn, checkNobodyIsSignedIn, readActivity } from '../admission.ts'

export function signInWithTicket(call: Call, client: Client, text: string): SignInAttempt {
  const { instance } = call
  return instance.store.write(() => {
    checkNobodyIsSignedIn(instance, client)
    const { user, start, accept } = redeem(instance, text)
    checkMaySignIn(instance, client, user)
    accept()
    const firstFactor: Verification = {
      status: 'verified',
      strategy: 'ticket',
      code: null,
      attempts: 0,
      expiresAtMs: null,
    }
    const attempt = beginSignIn(instance, client, {
      identifier: user.email === '' ? user.username : user.email,
      userId: user.id,
      status: 'needs_first_factor',
      firstFactor,
    })
    return completeSignIn(instance, attempt, user, readActivity(call), start)
  })
}

interface Redeemed {
  readonly user: User
  /** What is special about the session. */
  readonly start: Pick<SessionStart, 'actor' | 'lifetimeMs' | 'organizationId'>
  /** Uses the ticket up. */
  readonly accept: () => void
}

function redeem(instance: Instance, text: string): Redeemed {
  const { store, clock } = instance
  const nowMs = clock.nowMs()
  const signIn = store.find('signInTokens', ({ token }) => token === text)
  const acting = signIn === null ? store.find('actorTokens', ({ token }) => token === text) : null
  const ticket = signIn ?? acting
  if (ticket === null) return redeemInvitation(instance, text)
  checkTicket(ticket, nowMs)
  const user = store.get('users', ticket.userId)
  if (user === null) throw ticketRefusal('ticket_invalid_code')
  const accept = (): void =>
    store.write((tx) => {
      const used = { status: 'accepted', updatedAtMs: nowMs } as const
      if (signIn !== null) tx.put('signInTokens', { ...signIn, ...used })
      if (acting !== null) tx.put('actorTokens', { ...acting, ...used })
    })
  const organizationId = signIn?.organizationId ?? null
  const chosen = organizationId === null ? {} : { organizationId }
  const start = acting === null ? chosen : { actor: acting.actor, lifetimeMs: acting.sessionLifetimeSec * 1000 }
  return { user, start, accept }
}

function redeemInvitation(instance: Instance, text: string): Redeemed {
  const invitation = findInvitation(instance, text)
  const user = findSigner(instance, invitation.email)
  // The script goes on to a sign-up with the same ticket.
  if (user === null) throw fieldRefusal('form_identifier_not_found', "Couldn't find your account.", 'identifier')
  return { user, start: {}, accept: () => acceptInvitation(instance, invitation, user) }
}

function checkTicket(ticket: { readonly status: string; readonly expiresAtMs: number }, nowMs: number): void {
  if (ticket.status === 'accepted') throw ticketRefusal('sign_in_token_already_used_code')
  if (ticket.status === 'revoked') throw ticketRefusal('sign_in_token_revoked_code')
  if (ticket.expiresAtMs <= nowMs) throw ticketRefusal('ticket_expired_code')
}

const MESSAGES = {
  sign_in_token_already_used_code: 'The ticket was used already. Each signs in once.',
  sign_in_token_revoked_code: 'The ticket was taken back.',
  ticket_expired_code: 'The ticket has expired.',
  ticket_invalid_code: 'There is no such ticket.',
} as const

function ticketRefusal(code: keyof typeof MESSAGES): Refusal {
  return new Refusal(400, code, MESSAGES[code])
}
