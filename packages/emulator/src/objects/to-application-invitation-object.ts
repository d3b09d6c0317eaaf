/** An invitation to the application as servers see it. */
import type { Instance } from '../instance.ts'
import type { Invitation } from '../state/model.ts'
import { toInvitationStatus, toInvitationUrl } from '../state/users/invitations.ts'
import type { ApiObject } from './api-object.ts'

export function toApplicationInvitationObject(instance: Instance, invitation: Invitation): ApiObject {
  const status = toInvitationStatus(invitation, instance.clock.nowMs())
  return {
    object: 'invitation',
    id: invitation.id,
    email_address: invitation.email,
    public_metadata: invitation.publicMetadata,
    revoked: status === 'revoked',
    status,
    ...(status === 'pending' && { url: toInvitationUrl(instance, invitation) }),
    expires_at: invitation.expiresAtMs,
    created_at: invitation.createdAtMs,
    updated_at: invitation.updatedAtMs,
  }
}
