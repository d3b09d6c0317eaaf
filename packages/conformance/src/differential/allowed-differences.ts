/**
 * Where ours and the vendor's knowingly differ. Every entry names its decision and is as narrow as it can be: a difference that no entry
 * explains fails the test. One table, and long because a row is a decision.
 *
 * @see rulings.md 1
 */
import type { Case } from './case.ts'
import type { Difference } from './difference.ts'
import { KNOWN, withNoStore } from './known-differences.ts'
import type { Outcome } from './outcome.ts'

export type AllowedDifference = Difference<Case, Outcome>

/** Names of the cookies that a handshake may set. */
const PROTOCOL_COOKIE =
  /^(__session|__client_uat|__refresh|__clerk_db_jwt|__clerk_handshake|__clerk_handshake_nonce)(_[\w-]{8})?=/

const has = (given: Case, name: string, ...values: readonly string[]): boolean =>
  values.includes(given.about[name] ?? '')
/** Whether a handshake is of this kind, in cookie or query. */
const hasHandshake = (given: Case, ...kinds: readonly string[]): boolean =>
  has(given, '__clerk_handshake', ...kinds) || has(given, 'handshake cookie', ...kinds)
const hasNonce = (given: Case, ...kinds: readonly string[]): boolean =>
  has(given, '__clerk_handshake_nonce', ...kinds) || has(given, 'nonce cookie', ...kinds)
const hasToken = (given: Case, ...names: readonly string[]): boolean =>
  ['session', 'session suffixed', 'bearer'].some((carrier) => has(given, carrier, ...names))
const hasUat = ({ about }: Case, ...kinds: readonly string[]): boolean =>
  Object.entries(about).some(([name, kind]) => /^uat\d/.test(name) && kinds.includes(kind))
/** A document that somebody waits for. @see protocol.md 6.1 */
const isNavigation = (given: Case): boolean =>
  given.method === 'GET' && has(given, 'dest', 'document', 'iframe', 'none, html')

const URL_CARRIERS = ['__clerk_handshake', '__clerk_handshake_nonce']
const CARRIERS = [...URL_CARRIERS, 'handshake cookie', 'nonce cookie']
const countCarriers = ({ about }: Case): number =>
  CARRIERS.filter((name) => (about[name] ?? 'empty') !== 'empty').length
/** In production, by a link. */
const isByUrl = ({ isProduction, about }: Case): boolean =>
  isProduction && URL_CARRIERS.some((name) => (about[name] ?? 'empty') !== 'empty')
const isOfNobody = (given: Case): boolean =>
  hasHandshake(given, 'signed out', 'other cookie') || hasNonce(given, 'signed out')
/** One that nothing can be made of. */
const isUnresolved = (given: Case): boolean =>
  hasHandshake(given, 'foreign', 'foreign session', 'template', 'text') || hasNonce(given, 'unknown')
/** A document that is neither in a frame nor loaded in advance. */
const isOwnVisit = (given: Case): boolean =>
  isNavigation(given) && !has(given, 'dest', 'iframe') && !has(given, 'purpose', 'prefetch')
/** Where a session that verifies may travel. */
const ACTIVATION_REASONS: readonly string[] = [
  'primary-domain-cross-origin-sync',
  'active-organization-mismatch',
  'satellite-needs-syncing',
]
/** The vendor's redeemed something. */
const isHandshakeResult = (vendor: Outcome): boolean =>
  vendor.setCookies.length > 0 || vendor.reason === 'session-token-missing'
/** Ours did not: what is set comes of a renewal, or is the counter's. */
const isWithoutHandshake = (ours: Outcome): boolean => ours.reason !== 'session-token-missing'

