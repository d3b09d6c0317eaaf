/** Cases of the differential test: a request and options, drawn by number. Long because it lists what is drawn from. */
import type { AcceptsToken } from '@postern/core'
import type { Emulator } from '@postern/emulator'
import { ACCEPTED_SETS } from '../expected/accepted-sets.ts'
import { NOW_MS } from './provider.ts'
import type { Random } from './random.ts'
import type { NamedToken, Tokens } from './tokens.ts'

/** Options that both sides are given. The rest is the instance's. */
export interface CaseOptions {
  readonly acceptsToken: AcceptsToken
  readonly jwtKey?: string
  readonly audience?: string | string[]
  readonly authorizedParties?: string[]
  readonly issuer?: string
  readonly headerType?: string[]
  readonly clockSkewInMs?: number
  readonly proxyUrl?: string
  readonly domain?: string
  readonly isSatellite?: boolean
  readonly satelliteAutoSync?: boolean
  readonly signInUrl?: string
  readonly organizationSyncOptions?: { organizationPatterns?: string[]; personalAccountPatterns?: string[] }
}

export interface Case {
  readonly isProduction: boolean
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly options: CaseOptions
  /** What stands in cookies, header and query, by name and without secrets. */
  readonly about: Readonly<Record<string, string>>
}

/** What cases are drawn from. */
export interface Stock {
  readonly emulator: Emulator
  readonly suffix: string
  readonly tokens: Tokens
  readonly handshakes: Readonly<Record<string, string>>
  readonly nonces: Readonly<Record<string, string>>
}

const NOW_SEC = NOW_MS / 1000
const PATHS = [
  '/',
  '/a?x=1',
  '/orgs/acme',
  '/orgs/globex/x',
  '/orgs/org_acme',
  '/me',
  '/me/x?y=%20z',
  '/a/%2e%2e/b?q=a+b',
  '/ü?ü=ö',
]

/** Draws a case. Half of them are a plausible signed-in browser with one or two things changed, the others are anything. */
export function drawCase(random: Random, stock: Stock): Case {
  const about: Record<string, string> = {}
  const isWild = random.chance(0.5)
  const often = (usual: string, rare: readonly string[], wild = 0.5): string =>
    random.chance(isWild ? wild : 0.12) ? random.pick(rare) : usual
  const note = (name: string, value: string): string => {
    about[name] = value
    return value
  }
  const { emulator } = stock
  const isProduction = emulator.instanceType === 'production'
  const origin = isProduction ? 'https://www.app.test' : 'http://localhost:3000'
  const method = note('method', often('GET', ['POST', 'HEAD', 'PUT']))
  const headers: Record<string, string> = { host: new URL(origin).host }
  drawWay(random, headers, often, note)
  drawOrigins(random, headers, origin, emulator, often, note)
  const cookie = drawCookies(random, stock, isWild, often, note)
  if (cookie !== '') headers['cookie'] = cookie
  const authorization = drawAuthorization(random, stock, isWild, note)
  if (authorization !== null) headers['authorization'] = authorization
  const path = isWild ? random.pick(PATHS) : random.pick(PATHS.slice(0, 6))
  const url = origin + path + drawQuery(random, stock, path.includes('?') ? '&' : '?', isWild, note)
  note('path', path)
  const options = drawOptions(random, stock, isWild, authorization !== null, note)
  return { isProduction, method, url, headers, options, about }
}

type Often = (usual: string, rare: readonly string[], wild?: number) => string
type Note = (name: string, value: string) => string

function drawWay(random: Random, headers: Record<string, string>, often: Often, note: Note): void {
  const dest = note('dest', often('document', ['iframe', 'empty', 'none', 'none, html', 'none, html later', 'image']))
  if (!dest.startsWith('none')) headers['sec-fetch-dest'] = dest
  headers['accept'] =
    dest === 'none, html later' ? 'application/x,text/html' : dest === 'none' || dest === 'empty' ? '*/*' : 'text/html'
  if (random.chance(0.03)) headers['sec-purpose'] = note('purpose', 'prefetch')
}

