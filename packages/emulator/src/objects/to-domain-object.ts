/** A mail domain of an organization as the API shows it. The code stays here. */
import type { Instance } from '../instance.ts'
import type { OrganizationDomain } from '../state/model.ts'
import { invitationStatus } from '../state/organizations/invitations.ts'
import type { ApiObject } from './api-object.ts'

export function toDomainObject({ store, clock }: Instance, domain: OrganizationDomain): ApiObject {
  const nowMs = clock.nowMs()
  const verification = toVerification(domain, nowMs)
  const invitations = store
    .list('organizationInvitations')
    .filter((one) => one.domainId === domain.id && invitationStatus(one, nowMs) === 'pending')
  const suggestions = store
    .list('organizationSuggestions')
    .filter((one) => one.domainId === domain.id && one.status === 'pending')
  return {
    object: 'organization_domain',
    id: domain.id,
    organization_id: domain.organizationId,
    name: domain.name,
    enrollment_mode: domain.enrollmentMode,
    // One thing under two names: the older one is still read.
    verification,
    affiliation_verification: verification,
    ownership_verification: null,
    affiliation_email_address: domain.affiliationEmail,
    total_pending_invitations: invitations.length,
    total_pending_suggestions: suggestions.length,
    created_at: domain.createdAtMs,
    updated_at: domain.updatedAtMs,
  }
}

function toVerification({ verification, updatedAtMs }: OrganizationDomain, nowMs: number): ApiObject | null {
  if (verification === null) return null
  const { status, strategy, attempts, expiresAtMs } = verification
  const isLate = status === 'unverified' && expiresAtMs !== null && expiresAtMs <= nowMs
  return {
    status: isLate ? 'expired' : status,
    strategy,
    attempts,
    expires_at: expiresAtMs ?? updatedAtMs,
    verified_at: status === 'verified' ? updatedAtMs : null,
  }
}
