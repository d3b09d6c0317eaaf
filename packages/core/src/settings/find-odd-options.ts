/**
 * Settings room. Options → what is said of the names that mean nothing here. Pure.
 *
 * An application may pass options of the vendor's that do nothing here, or of a later version. So none is refused; but a misspelt
 * `authorizedPartys` protects nobody, and says nothing by itself.
 */
import { isObject } from '../foundation/is-record.ts'
import type { AuthOptions, OrganizationSyncOptions, WebSocketTokenOptions } from './auth-options.ts'
import { MAX_NAME_DISTANCE, MAX_SHOWN_NAME_CHARS } from '../wire/tenant-limits.ts'

/** A name, and what to do about it, one sentence. */
export interface OddOption {
  readonly name: string
  readonly message: string
}

/** Every option of core, and whether server code answers differently without it. One that is added to the type does not compile until it stands here. */
export const IS_READ_BY_SERVER: Readonly<Record<keyof AuthOptions, boolean>> = {
  publishableKey: true,
  secretKey: true,
  machineSecretKey: true,
  jwtKey: true,
  apiUrl: true,
  apiVersion: true,
  audience: true,
  authorizedParties: true,
  issuer: true,
  headerType: true,
  clockSkewInMs: true,
  domain: true,
  isSatellite: true,
  proxyUrl: true,
  autoProxy: true,
  signInUrl: true,
  signUpUrl: true,
  basePath: true,
  acceptsToken: true,
  unauthenticatedStatus: true,
  unauthorizedStatus: true,
  jwksStaleIfErrorInMs: true,
  skipJwksCache: true,
  machineTokenCacheInMs: true,
  providerCallsPerSecond: true,
  providerCallsInFlight: true,
  // About the browser's travels and the handshake of a socket, which server code has no part in.
  satelliteAutoSync: false,
  isRedirectCached: false,
  allowedRedirectOrigins: false,
  organizationSyncOptions: false,
  webSocketToken: false,
  // How much is kept.
  tokenCacheMaxEntries: false,
  maxInstances: false,
  // Without behaviour, or told by a header of its own.
  afterSignInUrl: false,
  afterSignUpUrl: false,
  jwksCacheTtlInMs: false,
  debug: false,
}
const ORGANIZATION_SYNC: Readonly<Record<keyof OrganizationSyncOptions, true>> = {
  organizationPatterns: true,
  personalAccountPatterns: true,
}
const WEB_SOCKET: Readonly<Record<keyof WebSocketTokenOptions, true>> = { protocol: true, query: true }

const BY_MATCHER = 'belonged to the vendor’s older middleware. Ask createRouteMatcher() in your handler instead'
const BY_SCRIPT = 'belongs to the vendor’s browser script; give it to the provider component'
const OF_NEXT = 'is an option of @postern/next'

/** Names that are known from elsewhere, and why they do nothing here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  publicRoutes: BY_MATCHER,
  ignoredRoutes: 'belonged to the vendor’s older middleware. Leave such paths out of config.matcher',
  apiRoutes: BY_MATCHER,
  beforeAuth: 'belonged to the vendor’s older middleware. Write it into your handler',
  afterAuth: 'belonged to the vendor’s older middleware. Write it into your handler',
  telemetry: 'is the vendor’s. Nothing is reported anywhere here',
  sdkMetadata: 'is the vendor’s, and has no meaning here',
  userAgent: 'is the vendor’s, and has no meaning here',
  jwksCacheTtlInMs: 'is the vendor’s. How long keys are kept is fixed here; see jwksStaleIfErrorInMs',
  signInForceRedirectUrl: BY_SCRIPT,
  signInFallbackRedirectUrl: BY_SCRIPT,
  signUpForceRedirectUrl: BY_SCRIPT,
  signUpFallbackRedirectUrl: BY_SCRIPT,
  clerkJSUrl: BY_SCRIPT,
  clerkJSVersion: BY_SCRIPT,
  contentSecurityPolicy: OF_NEXT,
  handover: OF_NEXT,
  encryptionKey: OF_NEXT,
  previousEncryptionKey: 'does nothing anywhere. Where @postern/next runs, set CLERK_ENCRYPTION_KEY_PREVIOUS',
  frontendApiProxy: 'is an option of the adapters, which answer for it',
}

/** Options that only adapters have. */
const ADAPTER_OPTIONS = [
  'contentSecurityPolicy',
  'handover',
  'encryptionKey',
  'previousEncryptionKey',
  'frontendApiProxy',
]

/** What is odd about the names of options. Absent values are not looked at. Holds names only, never a value. */
export function findOddOptions(options: AuthOptions): readonly OddOption[] {
  return [
    ...findOddNames(options, IS_READ_BY_SERVER, ''),
    ...findOddNames(options.organizationSyncOptions, ORGANIZATION_SYNC, 'organizationSyncOptions.'),
    ...findOddNames(options.webSocketToken, WEB_SOCKET, 'webSocketToken.'),
  ]
}

function findOddNames(given: unknown, known: Readonly<Record<string, boolean>>, path: string): readonly OddOption[] {
  if (!isObject(given)) return []
  const names = Object.entries(given).flatMap(([name, value]) => (value === undefined || value === null ? [] : [name]))
  return names.flatMap((name) => {
    const message = toMessage(name, known, path)
    return message === null ? [] : [{ name: path + name, message }]
  })
}

function toMessage(name: string, known: Readonly<Record<string, boolean>>, path: string): string | null {
  // Own members only: an option may be called `constructor`.
  const why = path === '' && Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined
  if (why !== undefined) return `The option ${path}${name} ${why}.`
  if (Object.hasOwn(known, name)) return null
  // Those of the adapters as well: they take their own out before the rest comes here.
  const nearest = findNearest(name, [...Object.keys(known), ...(path === '' ? ADAPTER_OPTIONS : [])])
  const shown = path + name.slice(0, MAX_SHOWN_NAME_CHARS)
  return nearest === null
    ? `There is no option ${shown}. It does nothing.`
    : `There is no option ${shown}, so it does nothing. Did you mean ${path}${nearest}?`
}

function findNearest(name: string, known: readonly string[]): string | null {
  const ranked = known.map((candidate) => [candidate, toDistance(name.toLowerCase(), candidate.toLowerCase())] as const)
  const [nearest] = ranked.toSorted(([, one], [, other]) => one - other)
  return nearest !== undefined && nearest[1] <= MAX_NAME_DISTANCE ? nearest[0] : null
}

/** Letters to add, remove or change. @see Levenshtein distance */
function toDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let at = 1; at <= Math.min(from.length, MAX_SHOWN_NAME_CHARS); at += 1) {
    const next = [at]
    for (let index = 1; index <= to.length; index += 1) {
      const isSame = from[at - 1] === to[index - 1]
      const above = row[index] ?? 0
      next.push(Math.min(above + 1, (next[index - 1] ?? 0) + 1, (row[index - 1] ?? 0) + (isSame ? 0 : 1)))
    }
    row = next
  }
  return row[to.length] ?? 0
}
