/** Roles and permissions, as servers list, add, change and remove them. Their keys are their ids. */
import { answerList } from '../../http/answer-list.ts'
import { answerJson } from '../../http/answers.ts'
import type { Call } from '../../http/call.ts'
import { type Params, toParams } from '../../http/params.ts'
import type { Orders } from '../../http/paging.ts'
import { toPermissionObject, toRoleObject } from '../../objects/to-role-object.ts'
import {
  addPermission,
  addRole,
  changePermission,
  changeRoleItself,
  listPermissions,
  removePermission,
  removeRole,
  requirePermission,
  requireRoleItself,
  type RoleFacts,
} from '../../state/organizations/roles.ts'

type Body = Readonly<Record<string, unknown>>
/** What roles and permissions have in common. */
interface Keyed {
  readonly id: string
  readonly name: string
  readonly createdAtMs: number
}

const orders: Orders<Keyed> = {
  created_at: ({ createdAtMs }) => createdAtMs,
  name: ({ name }) => name.toLowerCase(),
  key: ({ id }) => id,
}

function answerKeyed<R extends Keyed>({ url }: Call, records: readonly R[], show: (record: R) => unknown): Response {
  const query = url.searchParams.get('query')?.trim().toLowerCase() ?? ''
  const found = records.filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(query))
  return answerList(url.searchParams, found, { show, orders, order: '-created_at' })
}

/** `GET /v1/organization_roles` */
export function answerRoles(call: Call): Response {
  return answerKeyed(call, call.instance.store.list('roles'), (one) => toRoleObject(call.instance, one))
}

/** `GET /v1/organization_roles/:id` */
export function answerRole({ instance, params }: Call): Response {
  return answerJson(toRoleObject(instance, requireRoleItself(instance, params['id'] ?? '')))
}

/** `POST /v1/organization_roles` */
export function answerAddRole({ instance, note }: Call, _caller: null, body: Body): Response {
  const params = toParams(body)
  const role = addRole(instance, {
    key: params.required('key'),
    name: params.required('name'),
    description: params.text('description') ?? '',
    permissions: params.texts('permissions') ?? null,
  })
  note(`role ${role.id} made`)
  return answerJson(toRoleObject(instance, role))
}

/** `PATCH /v1/organization_roles/:id` */
export function answerChangeRoleItself({ instance, params: path }: Call, _caller: null, body: Body): Response {
  const params = toParams(body)
  const permissions = params.texts('permissions')
  const changes = { ...toTexts(params), ...(permissions !== undefined && { permissions }) }
  return answerJson(toRoleObject(instance, changeRoleItself(instance, path['id'] ?? '', changes)))
}

/** A field that is null stays as it is. */
function toTexts(params: Params): Partial<Pick<RoleFacts, 'key' | 'name'> & { description: string }> {
  const description = params.text('description') ?? undefined
  return {
    ...((params.text('key') ?? null) !== null && { key: params.required('key') }),
    ...((params.text('name') ?? null) !== null && { name: params.required('name') }),
    ...(description !== undefined && { description }),
  }
}

/** `DELETE /v1/organization_roles/:id` */
export function answerRemoveRole({ instance, params, note }: Call): Response {
  const { id } = removeRole(instance, params['id'] ?? '')
  note(`role ${id} deleted`)
  return answerJson({ object: 'role', id, deleted: true })
}

/** `POST` and `DELETE /v1/organization_roles/:id/permissions/:permissionId` */
export function answerRolePermission({ instance, params, method }: Call): Response {
  const role = requireRoleItself(instance, params['id'] ?? '')
  const { id } = requirePermission(instance, params['permissionId'] ?? '')
  const others = role.permissions.filter((key) => key !== id)
  const permissions = method === 'POST' ? [...others, id] : others
  return answerJson(toRoleObject(instance, changeRoleItself(instance, role.id, { permissions })))
}

/** `GET /v1/organization_permissions` */
export function answerPermissions(call: Call): Response {
  return answerKeyed(call, listPermissions(call.instance), toPermissionObject)
}

/** `GET /v1/organization_permissions/:id` */
export function answerPermission({ instance, params }: Call): Response {
  return answerJson(toPermissionObject(requirePermission(instance, params['id'] ?? '')))
}

/** `POST /v1/organization_permissions` */
export function answerAddPermission({ instance, note }: Call, _caller: null, body: Body): Response {
  const params = toParams(body)
  const facts = { key: params.required('key'), name: params.required('name') }
  const permission = addPermission(instance, { ...facts, description: params.text('description') ?? '' })
  note(`permission ${permission.id} made`)
  return answerJson(toPermissionObject(permission))
}

/** `PATCH /v1/organization_permissions/:id` */
export function answerChangePermission({ instance, params }: Call, _caller: null, body: Body): Response {
  const permission = changePermission(instance, params['id'] ?? '', toTexts(toParams(body)))
  return answerJson(toPermissionObject(permission))
}

/** `DELETE /v1/organization_permissions/:id` */
export function answerRemovePermission({ instance, params, note }: Call): Response {
  const { id } = removePermission(instance, params['id'] ?? '')
  note(`permission ${id} deleted`)
  return answerJson({ object: 'permission', id, deleted: true })
}
