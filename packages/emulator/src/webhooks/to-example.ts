/** The name of an event in, such an event of somebody who is there out: to see how a receiver takes it. */
import type { Instance } from '../instance.ts'
import { isSms } from '../objects/to-sms-object.ts'
import type { NetChange } from '../state/create-store.ts'
import type { SessionStatus } from '../state/model.ts'
import { toEvents, type WebhookEvent } from './to-events.ts'

/** @returns What would be sent if the first fitting record changed in this way; null when there is no such record. */
export function toExample(instance: Instance, type: string): WebhookEvent | null {
  const [group = '', verb = ''] = type.split('.')
  const change = imagine(instance, group, verb)
  return change === null ? null : (toEvents(instance, [change]).find((event) => event.type === type) ?? null)
}

const ENDS: Readonly<Record<string, SessionStatus>> = { ended: 'ended', revoked: 'revoked' }

/** @returns A change that leads to the record as it is, or away from it. */
function imagine({ store }: Instance, group: string, verb: string): NetChange | null {
  const [user] = store.list('users')
  const [organization] = store.list('organizations')
  const [membership] = store.list('memberships')
  const [session] = store.list('sessions')
  const mail = store.find('mails', (one) => isSms(one) === (group === 'sms'))
  if (group === 'user' && user !== undefined)
    return { table: 'users', id: user.id, ...toStates(user, verb, { ...user, externalId: `not ${user.externalId}` }) }
  if (group === 'organization' && organization !== undefined)
    return { table: 'organizations', id: organization.id, ...toStates(organization, verb) }
  if (group === 'organizationMembership' && membership !== undefined)
    return { table: 'memberships', id: membership.id, ...toStates(membership, verb) }
  if (mail !== null && (group === 'email' || group === 'sms'))
    return { table: 'mails', id: mail.id, before: null, after: mail }
  if (group !== 'session' || session === undefined) return null
  const active = { ...session, status: 'active', task: null } as const
  const status = ENDS[verb]
  const states = status === undefined ? toStates(active, verb) : { before: active, after: { ...active, status } }
  return { table: 'sessions', id: session.id, ...states }
}

interface States<R> {
  readonly before: R | null
  readonly after: R | null
}

/** @param earlier How the record may have been. */
function toStates<R>(record: R, verb: string, earlier: R = record): States<R> {
  if (verb === 'created') return { before: null, after: record }
  return verb === 'updated' ? { before: earlier, after: record } : { before: record, after: null }
}
