/**
 * Settings room. AuthOptions → Settings. Pure, but throws: every mistake of a developer that can be seen without a request ends here,
 * with a code, the cause and the cure.
 *
 * @see protocol.md 1, 3.6, 5 (pre-checks); rulings.md D8, D12, D22, section 4
 */
import { AuthError } from '../foundation/auth-error.ts'
import { createAccountListTest } from '../routing/create-account-list-test.ts'
import { DEFAULT_API_VERSION } from '../wire/endpoints.ts'
import {
  DEFAULT_CLOCK_SKEW_MS,
  DEFAULT_KEYS_STALE_IF_ERROR_MS,
  DEFAULT_MACHINE_TOKEN_CACHE_MS,
  DEFAULT_PROVIDER_CALLS_IN_FLIGHT,
  DEFAULT_PROVIDER_CALLS_PER_SECOND,
  DEFAULT_TOKEN_CACHE_MAX_ENTRIES,
  MAX_MACHINE_TOKEN_CACHE_MS,
  MAX_PROVIDER_CALLS,
} from '../wire/limits.ts'
import { TOKEN_KINDS, type TokenKind, type TokenType } from '../wire/token-types.ts'
import { toAccountPortalUrl, toDefaultApiUrl, type PublishableKey } from './publishable-key.ts'
import { toCookieNames } from './cookie-names.ts'
import {
  readAcceptedTokens,
  readClockSkewMs,
  readDebug,
  readFlag,
  readNumber,
  readSocketTokenPlace,
  readStatus,
  readText,
  readTextList,
} from './check-options.ts'
import { findOddOptions } from './find-odd-options.ts'
import type { AuthOptions } from './auth-options.ts'
import { parseJwtKey } from './parse-jwt-key.ts'
import { readPublishableKey } from './read-publishable-key.ts'
import { readBaseUrl, readOrigins, resolveSites } from './resolve-sites.ts'
import type { KeyPolicy, OrganizationRoutes, RsaPublicJwk, Settings, TokenPolicy } from './settings.ts'

/**
 * Fills every default, derives what is the same for every request, and checks that the options fit together.
 *
 * @throws AuthError with the codes ERR_AUTH_PUBLISHABLE_KEY_MISSING, ERR_AUTH_PUBLISHABLE_KEY_INVALID, ERR_AUTH_SECRET_KEY_MISSING,
 *   ERR_AUTH_JWT_KEY_INVALID, ERR_AUTH_OPTION_INVALID, ERR_AUTH_PATTERN_INVALID, ERR_AUTH_SATELLITE_DOMAIN or
 *   ERR_AUTH_SATELLITE_SIGN_IN_URL.
 */
export function resolveSettings(options: AuthOptions): Settings {
  const acceptedTokens = readAcceptedTokens(options.acceptsToken)
  const publishableKey = readText('publishableKey', options.publishableKey)?.trim() ?? ''
  const key = readKey(publishableKey, acceptedTokens)
  const sites = resolveSites(options, key)
  return {
    isDevelopment: key.isDevelopment,
    publishableKey,
    secretKey: readSecretKey(options, acceptedTokens),
    machineSecretKey: readText('machineSecretKey', options.machineSecretKey),
    keyHost: key.host,
    accountPortalUrl: toAccountPortalUrl(key.host, key.isDevelopment),
    cookieNames: toCookieNames(publishableKey),
    keys: readKeyPolicy(options, key),
    tokens: readTokenPolicy(options),
    ...sites,
    isRedirectCached: readFlag('isRedirectCached', options.isRedirectCached),
    allowedRedirectOrigins: readOrigins('allowedRedirectOrigins', options.allowedRedirectOrigins, true),
    organizationRoutes: readOrganizationRoutes(options),
    oddOptions: findOddOptions(options),
    socketToken: readSocketTokenPlace(options.webSocketToken),
    refusals: {
      unauthenticatedStatus: readStatus('unauthenticatedStatus', options.unauthenticatedStatus, 401),
      unauthorizedStatus: readStatus('unauthorizedStatus', options.unauthorizedStatus, 403),
    },
    acceptedTokens,
    machineTokenCacheMs: readNumber('machineTokenCacheInMs', options.machineTokenCacheInMs, {
      min: 0,
      max: MAX_MACHINE_TOKEN_CACHE_MS,
      fallback: DEFAULT_MACHINE_TOKEN_CACHE_MS,
    }),
    calls: {
      callsPerSecond: readCalls('providerCallsPerSecond', options, DEFAULT_PROVIDER_CALLS_PER_SECOND),
      callsInFlight: readCalls('providerCallsInFlight', options, DEFAULT_PROVIDER_CALLS_IN_FLIGHT),
    },
    tokenCacheMaxEntries: readNumber('tokenCacheMaxEntries', options.tokenCacheMaxEntries, {
      min: 0,
      fallback: DEFAULT_TOKEN_CACHE_MAX_ENTRIES,
    }),
    debug: readDebug(options.debug),
  }
}

