/** What servers ask about keys, handshakes and sessions. */
import { answerJwks } from '../backend-api/answer-jwks.ts'
import { answerSessions } from '../backend-api/directory.ts'
import { answerHandshakePayload, answerRefresh, answerSession, answerSessionToken } from '../backend-api/sessions.ts'
import { row, type Route } from '../http/route.ts'

/** Backend API: sessions. */
export const sessionRoutes: readonly Route[] = [
  row('GET', '/v1/jwks', 'program', 501, 'secret-key', 'none', answerJwks),
  row('GET*', '/v1/clients/handshake_payload', 'program', 501, 'secret-key', 'none', answerHandshakePayload),
  row('GET', '/v1/sessions', 'program', 501, 'secret-key', 'none', answerSessions),
  row('GET', '/v1/sessions/:id', 'program', 501, 'secret-key', 'none', answerSession),
  row('POST', '/v1/sessions/:id/revoke', 'program', 501, 'secret-key', 'none', answerSession),
  row('POST', '/v1/sessions/:id/refresh', 'program', 501, 'secret-key', 'object', answerRefresh),
  row('POST', '/v1/sessions/:id/tokens', 'program', 501, 'secret-key', 'fields', answerSessionToken),
  row('POST', '/v1/sessions/:id/tokens/:template', 'program', 501, 'secret-key', 'fields', answerSessionToken),
]
