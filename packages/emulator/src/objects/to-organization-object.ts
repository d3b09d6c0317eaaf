/** Organizations and memberships as the API shows them. @see emulator.md 4 */
import type { Instance } from '../instance.ts'
import type { Organization } from '../state/model.ts'
import { countMembers, type MembershipFacts } from '../state/people.ts'
import { pendingInvitations } from '../state/organizations/invitations.ts'
import { toRoleTitle } from '../state/system-permissions.ts'
import type { ApiObject, Audience } from './api-object.ts'
import { toImage } from './to-image.ts'
import { toPublicUserData } from './to-user-object.ts'

export function toOrganizationObject(
  instance: Instance,
  organization: Organization,
  audience: Audience = 'server',
): ApiObject {
  const pending = pendingInvitations(instance, organization.id)
  return {
    object: 'organization',
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    ...toImage(instance, organization),
    members_count: countMembers(instance, organization.id),
    pending_invitations_count: pending.length,
    max_allowed_memberships: organization.maxMemberships,
    admin_delete_enabled: organization.isAdminDeleteEnabled,
    public_metadata: organization.publicMetadata,
    ...(audience === 'server' && { private_metadata: organization.privateMetadata }),
    // What the emulator has not: sign-in by an enterprise's own provider, and people of one organization only.
    self_serve_sso_enabled: false,
    exclusive_membership: false,
    created_by: organization.createdBy,
    created_at: organization.createdAtMs,
    updated_at: organization.updatedAtMs,
  }
}

/** What somebody sees of an organization that they do not belong to. */
export function toPublicOrganizationData(instance: Instance, organization: Organization): ApiObject {
  return { id: organization.id, name: organization.name, slug: organization.slug, ...toImage(instance, organization) }
}

export function toMembershipObject(
  instance: Instance,
  { membership, organization, user, permissions }: MembershipFacts,
  audience: Audience = 'server',
): ApiObject {
  return {
    object: 'organization_membership',
    id: membership.id,
    role: membership.role,
    role_name: instance.store.get('roles', membership.role)?.name ?? toRoleTitle(membership.role),
    permissions,
    public_metadata: membership.publicMetadata,
    ...(audience === 'server' && { private_metadata: membership.privateMetadata }),
    organization: toOrganizationObject(instance, organization, audience),
    public_user_data: toPublicUserData(instance, user),
    created_at: membership.createdAtMs,
    updated_at: membership.updatedAtMs,
  }
}
