/**
 * What a transaction changed in, events out: one rule for each table whose records others are told of. No endpoint sends anything itself, so none
 * can forget to.
 */
import type { Instance } from '../instance.ts'
import { toEmailObject } from '../objects/to-email-object.ts'
import { toMembershipObject, toOrganizationObject } from '../objects/to-organization-object.ts'
import { toSessionObject } from '../objects/to-session-object.ts'
import { isSms, toSmsObject } from '../objects/to-sms-object.ts'
import { toUserObject } from '../objects/to-user-object.ts'
import type { NetChange, Store } from '../state/create-store.ts'
import type { Session, SessionStatus, TableName, Tables } from '../state/model.ts'
import { readMembership } from '../state/people.ts'
import type { WebhookEventType } from './event-types.ts'

/** One thing that happened. */
export interface WebhookEvent {
  readonly type: WebhookEventType
  /** The object of the Backend API. */
  readonly data: unknown
}

/** The emulator on both sides of the transaction. */
interface Sides {
  /** As it was. */
  readonly past: Instance
  /** As it is, and with it what the transaction removed: a membership that goes together with its user still says whose it was. */
  readonly present: Instance
}
type Rule<R> = (sides: Sides, before: R | null, after: R | null) => WebhookEvent | null
type Rules = { readonly [K in TableName]?: Rule<Tables[K]> }

/** In this order, so that nobody hears of a session before its user. */
const rules: Rules = {
  users: ({ past, present }, before, after) => {
    if (after === null) return before && { type: 'user.deleted', data: toDeletedUser(before) }
    const data = toUserObject(present, after)
    if (before === null) return { type: 'user.created', data }
    return isSameToOthers(toUserObject(past, before), data) ? null : { type: 'user.updated', data }
  },
  organizations: ({ present }, before, after) => {
    if (after === null) return before && { type: 'organization.deleted', data: toDeleted('organization', before) }
    return { type: `organization.${toVerb(before, after)}`, data: toOrganizationObject(present, after) }
  },
  memberships: ({ present }, before, after) => {
    const membership = after ?? before
    const facts = membership && readMembership(present, membership)
    return (
      facts && { type: `organizationMembership.${toVerb(before, after)}`, data: toMembershipObject(present, facts) }
    )
  },
  sessions: ({ present }, before, after) => {
    if (before === null) return after && toSessionEvent(present, after, 'session.created')
    // Of the sessions that go together with their user, those that were over are no news.
    if (after === null)
      return isOver(before) ? null : toSessionEvent(present, { ...before, status: 'removed' }, 'session.removed')
    return toSessionEvent(present, after, toEnd(before, after.status))
  },
  // Old mail is forgotten, which is no event.
  mails: ({ present }, before, after) => {
    if (before !== null || after === null) return null
    if (isSms(after)) return { type: 'sms.created', data: toSmsObject(present, after) }
    return { type: 'email.created', data: toEmailObject(present, after) }
  },
}

/** @param changes Of one transaction, which is about to be kept. */
export function toEvents(instance: Instance, changes: readonly NetChange[]): readonly WebhookEvent[] {
  const all = [...changes, ...withCredentials(instance, changes)]
  const sides: Sides = {
    past: { ...instance, store: toPast(instance.store, changes) },
    present: { ...instance, store: toPresent(instance.store, changes) },
  }
  return Object.keys(rules).flatMap((table) =>
    all.flatMap((change) => (change.table === table ? (toEvent(sides, change) ?? []) : [])),
  )
}

function toEvent<K extends TableName>(
  sides: Sides,
  { table, before, after }: { readonly table: K; readonly before: Tables[K] | null; readonly after: Tables[K] | null },
): WebhookEvent | null {
  return rules[table]?.(sides, before, after) ?? null
}

/** A password or a second factor is shown as part of its person, whose own record may be as it was. */
function withCredentials({ store }: Instance, changes: readonly NetChange[]): readonly NetChange[] {
  return changes.flatMap(({ table, id }): readonly NetChange[] => {
    const user = table === 'credentials' ? store.get('users', id) : null
    const isListed = changes.some((other) => other.table === 'users' && other.id === id)
    return user === null || isListed ? [] : [{ table: 'users', id, before: user, after: user }]
  })
}

function findChange<K extends TableName>(changes: readonly NetChange[], table: K, id: string): NetChange | undefined {
  return changes.find((change) => change.table === table && change.id === id)
}

function toPast(store: Store, changes: readonly NetChange[]): Store {
  const get = <K extends TableName>(table: K, id: string): Tables[K] | null => {
    const change = findChange(changes, table, id)
    // A change of this table holds records of it.
    return change === undefined ? store.get(table, id) : (change.before as Tables[K] | null)
  }
  return { ...store, get }
}

function toPresent(store: Store, changes: readonly NetChange[]): Store {
  const get = <K extends TableName>(table: K, id: string): Tables[K] | null =>
    // As above.
    store.get(table, id) ?? ((findChange(changes, table, id)?.before ?? null) as Tables[K] | null)
  return { ...store, get }
}

function toVerb(before: unknown, after: unknown): 'created' | 'updated' | 'deleted' {
  return after === null ? 'deleted' : before === null ? 'created' : 'updated'
}

function toDeleted(object: string, { id }: { readonly id: string }): Readonly<Record<string, unknown>> {
  return { object, id, deleted: true }
}

function toDeletedUser(user: Tables['users']): unknown {
  return { ...toDeleted('user', user), ...(user.externalId !== null && { external_id: user.externalId }) }
}

/** A sign of life is no change that anybody is told of. */
function isSameToOthers(before: object, after: object): boolean {
  const silent = { last_active_at: null, updated_at: null }
  return JSON.stringify({ ...before, ...silent }) === JSON.stringify({ ...after, ...silent })
}

const ENDS: Readonly<Partial<Record<SessionStatus, WebhookEventType>>> = {
  ended: 'session.ended',
  replaced: 'session.ended',
  removed: 'session.removed',
  revoked: 'session.revoked',
}

function isOver({ status }: Session): boolean {
  return status !== 'active' && status !== 'pending'
}

/** What a session that gets this status is called. A session that has ended may still be removed. */
function toEnd(before: Session, status: SessionStatus): WebhookEventType | null {
  return before.status === status ? null : (ENDS[status] ?? null)
}

function toSessionEvent(instance: Instance, session: Session, type: WebhookEventType | null): WebhookEvent | null {
  if (type === null) return null
  const user = instance.store.get('users', session.userId)
  const data = { ...toSessionObject(session, instance.clock.nowMs()), user: user && toUserObject(instance, user) }
  return { type, data }
}
