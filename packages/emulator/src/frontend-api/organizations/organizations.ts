/** Organizations, as the script makes, changes and deletes them. */
import type { Call } from '../../http/call.ts'
import { toParams } from '../../http/params.ts'
import { toOrganizationObject } from '../../objects/to-organization-object.ts'
import { fieldRefusal, notFoundRefusal, Refusal } from '../../refusal.ts'
import type { Session } from '../../state/model.ts'
import {
  changeLogo,
  changeOrganization,
  checkMayCreate,
  createOrganization,
  deleteOrganization,
} from '../../state/organizations/organizations.ts'
import { answerResponse } from '../envelope.ts'
import { answerChange, type MemberEndpoint, whoMay } from './who-may.ts'

/** `POST /v1/organizations`. Whoever makes it belongs to it; to make it the active one is a step of its own. */
export function answerCreateMyOrganization(
  call: Call,
  session: Session,
  form: URLSearchParams,
): Response | Promise<Response> {
  const { instance, note } = call
  const user = instance.store.get('users', session.userId)
  if (user === null) throw notFoundRefusal('User')
  const params = toParams(form)
  const organization = instance.store.write(() => {
    checkMayCreate(instance, user)
    return createOrganization(instance, {
      name: params.required('name'),
      slug: params.text('slug') ?? null,
      createdBy: user.id,
      maxMemberships: null,
      publicMetadata: {},
      privateMetadata: {},
    })
  })
  note(`organization ${organization.id} made by ${user.id}`)
  return answerChange(call, session, toOrganizationObject(instance, organization, 'person'))
}

/** `GET /v1/organizations/:id`, by id or slug */
export const answerMyOrganization: MemberEndpoint<'none'> = ({ instance }, { organization }) =>
  answerResponse(toOrganizationObject(instance, organization, 'person'))

/** `PATCH /v1/organizations/:id`: name and slug. */
export const answerChangeMyOrganization: MemberEndpoint<'fields'> = whoMay(
  'org:sys_profile:manage',
  (call, { session, organization: { id } }, form) => {
    const params = toParams(form)
    const changed = changeOrganization(call.instance, id, {
      ...(params.has('name') && { name: params.required('name') }),
      ...(params.has('slug') && { slug: params.required('slug') }),
    })
    call.note(`organization ${id} changed`)
    return answerChange(call, session, toOrganizationObject(call.instance, changed, 'person'))
  },
)

/** `PUT /v1/organizations/:id/logo` */
export const answerMyLogo: MemberEndpoint<'file'> = whoMay('org:sys_profile:manage', (call, member, file) => {
  if (file === null) throw fieldRefusal('form_param_missing', 'file is missing.', 'file')
  const changed = changeLogo(call.instance, member.organization.id, file)
  return answerChange(call, member.session, toOrganizationObject(call.instance, changed, 'person'))
})

/** `DELETE /v1/organizations/:id/logo` */
export const answerRemoveMyLogo: MemberEndpoint<'none'> = whoMay('org:sys_profile:manage', (call, member) => {
  const changed = changeLogo(call.instance, member.organization.id, null)
  return answerChange(call, member.session, toOrganizationObject(call.instance, changed, 'person'))
})

/** `DELETE /v1/organizations/:id` */
export const answerDeleteMyOrganization: MemberEndpoint<'none'> = whoMay(
  'org:sys_profile:delete',
  (call, { session, organization }) => {
    if (!organization.isAdminDeleteEnabled)
      throw new Refusal(403, 'organization_admin_delete_not_enabled', 'Its members may not delete this organization.')
    const { id, slug } = deleteOrganization(call.instance, organization.id)
    call.note(`organization ${id} deleted`)
    return answerChange(call, session, { object: 'organization', id, slug, deleted: true })
  },
)
