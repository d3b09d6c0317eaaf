/** What servers ask about keys, handshakes and sessions. */
import { answerJwks } from '../backend-api/answer-jwks.ts'
import { answerClient, answerClients, answerVerifyClient } from '../backend-api/clients.ts'
import { answerCreateSession, answerSessions, answerVerifySession } from '../backend-api/list-sessions.ts'
import { answerHandshakePayload, answerRefresh, answerSession, answerSessionToken } from '../backend-api/sessions.ts'
import {
  answerCreateActorToken,
  answerCreateSignInToken,
  answerRevokeActorToken,
  answerRevokeSignInToken,
  answerTestingToken,
} from '../backend-api/tickets.ts'
import { row, type Route } from '../http/route.ts'

/** Backend API: sessions. */
export const sessionRoutes: readonly Route[] = [
  row('GET', '/v1/jwks', 'program', 501, 'secret-key', 'none', answerJwks),
  row('GET*', '/v1/clients/handshake_payload', 'program', 501, 'secret-key', 'none', answerHandshakePayload),
  row('GET', '/v1/clients', 'program', 501, 'secret-key', 'none', answerClients),
  row('POST', '/v1/clients/verify', 'program', 501, 'secret-key', 'json', answerVerifyClient),
  row('GET', '/v1/clients/:id', 'program', 501, 'secret-key', 'none', answerClient),
  row('GET', '/v1/sessions', 'program', 501, 'secret-key', 'none', answerSessions),
  row('POST', '/v1/sessions', 'program', 501, 'secret-key', 'json', answerCreateSession),
  row('GET', '/v1/sessions/:id', 'program', 501, 'secret-key', 'none', answerSession),
  row('POST', '/v1/sessions/:id/revoke', 'program', 501, 'secret-key', 'none', answerSession),
  row('POST', '/v1/sessions/:id/verify', 'program', 501, 'secret-key', 'json', answerVerifySession),
  row('POST', '/v1/sessions/:id/refresh', 'program', 501, 'secret-key', 'object', answerRefresh),
  row('POST', '/v1/sessions/:id/tokens', 'program', 501, 'secret-key', 'fields', answerSessionToken),
  row('POST', '/v1/sessions/:id/tokens/:template', 'program', 501, 'secret-key', 'fields', answerSessionToken),
  row('POST', '/v1/sign_in_tokens', 'program', 501, 'secret-key', 'json', answerCreateSignInToken),
  row('POST', '/v1/sign_in_tokens/:id/revoke', 'program', 501, 'secret-key', 'none', answerRevokeSignInToken),
  row('POST', '/v1/actor_tokens', 'program', 501, 'secret-key', 'json', answerCreateActorToken),
  row('POST', '/v1/actor_tokens/:id/revoke', 'program', 501, 'secret-key', 'none', answerRevokeActorToken),
  row('POST', '/v1/testing_tokens', 'program', 501, 'secret-key', 'none', answerTestingToken),
]
