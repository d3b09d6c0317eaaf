/** What happens to a browser: it appears, someone signs in, switches the organization, finishes a task, signs out. */
import { toSec } from '../create-clock.ts'
import type { Instance } from '../instance.ts'
import { readInstanceSettings } from './instance-settings.ts'
import type { Actor, Client, Session, SessionActivity, SessionOverrides, SessionTask, User } from './model.ts'
import { forgetClients } from './forget-clients.ts'
import { createUser, findOrganization, isMember, type PersonFacts } from './people.ts'

/** How long a session lives; its tokens live shorter. */
const SESSION_LIFETIME_MS = 7 * 24 * 3_600_000

/** The client that one of its secrets names: a development browser token or the client cookie. */
export function findClient({ store }: Instance, secret: string | null): Client | null {
  if (secret === null) return null
  const handle = store.get('clientHandles', secret)
  return handle === null ? null : store.get('clients', handle.clientId)
}

export function createClient({ store, random, clock }: Instance): Client {
  const client: Client = {
    id: random.id('client_'),
    secret: random.secret('clt'),
    devBrowser: random.id('dvb_'),
    sessionIds: [],
    lastActiveSessionId: null,
    signInId: null,
    signUpId: null,
    lastStrategy: null,
    changedAtSec: 0,
    createdAtMs: clock.nowMs(),
  }
  store.write((tx) => {
    forgetClients({ store }, tx)
    tx.put('clients', client)
    tx.put('clientHandles', { id: client.secret, clientId: client.id })
    tx.put('clientHandles', { id: client.devBrowser, clientId: client.id })
  })
  return client
}

/** Every session of this browser that lives, the oldest first. A session that is too old has ended. */
export function liveSessions({ store, clock }: Instance, client: Client): readonly Session[] {
  const sessions = client.sessionIds.map((id) => store.get('sessions', id)).filter((session) => session !== null)
  return sessions.filter((session) => isAlive(session, clock.nowMs()))
}

/** The session that this browser used last, or null when none lives. */
export function currentSession(instance: Instance, client: Client | null): Session | null {
  if (client === null) return null
  const live = liveSessions(instance, client)
  return live.find(({ id }) => id === client.lastActiveSessionId) ?? live.at(-1) ?? null
}

export function isAlive(session: Session, nowMs: number): boolean {
  return (session.status === 'active' || session.status === 'pending') && session.expiresAtMs > nowMs
}

/** How a session begins, where it differs from what the person's record says. */
export interface SessionStart {
  readonly organizationId?: string | null
  readonly status?: 'active' | 'pending'
  readonly task?: SessionTask
  readonly actor?: Actor | null
  readonly hasSecondFactor?: boolean
  readonly overrides?: SessionOverrides
  readonly activity?: SessionActivity
  /** How long it lives, in milliseconds. Default: seven days. */
  readonly lifetimeMs?: number
}

/** Signs a person in. Unless the instance has several sessions per browser, an earlier one ends; in any case an earlier one of the same person. */
export function startSession(instance: Instance, client: Client, user: User, start: SessionStart = {}): Session {
  const { store } = instance
  const session = toSession(instance, client, user, start)
  const nowMs = session.createdAtMs
  const { hasMultipleSessions } = readInstanceSettings(instance)
  store.write((tx) => {
    const known = store.get('clients', client.id) ?? client
    const others: string[] = []
    for (const before of liveSessions(instance, known)) {
      if (hasMultipleSessions && before.userId !== user.id) others.push(before.id)
      else tx.put('sessions', { ...before, status: 'ended', updatedAtMs: nowMs })
    }
    tx.put('sessions', session)
    tx.put('clients', {
      ...known,
      sessionIds: [...others, session.id],
      lastActiveSessionId: session.id,
      changedAtSec: toSec(nowMs),
    })
  })
  return session
}

function toSession(instance: Instance, client: Client, user: User, start: SessionStart): Session {
  const { random, clock } = instance
  const nowMs = clock.nowMs()
  const organizationId = start.organizationId === undefined ? user.defaultOrganizationId : start.organizationId
  const mustChoose = organizationId === null && readInstanceSettings(instance).forcesOrganization
  const task = user.task ?? (mustChoose ? 'choose-organization' : null)
  const isPending = start.status === undefined ? task !== null : start.status === 'pending'
  return {
    id: random.id('sess_'),
    userId: user.id,
    clientId: client.id,
    status: isPending ? 'pending' : 'active',
    task: isPending ? (start.task ?? task ?? 'choose-organization') : null,
    organizationId,
    actor: start.actor ?? null,
    firstFactorAtMs: nowMs,
    secondFactorAtMs: start.hasSecondFactor === true ? nowMs : null,
    overrides: start.overrides ?? {},
    reverification: null,
    activity: start.activity ?? { userAgent: null },
    lastActiveAtMs: nowMs,
    updatedAtMs: nowMs,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + (start.lifetimeMs ?? SESSION_LIFETIME_MS),
  }
}

/** Signs somebody new up and in, both or neither. */
export function signUp(
  instance: Instance,
  client: Client,
  facts: PersonFacts & { readonly email: string },
): { readonly user: User; readonly session: Session } {
  return instance.store.write(() => {
    const user = createUser(instance, facts)
    return { user, session: startSession(instance, client, user) }
  })
}

/** Ends a session. @param status `ended` by its own person, `revoked` by somebody else. */
export function endSession({ store, clock }: Instance, session: Session, status: 'ended' | 'revoked'): Session {
  const ended: Session = { ...session, status, updatedAtMs: clock.nowMs() }
  store.write((tx) => {
    tx.put('sessions', ended)
    for (const token of store.list('refreshTokens'))
      if (token.sessionId === session.id) tx.remove('refreshTokens', token.id)
    const client = store.get('clients', session.clientId)
    if (client !== null) tx.put('clients', { ...client, changedAtSec: toSec(clock.nowMs()) })
  })
  return ended
}

/**
 * Makes an organization the active one.
 *
 * @param wanted Id or slug; empty for the personal account. One that the person is no member of changes nothing.
 * @returns The session as it is afterwards.
 */
export function activateOrganization(instance: Instance, session: Session, wanted: string): Session {
  const organization = wanted === '' ? null : findOrganization(instance, wanted)
  if (wanted !== '' && (organization === null || !isMember(instance, session.userId, organization.id))) return session
  const organizationId = organization?.id ?? null
  if (organizationId === session.organizationId) return session
  // A role that was minted belongs to the organization for which it was minted.
  const { role: _role, permissions: _permissions, ...overrides } = session.overrides
  const changed: Session = { ...session, organizationId, overrides, updatedAtMs: instance.clock.nowMs() }
  instance.store.write((tx) => tx.put('sessions', changed))
  return changed
}

/** The task is done: the session counts from now on. */
export function finishTask(instance: Instance, session: Session, organizationId: string | null): Session {
  const done: Session = {
    ...session,
    status: 'active',
    task: null,
    organizationId: organizationId ?? session.organizationId,
  }
  instance.store.write((tx) => {
    tx.put('sessions', done)
    const client = instance.store.get('clients', session.clientId)
    if (client !== null) tx.put('clients', { ...client, changedAtSec: toSec(instance.clock.nowMs()) })
  })
  return done
}
