/** What servers ask about machines, OAuth clients, and keys and tokens of both. Paths of tokens have no version. */
import {
  answerApiKey,
  answerApiKeySecret,
  answerCreateApiKey,
  answerDeleteApiKey,
  answerListApiKeys,
  answerRevokeApiKey,
  answerUpdateApiKey,
} from '../backend-api/api-keys.ts'
import { answerCreateM2MToken, answerListM2MTokens, answerRevokeM2MToken } from '../backend-api/m2m-tokens.ts'
import {
  answerCreateMachine,
  answerCreateScope,
  answerDeleteMachine,
  answerDeleteScope,
  answerMachine,
  answerMachineKey,
  answerMachines,
  answerRotateMachineKey,
  answerUpdateMachine,
} from '../backend-api/machines.ts'
import {
  answerCreateApplication,
  answerDeleteApplication,
  answerApplication,
  answerApplications,
  answerRevokeApplicationToken,
  answerRotateApplicationSecret,
  answerUpdateApplication,
} from '../backend-api/oauth-applications.ts'
import { answerVerifyApiKey, answerVerifyM2MToken, answerVerifyOAuthToken } from '../backend-api/machine-tokens.ts'
import { row, type Route } from '../http/route.ts'

/** Backend API: keys and tokens of machines. */
export const machineRoutes: readonly Route[] = [
  row('POST', '/api_keys/verify', 'program', 501, 'any-key', 'json', answerVerifyApiKey),
  row('POST', '/api_keys', 'program', 501, 'secret-key', 'json', answerCreateApiKey),
  row('GET', '/api_keys', 'program', 501, 'secret-key', 'none', answerListApiKeys),
  row('GET', '/api_keys/:id', 'program', 501, 'secret-key', 'none', answerApiKey),
  row('PATCH', '/api_keys/:id', 'program', 501, 'secret-key', 'json', answerUpdateApiKey),
  row('DELETE', '/api_keys/:id', 'program', 501, 'secret-key', 'none', answerDeleteApiKey),
  row('GET', '/api_keys/:id/secret', 'program', 501, 'secret-key', 'none', answerApiKeySecret),
  row('POST', '/api_keys/:id/revoke', 'program', 501, 'secret-key', 'json', answerRevokeApiKey),
  row('POST', '/m2m_tokens/verify', 'program', 501, 'any-key', 'json', answerVerifyM2MToken),
  row('POST', '/m2m_tokens', 'program', 501, 'machine', 'object', answerCreateM2MToken),
  row('GET', '/m2m_tokens', 'program', 501, 'any-key', 'none', answerListM2MTokens),
  row('POST', '/m2m_tokens/:id/revoke', 'program', 501, 'any-key', 'json', answerRevokeM2MToken),
  row('POST', '/oauth_applications/access_tokens/verify', 'program', 501, 'secret-key', 'json', answerVerifyOAuthToken),
  row('GET', '/oauth_applications', 'program', 501, 'secret-key', 'none', answerApplications),
  row('POST', '/oauth_applications', 'program', 501, 'secret-key', 'object', answerCreateApplication),
  row('GET', '/oauth_applications/:id', 'program', 501, 'secret-key', 'none', answerApplication),
  row('PATCH', '/oauth_applications/:id', 'program', 501, 'secret-key', 'object', answerUpdateApplication),
  row('DELETE', '/oauth_applications/:id', 'program', 501, 'secret-key', 'none', answerDeleteApplication),
  row(
    'POST',
    '/oauth_applications/:id/rotate_secret',
    'program',
    501,
    'secret-key',
    'none',
    answerRotateApplicationSecret,
  ),
  row(
    'POST',
    '/oauth_applications/:id/revoke_token',
    'program',
    501,
    'secret-key',
    'object',
    answerRevokeApplicationToken,
  ),
  row('GET', '/v1/machines', 'program', 501, 'secret-key', 'none', answerMachines),
  row('POST', '/v1/machines', 'program', 501, 'secret-key', 'object', answerCreateMachine),
  row('GET', '/v1/machines/:id', 'program', 501, 'secret-key', 'none', answerMachine),
  row('PATCH', '/v1/machines/:id', 'program', 501, 'secret-key', 'object', answerUpdateMachine),
  row('DELETE', '/v1/machines/:id', 'program', 501, 'secret-key', 'none', answerDeleteMachine),
  row('GET', '/v1/machines/:id/secret_key', 'program', 501, 'secret-key', 'none', answerMachineKey),
  row('POST', '/v1/machines/:id/secret_key/rotate', 'program', 501, 'secret-key', 'object', answerRotateMachineKey),
  row('POST', '/v1/machines/:id/scopes', 'program', 501, 'secret-key', 'object', answerCreateScope),
  row('DELETE', '/v1/machines/:id/scopes/:other', 'program', 501, 'secret-key', 'none', answerDeleteScope),
]
