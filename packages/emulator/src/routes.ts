/**
 * Every endpoint, in one table that says what a request needs to be answered: its method and path, who asks, what becomes of any other
 * method, who may call, which body is read.
 */
import {
  answerMemberships,
  answerOrganization,
  answerOrganizations,
  answerSessions,
  answerUser,
  answerUserCount,
  answerUsers,
} from './backend-api/directory.ts'
import { answerJwks } from './backend-api/answer-jwks.ts'
import {
  answerApiKey,
  answerCreateApiKey,
  answerCreateM2MToken,
  answerListApiKeys,
  answerListM2MTokens,
  answerRevokeApiKey,
  answerRevokeM2MToken,
  answerVerifyApiKey,
  answerVerifyM2MToken,
  answerVerifyOAuthToken,
} from './backend-api/machine-tokens.ts'
import { answerHandshakePayload, answerRefresh, answerSession, answerSessionToken } from './backend-api/sessions.ts'
import { actions } from './control/actions.ts'
import { answerAction, answerRequests, answerState, answerTroubleList } from './control/answer-action.ts'
import { answerDevBrowser, answerHandshake } from './frontend-api/handshake.ts'
import { answerSatelliteSync, SATELLITE_SYNC_PATH } from './frontend-api/relay-to-primary.ts'
import {
  answerClient,
  answerEnvironment,
  answerMe,
  answerMyMemberships,
  answerScriptEnd,
  answerScriptSignIn,
  answerScriptSignUp,
  answerScriptToken,
  answerScriptTouch,
  answerStep,
} from './frontend-api/script.ts'
import { answerJson } from './http/answers.ts'
import { row, type Route } from './http/route.ts'
import { answerAuthorize } from './oauth/answer-authorize.ts'
import {
  answerPreflight,
  answerRegister,
  answerResourceMetadata,
  answerRevoke,
  answerServerMetadata,
  answerTokenInfo,
  answerUserInfo,
} from './oauth/endpoints.ts'
import { answerToken } from './oauth/answer-token.ts'
import { showConsole } from './pages/show-console.ts'
import { answerOrgSwitch } from './pages/answer-org-switch.ts'
import { answerSignIn, answerSignInPage } from './pages/sign-in.ts'
import { answerSignOut, answerSignOutPage } from './pages/sign-out.ts'
import { answerSignUp, answerSignUpPage } from './pages/sign-up.ts'
import { answerTask, answerTasksPage } from './pages/tasks.ts'
import { answerCreateOwnKey, answerRevokeOwnKey, answerSignOutEverywhere, answerUserPage } from './pages/user.ts'

/** What browsers ask: the Frontend API. */
export const frontendRoutes: readonly Route[] = [
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
  row('GET', '/v1/me', 'script', 501, 'session', 'none', answerMe),
  row('GET', '/v1/me/organization_memberships', 'script', 501, 'session', 'none', answerMyMemberships),
]

/** What servers ask: the Backend API. Machine token paths have no version. The script asks for organizations too. */
export const backendRoutes: readonly Route[] = [
  row('GET', '/v1/jwks', 'program', 501, 'secret-key', 'none', answerJwks),
  row('GET*', '/v1/clients/handshake_payload', 'program', 501, 'secret-key', 'none', answerHandshakePayload),
  row('GET', '/v1/sessions', 'program', 501, 'secret-key', 'none', answerSessions),
  row('GET', '/v1/sessions/:id', 'program', 501, 'secret-key', 'none', answerSession),
  row('POST', '/v1/sessions/:id/revoke', 'program', 501, 'secret-key', 'none', answerSession),
  row('POST', '/v1/sessions/:id/refresh', 'program', 501, 'secret-key', 'object', answerRefresh),
  row('POST', '/v1/sessions/:id/tokens', 'program', 501, 'secret-key', 'fields', answerSessionToken),
  row('POST', '/v1/sessions/:id/tokens/:template', 'program', 501, 'secret-key', 'fields', answerSessionToken),
  row('POST', '/api_keys/verify', 'program', 501, 'any-key', 'json', answerVerifyApiKey),
  row('POST', '/api_keys', 'program', 501, 'secret-key', 'json', answerCreateApiKey),
  row('GET', '/api_keys', 'program', 501, 'secret-key', 'none', answerListApiKeys),
  row('GET', '/api_keys/:id', 'program', 501, 'secret-key', 'none', answerApiKey),
  row('GET', '/api_keys/:id/secret', 'program', 501, 'secret-key', 'none', answerApiKey),
  row('POST', '/api_keys/:id/revoke', 'program', 501, 'secret-key', 'json', answerRevokeApiKey),
  row('POST', '/m2m_tokens/verify', 'program', 501, 'any-key', 'json', answerVerifyM2MToken),
  row('POST', '/m2m_tokens', 'program', 501, 'machine', 'object', answerCreateM2MToken),
  row('GET', '/m2m_tokens', 'program', 501, 'any-key', 'none', answerListM2MTokens),
  row('POST', '/m2m_tokens/:id/revoke', 'program', 501, 'any-key', 'json', answerRevokeM2MToken),
  row('POST', '/oauth_applications/access_tokens/verify', 'program', 501, 'secret-key', 'json', answerVerifyOAuthToken),
  row('GET', '/v1/users', 'program', 501, 'secret-key', 'none', answerUsers),
  row('GET', '/v1/users/count', 'program', 501, 'secret-key', 'none', answerUserCount),
  row('GET', '/v1/users/:id', 'program', 501, 'secret-key', 'none', answerUser),
  row('GET', '/v1/users/:id/organization_memberships', 'program', 501, 'secret-key', 'none', answerMemberships),
  row('GET', '/v1/organizations', 'script', 501, 'secret-key', 'none', answerOrganizations),
  row('GET', '/v1/organizations/:id', 'script', 501, 'member', 'none', answerOrganization),
  row('GET', '/v1/organizations/:id/memberships', 'script', 501, 'member', 'none', answerMemberships),
]

