/** Roles and permissions as the API shows them. Their keys are their ids. */
import type { Instance } from '../instance.ts'
import type { Permission, Role } from '../state/model.ts'
import { isKeeperRole } from '../state/organizations/roles-of.ts'
import { listPermissions } from '../state/organizations/roles.ts'
import { isSystemPermission } from '../state/system-permissions.ts'
import type { ApiObject } from './api-object.ts'

export function toRoleObject(instance: Instance, role: Role): ApiObject {
  const permissions = listPermissions(instance).filter(({ id }) => role.permissions.includes(id))
  return {
    object: 'role',
    id: role.id,
    key: role.id,
    name: role.name,
    description: role.description,
    permissions: permissions.map(toPermissionObject),
    is_creator_eligible: isKeeperRole(role),
    created_at: role.createdAtMs,
    updated_at: role.updatedAtMs,
  }
}

export function toPermissionObject({ id, name, description, createdAtMs, updatedAtMs }: Permission): ApiObject {
  return {
    object: 'permission',
    id,
    key: id,
    name,
    description,
    type: isSystemPermission(id) ? 'system' : 'user',
    created_at: createdAtMs,
    updated_at: updatedAtMs,
  }
}
