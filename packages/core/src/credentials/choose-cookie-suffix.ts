/**
 * Credentials room. When suffixed and plain cookies disagree: which set to believe. Pure.
 *
 * @see protocol.md 3.4
 */
import { always, table, type Rule } from '../foundation/rule.ts'
import type { PeekedToken } from './peek-token.ts'

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

export type SuffixChoice = 'plain' | 'suffixed'

/** The rows of `suffixRules`. */
export type SuffixRuleName =
  | 'plain-session-without-issuer'
  | 'plain-session-of-another'
  | 'no-suffixed-cookies'
  | 'plain-session-is-newer'
  | 'only-suffixed-signed-out'
  | 'suffixed-session-ran-out'
  | 'suffixed-session-without-client'
  | 'suffixed-cookies'

// prettier-ignore
export const suffixRules: readonly Rule<SuffixSituation, SuffixChoice, SuffixRuleName>[] = table<SuffixSituation, SuffixChoice>()([
  ['plain-session-without-issuer',   s => s.plainToken !== '' && !s.plain?.claims.iss,                                     'plain'],
  ['plain-session-of-another',       s => s.plain !== null && toIssuerHost(s.plain.claims.iss) !== s.issuerHost,           'suffixed'],
  ['no-suffixed-cookies',            s => s.suffixedUat === undefined && s.suffixedToken === '',                           'plain'],
  ['plain-session-is-newer',         s => s.suffixedUat !== '0' && s.plainUat !== '0' && toTime(s.plain, 'iat') > toTime(s.suffixed, 'iat'), 'plain'],
  ['only-suffixed-signed-out',       s => s.suffixedUat === '0' && s.plainUat !== '0',                                     'plain'],
  ['suffixed-session-ran-out',       s => s.isDevelopment && s.suffixedUat !== '0' && s.plainUat === '0' && hasRunOut(s),  'plain'],
  ['suffixed-session-without-client', s => s.suffixedUat === undefined && s.suffixedToken !== '',                          'plain'],
  ['suffixed-cookies',               always,                                                                               'suffixed'],
])

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
