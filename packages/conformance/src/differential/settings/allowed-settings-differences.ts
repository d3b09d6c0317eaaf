/** Where options are knowingly read differently. As `../allowed-differences.ts`. */
import type { Difference } from '../difference.ts'
import { KNOWN } from '../known-differences.ts'
import type { SettingsCase } from './draw-settings.ts'
import type { SettingsAnswer } from './settings-outcome.ts'

type SettingsDifference = Difference<SettingsCase, SettingsAnswer>

const is = ({ changed }: SettingsCase, name: string, ...labels: readonly string[]): boolean =>
  labels.includes(changed[name] ?? '')

/** Values that can never work: ours says so at the first request. */
const refuses =
  (name: string, ...labels: readonly string[]): SettingsDifference['explain'] =>
  (given, _, ours) =>
    is(given, name, ...labels) && ours.answer === 'refused' ? ours : null

export const allowedSettingsDifferences: readonly SettingsDifference[] = [
  {
    decision: '017',
    row: "`authorizedParties: ['https://a.example/']`, `'a.example'`",
    why: 'what can be no origin is refused',
    explain: refuses('authorizedParties', 'a path', 'no scheme'),
  },
  {
    decision: '007',
    row: 'an option out of its bounds',
    why: 'a negative time and a kind of token that does not exist are refused',
    explain: (given, vendor, ours) =>
      refuses('clockSkewInMs', 'negative')(given, vendor, ours) ??
      refuses('acceptsToken', 'unknown')(given, vendor, ours),
  },
  {
    decision: '017',
    row: '`proxyUrl` with a query',
    why: 'an address to which no path can be added is refused',
    explain: refuses('proxyUrl', 'a query', 'another scheme'),
  },
  {
    decision: 'D8',
    row: '`CLERK_JWT_KEY`',
    why: 'a key that is none is refused',
    explain: refuses('jwtKey', 'no key', 'a PEM of nothing'),
  },
  {
    decision: '017',
    row: 'an option that can never work, on a route that would not need it',
    why: 'a value that can never work is refused, needed or not',
    explain: (given, _, ours) =>
      is(given, 'acceptsToken', 'api_key', 'm2m_token') &&
      ('publishableKey' in given.changed || is(given, 'isSatellite', 'true')) &&
      ours.answer === 'refused'
        ? ours
        : null,
  },
  {
    decision: '017',
    row: 'no publishable key, where `acceptsToken` is a list of machine tokens',
    why: 'API keys and M2M tokens need none',
    explain: (given, vendor, ours) =>
      is(given, 'acceptsToken', 'a list of keys') && 'publishableKey' in given.changed && vendor.answer === 'refused'
        ? ours
        : null,
  },
  {
    decision: '017',
    row: 'a development satellite whose `signInUrl` is no URL',
    why: 'the page on which people sign in is on the primary domain',
    isRare: true,
    explain: (given, _, ours) =>
      !given.isProduction && is(given, 'isSatellite', 'true') && ours.answer === 'refused' ? ours : null,
  },
  {
    decision: '017',
    row: '`domain` as a URL',
    why: 'its host is meant',
    isRare: true,
    explain: (given, vendor, ours) =>
      is(given, 'domain', 'a URL') && vendor.location?.replace('clerk.https//', 'clerk.') === ours.location
        ? ours
        : null,
  },
  {
    decision: 'D8',
    row: '`CLERK_JWT_KEY`',
    why: 'a JWK is a key, and so is a PEM whose line ends are written out',
    explain: (given, vendor, ours) =>
      is(given, 'jwtKey', 'JWK', 'literal line ends') &&
      ['token-invalid-signature', 'token-verification-failed'].includes(vendor.reason ?? '')
        ? ours
        : null,
  },
  {
    decision: 'D8',
    row: 'a publishable and a JWT key, no secret key',
    why: 'a JWT key is enough for sessions',
    explain: (given, vendor, ours) =>
      is(given, 'secretKey', 'absent', 'null', 'an empty text') && vendor.answer === 'refused' ? ours : null,
  },
  {
    decision: '017',
    row: "`authorizedParties: ['https://a.example/']`, `'a.example'`",
    why: 'an origin in another spelling is the same origin',
    explain: (given, vendor, ours) =>
      is(given, 'authorizedParties', 'a slash', 'capitals', 'the default port') &&
      vendor.reason === 'token-invalid-authorized-parties'
        ? ours
        : null,
  },
  {
    ...KNOWN.missingAudience,
    explain: (given, vendor, ours) =>
      is(given, 'audience', 'one') && ours.reason === 'token-verification-failed' ? ours : null,
  },
]
