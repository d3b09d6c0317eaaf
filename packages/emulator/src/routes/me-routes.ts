/** What the script asks about the person who is signed in. */
import { answerMe, answerMyMemberships } from '../frontend-api/script.ts'
import { row, type Route } from '../http/route.ts'

/** Frontend API: the person. */
export const meRoutes: readonly Route[] = [
  row('GET', '/v1/me', 'script', 501, 'session', 'none', answerMe),
  row('GET', '/v1/me/organization_memberships', 'script', 501, 'session', 'none', answerMyMemberships),
]
