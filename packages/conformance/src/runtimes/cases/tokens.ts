/** Where tokens are found and what they are checked for, machine tokens, and providers that cannot be asked. */
import type { MachineTokenType } from '@postern/core'
import { CHALLENGE, EXPIRED } from '../../expected/answer-parts.ts'
import { machineFaults } from '../../expected/credential-faults.ts'
import type { Case, Chapter, Expected } from '../case.ts'
import type { HeaderMap } from '../../expected/visitors.ts'
import type { World } from '../world.ts'
import { fails, isHidden, isRefused, isUnchecked, passes, passesSignedOut } from './answers.ts'
import { hostileChapter, session, type SessionOptions, withHeader } from './hostile-tokens.ts'

const withBearer =
  (make: (token: string) => string) =>
  async ({ dev }: World): Promise<HeaderMap> => ({
    authorization: make((await dev.mint.session({ user: 'ada' })).token),
  })
/** Cookies of two minted sessions, mixed. */
const mixed =
  (
    mix: (
      ada: Readonly<Record<string, string>>,
      grace: Readonly<Record<string, string>>,
      suffix: string,
    ) => readonly string[],
  ) =>
  async ({ dev }: World): Promise<HeaderMap> => {
    const ada = await dev.mint.session({ user: 'ada' })
    const grace = await dev.mint.session({ user: 'grace' })
    return { cookie: mix(ada.cookies, grace.cookies, await dev.cookieSuffix()).join('; ') }
  }
const plainOf = (cookies: Readonly<Record<string, string>>): readonly string[] =>
  ['__session', '__client_uat', '__clerk_db_jwt'].map((name) => `${name}=${cookies[name]}`)
const suffixedOf = (cookies: Readonly<Record<string, string>>, suffix: string): readonly string[] =>
  ['__session', '__client_uat', '__clerk_db_jwt'].map((name) => `${name}_${suffix}=${cookies[`${name}_${suffix}`]}`)
const ada = passes({ userId: 'user_ada' })
const grace = passes({ userId: 'user_grace' })

// prettier-ignore
const carriers: readonly Case[] = [
  { name: 'a token without a scheme', visitor: withBearer((token) => token), expected: ada },
  { name: 'a scheme in small letters is none', visitor: withBearer((token) => `bearer ${token}`), expected: passesSignedOut('dev-browser-missing') },
  { name: 'another scheme is none', visitor: withBearer((token) => `Basic ${token}`), expected: passesSignedOut('dev-browser-missing') },
  { name: 'two spaces after the scheme', visitor: withBearer((token) => `Bearer  ${token}`), expected: passesSignedOut('token-invalid') },
  { name: 'a bad header never falls back to a good cookie', visitor: async ({ dev }) => ({ authorization: 'Bearer text', cookie: (await dev.mint.session()).cookieHeader }), expected: passesSignedOut('token-invalid') },
  { name: 'a good header wins over a cookie', visitor: async ({ dev }) => ({ authorization: (await dev.mint.session({ user: 'ada' })).bearer, cookie: (await dev.mint.session({ user: 'grace' })).cookieHeader }), expected: ada },
  { name: 'plain cookies alone', visitor: async ({ dev }) => ({ cookie: (await dev.mint.session({ user: 'grace', cookies: 'plain' })).cookieHeader }), expected: grace },
  { name: 'suffixed cookies alone', visitor: async ({ dev }) => ({ cookie: (await dev.mint.session({ user: 'grace', cookies: 'suffixed' })).cookieHeader }), expected: grace },
  { name: 'the first of two cookies of a name', visitor: mixed((a, g) => [...plainOf(a), ...plainOf(g)]), expected: ada },
  { name: 'the first of two cookies of a name, the other way round', visitor: mixed((a, g) => [...plainOf(g), ...plainOf(a)]), expected: grace },
  { name: 'suffixed cookies win over plain ones of the same age', visitor: mixed((a, g, suffix) => [...plainOf(a), ...suffixedOf(g, suffix)]), expected: grace },
  { name: 'suffixed cookies that say signed out', visitor: mixed((a, _, suffix) => [...plainOf(a), `__client_uat_${suffix}=0`]), expected: ada },
  { name: 'plain cookies of another instance are passed over', visitor: async ({ dev, prod }) => ({ cookie: `__session=${(await prod.mint.session()).token}; ${(await dev.mint.session({ user: 'grace', cookies: 'suffixed' })).cookieHeader}` }), expected: grace },
  { name: 'a malformed plain cookie shadows good suffixed ones', visitor: async ({ dev }) => ({ cookie: `__session=text; ${(await dev.mint.session({ user: 'grace', cookies: 'suffixed' })).cookieHeader}` }), expected: passesSignedOut('dev-browser-missing') },
  { name: 'cookies of the suffix of another instance', visitor: async ({ dev }) => ({ cookie: (await dev.mint.session({ cookies: 'suffixed' })).cookieHeader.replaceAll(/_[\w-]{8}=/g, '_AAAAAAAA=') }), expected: passesSignedOut('dev-browser-missing') },
  { name: 'escaped separators make no cookies', visitor: async ({ dev }) => ({ cookie: `x=${encodeURIComponent(`; ${(await dev.mint.session()).cookieHeader}`)}` }), expected: passesSignedOut('dev-browser-missing') },
  { name: 'quotes are part of the value', visitor: async ({ dev }) => ({ cookie: (await dev.mint.session({ cookies: 'plain' })).cookieHeader.replace(/__session=([^;]+)/, '__session="$1"') }), expected: passesSignedOut('token-invalid') },
  { name: 'many other cookies', visitor: async ({ dev }) => ({ cookie: `${Array.from({ length: 60 }, (_, at) => `c${at}=v`).join('; ')}; ${(await dev.mint.session({ user: 'ada' })).cookieHeader}` }), expected: ada },
  { name: 'within the forgiven skew', visitor: bearerOf({ expiresInSec: 0 }), expected: ada },
  { name: 'without any skew', site: 'no skew', visitor: bearerOf({ expiresInSec: 0 }), expected: passesSignedOut(EXPIRED) },
  { name: 'a party that is listed', site: 'parties', visitor: 'member', expected: grace },
  { name: 'a party that is not listed', site: 'other parties', visitor: 'member', expected: passesSignedOut('token-invalid-authorized-parties') },
  { name: 'no party at all', site: 'parties', visitor: bearerOf({ azp: null }), expected: passesSignedOut('token-invalid-authorized-parties') },
  { name: 'the audience', site: 'audience', visitor: bearerOf({ claims: { aud: ['web', 'api'] } }), expected: ada },
  { name: 'another audience', site: 'audience', visitor: bearerOf({ claims: { aud: 'web' } }), expected: passesSignedOut('token-verification-failed') },
  { name: 'no audience', site: 'audience', visitor: bearerOf({}), expected: passesSignedOut('token-verification-failed') },
  { name: 'the issuer', site: 'issuer', visitor: bearerOf({}), expected: ada },
  { name: 'another issuer', site: 'other issuer', visitor: bearerOf({}), expected: passesSignedOut('token-invalid-issuer') },
  { name: 'a token with the least claims', visitor: async ({ dev }) => ({ authorization: `Bearer ${await dev.mint.token({ sub: 'user_least', iat: now(), nbf: now() - 5, exp: now() + 60 })}` }), expected: passes({ userId: 'user_least' }) },
  { name: 'a header of RS512 with a key of RS256', visitor: async (world) => ({ authorization: `Bearer ${await withHeader({ alg: 'RS512' })(world)}` }), expected: passesSignedOut('token-verification-failed') },
]

