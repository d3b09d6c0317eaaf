/** Permissions of the provider's own organization pages. Memberships list them; tokens do not. */

/** Every one that `org:admin` has. */
export const SYSTEM_PERMISSIONS: readonly string[] = [
  'org:sys_profile:manage',
  'org:sys_profile:delete',
  'org:sys_memberships:read',
  'org:sys_memberships:manage',
  'org:sys_domains:read',
  'org:sys_domains:manage',
  'org:sys_billing:read',
  'org:sys_billing:manage',
  'org:sys_api_keys:read',
  'org:sys_api_keys:manage',
  'org:sys_entconns:read',
  'org:sys_entconns:manage',
]
const OF_MEMBERS: readonly string[] = ['org:sys_memberships:read', 'org:sys_billing:read']

export function isSystemPermission(permission: string): boolean {
  return permission.startsWith('org:sys_')
}

/** Those that a role has unless somebody says otherwise. @param role Its key. */
export function toSystemPermissions(role: string): readonly string[] {
  return role === 'org:admin' ? SYSTEM_PERMISSIONS : OF_MEMBERS
}

/** What people call a role: `org:billing_manager` is "Billing manager". */
export function toRoleTitle(role: string): string {
  const words = role.replace(/^org:/, '').replaceAll(/[_-]+/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
