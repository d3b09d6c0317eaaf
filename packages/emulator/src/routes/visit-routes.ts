/** What browsers ask about themselves: handshakes, the environment, sign-ins, sign-ups, sessions. */
import { answerJwks } from '../backend-api/answer-jwks.ts'
import { answerDevBrowser, answerHandshake } from '../frontend-api/handshake.ts'
import { SATELLITE_SYNC_PATH, answerSatelliteSync } from '../frontend-api/relay-to-primary.ts'
import { answerCaptcha, answerClient, answerClientTouch, answerSignOutAll } from '../frontend-api/client.ts'
import {
  answerOwnSession,
  answerScriptEnd,
  answerScriptToken,
  answerScriptTouch,
} from '../frontend-api/client-sessions.ts'
import { answerEnableSetting, answerEnvironment } from '../frontend-api/environment.ts'
import { answerAttemptFirstFactor, answerPrepareFirstFactor } from '../frontend-api/sign-in/first-factor.ts'
import { answerResetPassword } from '../frontend-api/sign-in/reset-password.ts'
import { answerAttemptSecondFactor, answerPrepareSecondFactor } from '../frontend-api/sign-in/second-factor.ts'
import { answerCreateSignIn, answerReadSignIn } from '../frontend-api/sign-in/sign-ins.ts'
import { answerChangeSignUp, answerCreateSignUp } from '../frontend-api/sign-up/sign-ups.ts'
import { answerAttemptVerification, answerPrepareVerification } from '../frontend-api/sign-up/verification.ts'
import { type Endpoint, row, type Route } from '../http/route.ts'

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
  row('GET', '/v1/client/sessions/:id', 'script', 405, 'own-session', 'none', answerOwnSession),
  row('POST', '/v1/client/sessions/:id/tokens', 'script', 405, 'own-session', 'fields', answerScriptToken),
  row('POST', '/v1/client/sessions/:id/tokens/:template', 'script', 405, 'own-session', 'fields', answerScriptToken),
  row('POST', '/v1/client/sessions/:id/touch', 'script', 405, 'own-session', 'fields', answerScriptTouch),
  row('POST', '/v1/client/sessions/:id/end', 'script', 405, 'own-session', 'none', answerScriptEnd),
  row('POST', '/v1/client/sessions/:id/remove', 'script', 405, 'own-session', 'none', answerScriptEnd),
  row('POST', '/v1/client/sign_ins', 'script', 405, 'ours', 'fields', answerCreateSignIn),
  row('GET', '/v1/client/sign_ins/:id', 'script', 405, 'ours', 'none', answerReadSignIn),
  step('sign_ins', 'prepare_first_factor', answerPrepareFirstFactor),
  step('sign_ins', 'attempt_first_factor', answerAttemptFirstFactor),
  step('sign_ins', 'prepare_second_factor', answerPrepareSecondFactor),
  step('sign_ins', 'attempt_second_factor', answerAttemptSecondFactor),
  step('sign_ins', 'reset_password', answerResetPassword),
  row('POST', '/v1/client/sign_ups', 'script', 405, 'ours', 'fields', answerCreateSignUp),
  row('GET PATCH', '/v1/client/sign_ups/:id', 'script', 405, 'ours', 'fields', answerChangeSignUp),
  step('sign_ups', 'prepare_verification', answerPrepareVerification),
  step('sign_ups', 'attempt_verification', answerAttemptVerification),
]

function step(kind: 'sign_ins' | 'sign_ups', name: string, endpoint: Endpoint<'ours', 'fields'>): Route {
  return row('POST', `/v1/client/${kind}/:id/${name}`, 'script', 405, 'ours', 'fields', endpoint)
}
