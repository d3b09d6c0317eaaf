/**
 * Credentials room. RequestFacts + Settings → Credentials. Pure.
 *
 * Collects every proof the request carries and judges none of them. When suffixed and plain cookies disagree, `suffixRules` say which
 * set to believe.
 *
 * @see protocol.md 3.2-3.5; rulings.md D2
 */
import { always, firstOutcome, type Rule } from '../foundation/rule.ts'
import type { RequestFacts } from '../request/request-facts.ts'
import type { Settings } from '../settings/settings.ts'
import {
  CLIENT_UAT_COOKIE,
  DEV_BROWSER_COOKIE,
  HANDSHAKE_COOKIE,
  HANDSHAKE_NONCE_COOKIE,
  REDIRECT_COUNT_COOKIE,
  SESSION_COOKIE,
  DEV_BROWSER_PARAM,
  HANDSHAKE_NONCE_PARAM,
  HANDSHAKE_PARAM,
  PROTOCOL_PARAM_PREFIX,
} from '../wire/query.ts'
import type { PeekedToken } from './peek-token.ts'

/** Every proof that came by cookie or URL, unverified. Empty strings mean "absent". */
export interface Credentials {
  /** Which set of cookies is believed. */
  readonly isSuffixed: boolean
  readonly sessionToken: string
  /** The session token, decoded; null when absent or unreadable. */
  readonly session: PeekedToken | null
  /** Seconds since the Unix epoch; 0 means signed out or absent. */
  readonly clientUatSec: number
  /** The development browser, from the URL or else from its cookie. */
  readonly devBrowser: string
  /** The same from the cookie only. */
  readonly devBrowserCookie: string
  readonly isDevBrowserInUrl: boolean
  readonly refreshToken: string
  /** Results of handshakes: nonces before tokens, and of each the one in the URL before the one in the cookie. */
  readonly handshakes: readonly CarriedHandshake[]
  /** Handshakes this browser was just sent on. */
  readonly trips: number
}

/** The result of a handshake, unverified. */
export interface CarriedHandshake {
  /** The signed token, or what the provider can be asked about. */
  readonly text: string
  readonly isNonce: boolean
  /** Else a cookie carries it. */
  readonly isInUrl: boolean
}

/** What the two sets of cookies say. */
export interface SuffixSituation {
  readonly isDevelopment: boolean
  /** Host that tokens of this instance name in `iss`. */
  readonly issuerHost: string
  readonly nowSec: number
  /** Raw values; undefined when absent. */
  readonly plainUat: string | undefined
  readonly suffixedUat: string | undefined
  /** Session tokens; empty when absent. */
  readonly plainToken: string
  readonly suffixedToken: string
  /** Null when absent or unreadable. */
  readonly plain: PeekedToken | null
  readonly suffixed: PeekedToken | null
}

type SuffixChoice = 'plain' | 'suffixed'

// prettier-ignore
export const suffixRules: readonly Rule<SuffixSituation, SuffixChoice>[] = [
  ['plain-session-without-issuer',   s => s.plainToken !== '' && !s.plain?.claims.iss,                                     'plain'],
  ['plain-session-of-another',       s => s.plain !== null && toIssuerHost(s.plain.claims.iss) !== s.issuerHost,           'suffixed'],
  ['no-suffixed-cookies',            s => s.suffixedUat === undefined && s.suffixedToken === '',                           'plain'],
  ['plain-session-is-newer',         s => s.suffixedUat !== '0' && s.plainUat !== '0' && toTime(s.plain, 'iat') > toTime(s.suffixed, 'iat'), 'plain'],
  ['only-suffixed-signed-out',       s => s.suffixedUat === '0' && s.plainUat !== '0',                                     'plain'],
  ['suffixed-session-ran-out',       s => s.isDevelopment && s.suffixedUat !== '0' && s.plainUat === '0' && hasRunOut(s),  'plain'],
  ['suffixed-session-without-client', s => s.suffixedUat === undefined && s.suffixedToken !== '',                          'plain'],
  ['suffixed-cookies',               always,                                                                               'suffixed'],
]

const HTTPS = 'https://'

