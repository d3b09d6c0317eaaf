/** What servers ask about organizations. */
import {
  answerAddDomain,
  answerAllDomains,
  answerChangeDomain,
  answerDomains,
  answerRemoveDomain,
} from '../backend-api/organizations/domains.ts'
import {
  answerAllInvitations,
  answerInvitation,
  answerInvitations,
  answerInvitationsOfUser,
  answerInvite,
  answerInviteMany,
  answerRevokeInvitation,
} from '../backend-api/organizations/invitations.ts'
import {
  answerAddMember,
  answerAllMemberships,
  answerChangeRole,
  answerMembers,
  answerMembershipMetadata,
  answerMembershipsOfUser,
  answerRemoveMember,
} from '../backend-api/organizations/memberships.ts'
import {
  answerChangeOrganization,
  answerCreateOrganization,
  answerDeleteOrganization,
  answerLogo,
  answerOrganization,
  answerOrganizationMetadata,
  answerOrganizations,
  answerRemoveLogo,
} from '../backend-api/organizations/organizations.ts'
import { row, type Route } from '../http/route.ts'

const ORGANIZATION = '/v1/organizations/:id'
const MEMBER = `${ORGANIZATION}/memberships/:userId`
const INVITATION = `${ORGANIZATION}/invitations/:invitationId`
const DOMAIN = `${ORGANIZATION}/domains/:domainId`

/** Backend API: organizations. */
export const organizationRoutes: readonly Route[] = [
  row('GET', '/v1/organizations', 'program', 501, 'secret-key', 'none', answerOrganizations),
  row('POST', '/v1/organizations', 'program', 501, 'secret-key', 'json', answerCreateOrganization),
  row('GET', ORGANIZATION, 'program', 501, 'secret-key', 'none', answerOrganization),
  row('PATCH', ORGANIZATION, 'program', 501, 'secret-key', 'json', answerChangeOrganization),
  row('DELETE', ORGANIZATION, 'program', 501, 'secret-key', 'none', answerDeleteOrganization),
  row('PATCH PUT', `${ORGANIZATION}/metadata`, 'program', 501, 'secret-key', 'json', answerOrganizationMetadata),
  row('PUT', `${ORGANIZATION}/logo`, 'program', 501, 'secret-key', 'file', answerLogo),
  row('DELETE', `${ORGANIZATION}/logo`, 'program', 501, 'secret-key', 'none', answerRemoveLogo),
  row('GET', `${ORGANIZATION}/memberships`, 'program', 501, 'secret-key', 'none', answerMembers),
  row('POST', `${ORGANIZATION}/memberships`, 'program', 501, 'secret-key', 'json', answerAddMember),
  row('PATCH', MEMBER, 'program', 501, 'secret-key', 'json', answerChangeRole),
  row('DELETE', MEMBER, 'program', 501, 'secret-key', 'none', answerRemoveMember),
  row('PATCH', `${MEMBER}/metadata`, 'program', 501, 'secret-key', 'json', answerMembershipMetadata),
  row('GET', `${ORGANIZATION}/invitations`, 'program', 501, 'secret-key', 'none', answerInvitations),
  row('POST', `${ORGANIZATION}/invitations`, 'program', 501, 'secret-key', 'json', answerInvite),
  row('POST', `${ORGANIZATION}/invitations/bulk`, 'program', 501, 'secret-key', 'list', answerInviteMany),
  row('GET', INVITATION, 'program', 501, 'secret-key', 'none', answerInvitation),
  row('POST', `${INVITATION}/revoke`, 'program', 501, 'secret-key', 'none', answerRevokeInvitation),
  row('GET', `${ORGANIZATION}/domains`, 'program', 501, 'secret-key', 'none', answerDomains),
  row('POST', `${ORGANIZATION}/domains`, 'program', 501, 'secret-key', 'json', answerAddDomain),
  row('PATCH', DOMAIN, 'program', 501, 'secret-key', 'json', answerChangeDomain),
  row('DELETE', DOMAIN, 'program', 501, 'secret-key', 'none', answerRemoveDomain),
  row('GET', '/v1/organization_memberships', 'program', 501, 'secret-key', 'none', answerAllMemberships),
  row('GET', '/v1/organization_invitations', 'program', 501, 'secret-key', 'none', answerAllInvitations),
  row('GET', '/v1/organization_domains', 'program', 501, 'secret-key', 'none', answerAllDomains),
  row('GET', '/v1/users/:id/organization_memberships', 'program', 501, 'secret-key', 'none', answerMembershipsOfUser),
  row('GET', '/v1/users/:id/organization_invitations', 'program', 501, 'secret-key', 'none', answerInvitationsOfUser),
]