function drawOrigins(
  random: Random,
  headers: Record<string, string>,
  origin: string,
  emulator: Emulator,
  often: Often,
  note: Note,
): void {
  const referers: Readonly<Record<string, string>> = {
    own: `${origin}/before`,
    other: 'https://other.test/x',
    'own host, other port': `${origin.replace(/:\d+$/, '')}:81/`,
    provider: `http://${emulator.frontendApiHost}/sign-in`,
    portal: 'https://accounts.app.test/sign-in',
    'dev portal': 'https://foo-bar-1.accounts.dev/x',
    unreadable: 'nonsense',
  }
  const referer = note('referer', often('none', Object.keys(referers)))
  if (referer !== 'none') headers['referer'] = referers[referer] ?? ''
  const forwarded = note('forwarded', often('none', ['host', 'proto', 'both', 'list', 'same'], 0.25))
  if (['host', 'both', 'list'].includes(forwarded))
    headers['x-forwarded-host'] = forwarded === 'list' ? 'a.test, b.test' : 'public.test'
  if (['proto', 'both', 'list'].includes(forwarded))
    headers['x-forwarded-proto'] = forwarded === 'list' ? 'https,http' : 'https'
  if (forwarded === 'same') headers['x-forwarded-host'] = new URL(origin).host
  if (random.chance(0.05)) headers['origin'] = note('origin', 'https://other.test')
}

function drawToken(random: Random, { tokens }: Stock, isWild: boolean): NamedToken {
  if (!isWild && random.chance(0.6)) return tokens.byName('good')
  if (random.chance(0.12)) return random.pick(tokens.odd)
  if (random.chance(0.08)) return random.pick(tokens.machines)
  return random.pick(tokens.sessions)
}

function drawCookies(random: Random, stock: Stock, isWild: boolean, often: Often, note: Note): string {
  const { suffix, emulator } = stock
  const pairs: string[] = []
  const form = note('cookies', often('both', ['plain', 'suffixed', 'different', 'none']))
  const main = drawToken(random, stock, isWild)
  const second = form === 'different' ? drawToken(random, stock, true) : main
  const uatOf = (token: NamedToken): string => {
    const kinds: Readonly<Record<string, string>> = {
      zero: '0',
      'at iat': String(token.iatSec),
      'after iat': String(token.iatSec + 1),
      before: String(NOW_SEC - 999),
      odd: '12abc',
      text: 'x',
      negative: '-5',
      empty: '',
    }
    const kind = often('before', ['none', ...Object.keys(kinds)])
    note(`uat${pairs.length}`, kind)
    return kinds[kind] ?? 'none'
  }
  const add = (name: string, token: NamedToken): void => {
    const uat = uatOf(token)
    if (uat !== 'none') pairs.push(`__client_uat${name}=${uat}`)
    if (often('yes', ['no']) === 'yes') {
      pairs.push(`__session${name}=${token.token}`)
      note(`session${name === '' ? '' : ' suffixed'}`, token.name)
    }
    if (emulator.instanceType === 'development' && often('yes', ['no'], 0.3) === 'yes') {
      pairs.push(`__clerk_db_jwt${name}=dvb_some`)
      note(`dev browser${name === '' ? '' : ' suffixed'}`, 'yes')
    }
  }
  if (form === 'both' || form === 'plain' || form === 'different') add('', main)
  if (form === 'both' || form === 'suffixed' || form === 'different') add(`_${suffix}`, second)
  const refresh = note('refresh', random.pick(['good', 'none', 'unknown']))
  const good = second.refreshToken ?? main.refreshToken
  if (refresh === 'good' && good !== null) pairs.push(`__refresh_${suffix}=${good}`)
  if (refresh === 'unknown') pairs.push(`__refresh_${suffix}=rt_unknown`)
  const count = often('none', ['1', '2', '3', '4', 'x', '1.5', '-1'], 0.25)
  if (count !== 'none') pairs.push(`__clerk_redirect_count=${note('count', count)}`)
  if (random.chance(isWild ? 0.1 : 0.03)) {
    const [name, value] = random.pick(Object.entries(stock.handshakes))
    pairs.push(`__clerk_handshake=${value}`)
    note('handshake cookie', name)
  }
  if (random.chance(0.03)) {
    const [name, value] = random.pick(Object.entries(stock.nonces))
    pairs.push(`__clerk_handshake_nonce=${value}`)
    note('nonce cookie', name)
  }
  return pairs.join('; ')
}

