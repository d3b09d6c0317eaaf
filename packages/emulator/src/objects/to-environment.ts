/** The environment as the script reads it: what is switched on, what pages show, what a password must be like. */
import type { Instance } from '../instance.ts'
import { type InstanceSettings, readInstanceSettings } from '../state/instance-settings.ts'
import type { ApiObject } from './api-object.ts'
import { type Pages, toDisplayConfig } from './to-display-config.ts'

/** @param pages The account pages; null: the script leads to pages of the application only. */
export function toEnvironment(instance: Instance, pages: Pages | null): ApiObject {
  const settings = readInstanceSettings(instance)
  return {
    object: 'environment',
    id: 'env_emulator',
    auth_config: toAuthConfig(settings),
    display_config: toDisplayConfig(instance, pages),
    user_settings: toUserSettings(settings),
    organization_settings: toOrganizationSettings(settings),
    commerce_settings: NO_COMMERCE,
    api_keys_settings: {
      object: 'api_keys_settings',
      id: 'apikeys_settings_emulator',
      // Version 5 of the script reads this one.
      enabled: settings.hasUserApiKeys || settings.hasOrganizationApiKeys,
      user_api_keys_enabled: settings.hasUserApiKeys,
      show_in_user_profile: settings.hasUserApiKeys,
      orgs_api_keys_enabled: settings.hasOrganizationApiKeys,
      show_in_org_profile: settings.hasOrganizationApiKeys,
    },
    protect_config: { object: 'protect_config', id: 'protect_config_emulator', loaders: [] },
    maintenance_mode: false,
    client_debug_mode: false,
    partitioned_cookies: false,
  }
}

function toAuthConfig(settings: InstanceSettings): ApiObject {
  return {
    object: 'auth_config',
    id: 'aconf_emulator',
    single_session_mode: !settings.hasMultipleSessions,
    claimed_at: null,
    reverification: settings.asksReverification,
    preferred_channels: {},
    session_minter: false,
    native_settings: null,
    url_based_session_syncing: true,
  }
}

/** Nothing is bought here. */
const NO_COMMERCE: ApiObject = {
  object: 'commerce_settings',
  id: 'commerce_settings_emulator',
  billing: {
    // Version 5 of the script reads the two flags on the outside.
    enabled: false,
    has_paid_user_plans: false,
    has_paid_org_plans: false,
    stripe_publishable_key: null,
    free_trial_requires_payment_method: false,
    organization: { enabled: false, has_paid_plans: false },
    user: { enabled: false, has_paid_plans: false },
  },
}

const OFF: ApiObject = {
  enabled: false,
  required: false,
  immutable: false,
  verifications: [],
  used_for_first_factor: false,
  first_factors: [],
  used_for_second_factor: false,
  second_factors: [],
  verify_at_sign_up: false,
  channels: [],
}
const ON: ApiObject = { ...OFF, enabled: true }

function toAttributes({ passwordAtSignUp }: InstanceSettings): ApiObject {
  return {
    email_address: {
      ...ON,
      required: true,
      verifications: ['email_code'],
      used_for_first_factor: true,
      first_factors: ['email_code'],
      verify_at_sign_up: true,
    },
    phone_number: OFF,
    username: { ...ON, used_for_first_factor: true },
    first_name: ON,
    last_name: ON,
    password: passwordAtSignUp === 'off' ? OFF : { ...ON, required: passwordAtSignUp === 'required' },
    web3_wallet: OFF,
    authenticator_app: { ...ON, used_for_second_factor: true, second_factors: ['totp'] },
    backup_code: { ...ON, used_for_second_factor: true, second_factors: ['backup_code'] },
    passkey: OFF,
  }
}

function toUserSettings(settings: InstanceSettings): ApiObject {
  return {
    attributes: toAttributes(settings),
    actions: { delete_self: settings.canDeleteSelf, create_organization: settings.canCreateOrganizations },
    social: {},
    enterprise_sso: { enabled: false, self_serve_sso: false, self_serve_directory_sync: false },
    saml: { enabled: false },
    sign_in: { second_factor: { required: false, enabled: true } },
    sign_up: {
      allowlist_only: false,
      progressive: true,
      captcha_enabled: false,
      captcha_widget_type: null,
      mode: settings.signUpMode,
      legal_consent_enabled: settings.asksLegalConsent,
      custom_action_required: false,
      mfa: { required: false },
    },
    password_settings: {
      allowed_special_characters: '!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~',
      disable_hibp: true,
      min_length: 8,
      max_length: 72,
      require_special_char: false,
      require_numbers: false,
      require_uppercase: false,
      require_lowercase: false,
      show_zxcvbn: false,
      min_zxcvbn_strength: 0,
    },
    passkey_settings: { allow_autofill: false, show_sign_in_button: false },
    username_settings: { min_length: 4, max_length: 64 },
    attack_protection: { enumeration_protection: { enabled: false } },
  }
}

function toOrganizationSettings(settings: InstanceSettings): ApiObject {
  return {
    enabled: settings.hasOrganizations,
    max_allowed_memberships: settings.maxMemberships,
    force_organization_selection: settings.forcesOrganization,
    actions: { admin_delete: settings.canDeleteOrganizations },
    domains: {
      enabled: settings.hasDomains,
      enrollment_modes: settings.enrollmentModes,
      default_role: settings.domainRole,
    },
    slug: { disabled: !settings.hasOrganizationSlugs },
    organization_creation_defaults: { enabled: false },
    creator_role: settings.creatorRole,
  }
}
