/** Invitations, suggestions and requests as the API shows them. The ticket is shown to servers only, as part of the link. */
import type { Instance } from '../instance.ts'
import type { MembershipRequest, OrganizationInvitation, OrganizationSuggestion } from '../state/model.ts'
import { toInvitationLink } from '../state/organizations/invitation-mail.ts'
import { invitationStatus } from '../state/organizations/invitations.ts'
import { toRoleTitle } from '../state/system-permissions.ts'
import type { ApiObject, Audience } from './api-object.ts'
import { toPublicOrganizationData } from './to-organization-object.ts'
import { toPublicUserData } from './to-user-object.ts'

export function toInvitationObject(
  instance: Instance,
  invitation: OrganizationInvitation,
  audience: Audience = 'server',
): ApiObject {
  const { store, clock } = instance
  const status = invitationStatus(invitation, clock.nowMs())
  const { id, email, role, organizationId, publicMetadata } = invitation
  return {
    object: 'organization_invitation',
    id,
    email_address: email,
    role,
    role_name: store.get('roles', role)?.name ?? toRoleTitle(role),
    organization_id: organizationId,
    inviter_id: invitation.inviterId,
    public_organization_data: toPublicData(instance, organizationId),
    status,
    public_metadata: publicMetadata,
    ...(audience === 'server' && {
      private_metadata: invitation.privateMetadata,
      url: status === 'pending' ? toInvitationLink(instance, invitation) : null,
    }),
    expires_at: invitation.expiresAtMs,
    created_at: invitation.createdAtMs,
    updated_at: invitation.updatedAtMs,
  }
}

export function toSuggestionObject(instance: Instance, suggestion: OrganizationSuggestion): ApiObject {
  return {
    object: 'organization_suggestion',
    id: suggestion.id,
    public_organization_data: toPublicData(instance, suggestion.organizationId),
    status: suggestion.status,
    created_at: suggestion.createdAtMs,
    updated_at: suggestion.updatedAtMs,
  }
}

export function toRequestObject(instance: Instance, request: MembershipRequest): ApiObject {
  const user = instance.store.get('users', request.userId)
  return {
    object: 'organization_membership_request',
    id: request.id,
    organization_id: request.organizationId,
    // The type of the script knows the statuses of invitations only.
    status: request.status === 'rejected' ? 'revoked' : request.status,
    public_user_data: user === null ? null : toPublicUserData(instance, user),
    created_at: request.createdAtMs,
    updated_at: request.updatedAtMs,
  }
}

function toPublicData(instance: Instance, organizationId: string): ApiObject | null {
  const organization = instance.store.get('organizations', organizationId)
  return organization === null ? null : toPublicOrganizationData(instance, organization)
}
