/** Mail domains, as the script lists, adds, proves and removes them. */
import { answerList } from '../../http/answer-list.ts'
import { toParams } from '../../http/params.ts'
import { toDomainObject } from '../../objects/to-domain-object.ts'
import { Refusal } from '../../refusal.ts'
import type { OrganizationDomain } from '../../state/model.ts'
import { toEnrollmentMode } from '../../state/organizations/check-domain.ts'
import {
  addDomain,
  proveDomain,
  removeDomain,
  requireDomain,
  sendDomainCode,
  updateDomain,
} from '../../state/organizations/domains.ts'
import { valuesOf } from '../../state/organizations/find-members.ts'
import { answerResponse } from '../envelope.ts'
import { answerChange, type MemberEndpoint, whoMay } from './who-may.ts'

const READ = 'org:sys_domains:read'
const MANAGE = 'org:sys_domains:manage'

/** `GET /v1/organizations/:id/domains` */
export const answerDomainsOfMine: MemberEndpoint<'none'> = whoMay(READ, ({ instance, url }, { organization }) => {
  // Version 5 of the script spells it as its own code does.
  const modes = new Set([
    ...valuesOf(url.searchParams, 'enrollment_mode'),
    ...valuesOf(url.searchParams, 'enrollmentMode'),
  ])
  const found = instance.store
    .list('organizationDomains')
    .filter((one) => one.organizationId === organization.id && (modes.size === 0 || modes.has(one.enrollmentMode)))
  return answerList(url.searchParams, found, {
    show: (one: OrganizationDomain) => toDomainObject(instance, one),
    orders: { created_at: ({ createdAtMs }) => createdAtMs },
    order: '-created_at',
    wrap: answerResponse,
  })
})

/** `GET /v1/organizations/:id/domains/:domainId` */
export const answerDomainOfMine: MemberEndpoint<'none'> = whoMay(READ, ({ instance, params }, { organization }) =>
  answerResponse(toDomainObject(instance, requireDomain(instance, organization.id, params['domainId'] ?? ''))),
)

/** `POST /v1/organizations/:id/domains`. Nobody joins because of it before it is proven. */
export const answerAddDomainToMine: MemberEndpoint<'fields'> = whoMay(
  MANAGE,
  (call, { session, organization }, form) => {
    const params = toParams(form)
    const domain = addDomain(call.instance, organization.id, {
      name: params.required('name'),
      enrollmentMode: toEnrollmentMode(params.text('enrollment_mode') ?? 'manual_invitation'),
      isVerified: false,
    })
    call.note(`domain ${domain.id} of ${organization.id} made`)
    return answerChange(call, session, toDomainObject(call.instance, domain))
  },
)

/** `POST /v1/organizations/:id/domains/:domainId/prepare_affiliation_verification` */
export const answerPrepareDomain: MemberEndpoint<'fields'> = whoMay(MANAGE, (call, { session, organization }, form) => {
  const address = toParams(form).required('affiliation_email_address')
  const domain = sendDomainCode(call.instance, organization.id, call.params['domainId'] ?? '', address)
  call.note(`code for domain ${domain.id} sent`)
  return answerChange(call, session, toDomainObject(call.instance, domain))
})

/** `POST /v1/organizations/:id/domains/:domainId/attempt_affiliation_verification` */
export const answerAttemptDomain: MemberEndpoint<'fields'> = whoMay(MANAGE, (call, { session, organization }, form) => {
  const code = toParams(form).required('code')
  const domain = proveDomain(call.instance, organization.id, call.params['domainId'] ?? '', code)
  call.note(`domain ${domain.id} verified`)
  return answerChange(call, session, toDomainObject(call.instance, domain))
})

/** `POST /v1/organizations/:id/domains/:domainId/update_enrollment_mode` */
export const answerEnrollmentMode: MemberEndpoint<'fields'> = whoMay(
  MANAGE,
  (call, { session, organization }, form) => {
    const { instance, params: path } = call
    const params = toParams(form)
    const domain = requireDomain(instance, organization.id, path['domainId'] ?? '')
    const enrollmentMode = toEnrollmentMode(params.required('enrollment_mode'))
    if (domain.verification?.status !== 'verified' && enrollmentMode !== 'manual_invitation')
      throw new Refusal(400, 'organization_domain_not_verified', 'The domain must be verified first.')
    const dropsPending = params.flag('delete_pending') ?? false
    const changed = updateDomain(instance, organization.id, domain.id, { enrollmentMode, dropsPending })
    call.note(`domain ${domain.id}: ${enrollmentMode}`)
    return answerChange(call, session, toDomainObject(instance, changed))
  },
)

/** `DELETE /v1/organizations/:id/domains/:domainId` */
export const answerRemoveDomainOfMine: MemberEndpoint<'none'> = whoMay(MANAGE, (call, { session, organization }) => {
  const { id } = removeDomain(call.instance, organization.id, call.params['domainId'] ?? '')
  call.note(`domain ${id} of ${organization.id} deleted`)
  return answerChange(call, session, { object: 'organization_domain', id, deleted: true })
})
