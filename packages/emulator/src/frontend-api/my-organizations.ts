/** What the script asks about an organization that its person belongs to. */
import { answerJson, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toMembershipObject, toOrganizationObject } from '../objects/to-organization-object.ts'
import { findOrganization, readMembership } from '../state/people.ts'

/** `GET /v1/organizations/:id`, by id or slug */
export function answerMyOrganization({ instance, params }: Call): Response {
  const organization = findOrganization(instance, params['id'] ?? '')
  return organization === null
    ? answerNotFound('Organization')
    : answerJson({ response: toOrganizationObject(instance, organization, 'person'), client: null })
}

/** `GET /v1/organizations/:id/memberships` */
export function answerMyOrganizationMemberships({ instance, params }: Call): Response {
  const organization = findOrganization(instance, params['id'] ?? '')
  const all = instance.store.list('memberships').filter((one) => one.organizationId === organization?.id)
  const data = all.flatMap((one) => {
    const facts = readMembership(instance, one)
    return facts === null ? [] : [toMembershipObject(instance, facts, 'person')]
  })
  return answerJson({ response: { data, total_count: data.length }, client: null })
}
