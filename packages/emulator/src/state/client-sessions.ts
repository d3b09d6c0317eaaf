/** What a browser does with its sessions: uses one, takes one away, signs all of them out. */
import type { Instance } from '../instance.ts'
import type { Client, Session } from './model.ts'
import { endSession, liveSessions } from './visits.ts'

/** The session that somebody is told of in a list of sessions of this browser, if it lives. */
export function findLiveSession(instance: Instance, client: Client | null, id: string): Session | null {
  return client === null ? null : (liveSessions(instance, client).find((session) => session.id === id) ?? null)
}

/** The browser uses this session now. @returns The session as it is afterwards. */
export function touchSession(instance: Instance, client: Client, session: Session): Session {
  const { store, clock } = instance
  return store.write((tx) => {
    const known = store.get('sessions', session.id) ?? session
    const touched = { ...known, lastActiveAtMs: clock.nowMs() }
    tx.put('sessions', touched)
    tx.put('clients', { ...(store.get('clients', client.id) ?? client), lastActiveSessionId: session.id })
    return touched
  })
}

/** Ends a session, and the browser forgets it. @returns The session as it is afterwards. */
export function removeSession(instance: Instance, client: Client, session: Session): Session {
  const { store } = instance
  return store.write((tx) => {
    const removed: Session = { ...endSession(instance, session, 'ended'), status: 'removed' }
    tx.put('sessions', removed)
    const known = store.get('clients', client.id) ?? client
    tx.put('clients', { ...known, sessionIds: known.sessionIds.filter((id) => id !== session.id) })
    return removed
  })
}

/** Signs everybody in this browser out. */
export function endAllSessions(instance: Instance, client: Client): void {
  instance.store.write(() => {
    const known = instance.store.get('clients', client.id) ?? client
    for (const session of liveSessions(instance, known)) endSession(instance, session, 'ended')
  })
}
