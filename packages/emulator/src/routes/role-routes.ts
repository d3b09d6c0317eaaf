/** What servers ask about roles and permissions. */
import {
  answerAddPermission,
  answerAddRole,
  answerChangePermission,
  answerChangeRoleItself,
  answerPermission,
  answerPermissions,
  answerRemovePermission,
  answerRemoveRole,
  answerRole,
  answerRolePermission,
  answerRoles,
} from '../backend-api/organizations/roles.ts'
import { row, type Route } from '../http/route.ts'

const ROLE = '/v1/organization_roles/:id'
const PERMISSION = '/v1/organization_permissions/:id'

/** Backend API: roles and permissions. */
export const roleRoutes: readonly Route[] = [
  row('GET', '/v1/organization_roles', 'program', 501, 'secret-key', 'none', answerRoles),
  row('POST', '/v1/organization_roles', 'program', 501, 'secret-key', 'json', answerAddRole),
  row('GET', ROLE, 'program', 501, 'secret-key', 'none', answerRole),
  row('PATCH', ROLE, 'program', 501, 'secret-key', 'json', answerChangeRoleItself),
  row('DELETE', ROLE, 'program', 501, 'secret-key', 'none', answerRemoveRole),
  row('POST DELETE', `${ROLE}/permissions/:permissionId`, 'program', 501, 'secret-key', 'none', answerRolePermission),
  row('GET', '/v1/organization_permissions', 'program', 501, 'secret-key', 'none', answerPermissions),
  row('POST', '/v1/organization_permissions', 'program', 501, 'secret-key', 'json', answerAddPermission),
  row('GET', PERMISSION, 'program', 501, 'secret-key', 'none', answerPermission),
  row('PATCH', PERMISSION, 'program', 501, 'secret-key', 'json', answerChangePermission),
  row('DELETE', PERMISSION, 'program', 501, 'secret-key', 'none', answerRemovePermission),
]
