/** Changes of one person, each of which is all or nothing. */
import type { Instance } from '../../instance.ts'
import { notFoundRefusal } from '../../refusal.ts'
import type { Credentials, PasswordRecord, SessionTask, User } from '../model.ts'
import { credentialsOf } from '../people.ts'
import { endSession, finishTask, isAlive } from '../visits.ts'

/** @param change Gets the person as they are now. @throws Refusal 404 when they are gone, and whatever `change` throws. */
export function changeUser({ store, clock }: Instance, userId: string, change: (user: User) => User): User {
  return store.write((tx) => {
    const user = store.get('users', userId)
    if (user === null) throw notFoundRefusal('User')
    const changed = { ...change(user), updatedAtMs: clock.nowMs() }
    tx.put('users', changed)
    return changed
  })
}

/** @param change Gets what the person signs in with now. @throws Refusal 404 when the person is gone. */
export function changeCredentials(
  instance: Instance,
  userId: string,
  change: (credentials: Credentials) => Credentials,
): Credentials {
  return instance.store.write((tx) => {
    const changed = change(credentialsOf(instance, userId))
    // What the person signs in with is part of what is shown of them.
    changeUser(instance, userId, (user) => user)
    tx.put('credentials', changed)
    return changed
  })
}

/** Ends every session of a person that goes on. @param exceptId One that stays; null: none does. */
export function endSessionsOf(instance: Instance, userId: string, exceptId: string | null = null): void {
  const { store, clock } = instance
  store.write(() => {
    for (const session of store.list('sessions'))
      if (session.userId === userId && session.id !== exceptId && isAlive(session, clock.nowMs()))
        endSession(instance, session, 'revoked')
  })
}

/** The person has done what they had to do: their sessions count from now on. */
export function finishTaskOf(instance: Instance, userId: string, task: SessionTask): void {
  const { store } = instance
  store.write(() => {
    changeUser(instance, userId, (user) => (user.task === task ? { ...user, task: null } : user))
    for (const session of store.list('sessions'))
      if (session.userId === userId && session.status === 'pending' && session.task === task)
        finishTask(instance, session, null)
  })
}

/** How a password is changed. */
export interface PasswordChange {
  /** The session that stays when the others end; null: none does. */
  readonly sessionId: string | null
  /** Whether the other sessions of the person end. */
  readonly endsOthers: boolean
}

/** @param password Null takes it away. Computed before the `write`. */
export function setPassword(
  instance: Instance,
  userId: string,
  password: PasswordRecord | null,
  { sessionId, endsOthers }: PasswordChange,
): void {
  instance.store.write(() => {
    changeCredentials(instance, userId, (known) => ({ ...known, password }))
    if (password !== null) finishTaskOf(instance, userId, 'reset-password')
    if (endsOthers) endSessionsOf(instance, userId, sessionId)
  })
}

/** A person who may not sign in has no session. */
export function setBanned(instance: Instance, userId: string, isBanned: boolean): User {
  return instance.store.write(() => {
    if (isBanned) endSessionsOf(instance, userId)
    return changeUser(instance, userId, (user) => ({ ...user, isBanned }))
  })
}
