/** The instance itself, for servers. @see emulator.md 4 */
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { type JsonFields, toFields } from '../http/json-fields.ts'
import { INSTANCE_ID } from '../instance.ts'
import { fieldRefusal } from '../refusal.ts'
import { configOf, updateConfig } from '../state/instance-config.ts'
import { changeInstanceSettings, type InstanceSettings, readInstanceSettings } from '../state/instance-settings.ts'
import type { EnrollmentMode, Restrictions } from '../state/model.ts'

type Body = Readonly<Record<string, unknown>>

const ENROLLMENT_MODES: readonly EnrollmentMode[] = [
  'manual_invitation',
  'automatic_invitation',
  'automatic_suggestion',
]
const MAX_MEMBERSHIPS = 1_000_000

/** `GET /v1/instance` */
export function answerInstance({ instance }: Call): Response {
  const { allowedOrigins } = configOf(instance)
  return answerJson({
    object: 'instance',
    id: INSTANCE_ID,
    environment_type: instance.settings.instanceType,
    allowed_origins: [...instance.settings.allowedOrigins, ...allowedOrigins],
  })
}

/** `PATCH /v1/instance`. What says nothing here is taken and changes nothing. */
export function answerUpdateInstance(call: Call, _caller: null, body: Body): Response {
  const fields = toFields(body)
  const allowedOrigins = fields.texts('allowed_origins')
  const isTestMode = fields.flag('test_mode')
  const supportEmail = fields.text('support_email')
  if (allowedOrigins !== null && !allowedOrigins.every((one) => URL.canParse(one)))
    throw fieldRefusal('form_param_format_invalid', 'allowed_origins must be origins.', 'allowed_origins')
  updateConfig(call.instance, () => ({
    ...(allowedOrigins !== null && { allowedOrigins }),
    ...(isTestMode !== null && { isTestMode }),
    ...(supportEmail !== null && { supportEmail: supportEmail === '' ? null : supportEmail }),
  }))
  return new Response(null, { status: 204 })
}

/** `PATCH /v1/instance/restrictions` */
export function answerUpdateRestrictions(call: Call, _caller: null, body: Body): Response {
  const fields = toFields(body)
  const { restrictions } = updateConfig(call.instance, ({ restrictions: before }) => ({
    restrictions: {
      allowlist: fields.flag('allowlist') ?? before.allowlist,
      blocklist: fields.flag('blocklist') ?? before.blocklist,
      blockEmailSubaddresses: fields.flag('block_email_subaddresses') ?? before.blockEmailSubaddresses,
      blockDisposableEmailDomains: fields.flag('block_disposable_email_domains') ?? before.blockDisposableEmailDomains,
      ignoreDotsForGmailAddresses: fields.flag('ignore_dots_for_gmail_addresses') ?? before.ignoreDotsForGmailAddresses,
    },
  }))
  return answerJson(toRestrictionsObject(restrictions))
}

function toRestrictionsObject(restrictions: Restrictions) {
  return {
    object: 'instance_restrictions',
    allowlist: restrictions.allowlist,
    blocklist: restrictions.blocklist,
    block_email_subaddresses: restrictions.blockEmailSubaddresses,
    block_disposable_email_domains: restrictions.blockDisposableEmailDomains,
    ignore_dots_for_gmail_addresses: restrictions.ignoreDotsForGmailAddresses,
  }
}

/** `GET /v1/instance/organization_settings` */
export function answerOrganizationSettings({ instance }: Call): Response {
  return answerSettings(readInstanceSettings(instance))
}

/** `PATCH /v1/instance/organization_settings` */
export function answerUpdateOrganizationSettings(call: Call, _caller: null, body: Body): Response {
  const { store } = call.instance
  const fields = toFields(body)
  const readRole = (name: string): string | null => {
    const role = fields.text(name)
    if (role !== null && store.get('roles', role) === null)
      throw fieldRefusal('form_param_value_invalid', `${name} must be a role of the instance.`, name)
    return role
  }
  const changes: { readonly [K in keyof InstanceSettings]?: InstanceSettings[K] | null } = {
    hasOrganizations: fields.flag('enabled'),
    maxMemberships: fields.whole('max_allowed_memberships', 0, MAX_MEMBERSHIPS),
    canDeleteOrganizations: fields.flag('admin_delete_enabled'),
    hasDomains: fields.flag('domains_enabled'),
    enrollmentModes: readModes(fields),
    creatorRole: readRole('creator_role_id'),
    domainRole: readRole('domains_default_role_id'),
  }
  changeInstanceSettings(store, Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null)))
  return answerSettings(readInstanceSettings(call.instance))
}

function readModes(fields: JsonFields): readonly EnrollmentMode[] | null {
  const modes = fields.texts('domains_enrollment_modes')
  const known = ENROLLMENT_MODES.filter((mode) => modes?.includes(mode))
  if (modes === null || modes.every((mode) => known.some((one) => one === mode))) return modes && known
  throw fieldRefusal(
    'form_param_value_invalid',
    `domains_enrollment_modes must be of ${ENROLLMENT_MODES.join(', ')}.`,
    'domains_enrollment_modes',
  )
}

function answerSettings(settings: InstanceSettings): Response {
  return answerJson({
    object: 'organization_settings',
    enabled: settings.hasOrganizations,
    max_allowed_memberships: settings.maxMemberships,
    max_allowed_roles: 100,
    max_allowed_permissions: 1000,
    creator_role: settings.creatorRole,
    admin_delete_enabled: settings.canDeleteOrganizations,
    domains_enabled: settings.hasDomains,
    slug_disabled: !settings.hasOrganizationSlugs,
    domains_enrollment_modes: settings.enrollmentModes,
    domains_default_role: settings.domainRole,
  })
}
