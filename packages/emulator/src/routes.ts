/** Every endpoint, in one table. */
import { withAnyKey, withSecretKey } from './backend-api/bearer.ts'
import {
  answerMemberships,
  answerOrganization,
  answerOrganizations,
  answerSessions,
  answerUser,
  answerUserCount,
  answerUsers,
} from './backend-api/directory.ts'
import { answerJwks } from './backend-api/keys.ts'
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
import { answerDevBrowser, answerHandshake } from './frontend-api/handshake.ts'
import { answerSatelliteSync, SATELLITE_SYNC_PATH } from './frontend-api/satellite-relay.ts'
import {
  answerClient,
  answerEnvironment,
  answerMe,
  answerMyMemberships,
  answerScriptSession,
  answerScriptSignIn,
  answerScriptSignUp,
  answerScriptToken,
  answerStep,
  orForMembers,
} from './frontend-api/script.ts'
import type { Route } from './http/router.ts'
import { answerAuthorize } from './oauth/authorize.ts'
import {
  answerPreflight,
  answerRegister,
  answerResourceMetadata,
  answerRevoke,
  answerServerMetadata,
  answerTokenInfo,
  answerUserInfo,
} from './oauth/endpoints.ts'
import { answerToken } from './oauth/token.ts'
import { answerOrgSwitch } from './pages/org-switch.ts'
import { answerSignIn, answerSignInPage } from './pages/sign-in.ts'
import { answerSignOut, answerSignOutPage } from './pages/sign-out.ts'
import { answerSignUp, answerSignUpPage } from './pages/sign-up.ts'
import { answerTask, answerTasksPage } from './pages/tasks.ts'
import { answerUserAction, answerUserPage } from './pages/user.ts'

/** What browsers ask: the Frontend API. */
export const frontendRoutes: readonly Route[] = [
  ['GET', '/v1/client/handshake', answerHandshake],
  ['GET', SATELLITE_SYNC_PATH, answerSatelliteSync],
  ['POST', '/v1/dev_browser', answerDevBrowser],
  ['GET', '/.well-known/jwks.json', answerJwks],
  ['GET', '/v1/environment', answerEnvironment],
  ['GET POST PUT DELETE', '/v1/client', answerClient],
  ['POST', '/v1/client/sessions/:id/tokens', answerScriptToken],
  ['POST', '/v1/client/sessions/:id/tokens/:template', answerScriptToken],
  ['POST', '/v1/client/sessions/:id/touch', answerScriptSession],
  ['POST', '/v1/client/sessions/:id/end', answerScriptSession],
  ['POST', '/v1/client/sessions/:id/remove', answerScriptSession],
  ['POST', '/v1/client/sign_ins', answerScriptSignIn],
  ['POST', '/v1/client/sign_ups', answerScriptSignUp],
  ['POST', '/v1/client/sign_ins/:id/:step', answerStep],
  ['POST', '/v1/client/sign_ups/:id/:step', answerStep],
  ['GET', '/v1/me', answerMe],
  ['GET', '/v1/me/organization_memberships', answerMyMemberships],
]

/** What servers ask: the Backend API. Machine token paths have no version. */
export const backendRoutes: readonly Route[] = [
  ['GET', '/v1/jwks', withSecretKey(answerJwks)],
  ['GET', '/v1/clients/handshake_payload', withSecretKey(answerHandshakePayload)],
  ['GET', '/v1/sessions', withSecretKey(answerSessions)],
  ['GET', '/v1/sessions/:id', withSecretKey(answerSession)],
  ['POST', '/v1/sessions/:id/revoke', withSecretKey(answerSession)],
  ['POST', '/v1/sessions/:id/refresh', withSecretKey(answerRefresh)],
  ['POST', '/v1/sessions/:id/tokens', withSecretKey(answerSessionToken)],
  ['POST', '/v1/sessions/:id/tokens/:template', withSecretKey(answerSessionToken)],
  ['POST', '/api_keys/verify', withAnyKey(answerVerifyApiKey)],
  ['POST', '/api_keys', withSecretKey(answerCreateApiKey)],
  ['GET', '/api_keys', withSecretKey(answerListApiKeys)],
  ['GET', '/api_keys/:id', withSecretKey(answerApiKey)],
  ['GET', '/api_keys/:id/secret', withSecretKey(answerApiKey)],
  ['POST', '/api_keys/:id/revoke', withSecretKey(answerRevokeApiKey)],
  ['POST', '/m2m_tokens/verify', withAnyKey(answerVerifyM2MToken)],
  ['POST', '/m2m_tokens', withAnyKey(answerCreateM2MToken)],
  ['GET', '/m2m_tokens', withAnyKey(answerListM2MTokens)],
  ['POST', '/m2m_tokens/:id/revoke', withAnyKey(answerRevokeM2MToken)],
  ['POST', '/oauth_applications/access_tokens/verify', withSecretKey(answerVerifyOAuthToken)],
  ['GET', '/v1/users', withSecretKey(answerUsers)],
  ['GET', '/v1/users/count', withSecretKey(answerUserCount)],
  ['GET', '/v1/users/:id', withSecretKey(answerUser)],
  ['GET', '/v1/users/:id/organization_memberships', withSecretKey(answerMemberships)],
  ['GET', '/v1/organizations', withSecretKey(answerOrganizations)],
  ['GET', '/v1/organizations/:id', orForMembers(withSecretKey(answerOrganization))],
  ['GET', '/v1/organizations/:id/memberships', orForMembers(withSecretKey(answerMemberships))],
]

/** What people see. */
export const pageRoutes: readonly Route[] = [
  ['GET', '/sign-in', answerSignInPage],
  ['GET', '/sign-in/create', answerSignUpPage],
  ['POST', '/sign-in/create', answerSignUp],
  ['POST', '/sign-in', answerSignIn],
  ['GET', '/sign-up', answerSignUpPage],
  ['POST', '/sign-up', answerSignUp],
  ['GET', '/sign-in/tasks', answerTasksPage],
  ['GET', '/sign-up/tasks', answerTasksPage],
  ['POST', '/sign-in/tasks', answerTask],
  ['POST', '/sign-up/tasks', answerTask],
  ['GET', '/sign-out', answerSignOutPage],
  ['POST', '/sign-out', answerSignOut],
  ['GET POST', '/org-switch', answerOrgSwitch],
  ['GET', '/', answerUserPage],
  ['GET', '/user', answerUserPage],
  ['GET', '/organization', answerUserPage],
  ['POST', '/user/api-keys', answerUserAction],
  ['POST', '/user/api-keys/revoke', answerUserAction],
  ['POST', '/user/sign-out-everywhere', answerUserAction],
]

/** The OAuth server, and the documents that lead to it. */
export const oauthRoutes: readonly Route[] = [
  ['GET POST', '/oauth/authorize', answerAuthorize],
  ['POST', '/oauth/token', answerToken],
  ['GET POST', '/oauth/userinfo', answerUserInfo],
  ['POST', '/oauth/token_info', answerTokenInfo],
  ['POST', '/oauth/revoke', answerRevoke],
  ['POST', '/oauth/register', answerRegister],
  ['OPTIONS', '/oauth/:endpoint', answerPreflight],
  ['GET', '/.well-known/oauth-authorization-server', answerServerMetadata],
  ['GET', '/.well-known/openid-configuration', answerServerMetadata],
  ['GET', '/.well-known/oauth-protected-resource', answerResourceMetadata],
  ['OPTIONS', '/.well-known/:document', answerPreflight],
]
