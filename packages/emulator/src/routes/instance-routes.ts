/** What servers ask about the instance: templates, addresses, domains, lists, settings. */
import { answerCreateIdentifier, answerDeleteIdentifier, answerIdentifiers } from '../backend-api/access-lists.ts'
import { answerAddDomain, answerDeleteDomain, answerDomains, answerUpdateDomain } from '../backend-api/domains.ts'
import { answerEmail, answerSendEmail, answerSendEmails } from '../backend-api/emails.ts'
import {
  answerInstance,
  answerOrganizationSettings,
  answerUpdateInstance,
  answerUpdateOrganizationSettings,
  answerUpdateRestrictions,
} from '../backend-api/instance-settings.ts'
import {
  answerCreateTemplate,
  answerDeleteTemplate,
  answerTemplate,
  answerTemplates,
  answerUpdateTemplate,
} from '../backend-api/jwt-templates.ts'
import {
  answerCreateRedirectUrl,
  answerDeleteRedirectUrl,
  answerRedirectUrl,
  answerRedirectUrls,
} from '../backend-api/redirect-urls.ts'
import { row, type Route } from '../http/route.ts'

const ORGANIZATION_SETTINGS = '/v1/instance/organization_settings'

/** Backend API: the instance. */
export const instanceRoutes: readonly Route[] = [
  row('GET', '/v1/instance', 'program', 501, 'secret-key', 'none', answerInstance),
  row('PATCH', '/v1/instance', 'program', 501, 'secret-key', 'object', answerUpdateInstance),
  row('PATCH', '/v1/instance/restrictions', 'program', 501, 'secret-key', 'object', answerUpdateRestrictions),
  row('GET', ORGANIZATION_SETTINGS, 'program', 501, 'secret-key', 'none', answerOrganizationSettings),
  row('PATCH', ORGANIZATION_SETTINGS, 'program', 501, 'secret-key', 'object', answerUpdateOrganizationSettings),
  row('GET', '/v1/jwt_templates', 'program', 501, 'secret-key', 'none', answerTemplates),
  row('POST', '/v1/jwt_templates', 'program', 501, 'secret-key', 'object', answerCreateTemplate),
  row('GET', '/v1/jwt_templates/:id', 'program', 501, 'secret-key', 'none', answerTemplate),
  row('PATCH', '/v1/jwt_templates/:id', 'program', 501, 'secret-key', 'object', answerUpdateTemplate),
  row('DELETE', '/v1/jwt_templates/:id', 'program', 501, 'secret-key', 'none', answerDeleteTemplate),
  row('GET', '/v1/redirect_urls', 'program', 501, 'secret-key', 'none', answerRedirectUrls),
  row('POST', '/v1/redirect_urls', 'program', 501, 'secret-key', 'object', answerCreateRedirectUrl),
  row('GET', '/v1/redirect_urls/:id', 'program', 501, 'secret-key', 'none', answerRedirectUrl),
  row('DELETE', '/v1/redirect_urls/:id', 'program', 501, 'secret-key', 'none', answerDeleteRedirectUrl),
  row('GET', '/v1/domains', 'program', 501, 'secret-key', 'none', answerDomains),
  row('POST', '/v1/domains', 'program', 501, 'secret-key', 'object', answerAddDomain),
  row('PATCH', '/v1/domains/:id', 'program', 501, 'secret-key', 'object', answerUpdateDomain),
  row('DELETE', '/v1/domains/:id', 'program', 501, 'secret-key', 'none', answerDeleteDomain),
  row('GET', '/v1/allowlist_identifiers', 'program', 501, 'secret-key', 'none', answerIdentifiers),
  row('POST', '/v1/allowlist_identifiers', 'program', 501, 'secret-key', 'object', answerCreateIdentifier),
  row('DELETE', '/v1/allowlist_identifiers/:id', 'program', 501, 'secret-key', 'none', answerDeleteIdentifier),
  row('GET', '/v1/blocklist_identifiers', 'program', 501, 'secret-key', 'none', answerIdentifiers),
  row('POST', '/v1/blocklist_identifiers', 'program', 501, 'secret-key', 'object', answerCreateIdentifier),
  row('DELETE', '/v1/blocklist_identifiers/:id', 'program', 501, 'secret-key', 'none', answerDeleteIdentifier),
  row('POST', '/v1/email', 'program', 501, 'secret-key', 'object', answerSendEmail),
  row('POST', '/v1/email/batch', 'program', 501, 'secret-key', 'object', answerSendEmails),
  row('GET', '/v1/email/:id', 'program', 501, 'secret-key', 'none', answerEmail),
]
