/** What browsers ask about themselves: handshakes, the environment, sign-ins, sign-ups, sessions. */
import { answerJwks } from '../backend-api/answer-jwks.ts'
import { answerDevBrowser, answerHandshake } from '../frontend-api/handshake.ts'
import { SATELLITE_SYNC_PATH, answerSatelliteSync } from '../frontend-api/relay-to-primary.ts'
import { answerCaptcha, answerClient, answerClientTouch, answerSignOutAll } from '../frontend-api/client.ts'
import { answerScriptEnd, answerScriptToken, answerScriptTouch } from '../frontend-api/client-sessions.ts'
import { answerEnableSetting, answerEnvironment } from '../frontend-api/environment.ts'
import { answerScriptSignIn, answerScriptSignUp, answerStep } from '../frontend-api/script.ts'
import { row, type Route } from '../http/route.ts'

/** Frontend API: who is in this browser. */
export const visitRoutes: readonly Route[] = [
  row('GET*', '/v1/client/handshake', 'script', 405, 'ours', 'none', answerHandshake),
  row('GET*', SATELLITE_SYNC_PATH, 'script', 405, 'ours', 'none', answerSatelliteSync),
  row('POST', '/v1/dev_browser', 'script', 405, 'ours', 'none', answerDevBrowser),
  row('GET', '/.well-known/jwks.json', 'program', 405, 'ours', 'none', answerJwks),
  row('GET PATCH', '/v1/environment', 'script', 405, 'ours', 'none', answerEnvironment),
  row('PATCH', '/v1/dev_tools/enable_environment_setting', 'script', 405, 'ours', 'fields', answerEnableSetting),
  row('GET* POST PUT DELETE', '/v1/client', 'script', 405, 'ours', 'none', answerClient),
  row('GET*', '/v1/client/touch', 'script', 405, 'ours', 'none', answerClientTouch),
  row('POST', '/v1/client/verify', 'script', 405, 'ours', 'none', answerCaptcha),
  row('DELETE', '/v1/client/sessions', 'script', 405, 'ours', 'none', answerSignOutAll),
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
