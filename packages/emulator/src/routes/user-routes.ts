/** What servers ask about people. */
import { answerUser, answerUserCount, answerUsers } from '../backend-api/directory.ts'
import { row, type Route } from '../http/route.ts'

/** Backend API: people. */
export const userRoutes: readonly Route[] = [
  row('GET', '/v1/users', 'program', 501, 'secret-key', 'none', answerUsers),
  row('GET', '/v1/users/count', 'program', 501, 'secret-key', 'none', answerUserCount),
  row('GET', '/v1/users/:id', 'program', 501, 'secret-key', 'none', answerUser),
]
