/** The rules of events: one for each table whose records others are told of. */
import type { Instance } from '../instance.ts'
import type { ApiObject } from '../objects/api-object.ts'
import { toDomainObject } from '../objects/to-domain-object.ts'
import { toEmailObject } from '../objects/to-email-object.ts'
import { toInvitationObject } from '../objects/to-invitation-object.ts'
import { toMembershipObject, toOrganizationObject } from '../objects/to-organization-object.ts'
import { toPermissionObject, toRoleObject } from '../objects/to-role-object.ts'
import { toSessionObject } from '../objects/to-session-object.ts'
import { isSms, toSmsObject } from '../objects/to-sms-object.ts'
import { toUserObject } from '../objects/to-user-object.ts'
import type {
  Membership,
  Organization,
  OrganizationInvitation,
  Permission,
  Session,
  SessionStatus,
  TableName,
  Tables,
  User,
} from '../state/model.ts'
import { ownerOfAddress, readMembership } from '../state/people.ts'
import type { WebhookEventType } from './event-types.ts'
import { deletedAs, lifecycle, type Rule, type Sides, type WebhookEvent } from './rule.ts'

/** In this order, so that nobody hears of a session before its user. */
export const rules: { readonly [K in TableName]?: Rule<Tables[K]> } = {
  users: lifecycle('user', (instance, user: User) => toUserObject(instance, user), toDeletedUser),
  permissions: lifecycle('permission', toPermission, toPermission),
  roles: lifecycle('role', toRoleObject, toRoleObject),
  organizations: lifecycle(
    'organization',
    (instance, organization: Organization) => toOrganizationObject(instance, organization),
    deletedAs('organization'),
  ),
  organizationDomains: lifecycle('organizationDomain', toDomainObject, deletedAs('organization_domain')),
  organizationInvitations: toInvitationEvent,
  memberships: lifecycle('organizationMembership', toMembership, toMembership),
  sessions: toSessionEvent,
  mails: toMailEvent,
}

function toPermission(_instance: Instance, permission: Permission): ApiObject {
  return toPermissionObject(permission)
}

function toMembership(instance: Instance, membership: Membership): ApiObject | null {
  const facts = readMembership(instance, membership)
  return facts && toMembershipObject(instance, facts)
}

function toDeletedUser(instance: Instance, user: User): ApiObject {
  return { ...deletedAs('user')(instance, user), ...(user.externalId !== null && { external_id: user.externalId }) }
}

/** An invitation that grows too old, or goes together with its organization, is no news. */
function toInvitationEvent(
  { present, changes }: Sides,
  before: OrganizationInvitation | null,
  after: OrganizationInvitation | null,
): WebhookEvent | null {
  if (after === null) return null
  const data = toInvitationObject(present, after)
  if (before === null) return { type: 'organizationInvitation.created', data }
  if (before.status === after.status) return null
  if (after.status === 'revoked') return { type: 'organizationInvitation.revoked', data }
  if (after.status !== 'accepted') return null
  const joined = changes.flatMap(({ after: one }) =>
    one !== null && 'userId' in one && 'organizationId' in one && one.organizationId === after.organizationId
      ? [one.userId]
      : [],
  )
  const userId = joined[0] ?? ownerOfAddress(present, after.email)?.id ?? null
  return { type: 'organizationInvitation.accepted', data: { ...data, user_id: userId } }
}

const ENDS: Readonly<Partial<Record<SessionStatus, WebhookEventType>>> = {
  ended: 'session.ended',
  replaced: 'session.ended',
  removed: 'session.removed',
  revoked: 'session.revoked',
}

/** A session that was over may still be removed by its person. Of those that go together with their user, only the living ones are news. */
function toSessionEvent({ present }: Sides, before: Session | null, after: Session | null): WebhookEvent | null {
  if (before === null) return after && toEventOf(present, after, 'session.created')
  if (after === null)
    return isOver(before) ? null : toEventOf(present, { ...before, status: 'removed' }, 'session.removed')
  const type = before.status === after.status ? undefined : ENDS[after.status]
  return type === undefined ? null : toEventOf(present, after, type)
}

function toEventOf(instance: Instance, session: Session, type: WebhookEventType): WebhookEvent {
  const user = instance.store.get('users', session.userId)
  const data = { ...toSessionObject(session, instance.clock.nowMs()), user: user && toUserObject(instance, user) }
  return { type, data }
}

function isOver({ status }: Session): boolean {
  return status !== 'active' && status !== 'pending'
}

/** Old mail is forgotten, which is no event. */
function toMailEvent(
  { present }: Sides,
  before: Tables['mails'] | null,
  after: Tables['mails'] | null,
): WebhookEvent | null {
  if (before !== null || after === null) return null
  if (isSms(after)) return { type: 'sms.created', data: toSmsObject(present, after) }
  return { type: 'email.created', data: toEmailObject(present, after) }
}
