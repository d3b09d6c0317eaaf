/**
 * CSP room. A checked policy and one response → its headers. Pure, but for the random nonce of `createCspNonce`.
 *
 * @see protocol.md 15.7
 */
import { AuthError } from '../foundation/auth-error.ts'
import { CSP_HEADER, CSP_REPORT_ONLY_HEADER, NONCE_HEADER, REPORTING_ENDPOINTS_HEADER } from '../wire/headers.ts'
import { CSP_NONCE_BYTES } from '../wire/tenant-limits.ts'
import { parseSource, type Directives, type ResolvedCsp } from './resolve-csp.ts'

const SELF = "'self'"
const PROVIDER_IMAGES = 'https://img.clerk.com'
const PROVIDER_SCRIPTS = 'https://*.protect.clerk.com'
const STRIPE_SCRIPTS = ['https://*.js.stripe.com', 'https://js.stripe.com'] as const
const MAPS = 'https://maps.googleapis.com'

/** Sources that every script policy drops in strict mode, because they would allow any host. */
const SCHEME_SOURCES = ['https:', 'http:'] as const
/** Allowed outside production only: development builds compile code in the browser. */
const UNSAFE_EVAL = "'unsafe-eval'"

/** What the provider's components need. `connect-src` also gets the Frontend API's host, `script-src` what the mode asks for. */
const DEFAULT_DIRECTIVES: Directives = {
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

const NONE = "'none'"
const REPORT_GROUP = 'csp-endpoint'

/** What differs from response to response, and from build to build. */
export interface CspContext {
  /** Host of the Frontend API, with port. */
  readonly frontendApiHost: string
  /** From `createCspNonce`, new for every response. Used in strict mode only. */
  readonly nonce: string
  /** Whether this is a production build. Others may compile code in the browser. */
  readonly isProduction: boolean
}

/** 16 random bytes in base64. */
export function createCspNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(CSP_NONCE_BYTES))))
}

/**
 * The headers of a policy. They belong on the response, and on the request as the application sees it, in place of what the client sent.
 *
 * @throws AuthError `ERR_AUTH_CSP_INVALID` when the publishable key names a host that may not stand in a policy.
 */
export function toCspHeaders(
  csp: ResolvedCsp,
  context: CspContext,
): readonly (readonly [name: string, value: string])[] {
  const policy = csp.reportTo === '' ? toPolicy(csp, context) : `${toPolicy(csp, context)}; report-to ${REPORT_GROUP}`
  return [
    [csp.isReportOnly ? CSP_REPORT_ONLY_HEADER : CSP_HEADER, policy],
    ...(csp.reportTo === '' ? [] : [[REPORTING_ENDPOINTS_HEADER, `${REPORT_GROUP}="${csp.reportTo}"`] as const]),
    ...(csp.isStrict ? [[NONCE_HEADER, context.nonce] as const] : []),
  ]
}

function toPolicy(csp: ResolvedCsp, context: CspContext): string {
  const names = new Set([...Object.keys(DEFAULT_DIRECTIVES), ...Object.keys(csp.directives)])
  return [...names]
    .sort()
    .map((name) => [name, ...toMergedSources(name, csp, context)].join(' '))
    .join('; ')
}

function toMergedSources(name: string, csp: ResolvedCsp, context: CspContext): readonly string[] {
  const own = csp.directives[name] ?? []
  // 'none' next to another source would be ignored by browsers.
  if (own.includes(NONE)) return [NONE]
  return [...new Set([...toDefaultSources(name, csp, context), ...own])]
}

function toDefaultSources(name: string, csp: ResolvedCsp, context: CspContext): readonly string[] {
  const sources = (Object.hasOwn(DEFAULT_DIRECTIVES, name) ? DEFAULT_DIRECTIVES[name] : null) ?? []
  if (name === 'connect-src') return [...sources, toHostSource(context.frontendApiHost)]
  if (name !== 'script-src') return sources
  const allowed = context.isProduction ? sources.filter((source) => source !== UNSAFE_EVAL) : sources
  if (!csp.isStrict) return allowed
  const schemes: readonly string[] = SCHEME_SOURCES
  return [...allowed.filter((source) => !schemes.includes(source)), "'strict-dynamic'", toNonceSource(context.nonce)]
}

function toHostSource(host: string): string {
  const source = parseSource('connect-src', host)
  if (source !== null) return source
  throw new AuthError(
    'ERR_AUTH_CSP_INVALID',
    'The publishable key names no host that may stand in a policy. Check the key.',
  )
}

function toNonceSource(nonce: string): string {
  const source = parseSource('script-src', `'nonce-${nonce}'`)
  if (source !== null) return source
  throw new AuthError('ERR_AUTH_CSP_INVALID', 'The nonce is no base64. Make it with createCspNonce().')
}
