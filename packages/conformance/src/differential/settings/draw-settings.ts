/** Options, drawn by number: sound ones with one or two things changed. */
import { createPublicKey } from 'node:crypto'
import type { OwnKey } from '../own-key.ts'
import { createRandom } from '../random.ts'

export interface SettingsCase {
  readonly isProduction: boolean
  readonly options: Readonly<Record<string, unknown>>
  /** Which values stand in place of the sound ones. */
  readonly changed: Readonly<Record<string, string>>
  /** What the request brings: nothing but the client cookie, or a session token. */
  readonly carries: 'client' | 'session'
}

const encode = (text: string): string => btoa(text).replaceAll('=', '')
const toKeys = (prefix: string): Readonly<Record<string, unknown>> => ({
  absent: undefined,
  null: null,
  'an empty text': '',
  'a padded one': `pk_${prefix}_${btoa('clerk.app.test$')}`,
  'one without a dollar': `pk_${prefix}_${encode('clerk.app.test')}`,
  'two dollars': `pk_${prefix}_${encode('clerk.app.test$$')}`,
  'no dot': `pk_${prefix}_${encode('clerk$')}`,
  'no base64': `pk_${prefix}_%%%`,
  'a further underscore': `pk_${prefix}_${encode('clerk.app.test$')}_x`,
  'the old form': `${prefix}_${encode('clerk.app.test$')}`,
  'a secret key': 'sk_live_x',
  'a port': `pk_${prefix}_${encode('clerk.app.test:8443$')}`,
  'a number': 7,
})
const SECRETS: Readonly<Record<string, unknown>> = {
  absent: undefined,
  null: null,
  'an empty text': '',
  'of the other type': 'sk_test_own',
  'any text': 'secret',
}
const PROXIES: Readonly<Record<string, unknown>> = {
  null: null,
  'an empty text': '',
  'a path': '/__clerk',
  'a URL': 'https://proxy.app.test/c',
  'a URL with slashes': 'https://proxy.app.test/c///',
  http: 'http://proxy.app.test',
  'a host': 'proxy.app.test',
  'a query': 'https://proxy.app.test/c?x=1',
  'another scheme': 'ftp://proxy.app.test',
}
const OTHERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  proxyUrl: PROXIES,
  domain: { 'a host': 'shop.test', null: null, 'an empty text': '', 'a URL': 'https://shop.test', 'a path': '/x' },
  isSatellite: { true: true, false: false, null: null },
  signInUrl: { 'a path': '/sign-in', 'a URL': 'https://app.test/in', null: null, 'an empty text': '' },
  authorizedParties: {
    'the own': ['https://www.app.test'],
    'a slash': ['https://www.app.test/'],
    capitals: ['https://WWW.app.test'],
    'the default port': ['https://www.app.test:443'],
    'no scheme': ['www.app.test'],
    'a path': ['https://www.app.test/x'],
    another: ['https://other.test'],
    empty: [],
    null: null,
  },
  audience: { 'an empty text': '', empty: [], one: 'one', null: null },
  clockSkewInMs: {
    NaN: Number.NaN,
    infinite: Infinity,
    text: '5',
    negative: -1,
    zero: 0,
    null: null,
    large: 86_400_000,
  },
  machineSecretKey: { some: 'ak_machine', 'an empty text': '' },
  acceptsToken: {
    any: 'any',
    api_key: 'api_key',
    m2m_token: 'm2m_token',
    oauth_token: 'oauth_token',
    'a list': ['session_token', 'api_key'],
    'a list of keys': ['api_key', 'm2m_token'],
    unknown: 'x',
    empty: [],
  },
}

export function drawSettings(key: OwnKey): (seed: number) => SettingsCase {
  const jwtKeys: Readonly<Record<string, unknown>> = {
    absent: undefined,
    'an empty text': '',
    'bare base64': key.jwtKey.replaceAll(/-----[^-]+-----|\s/g, ''),
    'one line': key.jwtKey.replaceAll('\n', ''),
    'literal line ends': key.jwtKey.replaceAll('\n', '\\n'),
    JWK: JSON.stringify(createPublicKey(key.jwtKey).export({ format: 'jwk' })),
    'no key': 'nonsense',
    'a PEM of nothing': '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
  }
  return (seed) => {
    const random = createRandom(seed)
    const isProduction = random.chance(0.5)
    const prefix = isProduction ? 'live' : 'test'
    const options: Record<string, unknown> = {
      publishableKey: `pk_${prefix}_${encode('clerk.app.test$')}`,
      secretKey: `sk_${prefix}_own`,
      jwtKey: key.jwtKey,
    }
    const all = { publishableKey: toKeys(prefix), secretKey: SECRETS, jwtKey: jwtKeys, ...OTHERS }
    const changed: Record<string, string> = {}
    for (let count = random.pick([1, 1, 2, 2, 3]); count > 0; count -= 1) {
      const [name, values] = random.pick(Object.entries(all))
      const [label, value] = random.pick(Object.entries(values))
      options[name] = value
      changed[name] = label
    }
    return { isProduction, options, changed, carries: random.pick(['client', 'session']) }
  }
}
