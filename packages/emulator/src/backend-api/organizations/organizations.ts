/** Organizations, as servers list, make, change and delete them. */
import { answerList } from '../../http/answer-list.ts'
import { answerJson } from '../../http/answers.ts'
import type { Call } from '../../http/call.ts'
import { type Params, toParams } from '../../http/params.ts'
import type { Orders } from '../../http/paging.ts'
import { toOrganizationObject } from '../../objects/to-organization-object.ts'
import { fieldRefusal } from '../../refusal.ts'
import { mergeMetadata } from '../../state/merge-metadata.ts'
import type { JsonObject, Organization } from '../../state/model.ts'
import { valuesOf } from '../../state/organizations/find-members.ts'
import {
  changeLogo,
  changeOrganization,
  createOrganization,
  deleteOrganization,
  type OrganizationChanges,
  requireOrganization,
} from '../../state/organizations/organizations.ts'
import { countMembers, isMember } from '../../state/people.ts'
import { ofOrganization, type ServerEndpoint } from './of-organization.ts'

type Body = Readonly<Record<string, unknown>>

/** `GET /v1/organizations` */
export function answerOrganizations({ instance, url }: Call): Response {
  const orders: Orders<Organization> = {
    name: ({ name }) => name.toLowerCase(),
    created_at: ({ createdAtMs }) => createdAtMs,
    members_count: ({ id }) => countMembers(instance, id),
  }
  const show = (one: Organization): unknown => toOrganizationObject(instance, one)
  return answerList(url.searchParams, filterOrganizations(url.searchParams, instance), {
    show,
    orders,
    order: '-created_at',
  })
}

function filterOrganizations(search: URLSearchParams, instance: Call['instance']): readonly Organization[] {
  const ids = valuesOf(search, 'organization_id')
  const users = search.getAll('user_id').flatMap((text) => text.split(','))
  const query = search.get('query')?.trim().toLowerCase() ?? ''
  return instance.store
    .list('organizations')
    .filter(
      ({ id, name, slug }) =>
        (ids.size === 0 || ids.has(id.toLowerCase())) &&
        isOfUsers(users, (userId) => isMember(instance, userId, id)) &&
        (id.toLowerCase() === query || name.toLowerCase().includes(query) || slug.includes(query)),
    )
}

/** An id with `-` in front leaves out what is theirs. */
function isOfUsers(users: readonly string[], isTheirs: (userId: string) => boolean): boolean {
  const wanted = users.filter((id) => !id.startsWith('-')).map((id) => id.replace(/^\+/, ''))
  const unwanted = users.filter((id) => id.startsWith('-')).map((id) => id.slice(1))
  return (wanted.length === 0 || wanted.some(isTheirs)) && !unwanted.some(isTheirs)
}

/** `POST /v1/organizations` */
export function answerCreateOrganization({ instance, note }: Call, _caller: null, body: Body): Response {
  const params = toParams(body)
  const organization = createOrganization(instance, {
    name: params.required('name'),
    slug: params.text('slug') ?? null,
    createdBy: params.text('created_by') ?? null,
    maxMemberships: params.number('max_allowed_memberships') ?? null,
    publicMetadata: params.object('public_metadata') ?? {},
    privateMetadata: params.object('private_metadata') ?? {},
  })
  note(`organization ${organization.id} made`)
  return answerJson(toOrganizationObject(instance, requireOrganization(instance, organization.id)))
}

/** `GET /v1/organizations/:id` */
export const answerOrganization: ServerEndpoint<'none'> = ofOrganization(({ instance }, organization) =>
  answerJson(toOrganizationObject(instance, organization)),
)

/** `PATCH /v1/organizations/:id` */
export const answerChangeOrganization: ServerEndpoint<'json'> = ofOrganization(({ instance, note }, { id }, body) => {
  const params = toParams(body)
  const changes: OrganizationChanges = {
    ...(params.has('name') && { name: params.required('name') }),
    ...(params.has('slug') && { slug: params.required('slug') }),
    ...toMetadataChanges(params),
    ...toNumberChange(params),
    ...toFlagChange(params),
  }
  note(`organization ${id} changed`)
  return answerJson(toOrganizationObject(instance, changeOrganization(instance, id, changes)))
})

function toNumberChange(params: Params): OrganizationChanges {
  const most = params.number('max_allowed_memberships')
  return most === undefined || most === null ? {} : { maxMemberships: most }
}

function toFlagChange(params: Params): OrganizationChanges {
  const flag = params.flag('admin_delete_enabled')
  return flag === undefined ? {} : { isAdminDeleteEnabled: flag }
}

/** Metadata in place of what was there; null empties it. */
export function toMetadataChanges(
  params: Params,
): Partial<Readonly<Record<'publicMetadata' | 'privateMetadata', JsonObject>>> {
  const open = params.object('public_metadata')
  const secret = params.object('private_metadata')
  return {
    ...(open !== undefined && { publicMetadata: open ?? {} }),
    ...(secret !== undefined && { privateMetadata: secret ?? {} }),
  }
}

/** `PATCH` merges, `PUT` replaces: `/v1/organizations/:id/metadata` */
export const answerOrganizationMetadata: ServerEndpoint<'json'> = ofOrganization(
  ({ instance, method }, organization, body) => {
    const changes = toMetadataChanges(toParams(body))
    const merged = method === 'PUT' ? changes : mergeEach(organization, changes)
    return answerJson(toOrganizationObject(instance, changeOrganization(instance, organization.id, merged)))
  },
)

/** What both kinds of metadata are after a change is merged into them. */
export function mergeEach(
  before: Readonly<Record<'publicMetadata' | 'privateMetadata', JsonObject>>,
  changes: ReturnType<typeof toMetadataChanges>,
): Readonly<Record<'publicMetadata' | 'privateMetadata', JsonObject>> {
  return {
    publicMetadata: mergeMetadata(before.publicMetadata, changes.publicMetadata ?? {}),
    privateMetadata: mergeMetadata(before.privateMetadata, changes.privateMetadata ?? {}),
  }
}

/** `PUT /v1/organizations/:id/logo` */
export const answerLogo: ServerEndpoint<'file'> = ofOrganization(({ instance }, { id }, file) => {
  if (file === null) throw fieldRefusal('form_param_missing', 'file is missing.', 'file')
  return answerJson(toOrganizationObject(instance, changeLogo(instance, id, file)))
})

/** `DELETE /v1/organizations/:id/logo` */
export const answerRemoveLogo: ServerEndpoint<'none'> = ofOrganization(({ instance }, { id }) =>
  answerJson(toOrganizationObject(instance, changeLogo(instance, id, null))),
)

/** `DELETE /v1/organizations/:id` */
export const answerDeleteOrganization: ServerEndpoint<'none'> = ofOrganization(({ instance, note }, { id }) => {
  const { slug } = deleteOrganization(instance, id)
  note(`organization ${id} deleted`)
  return answerJson({ object: 'organization', id, slug, deleted: true })
})
