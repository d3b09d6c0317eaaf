/** The OAuth server, and the documents that lead to it. */
import { answerAuthorize } from '../oauth/answer-authorize.ts'
import { answerToken } from '../oauth/answer-token.ts'
import { answerDevice, answerDevicePage, answerDeviceStart } from '../oauth/answer-device.ts'
import { answerLogout } from '../oauth/answer-logout.ts'
import { answerRegister } from '../oauth/answer-register.ts'
import { answerRevoke, answerTokenInfo, answerUserInfo } from '../oauth/endpoints.ts'
import { answerPreflight, answerResourceMetadata, answerServerMetadata } from '../oauth/metadata.ts'
import { row, type Route } from '../http/route.ts'

/** The OAuth server. */
export const oauthRoutes: readonly Route[] = [
  row('GET POST', '/oauth/authorize', 'program', 405, 'visitor', 'fields', answerAuthorize),
  row('POST', '/oauth/token', 'program', 405, 'application', 'fields', answerToken),
  row('GET POST', '/oauth/userinfo', 'program', 405, 'access-token', 'none', answerUserInfo),
  row('POST', '/oauth/token_info', 'program', 405, 'application', 'fields', answerTokenInfo),
  row('POST', '/oauth/revoke', 'program', 405, 'application', 'fields', answerRevoke),
  row('POST', '/oauth/register', 'program', 405, 'anyone', 'json', answerRegister),
  row('POST', '/oauth/device_authorization', 'program', 405, 'application', 'fields', answerDeviceStart),
  row('GET* POST', '/oauth/end_session', 'program', 405, 'visitor', 'fields', answerLogout),
  row('GET', '/device', 'page', 405, 'visitor', 'fields', answerDevicePage),
  row('POST', '/device', 'page', 405, 'person-here', 'fields', answerDevice),
  row('OPTIONS', '/oauth/:endpoint', 'program', 405, 'anyone', 'none', answerPreflight),
  row('GET', '/.well-known/oauth-authorization-server', 'program', 405, 'anyone', 'none', answerServerMetadata),
  row('GET', '/.well-known/openid-configuration', 'program', 405, 'anyone', 'none', answerServerMetadata),
  row('GET', '/.well-known/oauth-protected-resource', 'program', 405, 'anyone', 'none', answerResourceMetadata),
  row('OPTIONS', '/.well-known/:document', 'program', 405, 'anyone', 'none', answerPreflight),
]