function drawAuthorization(random: Random, stock: Stock, isWild: boolean, note: Note): string | null {
  if (!random.chance(isWild ? 0.35 : 0.15)) return null
  const { tokens } = stock
  const token = random.chance(0.45) ? random.pick(tokens.machines) : drawToken(random, stock, true)
  note('bearer', token.name)
  const form = random.chance(0.85) ? 'Bearer' : random.pick(['bare', 'bearer', 'Basic', 'two spaces'])
  note('scheme', form)
  if (form === 'bare') return token.token
  if (form === 'two spaces') return `Bearer  ${token.token}`
  return `${form} ${token.token}`
}

function drawQuery(random: Random, stock: Stock, first: string, isWild: boolean, note: Note): string {
  const parts: string[] = []
  const maybe = (probability: number, name: string, values: Readonly<Record<string, string>>): void => {
    if (!random.chance(isWild ? probability : probability / 3)) return
    const [label, value] = random.pick(Object.entries(values))
    parts.push(`${name}=${encodeURIComponent(value)}`)
    note(name, label)
  }
  maybe(0.12, '__clerk_db_jwt', { some: 'dvb_other', empty: '' })
  maybe(0.12, '__clerk_synced', { true: 'true', false: 'false', odd: '1' })
  maybe(0.08, '__clerk_redirect_url', {
    satellite: 'http://satellite.localhost:3001/x?y=1',
    evil: 'https://evil.com/',
    script: 'javascript:alert(1)',
    text: 'nonsense',
    own: 'http://localhost:3000/z',
  })
  maybe(0.15, '__clerk_handshake', stock.handshakes)
  maybe(0.1, '__clerk_handshake_nonce', stock.nonces)
  maybe(0.04, '__dev_session', { some: 'x' })
  maybe(0.04, '__clerk_help', { some: '1' })
  return parts.length === 0 ? '' : first + parts.join('&')
}

const ACCEPTED: readonly AcceptsToken[] = ['any', ...ACCEPTED_SETS, ['session_token', 'oauth_token', 'm2m_token']]

function drawOptions(
  random: Random,
  { emulator }: Stock,
  isWild: boolean,
  hasBearer: boolean,
  note: Note,
): CaseOptions {
  const isProduction = emulator.instanceType === 'production'
  const rare = (probability: number): boolean => random.chance(isWild ? probability : probability / 4)
  const acceptsToken = rare(hasBearer ? 0.8 : 0.2) ? random.pick(ACCEPTED) : 'session_token'
  note('accepts', String(acceptsToken))
  const signInUrl = isProduction ? 'https://clerk.app.test/sign-in' : `http://${emulator.frontendApiHost}/sign-in`
  const options: Record<string, unknown> = { acceptsToken, signInUrl }
  if (!isProduction)
    options['proxyUrl'] = rare(0.1)
      ? random.pick(['/__clerk', `http://${emulator.frontendApiHost}/fapi/`])
      : `http://${emulator.frontendApiHost}`
  if (isProduction && rare(0.15)) options['proxyUrl'] = random.pick(['/__clerk', 'https://www.app.test/__clerk'])
  if (rare(0.25)) options['jwtKey'] = emulator.jwtKey
  if (rare(0.2)) options['audience'] = random.pick(['one', ['one', 'two'], [], ''])
  if (rare(0.3))
    options['authorizedParties'] = random.pick([
      ['http://localhost:3000', 'https://www.app.test'],
      ['https://nobody.test'],
      [],
    ])
  if (rare(0.1)) options['issuer'] = random.pick([emulator.issuer, 'https://other.test'])
  if (rare(0.1)) options['headerType'] = ['other', 'JWT']
  if (rare(0.15)) options['clockSkewInMs'] = random.pick([0, 1000, 10_000, Number.NaN])
  if (rare(0.3)) {
    options['organizationSyncOptions'] = random.pick([
      { organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'], personalAccountPatterns: ['/me', '/me/(.*)'] },
      { organizationPatterns: ['/orgs/:id', '/orgs/:id/(.*)'] },
      { personalAccountPatterns: ['/me', '/me/(.*)'] },
    ])
  }
  if (rare(0.3)) {
    options['isSatellite'] = true
    if (isProduction) delete options['proxyUrl']
    options['domain'] = isProduction ? 'shop.test' : 'satellite.localhost:3001'
    if (random.chance(0.4)) options['satelliteAutoSync'] = true
  }
  note('options', Object.keys(options).join(' '))
  return options as unknown as CaseOptions
}
