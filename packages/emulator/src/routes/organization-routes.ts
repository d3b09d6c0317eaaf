/** What servers ask about organizations. */
import { answerMemberships, answerOrganization, answerOrganizations } from '../backend-api/directory.ts'
import { row, type Route } from '../http/route.ts'

/** Backend API: organizations. */
export const organizationRoutes: readonly Route[] = [
  row('GET', '/v1/organizations', 'program', 501, 'secret-key', 'none', answerOrganizations),
  row('GET', '/v1/organizations/:id', 'program', 501, 'secret-key', 'none', answerOrganization),
  row('GET', '/v1/organizations/:id/memberships', 'program', 501, 'secret-key', 'none', answerMemberships),
]
