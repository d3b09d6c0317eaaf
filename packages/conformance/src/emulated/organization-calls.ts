/** Organizations, who belongs to them, roles and permissions. */
import { type Calls, idOf, toPicture, type VendorClient } from './calls.ts'

const ACME = 'org_acme'
const organizationId = ACME
const EMAIL = 'new@example.com'
const ROLE = { name: 'Billing', key: 'org:billing', description: 'd', permissions: [] }
const PERMISSION = { name: 'Read things', key: 'org:things:read', description: 'd' }
const ROLE_SET = {
  name: 'Set',
  key: 'role_set:set',
  defaultRoleKey: 'org:member',
  creatorRoleKey: 'org:admin',
  roles: ['org:admin', 'org:member'],
}
const roleSetKeyOrId = 'role_set:set'

const invitation = (client: VendorClient): Promise<string> =>
  idOf(client.organizations.createOrganizationInvitation({ organizationId, emailAddress: EMAIL, role: 'org:member' }))
const domain = (client: VendorClient): Promise<string> =>
  idOf(
    client.organizations.createOrganizationDomain({
      organizationId,
      name: 'acme.test',
      enrollmentMode: 'manual_invitation',
    }),
  )
const role = (client: VendorClient): Promise<string> => idOf(client.organizationRoles.createOrganizationRole(ROLE))
const permission = (client: VendorClient): Promise<string> =>
  idOf(client.organizationPermissions.createOrganizationPermission(PERMISSION))
const withPermission = async (client: VendorClient) => ({
  organizationRoleId: await role(client),
  permissionId: await permission(client),
})

const organizations: Calls = {
  'organizations.getOrganizationList': (c) =>
    c.organizations.getOrganizationList({ query: 'acme', orderBy: '-created_at', includeMembersCount: true }),
  'organizations.createOrganization': (c) => c.organizations.createOrganization({ name: 'New', createdBy: 'user_ada' }),
  'organizations.getOrganization': (c) => c.organizations.getOrganization({ organizationId }),
  'organizations.updateOrganization': (c) => c.organizations.updateOrganization(ACME, { name: 'Acme two' }),
  'organizations.updateOrganizationLogo': (c) =>
    c.organizations.updateOrganizationLogo(ACME, { file: toPicture(), uploaderUserId: 'user_ada' }),
  'organizations.deleteOrganizationLogo': (c) => c.organizations.deleteOrganizationLogo(ACME),
  'organizations.updateOrganizationMetadata': (c) =>
    c.organizations.updateOrganizationMetadata(ACME, { publicMetadata: { a: 1 } }),
  'organizations.replaceOrganizationMetadata': (c) =>
    c.organizations.replaceOrganizationMetadata(ACME, { publicMetadata: { a: 1 } }),
  'organizations.deleteOrganization': (c) => c.organizations.deleteOrganization(ACME),
  'organizations.getOrganizationMembershipList': (c) =>
    c.organizations.getOrganizationMembershipList({ organizationId, role: ['org:admin'], orderBy: '-created_at' }),
  'organizations.getInstanceOrganizationMembershipList': (c) =>
    c.organizations.getInstanceOrganizationMembershipList({ orderBy: '-created_at' }),
  'organizations.createOrganizationMembership': (c) =>
    c.organizations.createOrganizationMembership({ organizationId, userId: 'user_alan', role: 'org:member' }),
  'organizations.updateOrganizationMembership': (c) =>
    c.organizations.updateOrganizationMembership({ organizationId, userId: 'user_grace', role: 'org:admin' }),
  'organizations.updateOrganizationMembershipMetadata': (c) =>
    c.organizations.updateOrganizationMembershipMetadata({
      organizationId,
      userId: 'user_grace',
      publicMetadata: { a: 1 },
    }),
  'organizations.deleteOrganizationMembership': (c) =>
    c.organizations.deleteOrganizationMembership({ organizationId, userId: 'user_grace' }),
  'organizations.getOrganizationInvitationList': (c) =>
    c.organizations.getOrganizationInvitationList({ organizationId, status: ['pending'] }),
  'organizations.createOrganizationInvitation': (c) =>
    c.organizations.createOrganizationInvitation({ organizationId, emailAddress: EMAIL, role: 'org:member' }),
  'organizations.createOrganizationInvitationBulk': (c) =>
    c.organizations.createOrganizationInvitationBulk(ACME, [{ emailAddress: EMAIL, role: 'org:member' }]),
  'organizations.getOrganizationInvitation': async (c) =>
    c.organizations.getOrganizationInvitation({ organizationId, invitationId: await invitation(c) }),
  'organizations.revokeOrganizationInvitation': async (c) =>
    c.organizations.revokeOrganizationInvitation({ organizationId, invitationId: await invitation(c) }),
  'organizations.getOrganizationDomainList': (c) => c.organizations.getOrganizationDomainList({ organizationId }),
  'organizations.createOrganizationDomain': (c) =>
    c.organizations.createOrganizationDomain({
      organizationId,
      name: 'acme.test',
      enrollmentMode: 'manual_invitation',
      verified: true,
    }),
  'organizations.updateOrganizationDomain': async (c) =>
    c.organizations.updateOrganizationDomain({ organizationId, domainId: await domain(c), verified: true }),
  'organizations.deleteOrganizationDomain': async (c) =>
    c.organizations.deleteOrganizationDomain({ organizationId, domainId: await domain(c) }),
}

