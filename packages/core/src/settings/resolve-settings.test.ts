import { describe, expect, it } from 'vitest'
import { DEV_KEY, devOptions, JWT_KEY, LIVE_KEY, liveOptions } from '../../test/fakes.ts'
import { AuthError } from '../foundation/auth-error.ts'
import type { AuthOptions } from './auth-options.ts'
import { resolveSettings } from './resolve-settings.ts'

/** The code with which options are refused, or null. */
function readCode(options: AuthOptions): string | null {
  try {
    resolveSettings(options)
    return null
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    for (const secret of [options.secretKey, options.jwtKey, options.publishableKey]) {
      if (secret) expect(error.message).not.toContain(secret)
    }
    return error.code
  }
}

const secretKey = 'sk_test_very_secret'

describe('resolveSettings', () => {
  // rulings.md 4
  it.each<[string, AuthOptions, string | null]>([
    ['nothing', {}, 'ERR_AUTH_PUBLISHABLE_KEY_MISSING'],
    ['no publishable key', { secretKey, jwtKey: JWT_KEY }, 'ERR_AUTH_PUBLISHABLE_KEY_MISSING'],
    ['an empty publishable key', { publishableKey: '', secretKey }, 'ERR_AUTH_PUBLISHABLE_KEY_MISSING'],
    ['a malformed publishable key', { publishableKey: 'pk_test_x', secretKey }, 'ERR_AUTH_PUBLISHABLE_KEY_INVALID'],
    ['an empty list of kinds (B9)', { publishableKey: DEV_KEY, secretKey, acceptsToken: [] }, null],
    ['no keys, for an empty list (B9)', { acceptsToken: [] }, 'ERR_AUTH_PUBLISHABLE_KEY_MISSING'],
    [
      'a machine key, for an empty list (B9)',
      { publishableKey: DEV_KEY, acceptsToken: [], machineSecretKey: 'ak_x' },
      'ERR_AUTH_SECRET_KEY_MISSING',
    ],
    ['no publishable key, for API keys', { secretKey, acceptsToken: 'api_key' }, null],
    ['no publishable key, for machines', { secretKey, acceptsToken: ['api_key', 'm2m_token'] }, null],
    ['no publishable key, for OAuth', { secretKey, acceptsToken: 'oauth_token' }, 'ERR_AUTH_PUBLISHABLE_KEY_MISSING'],
    ['all keys', { publishableKey: DEV_KEY, secretKey, jwtKey: JWT_KEY }, null],
    ['publishable and secret key', { publishableKey: DEV_KEY, secretKey }, null],
    ['publishable and JWT key', { publishableKey: DEV_KEY, jwtKey: JWT_KEY }, null],
    ['a publishable key alone', { publishableKey: DEV_KEY }, 'ERR_AUTH_SECRET_KEY_MISSING'],
    [
      'a publishable key alone, for machines',
      { publishableKey: DEV_KEY, acceptsToken: 'm2m_token' },
      'ERR_AUTH_SECRET_KEY_MISSING',
    ],
    [
      'a machine key, for machines',
      { publishableKey: DEV_KEY, acceptsToken: 'm2m_token', machineSecretKey: 'ak_x' },
      null,
    ],
    [
      'a machine key, for API keys',
      { publishableKey: DEV_KEY, acceptsToken: 'api_key', machineSecretKey: 'ak_x' },
      'ERR_AUTH_SECRET_KEY_MISSING',
    ],
    ['a publishable key for a secret one', { publishableKey: DEV_KEY, secretKey: DEV_KEY }, 'ERR_AUTH_OPTION_INVALID'],
    ['a malformed JWT key', { publishableKey: DEV_KEY, jwtKey: 'very secret junk' }, 'ERR_AUTH_JWT_KEY_INVALID'],
  ])('with %s', (_, options, code) => {
    expect(readCode(options)).toBe(code)
  })

  it.each<[string, AuthOptions, string | null]>([
    ['neither domain nor proxy', { isSatellite: true, signInUrl: 'https://a.example/in' }, 'ERR_AUTH_SATELLITE_DOMAIN'],
    ['no sign-in page', { isSatellite: true, domain: 'b.example' }, 'ERR_AUTH_SATELLITE_SIGN_IN_URL'],
    [
      'a relative sign-in page',
      { isSatellite: true, domain: 'b.example', signInUrl: '/in' },
      'ERR_AUTH_SATELLITE_SIGN_IN_URL',
    ],
    ['both', { isSatellite: true, domain: 'b.example', signInUrl: 'https://a.example/in' }, null],
    ['a proxy', { isSatellite: true, proxyUrl: '/__clerk', signInUrl: 'https://a.example/in' }, null],
  ])('as a development satellite with %s', (_, options, code) => {
    expect(readCode({ ...devOptions, ...options })).toBe(code)
    expect(readCode({ ...devOptions, ...options, secretKey: null })).toBe(code)
  })

  it.each<[string, string | null]>([
    ['sat.example.com', 'sat.example.com'],
    ['Sat.Example.com:8080', 'sat.example.com:8080'],
    ['https://sat.example.com/', 'sat.example.com'],
    ['http://sat.example.com', 'sat.example.com'],
    ['sat example com', null],
    ['sat.example.com/path', null],
    ['user@sat.example.com', null],
    ['sat.example.com?x', null],
    ['ftp://sat.example.com', null],
  ])('takes the domain %j for the host %j', (domain, host) => {
    const options = { ...liveOptions, isSatellite: true, domain }
    if (host === null) expect(readCode(options)).toBe('ERR_AUTH_OPTION_INVALID')
    else expect(resolveSettings(options)).toMatchObject({ domain: host, issuerHost: `clerk.${host}` })
  })

  it.each(['isSatellite', 'satelliteAutoSync', 'autoProxy', 'debug', 'skipJwksCache'])(
    'wants true or false for %s, and no text that spells one',
    (name) => {
      for (const odd of ['true', 'false', 1, {}]) {
        expect(readCode(Object.assign({}, liveOptions, { [name]: odd }))).toBe('ERR_AUTH_OPTION_INVALID')
      }
    },
  )

  it('does not ask a production satellite for a sign-in page', () => {
    expect(readCode({ ...liveOptions, isSatellite: true, domain: 'b.example' })).toBeNull()
  })

  it.each<[string, AuthOptions, object]>([
    ['the decoded host', liveOptions, { issuerHost: 'clerk.example.com', frontendApiUrl: 'https://clerk.example.com' }],
    [
      'the domain of a production satellite',
      { ...liveOptions, isSatellite: true, domain: 'example.com' },
      { issuerHost: 'clerk.example.com', frontendApiUrl: 'https://clerk.example.com' },
    ],
    [
      'the host of another domain',
      { ...liveOptions, isSatellite: true, domain: 'sat.example.net' },
      { issuerHost: 'clerk.sat.example.net', frontendApiUrl: 'https://clerk.sat.example.net' },
    ],
    [
      'not the domain of a development satellite',
      { ...devOptions, isSatellite: true, domain: 'sat.example.net', signInUrl: 'https://a.example' },
      { issuerHost: 'clerk.example.com', frontendApiUrl: 'https://clerk.example.com' },
    ],
    [
      'not the domain of a primary',
      { ...liveOptions, domain: 'sat.example.net' },
      { issuerHost: 'clerk.example.com', frontendApiUrl: 'https://clerk.example.com' },
    ],
    [
      'the proxy, but not for the issuer',
      { ...liveOptions, proxyUrl: 'http://h/p///' },
      { issuerHost: 'clerk.example.com', frontendApiUrl: 'http://h/p' },
    ],
    [
      'a proxy without a scheme',
      { ...liveOptions, proxyUrl: 'h.example/p' },
      { frontendApiUrl: 'https://h.example/p' },
    ],
    ['a proxy below the application', { ...liveOptions, proxyUrl: '/p' }, { frontendApiUrl: '/p', proxyUrl: '/p' }],
    ['the platform’s proxy', { ...liveOptions, autoProxy: true }, { frontendApiUrl: '/__clerk' }],
    ['no platform proxy in development', { ...devOptions, autoProxy: true }, { proxyUrl: '' }],
    ['no platform proxy with a domain', { ...liveOptions, autoProxy: true, domain: 'x.example' }, { proxyUrl: '' }],
    ['a given proxy before the platform’s', { ...liveOptions, autoProxy: true, proxyUrl: '/p' }, { proxyUrl: '/p' }],
    [
      'null as absent',
      { ...liveOptions, proxyUrl: null, domain: null, signInUrl: null, isSatellite: null },
      { proxyUrl: '', domain: '', signInUrl: '', isSatellite: false },
    ],
  ])('names %s', (_, options, settings) => {
    expect(resolveSettings(options)).toMatchObject(settings)
  })

  it('fills every default', () => {
    expect(resolveSettings({ publishableKey: LIVE_KEY, secretKey: ' sk_live_1 ' })).toMatchObject({
      isDevelopment: false,
      secretKey: 'sk_live_1',
      machineSecretKey: null,
      keys: {
        localKey: null,
        apiUrl: 'https://api.clerk.com',
        apiVersion: 'v1',
        staleIfErrorMs: 86_400_000,
        isCacheSkipped: false,
      },
      tokens: { audiences: [], authorizedParties: [], issuers: [], sessionTokenTypes: [], clockSkewMs: 5000 },
      acceptedTokens: ['session_token', 'api_key', 'm2m_token', 'oauth_token'],
      machineTokenCacheMs: 10_000,
      tokenCacheMaxEntries: 10_000,
      organizationRoutes: null,
      debug: 'off',
    })
  })

  it('trims a publishable key before the suffix is derived from it', () => {
    const { cookieNames } = resolveSettings({ ...liveOptions, publishableKey: ` ${LIVE_KEY}\n` })
    expect(cookieNames).toEqual(resolveSettings(liveOptions).cookieNames)
  })

  it('refuses a pattern that does not compile', () => {
    const organizationSyncOptions = { organizationPatterns: ['/orgs/:slug', '/x/(['] }
    expect(readCode({ ...liveOptions, organizationSyncOptions })).toBe('ERR_AUTH_PATTERN_INVALID')
  })

  it.each([
    ['organizationPatterns', '/orgs/[slug]', '/orgs/:slug'],
    ['organizationPatterns', '/orgs/:slug/', '/orgs/:slug'],
    ['organizationPatterns', 'orgs/:slug', '/orgs/:slug'],
    ['organizationPatterns', ':slug/x', '/:slug/x'],
    ['organizationPatterns', '/orgs/(.*)', '/orgs/:slug/(.*)'],
    ['personalAccountPatterns', '/(me)/settings', '/settings'],
    ['personalAccountPatterns', 'me', '/me'],
  ])('refuses in %s %s, which can never match, and names %s (in-use 11)', (name, pattern, meant) => {
    const options = { ...liveOptions, organizationSyncOptions: { [name]: ['', pattern] } }
    expect(readCode(options)).toBe('ERR_AUTH_PATTERN_INVALID')
    expect(() => resolveSettings(options)).toThrow(JSON.stringify(meant))
  })

  it('takes patterns that a slash may begin in another way', () => {
    const organizationSyncOptions = { organizationPatterns: ['(.*)/orgs/:slug', '{/:lang}?/o/:id', '/:x/:slug'] }
    expect(readCode({ ...liveOptions, organizationSyncOptions })).toBeNull()
  })

  it('brings origins into the spelling of browsers, and refuses what none of them sends (in-use 12)', () => {
    const authorizedParties = ['https://shop.example/', 'HTTPS://Shop.example', 'https://*.shop.example:443']
    const settings = resolveSettings({ ...liveOptions, authorizedParties, allowedRedirectOrigins: authorizedParties })
    const origins = ['https://shop.example', 'https://shop.example', 'https://*.shop.example']
    expect(settings.tokens.authorizedParties).toEqual(origins)
    expect(settings.allowedRedirectOrigins).toEqual(origins)
    for (const name of ['authorizedParties', 'allowedRedirectOrigins']) {
      for (const party of ['shop.example', 'https://shop.example/en', 'https://*.com', 'https://a-*.shop.example']) {
        expect(readCode({ ...liveOptions, [name]: [party] })).toBe('ERR_AUTH_OPTION_INVALID')
      }
    }
  })

  it('says where keys for a first try come from (first-day 7)', () => {
    for (const options of [{}, { publishableKey: DEV_KEY }]) {
      expect(() => resolveSettings(options)).toThrow('No keys yet? Run `npx @postern/emulator`.')
    }
  })

  it('takes an empty text for an option that was not given', () => {
    const empty = {
      ...liveOptions,
      debug: '',
      isSatellite: '',
      acceptsToken: '',
      organizationSyncOptions: '',
      tokenCacheMaxEntries: '',
      authorizedParties: '',
      domain: '',
      apiUrl: '',
    } as unknown as AuthOptions
    expect(resolveSettings(empty)).toEqual(resolveSettings({ ...liveOptions, authorizedParties: [] }))
  })

  it.each<AuthOptions>([
    { machineTokenCacheInMs: 30_001 },
    { jwksStaleIfErrorInMs: -1 },
    { apiUrl: 'ftp://x' },
    { apiUrl: 'https://api.example.com/?x=1' },
    { proxyUrl: 'https://proxy.example.com/c?x=1' },
    { proxyUrl: '/__clerk?x=1' },
    { apiUrl: 'api.example.com' },
    { apiUrl: '/v1' },
    { signInUrl: 'accounts.shop.example' },
    { domain: '*.shop.example' },
    { tokenCacheMaxEntries: -1 },
  ])('refuses %j', (options) => expect(readCode({ ...liveOptions, ...options })).toBe('ERR_AUTH_OPTION_INVALID'))
})
