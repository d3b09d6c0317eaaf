/** What servers ask about keys and tokens of machines. These paths have no version. */
import {
  answerApiKey,
  answerApiKeySecret,
  answerCreateApiKey,
  answerDeleteApiKey,
  answerListApiKeys,
  answerRevokeApiKey,
  answerUpdateApiKey,
} from '../backend-api/api-keys.ts'
import {
  answerCreateM2MToken,
  answerListM2MTokens,
  answerRevokeM2MToken,
  answerVerifyApiKey,
  answerVerifyM2MToken,
  answerVerifyOAuthToken,
} from '../backend-api/machine-tokens.ts'
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
]
