/** Members and roles, as the script lists, adds, changes and removes them. */
import { answerList } from '../../http/answer-list.ts'
import { toParams } from '../../http/params.ts'
import { toMembershipObject } from '../../objects/to-organization-object.ts'
import { toRoleObject } from '../../objects/to-role-object.ts'
import type { Role } from '../../state/model.ts'
import { filterMembers, memberOrders } from '../../state/organizations/find-members.ts'
import { addMember, changeRole, removeMember } from '../../state/organizations/memberships.ts'
import { type MembershipFacts, readMembership } from '../../state/people.ts'
import { answerResponse } from '../envelope.ts'
import { answerChange, type MemberEndpoint, whoMay } from './who-may.ts'

const MANAGE = 'org:sys_memberships:manage'

/** `GET /v1/organizations/:id/memberships` */
export const answerMembersOfMine: MemberEndpoint<'none'> = whoMay(
  'org:sys_memberships:read',
  ({ instance, url }, { organization }) => {
    const all = instance.store
      .list('memberships')
      .flatMap((one) => (one.organizationId === organization.id ? (readMembership(instance, one) ?? []) : []))
    return answerList(url.searchParams, filterMembers(url.searchParams, all), {
      show: (facts: MembershipFacts) => toMembershipObject(instance, facts, 'person'),
      orders: memberOrders,
      order: '-created_at',
      wrap: answerResponse,
    })
  },
)

/** `POST /v1/organizations/:id/memberships` */
export const answerAddMemberToMine: MemberEndpoint<'fields'> = whoMay(
  MANAGE,
  (call, { session, organization }, form) => {
    const params = toParams(form)
    const facts = addMember(call.instance, organization, {
      userId: params.required('user_id'),
      role: params.required('role'),
    })
    call.note(`${facts.user.id} joins ${organization.id}`)
    return answerChange(call, session, toMembershipObject(call.instance, facts, 'person'))
  },
)

/** `PATCH /v1/organizations/:id/memberships/:userId` */
export const answerChangeRoleInMine: MemberEndpoint<'fields'> = whoMay(
  MANAGE,
  (call, { session, organization: { id } }, form) => {
    const userId = call.params['userId'] ?? ''
    const facts = changeRole(call.instance, id, userId, toParams(form).required('role'), 'person')
    call.note(`${userId} is now ${facts.membership.role} of ${id}`)
    return answerChange(call, session, toMembershipObject(call.instance, facts, 'person'))
  },
)

const answerRemoval: MemberEndpoint<'none'> = (call, { session, organization: { id } }) => {
  const facts = removeMember(call.instance, id, call.params['userId'] ?? '', 'person')
  call.note(`${facts.user.id} leaves ${id}`)
  return answerChange(call, session, toMembershipObject(call.instance, facts, 'person'))
}
const answerRemovalOfOthers = whoMay(MANAGE, answerRemoval)

/** `DELETE /v1/organizations/:id/memberships/:userId`. Everybody may leave. */
export const answerRemoveMemberOfMine: MemberEndpoint<'none'> = (call, member, body) =>
  (call.params['userId'] === member.session.userId ? answerRemoval : answerRemovalOfOthers)(call, member, body)

/** `GET /v1/organizations/:id/roles` */
export const answerRolesOfMine: MemberEndpoint<'none'> = ({ instance, url }) =>
  answerList(url.searchParams, instance.store.list('roles'), {
    show: (role: Role) => toRoleObject(instance, role),
    extra: { has_role_set_migration: false },
    wrap: answerResponse,
  })
