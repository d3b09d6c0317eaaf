/** What the script asks about organizations of the person who is signed in. */
import { answerMyOrganization, answerMyOrganizationMemberships } from '../frontend-api/my-organizations.ts'
import { row, type Route } from '../http/route.ts'

/** Frontend API: organizations. */
export const myOrganizationRoutes: readonly Route[] = [
  row('GET', '/v1/organizations/:id', 'script', 501, 'member', 'none', answerMyOrganization),
  row('GET', '/v1/organizations/:id/memberships', 'script', 501, 'member', 'none', answerMyOrganizationMemberships),
]