const permissions: Calls = {
  'organizationPermissions.getOrganizationPermissionList': (c) =>
    c.organizationPermissions.getOrganizationPermissionList({ limit: 5 }),
  'organizationPermissions.getOrganizationPermission': async (c) =>
    c.organizationPermissions.getOrganizationPermission(await permission(c)),
  'organizationPermissions.createOrganizationPermission': (c) =>
    c.organizationPermissions.createOrganizationPermission(PERMISSION),
  'organizationPermissions.updateOrganizationPermission': async (c) =>
    c.organizationPermissions.updateOrganizationPermission({ permissionId: await permission(c), name: 'See' }),
  'organizationPermissions.deleteOrganizationPermission': async (c) =>
    c.organizationPermissions.deleteOrganizationPermission(await permission(c)),
  'organizationRoles.getOrganizationRoleList': (c) => c.organizationRoles.getOrganizationRoleList({ limit: 5 }),
  'organizationRoles.getOrganizationRole': async (c) => c.organizationRoles.getOrganizationRole(await role(c)),
  'organizationRoles.createOrganizationRole': (c) => c.organizationRoles.createOrganizationRole(ROLE),
  'organizationRoles.updateOrganizationRole': async (c) =>
    c.organizationRoles.updateOrganizationRole({ organizationRoleId: await role(c), name: 'Money' }),
  'organizationRoles.deleteOrganizationRole': async (c) => c.organizationRoles.deleteOrganizationRole(await role(c)),
  'organizationRoles.assignPermissionToOrganizationRole': async (c) =>
    c.organizationRoles.assignPermissionToOrganizationRole(await withPermission(c)),
  'organizationRoles.removePermissionFromOrganizationRole': async (c) => {
    const params = await withPermission(c)
    await c.organizationRoles.assignPermissionToOrganizationRole(params).catch(() => {})
    return c.organizationRoles.removePermissionFromOrganizationRole(params)
  },
}

/** The set itself is made first; where there are no sets, the method says so. */
const withSet =
  (ask: (client: VendorClient) => Promise<unknown>): Calls[string] =>
  async (client) => {
    await client.roleSets.createRoleSet(ROLE_SET).catch(() => {})
    return ask(client)
  }

const roleSets: Calls = {
  'roleSets.getRoleSetList': (c) => c.roleSets.getRoleSetList({ limit: 5 }),
  'roleSets.getRoleSet': withSet((c) => c.roleSets.getRoleSet(roleSetKeyOrId)),
  'roleSets.createRoleSet': (c) => c.roleSets.createRoleSet(ROLE_SET),
  'roleSets.updateRoleSet': withSet((c) => c.roleSets.updateRoleSet({ roleSetKeyOrId, name: 'Other' })),
  'roleSets.addRolesToRoleSet': withSet(async (c) => {
    const { key } = await c.organizationRoles.createOrganizationRole(ROLE)
    return c.roleSets.addRolesToRoleSet({ roleSetKeyOrId, roleKeys: [key] })
  }),
  'roleSets.replaceRoleInRoleSet': withSet((c) =>
    c.roleSets.replaceRoleInRoleSet({ roleSetKeyOrId, roleKey: 'org:member', toRoleKey: 'org:admin' }),
  ),
  'roleSets.replaceRoleSet': withSet((c) =>
    c.roleSets.replaceRoleSet({ roleSetKeyOrId, destRoleSetKey: 'role_set:default' }),
  ),
}

export const organizationCalls: Calls = { ...organizations, ...permissions, ...roleSets }