export const allowedDifferences: readonly AllowedDifference[] = [
  {
    ...KNOWN.foreignForwardedHost,
    explain: (given, vendor, ours) =>
      (given.options.authorizedParties ?? []).length > 0 &&
      has(given, 'forwarded', 'host', 'proto', 'both', 'list') &&
      vendor.location !== null &&
      ours.location !== null
        ? { ...vendor, location: ours.location }
        : null,
  },
  {
    decision: '005',
    row: 'a browser that keeps no cookies',
    isRare: true,
    why: 'a browser that came back without any cookie is marked in the URL, so that one that keeps none does not travel for ever',
    explain: (_, vendor, ours) => {
      const location = ours.location?.replace(/[?&]__postern_trip=\d+$/, '') ?? null
      return location !== ours.location && vendor.location === location ? { ...vendor, location: ours.location } : null
    },
  },
  {
    decision: 'D9',
    row: 'a development handshake that a cookie carries',
    isRare: true,
    why: 'a development result that a cookie carried is used where it is: at the clean URL it would come back with every request',
    explain: (given, vendor, ours) => {
      const isCarriedByCookie = 'handshake cookie' in given.about || 'nonce cookie' in given.about
      const isInUrl = '__clerk_handshake' in given.about || '__clerk_handshake_nonce' in given.about
      if (given.isProduction || !isNavigation(given) || !isCarriedByCookie || isInUrl || vendor.location === null)
        return null
      return vendor.status === ours.status && toPath(toPlain(vendor.location)) === toPath(toPlain(given.url))
        ? { ...vendor, location: null, auth: ours.auth }
        : null
    },
  },
  {
    decision: '032',
    row: 'a bearer whose `typ` is that of an OAuth token',
    isRare: true,
    why: 'a token that says it is a session token is no OAuth token, whatever its typ',
    explain: (given, vendor, ours) =>
      has(given, 'bearer', 'typ at+jwt') && ours.reason === 'token-invalid' ? ours : null,
  },
  {
    decision: '032',
    row: 'the parameters that stay in the URL after a handshake',
    why: 'parameters that stay in a URL keep their spelling; the vendor’s writes a space as +',
    explain: (_, vendor, ours) =>
      vendor.location !== null && ours.location !== null && toPlain(vendor.location) === toPlain(ours.location)
        ? { ...vendor, location: ours.location }
        : null,
  },
  {
    decision: 'D9',
    row: 'a handshake that sets a cookie of another name',
    why: 'directives may set only the cookies of the protocol',
    explain: (given, vendor) =>
      hasHandshake(given, 'other cookie')
        ? {
            ...vendor,
            setCookies: vendor.setCookies.filter(
              (line) => PROTOCOL_COOKIE.test(line) || line.startsWith('__clerk_redirect_count='),
            ),
          }
        : null,
  },
  {
    decision: 'D9',
    row: 'a handshake that cannot be resolved',
    why: 'a handshake that cannot be resolved never throws: in development the browser goes to the clean URL, else the flow goes on',
    explain: (given, vendor, ours) => {
      const isPlain = ours.setCookies.every(
        (line) => line.startsWith('__clerk_redirect_count=') || line.startsWith('__'),
      )
      const isReturn = isDevelopmentReturn(given, ours) && ours.status === 'signed-out'
      if (
        isReturn &&
        (hasHandshake(given, 'good', 'late session') || hasNonce(given, 'good')) &&
        vendor.reason !== null
      )
        return ours
      return isUnresolved(given) &&
        isPlain &&
        (vendor.status === 'threw' || vendor.reason === 'session-token-missing' || isDevelopmentReturn(given, ours))
        ? ours
        : null
    },
  },
  {
    decision: 'D9',
    row: 'a handshake token that has run out',
    why: 'a handshake token that has expired long ago is not resolved',
    explain: (given, _, ours) => (hasHandshake(given, 'expired') ? ours : null),
  },
  {
    decision: '026',
    row: 'the answer to a handshake',
    why: 'no page of an opaque origin may read what a handshake brings',
    explain: (_, vendor, ours) =>
      vendor.allowOrigin === 'null' && ours.allowOrigin === null ? { ...vendor, allowOrigin: null } : null,
  },
  {
    decision: '026',
    row: 'a production handshake in the URL',
    why: 'in production, what a URL carries counts on visits only, and is as absent elsewhere',
    explain: (given, vendor, ours) =>
      isByUrl(given) && !isOwnVisit(given) && isHandshakeResult(vendor) && isWithoutHandshake(ours) ? ours : null,
  },
  {
    decision: '026',
    row: 'a production handshake beside a session',
    why: 'in production, neither a URL nor a handshake without a session changes who is here by a session that verifies',
    explain: (given, vendor, ours) => {
      const isUnwanted = isByUrl(given) || (given.isProduction && isOfNobody(given))
      const isHere = ours.status === 'signed-in' || ACTIVATION_REASONS.includes(ours.reason ?? '')
      return isUnwanted && isHere && isHandshakeResult(vendor) && isWithoutHandshake(ours) ? ours : null
    },
  },
  {
    decision: '026',
    row: 'a production handshake beside a session',
    isRare: true,
    why: 'in production, a cookie brings another person over a session that verifies on visits only',
    explain: (given, vendor, ours) =>
      given.isProduction &&
      !isOwnVisit(given) &&
      ours.status === 'signed-in' &&
      isHandshakeResult(vendor) &&
      isWithoutHandshake(ours)
        ? ours
        : null,
  },
  {
    decision: '026',
    row: 'a link with a production handshake',
    why: 'in production, where only the provider knows who is here, it is asked and no link is believed',
    explain: (given, vendor, ours) =>
      isByUrl(given) && ours.status === 'handshake' && isHandshakeResult(vendor) ? ours : null,
  },
  {
    decision: '026',
    row: 'the handshake in a URL',
    why: 'a handshake that did not count before a trip does not come back from it',
    explain: (_, vendor, ours) =>
      vendor.location !== null && ours.location !== null && toReturnless(vendor.location) === toPlain(ours.location)
        ? { ...vendor, location: ours.location }
        : null,
  },
  {
    decision: '026',
    row: 'two production handshakes',
    why: 'in production, a handshake that does not count is as absent: the next carrier is asked',
    explain: (given, vendor, ours) => {
      if (!given.isProduction || countCarriers(given) < 2 || vendor.status === 'threw') return null
      const isOfHandshake = isHandshakeResult(vendor) || isHandshakeResult(ours) || isUnresolved(given)
      // Ours lets nobody in but whom one of the two brings.
      const isBrought = hasHandshake(given, 'good', 'late session') || hasNonce(given, 'good')
      return isOfHandshake && (ours.status !== 'signed-in' || isBrought) ? ours : null
    },
  },
  {
    decision: '026',
    row: 'a production handshake in the URL',
    isRare: true,
    why: 'in production, nobody is asked about a nonce that could not count',
    explain: (given, vendor, ours) =>
      isByUrl(given) && ours.calls.every((call) => !call.includes('handshake_payload'))
        ? { ...vendor, calls: vendor.calls.filter((call) => !call.includes('handshake_payload')) }
        : null,
  },
  {
    decision: '026',
    row: 'a production handshake beside a session',
    why: 'in production, whether somebody is here without the handshake is found out first, by a renewal too',
    explain: (given, vendor, ours) => {
      const rest = ours.calls.filter((call) => !call.includes('/refresh'))
      const isAsked = isByUrl(given) || (given.isProduction && isOfNobody(given))
      return isAsked && rest.length < ours.calls.length && vendor.calls.join() === rest.join()
        ? { ...vendor, calls: ours.calls }
        : null
    },
  },
  {
    ...KNOWN.uncachedSession,
    explain: (_, vendor, ours) => (vendor.setCookies.length > 0 ? withNoStore(vendor, ours) : null),
  },
  {
    decision: '004',
    row: 'a development handshake on a request that is no navigation',
    why: 'what is no navigation is never redirected, also not to the clean URL of a handshake',
    explain: (given, vendor, ours) =>
      !given.isProduction && !isNavigation(given) && vendor.location !== null && ours.location === null ? ours : null,
  },
  {
    decision: '004',
    row: 'a development handshake on a request that is no navigation',
    why: 'nor is its handshake looked up',
    explain: (given, vendor) =>
      !given.isProduction && !isNavigation(given)
        ? { ...vendor, calls: vendor.calls.filter((call) => !call.includes('handshake_payload')) }
        : null,
  },
  {
    decision: '032',
    row: '`__client_uat=12abc`',
    why: 'a client cookie that is no plain number counts as 0',
    explain: (given, _, ours) => (hasUat(given, 'odd', 'negative') ? ours : null),
  },
  {
    decision: 'D2',
    row: 'the cookie that counts trips',
    why: 'the counter stops at 3 or more, and only a plain number counts',
    explain: (given, _, ours) => (has(given, 'count', '4', 'x', '1.5', '-1') ? ours : null),
  },
  {
    decision: 'D3',
    row: '`__clerk_redirect_url` in development',
    why: 'a satellite is answered on document requests only, and only at an address that is known to be harmless',
    explain: (given, vendor, ours) =>
      has(given, '__clerk_redirect_url', 'evil', 'script', 'text') ||
      ('__clerk_redirect_url' in given.about && vendor.reason === 'primary-responds-to-syncing' && !isNavigation(given))
        ? ours
        : null,
  },
  {
    decision: 'D6',
    row: 'a token with padding',
    why: 'tokens are strict base64url: no padding',
    explain: (given, _, ours) => (hasToken(given, 'padded') ? ours : null),
  },
  {
    ...KNOWN.missingAudience,
    explain: (given, vendor, ours) => {
      if (given.options.audience === undefined || given.options.audience.length === 0) return null
      const isLost = vendor.status === 'signed-in' && vendor.setCookies.length > 0
      return ours.reason === 'token-verification-failed' || isLost ? ours : null
    },
  },
  {
    decision: 'D15',
    row: 'a malformed `fea`, `pla`, `o.per`, `o.fpm` or `fva`',
    why: 'a malformed factor verification age is none',
    explain: (given, vendor, ours) =>
      hasToken(given, 'fva odd') && vendor.auth?.['factorVerificationAge'] === 'odd' && ours.auth !== null
        ? { ...vendor, auth: without(vendor.auth, 'factorVerificationAge') }
        : null,
  },
  {
    decision: 'D15',
    row: 'a malformed `fea`, `pla`, `o.per`, `o.fpm` or `fva`',
    why: 'malformed features grant nothing and sign nobody out',
    explain: (given, vendor, ours) =>
      hasToken(given, 'fea malformed') && (vendor.reason === 'unexpected-error' || vendor.status === 'threw')
        ? ours
        : null,
  },
  {
    decision: '032',
    row: '`iat` is text',
    isRare: true,
    why: 'an iat that is no number counts as 0 when two session cookies are compared; the vendor’s compares text',
    explain: (given, _, ours) =>
      has(given, 'cookies', 'different') && hasToken(given, 'iat as text') && !hasToken(given, 'bearer') ? ours : null,
  },
  {
    decision: 'D22',
    row: 'the loopback host of a publishable key',
    isRare: true,
    why: 'the loopback host of a publishable key is the provider, also beside a proxy',
    explain: (given, vendor, ours) =>
      !given.isProduction && has(given, 'referer', 'provider') && vendor.reason === 'primary-domain-cross-origin-sync'
        ? ours
        : null,
  },
  {
    decision: 'D16',
    row: 'a speculative request that would have to travel',
    why: 'a page that is loaded in advance is not sent on a trip',
    explain: (given, vendor, ours) =>
      has(given, 'purpose', 'prefetch') && vendor.location !== null && ours.status === 'refused' ? ours : null,
  },
  {
    decision: '032',
    row: 'an organization pattern, and a value',
    why: 'only what can be the id or the slug of an organization makes a browser travel',
    explain: (given, vendor, ours) => {
      const { organizationPatterns = [] } = given.options.organizationSyncOptions ?? {}
      const named = /^\/orgs\/([^/?]+)/.exec(given.about['path'] ?? '')?.[1] ?? ''
      const isById = organizationPatterns.some((pattern) => pattern.includes(':id'))
      const isOdd = organizationPatterns.length > 0 && named !== '' && isById !== named.startsWith('org_')
      if (!isOdd || vendor.location === null) return null
      if (vendor.reason === 'active-organization-mismatch') return ours
      if (/^(?:org_[A-Za-z0-9]+|[a-z0-9-]{1,256})$/.test(named)) return null
      return { ...vendor, location: vendor.location.replace(`&organization_id=${named}`, '') }
    },
  },
  {
    ...KNOWN.unknownStatus,
    explain: (given, vendor, ours) =>
      hasToken(given, 'sts odd') && vendor.status === ours.status && ours.auth?.['isAuthenticated'] === false
        ? { ...vendor, auth: ours.auth }
        : null,
  },
]

/** Back at the clean URL, and nothing more. */
function isDevelopmentReturn(given: Case, { location, setCookies }: Outcome): boolean {
  return !given.isProduction && location !== null && setCookies.length === 0
}

function toPath(location: string): string {
  const { pathname, search } = new URL(location)
  return pathname + search
}

function without(auth: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(auth).filter(([field]) => field !== name))
}

/** Without the handshakes in the URL that it carries. */
function toReturnless(location: string): string {
  const url = new URL(location)
  const inner = url.searchParams.get('redirect_url')
  if (inner === null || !URL.canParse(inner)) return toPlain(location)
  const back = new URL(inner)
  for (const name of URL_CARRIERS) back.searchParams.delete(name)
  url.searchParams.set('redirect_url', back.href)
  return toPlain(url.href)
}

/** A URL, and the URL that it carries, with one spelling of spaces and other characters. */
function toPlain(location: string): string {
  const url = new URL(location)
  const inner = url.searchParams.get('redirect_url')
  if (inner !== null && URL.canParse(inner)) url.searchParams.set('redirect_url', toPlain(inner))
  else url.searchParams.delete('never')
  return url.href
}
