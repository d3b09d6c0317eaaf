/** The applications that the suite asks: sets of options, by name. */
import type { AdapterOptions } from '@postern/fetch'
import type { Site, Sites } from './app/create-handler.ts'
import { ORGANIZATION_SYNC } from './app/policy.ts'
import { DEVELOPMENT_APP, type World } from './world.ts'

export type SiteName = keyof ReturnType<typeof createSites>

/** Names that begin with `prod` are of the production instance. */
export const isProduction = (site: SiteName): boolean => site.startsWith('prod')

/** @returns Everything is JSON: it travels into other processes. */
export function createSites(world: World) {
  const dev: AdapterOptions = { ...world.dev.authOptions, organizationSyncOptions: ORGANIZATION_SYNC }
  const prod: AdapterOptions = { ...world.prod.authOptions, organizationSyncOptions: ORGANIZATION_SYNC }
  const { publishableKey, secretKey } = world.dev
  const devWith = (options: AdapterOptions): Site => ({ options: { ...dev, ...options } })
  const prodWith = (options: AdapterOptions): Site => ({ options: { ...prod, ...options } })
  const keys = { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey }
  return {
    dev: devWith({}),
    prod: prodWith({}),
    // Where the options come from.
    'platform environment': { options: {} },
    callback: { options: dev, isCallback: true },
    'absent options': { options: { publishableKey: '', secretKey: null, jwtKey: '' } },
    // How tokens are judged.
    'key at hand': {
      options: { apiUrl: `${world.brokenUrl}/unavailable` },
      environment: { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_JWT_KEY: world.dev.jwtKey },
    },
    parties: devWith({ authorizedParties: [DEVELOPMENT_APP] }),
    'other parties': devWith({ authorizedParties: ['http://other.test'] }),
    audience: devWith({ audience: 'api' }),
    issuer: devWith({ issuer: world.dev.issuer }),
    'other issuer': devWith({ issuer: 'https://clerk.other.test' }),
    'no skew': devWith({ clockSkewInMs: 0 }),
    sockets: devWith({ webSocketToken: { protocol: 'postern.token.', query: 'token' } }),
    'previews by wildcard': devWith({ authorizedParties: ['http://*.App.test:80/'] }),
    redeem: devWith({}),
    'prod redeem': prodWith({}),
    // Which kinds of token are looked at.
    'keys only': { options: { secretKey, apiUrl: world.dev.url, acceptsToken: 'api_key' } },
    'machines only': devWith({ acceptsToken: 'm2m_token' }),
    'clients only': devWith({ acceptsToken: 'oauth_token' }),
    'sessions only': devWith({ acceptsToken: 'session_token' }),
    'sessions and keys': devWith({ acceptsToken: ['session_token', 'api_key'] }),
    // Where people sign in, and where the Frontend API is.
    'own pages': devWith({ signInUrl: '/login', signUpUrl: '/join' }),
    'sign-in page only': devWith({ signInUrl: '/login?theme=dark', signUpUrl: null }),
    'prod portal': prodWith({ signInUrl: null, signUpUrl: null }),
    proxy: devWith({ frontendApiProxy: { enabled: true } }),
    'proxy elsewhere': devWith({ frontendApiProxy: { enabled: true, path: '/auth' } }),
    'dev satellite': devWith({ isSatellite: true, domain: 'app.test', signInUrl: 'https://primary.test/sign-in' }),
    'dev satellite, at once': devWith({
      isSatellite: true,
      domain: 'app.test',
      signInUrl: 'https://primary.test/sign-in',
      satelliteAutoSync: true,
    }),
    'prod satellite': prodWith({ isSatellite: true, domain: 'shop.test', signInUrl: 'https://primary.test/sign-in' }),
    // Providers that fail.
    'wrong secret': devWith({ secretKey: 'sk_test_of-nobody' }),
    'provider unavailable': devWith({ apiUrl: `${world.brokenUrl}/unavailable` }),
    'provider limits': devWith({ apiUrl: `${world.brokenUrl}/limited` }),
    'provider sends pages': devWith({ apiUrl: `${world.brokenUrl}/page` }),
    'provider has no keys': devWith({ apiUrl: `${world.brokenUrl}/empty` }),
    'provider redirects': devWith({ apiUrl: `${world.brokenUrl}/elsewhere` }),
    'provider hangs up': devWith({ apiUrl: `${world.brokenUrl}/hangup` }),
    // Mistakes of the developer.
    'no publishable key': { options: {}, environment: { CLERK_SECRET_KEY: secretKey } },
    'no secret': { options: {}, environment: { CLERK_PUBLISHABLE_KEY: publishableKey } },
    'odd publishable key': { options: {}, environment: { ...keys, CLERK_PUBLISHABLE_KEY: 'pk_test_%%%' } },
    'odd JWT key': { options: { jwtKey: 'not a key' }, environment: keys },
    'satellite of nothing': { options: { isSatellite: true }, environment: keys },
    'satellite without sign-in': { options: { isSatellite: true, domain: 'shop.test' }, environment: keys },
    'odd pattern': {
      options: { organizationSyncOptions: { organizationPatterns: ['/orgs/(:slug'] } },
      environment: keys,
    },
    'odd option': { options: { acceptsToken: 'cookie' as 'api_key' }, environment: keys },
    'odd option of a callback': { options: { ...dev, publishableKey: 'pk_test_%%%' }, isCallback: true },
  } as const satisfies Sites
}
