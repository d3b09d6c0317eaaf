/** Members of organizations, as servers list, add, change and remove them. */
import { answerList } from '../../http/answer-list.ts'
import { answerJson } from '../../http/answers.ts'
import type { Call } from '../../http/call.ts'
import { toParams } from '../../http/params.ts'
import { toMembershipObject } from '../../objects/to-organization-object.ts'
import { filterMembers, memberOrders } from '../../state/organizations/find-members.ts'
import { addMember, changeMembershipMetadata, changeRole, removeMember } from '../../state/organizations/memberships.ts'
import { type MembershipFacts, readMembership } from '../../state/people.ts'
import { ofOrganization, type ServerEndpoint } from './of-organization.ts'
import { mergeEach, toMetadataChanges } from './organizations.ts'

/** `GET /v1/organizations/:id/memberships` */
export const answerMembers: ServerEndpoint<'none'> = ofOrganization((call, { id }) =>
  answerMembershipList(call, ({ organization }) => organization.id === id),
)

/** `GET /v1/organization_memberships`: of every organization. */
export function answerAllMemberships(call: Call): Response {
  return answerMembershipList(call, () => true)
}

/** `GET /v1/users/:id/organization_memberships` */
export function answerMembershipsOfUser(call: Call): Response {
  return answerMembershipList(call, ({ user }) => user.id === call.params['id'])
}

function answerMembershipList({ instance, url }: Call, isMeant: (facts: MembershipFacts) => boolean): Response {
  const all = instance.store.list('memberships').flatMap((one) => readMembership(instance, one) ?? [])
  return answerList(url.searchParams, filterMembers(url.searchParams, all.filter(isMeant)), {
    show: (facts) => toMembershipObject(instance, facts),
    orders: memberOrders,
    order: '-created_at',
  })
}

/** `POST /v1/organizations/:id/memberships` */
export const answerAddMember: ServerEndpoint<'json'> = ofOrganization(({ instance, note }, organization, body) => {
  const params = toParams(body)
  const facts = addMember(instance, organization, { userId: params.required('user_id'), role: params.required('role') })
  note(`${facts.user.id} joins ${organization.id}`)
  return answerJson(toMembershipObject(instance, facts))
})

/** `PATCH /v1/organizations/:id/memberships/:userId` */
export const answerChangeRole: ServerEndpoint<'json'> = ofOrganization(({ instance, params, note }, { id }, body) => {
  const userId = params['userId'] ?? ''
  const facts = changeRole(instance, id, userId, toParams(body).required('role'), 'server')
  note(`${userId} is now ${facts.membership.role} of ${id}`)
  return answerJson(toMembershipObject(instance, facts))
})

/** `PATCH /v1/organizations/:id/memberships/:userId/metadata`: merges. */
export const answerMembershipMetadata: ServerEndpoint<'json'> = ofOrganization(({ instance, params }, { id }, body) => {
  const changes = toMetadataChanges(toParams(body))
  const facts = changeMembershipMetadata(instance, id, params['userId'] ?? '', (one) => mergeEach(one, changes))
  return answerJson(toMembershipObject(instance, facts))
})

/** `DELETE /v1/organizations/:id/memberships/:userId` */
export const answerRemoveMember: ServerEndpoint<'none'> = ofOrganization(({ instance, params, note }, { id }) => {
  const facts = removeMember(instance, id, params['userId'] ?? '', 'server')
  note(`${facts.user.id} leaves ${id}`)
  return answerJson(toMembershipObject(instance, facts))
})