function bearerOf(options: SessionOptions) {
  return async (world: World): Promise<HeaderMap> => ({ authorization: `Bearer ${await session(options)(world)}` })
}
function now(): number {
  return Math.floor(Date.now() / 1000)
}

const on = (path: string, visitor: NonNullable<Case['visitor']>, reason: string): Case => ({
  name: `${path} for ${typeof visitor === 'string' ? `the ${visitor}` : 'odd text'}`,
  visitor,
  path,
  expected: isRefused(reason, path === '/oauth/x' ? CHALLENGE : null),
})
const PATHS: Readonly<Record<MachineTokenType, string>> = {
  api_key: '/api/x',
  m2m_token: '/m2m/x',
  oauth_token: '/oauth/x',
}
const machines: readonly Case[] = [
  ...machineFaults.map(({ visitor, type, reason }) => on(PATHS[type], visitor, reason)),
  on('/api/x', async () => ({ authorization: 'Bearer ak_../../v1/users' }), 'token-invalid'),
]

const only = (
  name: string,
  site: NonNullable<Case['site']>,
  visitor: NonNullable<Case['visitor']>,
  expected: Expected,
  path = '/',
): Case => ({ name, site, visitor, path, expected })
// prettier-ignore
const accepted: readonly Case[] = [
  only('keys only: a key', 'keys only', 'API key', passes({ tokenType: 'api_key' })),
  only('keys only: a session in the header', 'keys only', 'session bearer', { status: 200, reason: 'token-type-mismatch', body: { isAuthenticated: false } }),
  only('keys only: cookies are not read', 'keys only', 'member', { status: 200, reason: 'No token in header', body: { isAuthenticated: false } }),
  { ...only('keys only: a page does not travel', 'keys only', 'nobody', { status: 200, reason: 'No token in header', body: { isAuthenticated: false } }), way: 'page' },
  only('machines only: a machine', 'machines only', 'M2M token', passes({ tokenType: 'm2m_token' })),
  only('machines only: a key', 'machines only', 'API key', isRefused('token-type-mismatch'), '/api'),
  only('clients only: a client', 'clients only', 'signed OAuth token', passes({ tokenType: 'oauth_token' })),
  only('clients only: nobody', 'clients only', 'nobody', isRefused('No token in header', CHALLENGE), '/oauth'),
  only('sessions only: a session', 'sessions only', 'member', passes()),
  only('sessions only: a key', 'sessions only', 'API key', passesSignedOut('token-invalid')),
  only('sessions only: a signed machine token', 'sessions only', 'signed M2M token', passesSignedOut('token-type-mismatch')),
  only('sessions and keys: a key', 'sessions and keys', 'API key', passes({ tokenType: 'api_key' })),
  only('sessions and keys: a client', 'sessions and keys', 'OAuth token', { status: 200, reason: 'token-type-mismatch', body: { isAuthenticated: false } }),
]