/** An empty list asks for nothing, and excuses nothing: its keys are checked as if sessions were accepted. */
const hasOnly = (accepted: readonly TokenType[], isMeant: (kind: TokenKind) => boolean): boolean =>
  accepted.length > 0 && accepted.every((type) => isMeant(TOKEN_KINDS[type]))

function readCalls(
  name: 'providerCallsPerSecond' | 'providerCallsInFlight',
  options: AuthOptions,
  fallback: number,
): number {
  return readNumber(name, options[name], { min: 1, max: MAX_PROVIDER_CALLS, fallback })
}

const NO_KEY: PublishableKey = { isDevelopment: false, host: '', frontendApiUrl: '' }

function readKey(publishableKey: string, accepted: readonly TokenType[]): PublishableKey {
  const isMissing = publishableKey === '' && hasOnly(accepted, ({ isInstanceNeeded }) => !isInstanceNeeded)
  return isMissing ? NO_KEY : readPublishableKey(publishableKey)
}

function readSecretKey(options: AuthOptions, accepted: readonly TokenType[]): string | null {
  const secretKey = readText('secretKey', options.secretKey)?.trim() || null
  const isMachineOnly = hasOnly(accepted, ({ isMachineKeyTaken }) => isMachineKeyTaken)
  const hasOther =
    readText('jwtKey', options.jwtKey) !== null ||
    (isMachineOnly && readText('machineSecretKey', options.machineSecretKey) !== null)
  if (secretKey?.startsWith('pk_') === true) {
    throw new AuthError(
      'ERR_AUTH_OPTION_INVALID',
      'The option secretKey holds a publishable key. Give it the key that begins with sk_, which stays on the server.',
    )
  }
  if (secretKey !== null || hasOther) return secretKey
  throw new AuthError(
    'ERR_AUTH_SECRET_KEY_MISSING',
    'Neither a secret key nor a JWT key. Set the option secretKey or the environment variable CLERK_SECRET_KEY; to verify sessions without any call to the provider, set jwtKey or CLERK_JWT_KEY instead. No keys yet? Run `npx @postern/emulator`.',
  )
}

function readKeyPolicy(options: AuthOptions, key: PublishableKey): KeyPolicy {
  return {
    localKey: readLocalKey(options),
    apiUrl: readBaseUrl('apiUrl', options.apiUrl) || toDefaultApiUrl(key.host, key.isDevelopment),
    apiVersion: readText('apiVersion', options.apiVersion) ?? DEFAULT_API_VERSION,
    secretKey: readText('secretKey', options.secretKey)?.trim() || null,
    staleIfErrorMs: readNumber('jwksStaleIfErrorInMs', options.jwksStaleIfErrorInMs, {
      min: 0,
      fallback: DEFAULT_KEYS_STALE_IF_ERROR_MS,
    }),
    isCacheSkipped: readFlag('skipJwksCache', options.skipJwksCache),
  }
}

function readLocalKey(options: AuthOptions): RsaPublicJwk | null {
  const text = readText('jwtKey', options.jwtKey)
  if (text === null) return null
  const key = parseJwtKey(text)
  if (key.ok) return key.value
  throw new AuthError(
    'ERR_AUTH_JWT_KEY_INVALID',
    `The JWT key cannot be imported. ${key.failure} Give the instance's JWKS public key as PEM, as its bare base64 body, or as one JSON Web Key.`,
  )
}

function readTokenPolicy(options: AuthOptions): TokenPolicy {
  return {
    audiences: readTextList('audience', options.audience),
    authorizedParties: readOrigins('authorizedParties', options.authorizedParties, false),
    issuers: readTextList('issuer', options.issuer),
    sessionTokenTypes: readTextList('headerType', options.headerType),
    clockSkewMs: readClockSkewMs(options.clockSkewInMs, DEFAULT_CLOCK_SKEW_MS),
  }
}

function readOrganizationRoutes(options: AuthOptions): OrganizationRoutes | null {
  const sync = options.organizationSyncOptions
  if (!sync) return null
  return {
    organizations: [createAccountListTest(readTextList('organizationPatterns', sync.organizationPatterns), true)],
    personalAccounts: [
      createAccountListTest(readTextList('personalAccountPatterns', sync.personalAccountPatterns), false),
    ],
  }
}
