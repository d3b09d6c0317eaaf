/**
 * CSP entry. What the provider's components need. Data only.
 *
 * @see protocol.md 15.7
 */

/** Sources of a policy by directive, in the order in which they are written. */
export type Directives = Readonly<Record<string, readonly string[]>>

const SELF = "'self'"
const PROVIDER_IMAGES = 'https://img.clerk.com'
const PROVIDER_SCRIPTS = 'https://*.protect.clerk.com'
const STRIPE_SCRIPTS = ['https://*.js.stripe.com', 'https://js.stripe.com'] as const
const MAPS = 'https://maps.googleapis.com'

/** Sources that every script policy drops in strict mode, because they would allow any host. */
export const SCHEME_SOURCES = ['https:', 'http:'] as const
/** Allowed outside production only: development builds compile code in the browser. */
export const UNSAFE_EVAL = "'unsafe-eval'"

/** The default policy. `connect-src` also gets the Frontend API's host, `script-src` what the mode asks for. */
export const DEFAULT_DIRECTIVES: Directives = {
  'connect-src': [
    SELF,
    'https://clerk-telemetry.com',
    'https://*.clerk-telemetry.com',
    'https://api.stripe.com',
    MAPS,
    PROVIDER_IMAGES,
    `${PROVIDER_SCRIPTS}:*`,
  ],
  'default-src': [SELF],
  'form-action': [SELF],
  'frame-src': [
    SELF,
    'https://challenges.cloudflare.com',
    ...STRIPE_SCRIPTS,
    'https://hooks.stripe.com',
    PROVIDER_SCRIPTS,
  ],
  'img-src': [SELF, PROVIDER_IMAGES],
  'script-src': [SELF, UNSAFE_EVAL, "'unsafe-inline'", ...SCHEME_SOURCES, ...STRIPE_SCRIPTS, MAPS, PROVIDER_SCRIPTS],
  'style-src': [SELF, "'unsafe-inline'"],
  'worker-src': [SELF, 'blob:'],
}
