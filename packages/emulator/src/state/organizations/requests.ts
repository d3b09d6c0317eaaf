/** Organizations that were suggested, and people who ask to belong. Every change is one write; what does not fit is thrown as a Refusal. */
import type { Instance } from '../../instance.ts'
import { notFoundRefusal, Refusal } from '../../refusal.ts'
import type { MembershipRequest, OrganizationSuggestion } from '../model.ts'
import { findMembership } from '../people.ts'
import { addMember } from './memberships.ts'
import { requireOrganization } from './organizations.ts'
import { defaultRole } from './roles-of.ts'

/** The person asks to belong. @throws Refusal 404 for a suggestion that is not theirs, 400 for one that was accepted. */
export function acceptSuggestion(instance: Instance, id: string, userId: string): OrganizationSuggestion {
  const { store, random, clock } = instance
  const nowMs = clock.nowMs()
  return store.write((tx) => {
    const suggestion = store.get('organizationSuggestions', id)
    if (suggestion === null || suggestion.userId !== userId) throw notFoundRefusal('Organization suggestion')
    if (suggestion.status === 'accepted')
      throw new Refusal(400, 'organization_suggestion_already_accepted', 'You have asked to join already.')
    const accepted = { ...suggestion, status: 'accepted', updatedAtMs: nowMs } as const
    tx.put('organizationSuggestions', accepted)
    const { organizationId } = suggestion
    const facts = { organizationId, userId, status: 'pending', createdAtMs: nowMs, updatedAtMs: nowMs } as const
    tx.put('membershipRequests', { id: random.id('orgmreq_'), ...facts })
    return accepted
  })
}

/** Makes whoever asked a member, or not. @throws Refusal 404 for a request that is gone, 400 for one that was answered. */
export function answerRequest(
  instance: Instance,
  organizationId: string,
  id: string,
  status: 'accepted' | 'rejected',
): MembershipRequest {
  const { store, clock } = instance
  return store.write((tx) => {
    const request = store.get('membershipRequests', id)
    if (request === null || request.organizationId !== organizationId)
      throw notFoundRefusal('Organization membership request')
    if (request.status !== 'pending')
      throw new Refusal(
        400,
        'organization_membership_request_not_pending',
        `The request was ${request.status} already.`,
      )
    const answered = { ...request, status, updatedAtMs: clock.nowMs() }
    tx.put('membershipRequests', answered)
    const isMember = findMembership(instance, request.userId, organizationId) !== null
    if (status === 'accepted' && !isMember)
      addMember(instance, requireOrganization(instance, organizationId), {
        userId: request.userId,
        role: defaultRole(instance),
      })
    return answered
  })
}