function toIssuerHost(issuer: unknown): string | null {
  if (typeof issuer !== 'string') return null
  // The common case, spared an expression.
  const isPlain = issuer.startsWith(HTTPS) && !issuer.includes('://', HTTPS.length)
  return isPlain ? issuer.slice(HTTPS.length) : issuer.replaceAll(/https?:\/\//g, '')
}

function toTime(peeked: PeekedToken | null, claim: 'iat' | 'exp'): number {
  const value = peeked?.claims[claim]
  return typeof value === 'number' ? value : 0
}

function hasRunOut(s: SuffixSituation): boolean {
  return s.suffixed !== null && typeof s.suffixed.claims.exp === 'number' && s.suffixed.claims.exp <= s.nowSec
}

/** Decodes a token without verifying it, or finds it among those already verified. */
type Peek = (token: string) => PeekedToken | null

/**
 * Collects the proofs of a request.
 *
 * @param nowSec Whole seconds since the Unix epoch.
 * @param trace Receives the name of the suffix rule that decided, when both sets of cookies had to be weighed. Default: nobody is told.
 */
export function readCredentials(
  facts: RequestFacts,
  settings: Settings,
  peek: Peek,
  nowSec: number,
  trace?: string[],
): Credentials {
  const { cookies } = facts
  const names = settings.cookieNames
  const plainToken = cookies.get(SESSION_COOKIE) ?? ''
  const suffixedToken = cookies.get(names.session) ?? ''
  const plain = plainToken === '' ? null : peek(plainToken)
  const suffixed = suffixedToken === '' ? null : suffixedToken === plainToken ? plain : peek(suffixedToken)
  // An empty cookie is as good as none.
  const plainUat = cookies.get(CLIENT_UAT_COOKIE) || undefined
  const suffixedUat = cookies.get(names.clientUat) || undefined
  const { isDevelopment, issuerHost } = settings
  const situation = {
    isDevelopment,
    issuerHost,
    nowSec,
    plainUat,
    suffixedUat,
    plainToken,
    suffixedToken,
    plain,
    suffixed,
  }
  const choice: SuffixChoice = cookies.size === 0 ? 'plain' : firstOutcome(suffixRules, situation, trace)

  const isSuffixed = choice === 'suffixed'
  const devBrowserCookie = cookies.get(isSuffixed ? names.devBrowser : DEV_BROWSER_COOKIE) ?? ''
  const hasParams = facts.mayHoldParam(PROTOCOL_PARAM_PREFIX)
  const devBrowserParam = hasParams ? facts.query(DEV_BROWSER_PARAM) : null
  return {
    isSuffixed,
    sessionToken: isSuffixed ? suffixedToken : plainToken,
    session: isSuffixed ? suffixed : plain,
    clientUatSec: toCount(isSuffixed ? suffixedUat : plainUat),
    devBrowser: devBrowserParam || devBrowserCookie,
    devBrowserCookie,
    isDevBrowserInUrl: devBrowserParam !== null,
    refreshToken: cookies.get(names.refresh) ?? '',
    handshakes: readHandshakes(facts, hasParams),
    trips: toCount(cookies.get(REDIRECT_COUNT_COOKIE)),
  }
}

const NO_HANDSHAKES: readonly CarriedHandshake[] = []

function readHandshakes(facts: RequestFacts, hasParams: boolean): readonly CarriedHandshake[] {
  const nonce = facts.cookies.get(HANDSHAKE_NONCE_COOKIE)
  const token = facts.cookies.get(HANDSHAKE_COOKIE)
  // Nearly every request brings none.
  if (!hasParams && !nonce && !token) return NO_HANDSHAKES
  return [
    { text: facts.query(HANDSHAKE_NONCE_PARAM) ?? '', isNonce: true, isInUrl: true },
    { text: nonce ?? '', isNonce: true, isInUrl: false },
    { text: facts.query(HANDSHAKE_PARAM) ?? '', isNonce: false, isInUrl: true },
    { text: token ?? '', isNonce: false, isInUrl: false },
  ].filter(({ text }) => text !== '')
}

const ZERO = 48
const NINE = 57

/** Both are hints, never proofs: they may only cause or prevent a handshake. Anything but plain digits counts as absent. */
function toCount(raw = ''): number {
  for (let at = 0; at < raw.length; at++) {
    const code = raw.charCodeAt(at)
    if (code < ZERO || code > NINE) return 0
  }
  return Number(raw)
}