// prettier-ignore
const providers: readonly Case[] = [
  only('the key at hand needs no provider', 'key at hand', 'member', grace),
  only('the key at hand refuses a forged token', 'key at hand', 'forged bearer', passesSignedOut('token-invalid-signature')),
  only('the key at hand verifies signed machine tokens', 'key at hand', 'signed M2M token', passes(), '/m2m'),
  only('without a secret, opaque tokens cannot be verified', 'key at hand', 'API key', isRefused('secret-key-invalid'), '/api'),
  only('without a secret, sessions cannot be renewed', 'key at hand', 'expired', passesSignedOut('session-token-expired-refresh-missing-api-client')),
  only('a wrong secret: sessions', 'wrong secret', 'member', passesSignedOut('secret-key-invalid')),
  only('a wrong secret: keys', 'wrong secret', 'API key', isRefused('secret-key-invalid'), '/api'),
  only('unavailable: sessions', 'provider unavailable', 'member', passesSignedOut('jwk-remote-failed-to-load')),
  only('unavailable: a protected page', 'provider unavailable', 'member', isHidden('jwk-remote-failed-to-load'), '/dashboard'),
  only('unavailable: API keys', 'provider unavailable', 'API key', isUnchecked, '/api'),
  only('unavailable: M2M tokens', 'provider unavailable', 'M2M token', isUnchecked, '/m2m'),
  only('unavailable: OAuth tokens', 'provider unavailable', 'OAuth token', isUnchecked, '/oauth'),
  only('limited: API keys', 'provider limits', 'API key', isUnchecked, '/api'),
  only('limited: sessions', 'provider limits', 'member', passesSignedOut('jwk-remote-failed-to-load')),
  only('pages in place of JSON: sessions', 'provider sends pages', 'member', passesSignedOut('jwk-remote-failed-to-load')),
  only('pages in place of JSON: API keys', 'provider sends pages', 'API key', isRefused('unexpected-error'), '/api'),
  only('no keys: sessions', 'provider has no keys', 'member', passesSignedOut('jwk-remote-failed-to-load')),
  only('redirects are not followed: sessions', 'provider redirects', 'member', passesSignedOut('jwk-remote-failed-to-load')),
  only('redirects are not followed: API keys', 'provider redirects', 'API key', isRefused('unexpected-error'), '/api'),
  only('hangs up: sessions', 'provider hangs up', 'member', passesSignedOut('jwk-remote-failed-to-load')),
  only('hangs up: API keys', 'provider hangs up', 'API key', isUnchecked, '/api'),
]

// prettier-ignore
const settings: readonly Case[] = [
  only('the environment of the platform', 'platform environment', 'member', grace),
  only('a callback gives the options', 'callback', 'member', grace),
  only('absent options erase nothing', 'absent options', 'member', grace),
  only('no publishable key', 'no publishable key', 'nobody', fails('ERR_AUTH_PUBLISHABLE_KEY_MISSING')),
  only('a publishable key that cannot be read', 'odd publishable key', 'nobody', fails('ERR_AUTH_PUBLISHABLE_KEY_INVALID')),
  only('neither secret nor JWT key', 'no secret', 'nobody', fails('ERR_AUTH_SECRET_KEY_MISSING')),
  only('a JWT key that cannot be read', 'odd JWT key', 'nobody', fails('ERR_AUTH_JWT_KEY_INVALID')),
  only('a satellite without a domain', 'satellite of nothing', 'nobody', fails('ERR_AUTH_SATELLITE_DOMAIN')),
  only('a satellite without a sign-in page', 'satellite without sign-in', 'nobody', fails('ERR_AUTH_SATELLITE_SIGN_IN_URL')),
  only('a pattern that cannot be read', 'odd pattern', 'nobody', fails('ERR_AUTH_PATTERN_INVALID')),
  only('an option that cannot be', 'odd option', 'nobody', fails('ERR_AUTH_OPTION_INVALID')),
  only('a mistake in a callback', 'odd option of a callback', 'nobody', fails('ERR_AUTH_PUBLISHABLE_KEY_INVALID')),
  only('a mistake lets nobody through', 'no secret', 'member', fails('ERR_AUTH_SECRET_KEY_MISSING'), '/dashboard'),
]

export const tokenChapters: readonly Chapter[] = [
  hostileChapter,
  { title: 'Where a session token is found, and what it is checked for', cases: carriers },
  { title: 'Machine tokens that are refused', cases: machines },
  { title: 'Applications that accept some kinds only', cases: accepted },
  { title: 'Providers that cannot be asked', cases: providers },
  { title: 'Options and mistakes in them', cases: settings },
]
