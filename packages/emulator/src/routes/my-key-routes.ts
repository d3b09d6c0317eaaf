/** What the script asks about API keys. It shows the token of its session in place of a cookie. */
import {
  answerCreateMyApiKey,
  answerMyApiKey,
  answerMyApiKeys,
  answerRevokeMyApiKey,
} from '../frontend-api/my-api-keys.ts'
import { row, type Route } from '../http/route.ts'

/** Frontend API: API keys. These paths have no version. */
export const myKeyRoutes: readonly Route[] = [
  row('GET', '/api_keys', 'script', 501, 'session-token', 'none', answerMyApiKeys),
  row('POST', '/api_keys', 'script', 501, 'session-token', 'json', answerCreateMyApiKey),
  row('GET', '/api_keys/:id', 'script', 501, 'session-token', 'none', answerMyApiKey),
  row('POST', '/api_keys/:id/revoke', 'script', 501, 'session-token', 'json', answerRevokeMyApiKey),
]
