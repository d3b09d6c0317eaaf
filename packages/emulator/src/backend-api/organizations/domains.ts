/** Mail domains of organizations, as servers list, add, change and remove them. */
import { answerList } from '../../http/answer-list.ts'
import { answerJson } from '../../http/answers.ts'
import type { Call } from '../../http/call.ts'
import { toParams } from '../../http/params.ts'
import type { Orders } from '../../http/paging.ts'
import { toDomainObject } from '../../objects/to-domain-object.ts'
import type { OrganizationDomain } from '../../state/model.ts'
import { toEnrollmentMode } from '../../state/organizations/check-domain.ts'
import { addDomain, removeDomain, updateDomain } from '../../state/organizations/domains.ts'
import { valuesOf } from '../../state/organizations/find-members.ts'
import { ofOrganization, type ServerEndpoint } from './of-organization.ts'

const orders: Orders<OrganizationDomain> = {
  created_at: ({ createdAtMs }) => createdAtMs,
  name: ({ name }) => name,
}

/** `GET /v1/organizations/:id/domains` */
export const answerDomains: ServerEndpoint<'none'> = ofOrganization((call, { id }) =>
  answerDomainList(call, ({ organizationId }) => organizationId === id),
)

/** `GET /v1/organization_domains`: of every organization. */
export function answerAllDomains(call: Call): Response {
  return answerDomainList(call, () => true)
}

function answerDomainList({ instance, url }: Call, isMeant: (domain: OrganizationDomain) => boolean): Response {
  const modes = valuesOf(url.searchParams, 'enrollment_mode')
  const verified = url.searchParams.get('verified')
  const found = instance.store
    .list('organizationDomains')
    .filter(isMeant)
    .filter(
      ({ enrollmentMode, verification }) =>
        (modes.size === 0 || modes.has(enrollmentMode)) &&
        (verified === null || String(verification?.status === 'verified') === verified),
    )
  const show = (one: OrganizationDomain): unknown => toDomainObject(instance, one)
  return answerList(url.searchParams, found, { show, orders, order: '-created_at' })
}

/** `POST /v1/organizations/:id/domains` */
export const answerAddDomain: ServerEndpoint<'json'> = ofOrganization(({ instance, note }, { id }, body) => {
  const params = toParams(body)
  const domain = addDomain(instance, id, {
    name: params.required('name'),
    enrollmentMode: toEnrollmentMode(params.text('enrollment_mode') ?? 'manual_invitation'),
    isVerified: params.flag('verified') ?? true,
  })
  note(`domain ${domain.id} of ${id} made`)
  return answerJson(toDomainObject(instance, domain))
})

/** `PATCH /v1/organizations/:id/domains/:domainId` */
export const answerChangeDomain: ServerEndpoint<'json'> = ofOrganization(({ instance, params: path }, { id }, body) => {
  const params = toParams(body)
  const isVerified = params.flag('verified')
  const domain = updateDomain(instance, id, path['domainId'] ?? '', {
    ...(params.has('name') && { name: params.required('name') }),
    ...(params.has('enrollment_mode') && { enrollmentMode: toEnrollmentMode(params.required('enrollment_mode')) }),
    ...(isVerified !== undefined && { isVerified }),
  })
  return answerJson(toDomainObject(instance, domain))
})

/** `DELETE /v1/organizations/:id/domains/:domainId` */
export const answerRemoveDomain: ServerEndpoint<'none'> = ofOrganization(({ instance, params, note }, { id }) => {
  const domain = removeDomain(instance, id, params['domainId'] ?? '')
  note(`domain ${domain.id} of ${id} deleted`)
  return answerJson({ object: 'organization_domain', id: domain.id, deleted: true })
})
