/** The name of an event in, such an event of something that is there out: to see how a receiver takes it. */
import type { Instance } from '../instance.ts'
import { isSms } from '../objects/to-sms-object.ts'
import type { NetChange } from '../state/create-store.ts'
import type { TableName } from '../state/model.ts'
import type { WebhookEvent } from './rule.ts'
import { toEvents } from './to-events.ts'

const TABLES: Readonly<Record<string, TableName>> = {
  user: 'users',
  email: 'mails',
  sms: 'mails',
  session: 'sessions',
  organization: 'organizations',
  organizationDomain: 'organizationDomains',
  organizationInvitation: 'organizationInvitations',
  organizationMembership: 'memberships',
  permission: 'permissions',
  role: 'roles',
}
/** What a record of these tables is before something becomes of it. */
const BEFORE: Readonly<Record<string, object>> = {
  session: { status: 'active', task: null },
  organizationInvitation: { status: 'pending' },
}
/** What a record may have been before it was changed, in words that no record has. */
const OTHER = { username: '\0', name: '\0', role: '\0', enrollmentMode: '\0' }

/** @returns What would be sent if the first fitting record changed in this way; null when there is no such record. */
export function toExample(instance: Instance, type: string): WebhookEvent | null {
  const [group = '', verb = ''] = type.split('.')
  const table = TABLES[group]
  if (table === undefined) return null
  const record = instance.store.find(
    table,
    (one) => !('slug' in one && 'toAddress' in one) || isSms(one) === (group === 'sms'),
  )
  if (record === null) return null
  // Before and after are a record of this table, or none.
  const change = { table, id: record.id, ...toStates(record, group, verb) } as NetChange
  return toEvents(instance, [change]).find((event) => event.type === type) ?? null
}

function toStates(
  record: object,
  group: string,
  verb: string,
): { readonly before: object | null; readonly after: object | null } {
  const first = { ...record, ...BEFORE[group] }
  if (verb === 'created') return { before: null, after: first }
  if (verb === 'updated') return { before: { ...record, ...OTHER }, after: record }
  return { before: first, after: verb === 'deleted' || verb === 'removed' ? null : { ...first, status: verb } }
}
