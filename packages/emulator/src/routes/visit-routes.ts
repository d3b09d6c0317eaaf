/** What browsers ask about themselves: handshakes, the environment, sign-ins, sign-ups, sessions. */
import { answerJwks } from '../backend-api/answer-jwks.ts'
import { answerDevBrowser, answerHandshake } from '../frontend-api/handshake.ts'
import { SATELLITE_SYNC_PATH, answerSatelliteSync } from '../frontend-api/relay-to-primary.ts'
import {
  answerClient,
  answerEnvironment,
  answerScriptEnd,
  answerScriptSignIn,
  answerScriptSignUp,
  answerScriptToken,
  answerScriptTouch,
  answerStep,
} from '../frontend-api/script.ts'
import { row, type Route } from '../http/route.ts'

/** Frontend API: who is in this browser. */
export const visitRoutes: readonly Route[] = [
  row('GET*', '/v1/client/handshake', 'script', 405, 'ours', 'none', answerHandshake),
  row('GET*', SATELLITE_SYNC_PATH, 'script', 405, 'ours', 'none', answerSatelliteSync),
  row('POST', '/v1/dev_browser', 'script', 405, 'ours', 'none', answerDevBrowser),
  row('GET', '/.well-known/jwks.json', 'program', 405, 'ours', 'none', answerJwks),
  row('GET', '/v1/environment', 'script', 405, 'ours', 'none', answerEnvironment),
  row('GET* POST PUT DELETE', '/v1/client', 'script', 405, 'ours', 'none', answerClient),
  row('POST', '/v1/client/sessions/:id/tokens', 'script', 405, 'own-session', 'fields', answerScriptToken),
  row('POST', '/v1/client/sessions/:id/tokens/:template', 'script', 405, 'own-session', 'fields', answerScriptToken),
  row('POST', '/v1/client/sessions/:id/touch', 'script', 405, 'own-session', 'fields', answerScriptTouch),
  row('POST', '/v1/client/sessions/:id/end', 'script', 405, 'own-session', 'none', answerScriptEnd),
  row('POST', '/v1/client/sessions/:id/remove', 'script', 405, 'own-session', 'none', answerScriptEnd),
  row('POST', '/v1/client/sign_ins', 'script', 405, 'ours', 'fields', answerScriptSignIn),
  row('POST', '/v1/client/sign_ups', 'script', 405, 'ours', 'fields', answerScriptSignUp),
  row('POST', '/v1/client/sign_ins/:id/:step', 'script', 405, 'ours', 'none', answerStep),
  row('POST', '/v1/client/sign_ups/:id/:step', 'script', 405, 'ours', 'none', answerStep),
]
