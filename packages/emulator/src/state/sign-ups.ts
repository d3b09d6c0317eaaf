/** A sign-up in steps: what is known so far, what is missing, and the person that comes of it. */
import type { Instance } from '../instance.ts'
import { checkMaySignUp } from './check-may-sign-up.ts'
import { type InstanceSettings, readInstanceSettings } from './instance-settings.ts'
import type { Client, SessionActivity, SignUpAttempt, User } from './model.ts'
import { enrollPerson } from './organizations/enrollment.ts'
import { createUser, toCredentials } from './people.ts'
import { checkAllowedToSignUp } from './is-allowed-to-sign-up.ts'
import { ATTEMPT_LIFETIME_MS, noteSignIn } from './sign-ins.ts'
import { acceptInvitation, type AnyInvitation, isStillGood } from './tickets.ts'
import { startSession } from './visits.ts'

/** Begins an attempt. The one before it of the same browser is forgotten. Part of a `write`, or one of its own. */
export function beginSignUp(instance: Instance, client: Client): SignUpAttempt {
  const { store, random, clock } = instance
  const nowMs = clock.nowMs()
  const attempt: SignUpAttempt = {
    id: random.id('sua_'),
    clientId: client.id,
    status: 'missing_requirements',
    email: null,
    username: null,
    firstName: null,
    lastName: null,
    password: null,
    unsafeMetadata: {},
    verification: null,
    invitationId: null,
    legalAcceptedAtMs: null,
    locale: null,
    createdSessionId: null,
    createdUserId: null,
    abandonAtMs: nowMs + ATTEMPT_LIFETIME_MS,
    createdAtMs: nowMs,
  }
  store.write((tx) => {
    const known = store.get('clients', client.id) ?? client
    if (known.signUpId !== null) tx.remove('signUps', known.signUpId)
    tx.put('signUps', attempt)
    tx.put('clients', { ...known, signUpId: attempt.id })
  })
  return attempt
}

/** The attempt of this browser, also one that is complete; null when it was given up. */
export function signUpOf({ store, clock }: Instance, client: Client | null): SignUpAttempt | null {
  const id = client === null ? null : (store.get('clients', client.id)?.signUpId ?? null)
  const attempt = id === null ? null : store.get('signUps', id)
  return attempt !== null && attempt.abandonAtMs > clock.nowMs() ? attempt : null
}

/** A field of a sign-up. */
export type SignUpField = 'email_address' | 'username' | 'first_name' | 'last_name' | 'password' | 'legal_accepted'

/** What a sign-up must and may bring. */
export function toFields(settings: InstanceSettings): {
  readonly required: readonly SignUpField[]
  readonly optional: readonly SignUpField[]
} {
  const { passwordAtSignUp, asksLegalConsent } = settings
  return {
    required: [
      'email_address',
      ...(passwordAtSignUp === 'required' ? (['password'] as const) : []),
      ...(asksLegalConsent ? (['legal_accepted'] as const) : []),
    ],
    optional: [
      'username',
      'first_name',
      'last_name',
      ...(passwordAtSignUp === 'optional' ? (['password'] as const) : []),
    ],
  }
}

/** What is still to come. */
export function missingFields(instance: Instance, attempt: SignUpAttempt): readonly SignUpField[] {
  const known: Readonly<Record<SignUpField, unknown>> = {
    email_address: attempt.email,
    username: attempt.username,
    first_name: attempt.firstName,
    last_name: attempt.lastName,
    password: attempt.password,
    legal_accepted: attempt.legalAcceptedAtMs,
  }
  return toFields(readInstanceSettings(instance)).required.filter((field) => known[field] === null)
}

/** Keeps the attempt, and makes a person of it once nothing is missing. Part of a `write`. */
export function advanceSignUp(instance: Instance, attempt: SignUpAttempt, activity: SessionActivity): SignUpAttempt {
  const { email, verification } = attempt
  const isReady = email !== null && verification?.status === 'verified' && missingFields(instance, attempt).length === 0
  const kept = isReady ? complete(instance, attempt, email, activity) : attempt
  instance.store.write((tx) => tx.put('signUps', kept))
  return kept
}

/**
 * The person, what they sign in with, their membership and their session: all or nothing.
 *
 * @throws Refusal 403 for somebody who may not sign up, or no more.
 */
function complete(instance: Instance, attempt: SignUpAttempt, email: string, activity: SessionActivity): SignUpAttempt {
  const { store } = instance
  const client = store.get('clients', attempt.clientId)
  // Clients that are forgotten take their attempts along.
  if (client === null) return attempt
  return store.write((tx) => {
    const invitation = invitationOf(instance, attempt)
    // It may have been taken back, and the instance closed, since the attempt began.
    checkMaySignUp(instance, invitation)
    if (invitation === null) checkAllowedToSignUp(instance, email, 'email_address')
    const user = createPerson(instance, attempt, email)
    if (attempt.password !== null) tx.put('credentials', { ...toCredentials(user.id), password: attempt.password })
    if (invitation !== null) acceptInvitation(instance, invitation, user)
    enrollPerson(instance, user)
    const session = startSession(instance, client, user, { activity })
    noteSignIn(instance, client.id, user.id, attempt.verification?.strategy ?? null)
    return { ...attempt, status: 'complete', createdUserId: user.id, createdSessionId: session.id }
  })
}

function createPerson(instance: Instance, attempt: SignUpAttempt, email: string): User {
  return createUser(instance, {
    email,
    username: attempt.username,
    firstName: attempt.firstName ?? '',
    lastName: attempt.lastName ?? '',
    unsafeMetadata: attempt.unsafeMetadata,
    legalAcceptedAtMs: attempt.legalAcceptedAtMs,
    locale: attempt.locale,
  })
}

/** The invitation that the attempt was begun with, if it can still be accepted. */
function invitationOf({ store, clock }: Instance, { invitationId }: SignUpAttempt): AnyInvitation | null {
  if (invitationId === null) return null
  const found = store.get('invitations', invitationId) ?? store.get('organizationInvitations', invitationId)
  return found !== null && isStillGood(found, clock.nowMs()) ? found : null
}
