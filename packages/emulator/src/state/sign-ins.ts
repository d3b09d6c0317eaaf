/** A sign-in in steps: it begins, learns who it is for, and ends in a session or is given up. */
import type { Instance } from '../instance.ts'
import { hasSecondFactor } from './factors.ts'
import type { Client, SessionActivity, SignInAttempt, User } from './model.ts'
import { credentialsOf } from './people.ts'
import { type SessionStart, startSession } from './visits.ts'

/** How long an attempt waits for its next step. */
export const ATTEMPT_LIFETIME_MS: number = 24 * 3_600_000

/** Begins an attempt. The one before it of the same browser is forgotten. */
export function beginSignIn(instance: Instance, client: Client, facts: Partial<SignInAttempt>): SignInAttempt {
  const { store, random, clock } = instance
  const nowMs = clock.nowMs()
  const attempt: SignInAttempt = {
    id: random.id('sia_'),
    clientId: client.id,
    identifier: null,
    userId: null,
    status: 'needs_identifier',
    firstFactor: null,
    secondFactor: null,
    createdSessionId: null,
    abandonAtMs: nowMs + ATTEMPT_LIFETIME_MS,
    createdAtMs: nowMs,
    ...facts,
  }
  store.write((tx) => {
    const known = store.get('clients', client.id) ?? client
    if (known.signInId !== null) tx.remove('signIns', known.signInId)
    tx.put('signIns', attempt)
    tx.put('clients', { ...known, signInId: attempt.id })
  })
  return attempt
}

/** The attempt of this browser, also one that is complete; null when it was given up. */
export function signInOf({ store, clock }: Instance, client: Client | null): SignInAttempt | null {
  const id = client === null ? null : (store.get('clients', client.id)?.signInId ?? null)
  const attempt = id === null ? null : store.get('signIns', id)
  return attempt !== null && attempt.abandonAtMs > clock.nowMs() ? attempt : null
}

/** Changes what is known of an attempt. Part of a `write`, or one of its own. */
export function changeSignIn(
  { store }: Instance,
  attempt: SignInAttempt,
  facts: Partial<SignInAttempt>,
): SignInAttempt {
  const changed: SignInAttempt = { ...attempt, ...facts }
  store.write((tx) => tx.put('signIns', changed))
  return changed
}

/** Goes on after a factor was right: to the second one if there is one, else to a session. Part of a `write`. */
export function advanceSignIn(
  instance: Instance,
  attempt: SignInAttempt,
  user: User,
  activity: SessionActivity,
): SignInAttempt {
  const needsSecond = hasSecondFactor(credentialsOf(instance, user.id)) && attempt.secondFactor?.status !== 'verified'
  return needsSecond
    ? changeSignIn(instance, attempt, { status: 'needs_second_factor' })
    : completeSignIn(instance, attempt, user, activity)
}

/** Ends an attempt in a session, whatever was proven so far. Part of a `write`. */
export function completeSignIn(
  instance: Instance,
  attempt: SignInAttempt,
  user: User,
  activity: SessionActivity,
  start: Pick<SessionStart, 'actor' | 'lifetimeMs' | 'organizationId'> = {},
): SignInAttempt {
  const client = instance.store.get('clients', attempt.clientId)
  // Clients that are forgotten take their attempts along.
  if (client === null) return attempt
  const hasSecond = attempt.secondFactor?.status === 'verified'
  const session = startSession(instance, client, user, { ...start, activity, hasSecondFactor: hasSecond })
  noteSignIn(instance, client.id, user.id, attempt.firstFactor?.strategy ?? null)
  return changeSignIn(instance, attempt, { status: 'complete', createdSessionId: session.id })
}

/** What the script and servers are told of the last sign-in of a browser and of a person. Part of a `write`. */
export function noteSignIn(
  { store, clock }: Instance,
  clientId: string,
  userId: string,
  strategy: string | null,
): void {
  const nowMs = clock.nowMs()
  store.write((tx) => {
    const client = store.get('clients', clientId)
    // The script knows words for what people do themselves. A ticket is none of it.
    if (client !== null && strategy !== null && strategy !== 'ticket')
      tx.put('clients', { ...client, lastStrategy: strategy })
    const user = store.get('users', userId)
    if (user !== null) tx.put('users', { ...user, lastSignInAtMs: nowMs, lastActiveAtMs: nowMs })
  })
}

/** Whom this text signs in: a verified address or a username, in any case of letters. No id and no part of an address. */
export function findSigner({ store }: Pick<Instance, 'store'>, identifier: string): User | null {
  const wanted = identifier.trim().toLowerCase()
  if (wanted === '') return null
  const isOwn = (user: User): boolean =>
    user.emailAddresses.some((one) => one.address.toLowerCase() === wanted && one.verification?.status === 'verified')
  return (
    store.find('users', isOwn) ??
    store.find('users', ({ username }) => username !== null && username.toLowerCase() === wanted)
  )
}
