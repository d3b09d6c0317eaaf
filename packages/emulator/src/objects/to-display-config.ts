/** What the provider's components show, and where they lead. */
import type { Instance } from '../instance.ts'
import { configOf } from '../state/instance-config.ts'
import type { ApiObject } from './api-object.ts'

/** The account pages, as a page of an application sees them. */
export interface Pages {
  /** Their origin. */
  readonly url: string
  /** Where they send people back to when nobody said where. */
  readonly homeUrl: string
}

/** What the script says of the way back counts before these. */
const FALLBACKS = ['sign_in_fallback_redirect_url', 'sign_up_fallback_redirect_url']

/** @param pages null: nothing leads to the account pages, and every link stays on the page that shows it. */
export function toDisplayConfig(instance: Instance, pages: Pages | null): ApiObject {
  const { settings } = instance
  const page = (path: string, ...params: readonly string[]): string =>
    pages === null
      ? ''
      : `${pages.url}${path}?${new URLSearchParams(params.map((name) => [name, pages.homeUrl])).toString()}`
  return {
    object: 'display_config',
    id: 'display_config_emulator',
    application_name: 'Postern emulator',
    instance_environment_type: settings.instanceType,
    branded: false,
    show_devmode_warning: false,
    preferred_sign_in_strategy: 'password',
    support_email: configOf(instance).supportEmail ?? '',
    logo_image_url: '',
    logo_url: null,
    favicon_image_url: '',
    theme: THEME,
    ...NO_CAPTCHA,
    backend_host: '',
    clerk_js_version: '',
    google_one_tap_client_id: '',
    home_url: pages?.homeUrl ?? '',
    sign_in_url: page('/sign-in', ...FALLBACKS),
    sign_up_url: page('/sign-up', ...FALLBACKS),
    user_profile_url: page('/user', 'redirect_url'),
    organization_profile_url: page('/organization', 'redirect_url'),
    create_organization_url: page('/create-organization', 'redirect_url'),
    // Empty texts: the page where somebody is.
    waitlist_url: '',
    after_sign_in_url: '',
    after_sign_up_url: '',
    after_sign_out_all_url: '',
    after_sign_out_one_url: '',
    after_switch_session_url: '',
    after_leave_organization_url: '',
    after_create_organization_url: '',
    after_join_waitlist_url: '',
    terms_url: '',
    privacy_policy_url: '',
  }
}

const NO_CAPTCHA: ApiObject = {
  captcha_public_key: null,
  captcha_widget_type: null,
  captcha_public_key_invisible: null,
  captcha_provider: 'turnstile',
  captcha_oauth_bypass: [],
  captcha_heartbeat: false,
  captcha_heartbeat_interval_ms: 0,
}

const THEME: ApiObject = {
  general: {
    color: '#6c47ff',
    background_color: '#ffffff',
    font_family: 'inherit',
    font_color: '#151515',
    label_font_weight: '600',
    padding: '1em',
    border_radius: '0.5em',
    box_shadow: '0 2px 8px rgba(0, 0, 0, 0.2)',
  },
  buttons: { font_color: '#ffffff', font_family: 'inherit', font_weight: '600' },
  accounts: { background_color: '#ffffff' },
}
