/** What the script asks about organizations of the person who is signed in. */
import {
  answerAddDomainToMine,
  answerAttemptDomain,
  answerDomainOfMine,
  answerDomainsOfMine,
  answerEnrollmentMode,
  answerPrepareDomain,
  answerRemoveDomainOfMine,
} from '../frontend-api/organizations/domains.ts'
import {
  answerAcceptRequest,
  answerInvitationsOfMine,
  answerInviteManyToMine,
  answerInviteToMine,
  answerRejectRequest,
  answerRequestsOfMine,
  answerRevokeInvitationOfMine,
} from '../frontend-api/organizations/invitations.ts'
import {
  answerAddMemberToMine,
  answerChangeRoleInMine,
  answerMembersOfMine,
  answerRemoveMemberOfMine,
  answerRolesOfMine,
} from '../frontend-api/organizations/members.ts'
import {
  answerAcceptMyInvitation,
  answerAcceptMySuggestion,
  answerCreationDefaults,
  answerLeave,
  answerMyInvitations,
  answerMyMemberships,
  answerMySuggestions,
} from '../frontend-api/organizations/mine.ts'
import {
  answerChangeMyOrganization,
  answerCreateMyOrganization,
  answerDeleteMyOrganization,
  answerMyLogo,
  answerMyOrganization,
  answerRemoveMyLogo,
} from '../frontend-api/organizations/organizations.ts'
import { row, type Route } from '../http/route.ts'

const ORGANIZATION = '/v1/organizations/:id'
const MEMBER = `${ORGANIZATION}/memberships/:userId`
const INVITATIONS = `${ORGANIZATION}/invitations`
const REQUESTS = `${ORGANIZATION}/membership_requests`
const DOMAIN = `${ORGANIZATION}/domains/:domainId`

/** Frontend API: organizations. */
export const myOrganizationRoutes: readonly Route[] = [
  row('GET', '/v1/me/organization_memberships', 'script', 501, 'session', 'none', answerMyMemberships),
  row('DELETE', '/v1/me/organization_memberships/:id', 'script', 501, 'session', 'none', answerLeave),
  row('GET*', '/v1/me/organization_invitations', 'script', 501, 'session', 'none', answerMyInvitations),
  row('POST', '/v1/me/organization_invitations/:id/accept', 'script', 501, 'session', 'none', answerAcceptMyInvitation),
  row('GET*', '/v1/me/organization_suggestions', 'script', 501, 'session', 'none', answerMySuggestions),
  row('POST', '/v1/me/organization_suggestions/:id/accept', 'script', 501, 'session', 'none', answerAcceptMySuggestion),
  row('GET', '/v1/me/organization_creation_defaults', 'script', 501, 'session', 'none', answerCreationDefaults),
  row('POST', '/v1/organizations', 'script', 501, 'session', 'fields', answerCreateMyOrganization),
  row('GET', ORGANIZATION, 'script', 501, 'member', 'none', answerMyOrganization),
  row('PATCH', ORGANIZATION, 'script', 501, 'member', 'fields', answerChangeMyOrganization),
  row('DELETE', ORGANIZATION, 'script', 501, 'member', 'none', answerDeleteMyOrganization),
  row('PUT', `${ORGANIZATION}/logo`, 'script', 501, 'member', 'file', answerMyLogo),
  row('DELETE', `${ORGANIZATION}/logo`, 'script', 501, 'member', 'none', answerRemoveMyLogo),
  row('GET', `${ORGANIZATION}/memberships`, 'script', 501, 'member', 'none', answerMembersOfMine),
  row('POST', `${ORGANIZATION}/memberships`, 'script', 501, 'member', 'fields', answerAddMemberToMine),
  row('PATCH', MEMBER, 'script', 501, 'member', 'fields', answerChangeRoleInMine),
  row('DELETE', MEMBER, 'script', 501, 'member', 'none', answerRemoveMemberOfMine),
  row('GET', `${ORGANIZATION}/roles`, 'script', 501, 'member', 'none', answerRolesOfMine),
  row('GET', INVITATIONS, 'script', 501, 'member', 'none', answerInvitationsOfMine),
  row('POST', INVITATIONS, 'script', 501, 'member', 'fields', answerInviteToMine),
  row('POST', `${INVITATIONS}/bulk`, 'script', 501, 'member', 'fields', answerInviteManyToMine),
  row('POST', `${INVITATIONS}/:invitationId/revoke`, 'script', 501, 'member', 'none', answerRevokeInvitationOfMine),
  row('GET', REQUESTS, 'script', 501, 'member', 'none', answerRequestsOfMine),
  row('POST', `${REQUESTS}/:requestId/accept`, 'script', 501, 'member', 'none', answerAcceptRequest),
  row('POST', `${REQUESTS}/:requestId/reject`, 'script', 501, 'member', 'none', answerRejectRequest),
  row('GET', `${ORGANIZATION}/domains`, 'script', 501, 'member', 'none', answerDomainsOfMine),
  row('POST', `${ORGANIZATION}/domains`, 'script', 501, 'member', 'fields', answerAddDomainToMine),
  row('GET', DOMAIN, 'script', 501, 'member', 'none', answerDomainOfMine),
  row('DELETE', DOMAIN, 'script', 501, 'member', 'none', answerRemoveDomainOfMine),
  row('POST', `${DOMAIN}/prepare_affiliation_verification`, 'script', 501, 'member', 'fields', answerPrepareDomain),
  row('POST', `${DOMAIN}/attempt_affiliation_verification`, 'script', 501, 'member', 'fields', answerAttemptDomain),
  row('POST', `${DOMAIN}/update_enrollment_mode`, 'script', 501, 'member', 'fields', answerEnrollmentMode),
]
