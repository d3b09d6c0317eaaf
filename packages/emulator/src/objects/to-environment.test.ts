import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'

const read = async (origin = 'http://localhost:3000', base = 'http://localhost:4000') => {
  const emulator = createEmulator({ clock: 1_790_000_000_000 })
  const answer = await emulator.fetch(`${base}/v1/environment`, { headers: { origin } })
  return (await answer.json()) as Record<string, unknown>
}

function toPaths(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path]
  return Object.entries(value).flatMap(([name, inner]) => toPaths(inner, path === '' ? name : `${path}.${name}`))
}

const PER_ATTRIBUTE = [
  'enabled',
  'required',
  'verifications',
  'used_for_first_factor',
  'first_factors',
  'used_for_second_factor',
  'second_factors',
  'verify_at_sign_up',
]
const ATTRIBUTES = [
  'email_address',
  'phone_number',
  'username',
  'first_name',
  'last_name',
  'password',
  'web3_wallet',
  'authenticator_app',
  'backup_code',
  'passkey',
]
const below = (path: string, names: readonly string[]) => names.map((name) => `${path}.${name}`)

/** The fields of the published declarations of the environment, versions 5 and 6 of the script. Optional ones are among them where a default could be wrong. */
const DECLARED = [
  'id',
  'object',
  'maintenance_mode',
  'client_debug_mode',
  'partitioned_cookies',
  ...below('auth_config', [
    'id',
    'object',
    'single_session_mode',
    'claimed_at',
    'reverification',
    'session_minter',
    'native_settings',
  ]),
  ...below('api_keys_settings', ['id', 'object', 'user_api_keys_enabled', 'orgs_api_keys_enabled']),
  ...below('commerce_settings', ['id', 'object']),
  ...below('commerce_settings.billing', [
    'stripe_publishable_key',
    'organization.enabled',
    'organization.has_paid_plans',
    'user.enabled',
    'user.has_paid_plans',
  ]),
  ...below('display_config', [
    'object',
    'id',
    'after_sign_in_url',
    'after_sign_out_all_url',
    'after_sign_out_one_url',
    'after_sign_up_url',
    'after_switch_session_url',
    'application_name',
    'branded',
    'captcha_public_key',
    'captcha_widget_type',
    'captcha_public_key_invisible',
    'captcha_provider',
    'captcha_oauth_bypass',
    'captcha_heartbeat',
    'home_url',
    'instance_environment_type',
    'logo_image_url',
    'favicon_image_url',
    'preferred_sign_in_strategy',
    'sign_in_url',
    'sign_up_url',
    'support_email',
    'user_profile_url',
    'organization_profile_url',
    'create_organization_url',
    'after_leave_organization_url',
    'after_create_organization_url',
    'show_devmode_warning',
    'terms_url',
    'privacy_policy_url',
    'waitlist_url',
    'after_join_waitlist_url',
  ]),
  ...below('display_config.theme', [
    'general.color',
    'general.background_color',
    'general.font_family',
    'general.font_color',
    'general.label_font_weight',
    'general.padding',
    'general.border_radius',
    'general.box_shadow',
    'buttons.font_color',
    'buttons.font_family',
    'buttons.font_weight',
    'accounts.background_color',
  ]),
  ...below('organization_settings', [
    'enabled',
    'max_allowed_memberships',
    'force_organization_selection',
    'actions.admin_delete',
    'domains.enabled',
    'domains.enrollment_modes',
    'domains.default_role',
    'slug.disabled',
    'organization_creation_defaults.enabled',
  ]),
  ...below('protect_config', ['object', 'id']),
  ...ATTRIBUTES.flatMap((name) => below(`user_settings.attributes.${name}`, PER_ATTRIBUTE)),
  ...below('user_settings', [
    'actions.delete_self',
    'actions.create_organization',
    'enterprise_sso.enabled',
    'enterprise_sso.self_serve_sso',
    'enterprise_sso.self_serve_directory_sync',
    'sign_in.second_factor.required',
    'sign_in.second_factor.enabled',
    'sign_up.allowlist_only',
    'sign_up.progressive',
    'sign_up.captcha_enabled',
    'sign_up.mode',
    'sign_up.legal_consent_enabled',
    'sign_up.mfa.required',
    'password_settings.allowed_special_characters',
    'password_settings.disable_hibp',
    'password_settings.min_length',
    'password_settings.max_length',
    'password_settings.require_special_char',
    'password_settings.require_numbers',
    'password_settings.require_uppercase',
    'password_settings.require_lowercase',
    'password_settings.show_zxcvbn',
    'password_settings.min_zxcvbn_strength',
    'passkey_settings.allow_autofill',
    'passkey_settings.show_sign_in_button',
    'username_settings.min_length',
    'username_settings.max_length',
    'attack_protection.enumeration_protection.enabled',
  ]),
]

describe('toEnvironment', () => {
  it('has every field that the declarations name', async () => {
    const paths = new Set(toPaths(await read()))
    expect(DECLARED.filter((path) => !paths.has(path))).toEqual([])
  })

  it('has a list of social providers, which is empty', async () => {
    expect(await read()).toMatchObject({ user_settings: { social: {} } })
  })

  it('leads to the pages of the emulator from a page of the same host', async () => {
    const { display_config: config } = (await read()) as { display_config: Record<string, string> }
    expect(config['home_url']).toBe('http://localhost:3000/')
    const page = new URL(config['sign_up_url'] ?? '')
    expect(page.origin + page.pathname).toBe('http://localhost:4000/sign-up')
    expect(page.searchParams.get('sign_up_fallback_redirect_url')).toBe('http://localhost:3000/')
  })

  it.each([
    ['of another host', 'http://127.0.0.1:3000'],
    ['that is hidden', 'null'],
  ])('leads nowhere from a page %s, where the script cannot name its browser', async (_name, origin) => {
    expect(await read(origin)).toMatchObject({ display_config: { sign_in_url: '', sign_up_url: '', home_url: '' } })
  })
})