/** What people see. */
export const pageRoutes: readonly Route[] = [
  row('GET', '/sign-in', 'page', 405, 'visitor', 'fields', answerSignInPage),
  row('GET', '/sign-in/create', 'page', 405, 'visitor', 'fields', answerSignUpPage),
  row('POST', '/sign-in/create', 'page', 405, 'visitor', 'fields', answerSignUp),
  row('POST', '/sign-in', 'page', 405, 'visitor', 'fields', answerSignIn),
  row('GET', '/sign-up', 'page', 405, 'visitor', 'fields', answerSignUpPage),
  row('POST', '/sign-up', 'page', 405, 'visitor', 'fields', answerSignUp),
  row('GET', '/sign-in/tasks', 'page', 405, 'person', 'fields', answerTasksPage),
  row('GET', '/sign-up/tasks', 'page', 405, 'person', 'fields', answerTasksPage),
  row('POST', '/sign-in/tasks', 'page', 405, 'visitor', 'fields', answerTask),
  row('POST', '/sign-up/tasks', 'page', 405, 'visitor', 'fields', answerTask),
  row('GET', '/sign-out', 'page', 405, 'visitor', 'fields', answerSignOutPage),
  row('POST', '/sign-out', 'page', 405, 'visitor', 'fields', answerSignOut),
  row('GET POST', '/org-switch', 'page', 405, 'person', 'fields', answerOrgSwitch),
  row('GET', '/', 'page', 405, 'visitor', 'fields', answerUserPage),
  row('GET', '/user', 'page', 405, 'visitor', 'fields', answerUserPage),
  row('GET', '/organization', 'page', 405, 'visitor', 'fields', answerUserPage),
  row('POST', '/user/api-keys', 'page', 405, 'person-here', 'fields', answerCreateOwnKey),
  row('POST', '/user/api-keys/revoke', 'page', 405, 'person-here', 'fields', answerRevokeOwnKey),
  row('POST', '/user/sign-out-everywhere', 'page', 405, 'person-here', 'fields', answerSignOutEverywhere),
]

/** The OAuth server, and the documents that lead to it. */
export const oauthRoutes: readonly Route[] = [
  row('GET POST', '/oauth/authorize', 'program', 405, 'visitor', 'fields', answerAuthorize),
  row('POST', '/oauth/token', 'program', 405, 'application', 'fields', answerToken),
  row('GET POST', '/oauth/userinfo', 'program', 405, 'access-token', 'none', answerUserInfo),
  row('POST', '/oauth/token_info', 'program', 405, 'application', 'fields', answerTokenInfo),
  row('POST', '/oauth/revoke', 'program', 405, 'application', 'fields', answerRevoke),
  row('POST', '/oauth/register', 'program', 405, 'anyone', 'json', answerRegister),
  row('OPTIONS', '/oauth/:endpoint', 'program', 405, 'anyone', 'none', answerPreflight),
  row('GET', '/.well-known/oauth-authorization-server', 'program', 405, 'anyone', 'none', answerServerMetadata),
  row('GET', '/.well-known/openid-configuration', 'program', 405, 'anyone', 'none', answerServerMetadata),
  row('GET', '/.well-known/oauth-protected-resource', 'program', 405, 'anyone', 'none', answerResourceMetadata),
  row('OPTIONS', '/.well-known/:document', 'program', 405, 'anyone', 'none', answerPreflight),
]

/** The console, and one row for each of its actions. */
export const consoleRoutes: readonly Route[] = [
  row('GET', '/__emu', 'console', 404, 'anyone', 'none', (call) => showConsole(call)),
  row('GET', '/__emu/health', 'console', 404, 'anyone', 'none', () => answerJson({ ok: true })),
  row('GET', '/__emu/state', 'console', 404, 'anyone', 'none', answerState),
  row('GET', '/__emu/requests', 'console', 404, 'anyone', 'none', answerRequests),
  row('GET', '/__emu/trouble', 'console', 404, 'anyone', 'none', answerTroubleList),
  ...[...actions.keys()].map((name) =>
    row('POST', `/__emu/${name}`, 'console', 405, 'console', 'either', answerAction),
  ),
]

/** Every row. The first that fits answers. */
export const routes: readonly Route[] = [
  ...frontendRoutes,
  ...backendRoutes,
  ...oauthRoutes,
  ...pageRoutes,
  ...consoleRoutes,
]
