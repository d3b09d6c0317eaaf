/**
 * A second reading of the protocol, slow and plain: nested ifs straight from protocol.md 3.4, 5.1, 5.2, 5.3 and 6.1, with D2, D3, D9 and
 * D16 of rulings.md. Written from the text, not from the tables, so that a mistake in the tables has no twin here.
 *
 * It imports nothing of core.
 */

/** A token whose fate is known beforehand. */
export interface KnownToken {
  readonly text: string
  /** Null when it cannot be decoded. */
  readonly header: Readonly<Record<string, unknown>> | null
  readonly payload: Readonly<Record<string, unknown>> | null
  /** What verification says: `ok`, or the reason. */
  readonly verdict: string
}

/** A handshake token, and what is in it; null when it is forged. */
export interface KnownHandshake {
  readonly text: string
  readonly directives: readonly string[] | null
}

export interface Known {
  readonly tokens: readonly KnownToken[]
  readonly handshakes: readonly KnownHandshake[]
  /** What each nonce stands for; null where the provider knows nothing of it. */
  readonly nonces: Readonly<Record<string, readonly string[] | null>>
  /** Cookies that a refresh brings, or the provider's error code. */
  readonly refresh: readonly string[] | string
  readonly nowSec: number
}

export interface Setup {
  readonly production: boolean
  readonly frontendApi: string
  readonly suffix: string
  readonly isSatellite: boolean
  readonly satelliteAutoSync: boolean
  readonly signInUrl: string
  readonly domain: string
  readonly allowedRedirectOrigins: readonly string[]
}

export interface Incoming {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: 'signed-in' | 'signed-out' | 'handshake' | 'refused'
  readonly reason: string | null
  readonly location: string | null
  readonly setCookies: readonly string[]
}

/** 3.4, word for word. */
export function usesSuffixedCookies(
  production: boolean,
  frontendApi: string,
  nowSec: number,
  uat: string | undefined,
  sUat: string | undefined,
  tok: { readonly isPresent: boolean; readonly payload: Readonly<Record<string, unknown>> | null },
  sTok: { readonly isPresent: boolean; readonly payload: Readonly<Record<string, unknown>> | null },
): boolean {
  if (tok.isPresent) {
    if (tok.payload === null) return false
    const { iss } = tok.payload
    if (!iss) return false
    if (typeof iss !== 'string') return true
    if (iss.split('http://').join('').split('https://').join('') !== frontendApi) return true
  }
  if (sUat === undefined && !sTok.isPresent) return false
  const iat = Number(tok.payload?.['iat'] ?? 0)
  const sIat = Number(sTok.payload?.['iat'] ?? 0)
  if (sUat !== '0' && uat !== '0') {
    if (iat > sIat) return false
  }
  if (sUat === '0') {
    if (uat !== '0') return false
  }
  if (!production) {
    if (sUat !== '0' && uat === '0') {
      if (sTok.payload !== null && typeof sTok.payload['exp'] === 'number') {
        if (sTok.payload['exp'] <= Math.floor(nowSec)) return false
      }
    }
  }
  if (sUat === undefined && sTok.isPresent) return false
  return true
}

/** 6.1, word for word. */
export function isEligible(method: string, headers: Readonly<Record<string, string>>): boolean {
  if (method !== 'GET') return false
  const dest = headers['sec-fetch-dest']
  if (dest === 'document' || dest === 'iframe') return true
  if (dest === undefined || dest === '') {
    const accept = headers['accept']
    if (accept !== undefined && accept.indexOf('text/html') === 0) return true
  }
  return false
}

/** 3.1 with D1. */
function toClerkUrl(incoming: Incoming): URL {
  const url = new URL(incoming.url)
  const forwardedHost = incoming.headers['x-forwarded-host']
  const forwardedProto = incoming.headers['x-forwarded-proto']
  const host = forwardedHost === undefined ? incoming.headers['host'] : forwardedHost.split(',')[0]
  const proto = forwardedProto === undefined ? url.protocol.replace(':', '') : forwardedProto.split(',')[0]
  if (host === undefined || host === '' || (proto !== 'http' && proto !== 'https')) return url
  try {
    const { origin } = new URL(`${proto}://${host}`)
    return origin === url.origin ? url : new URL(origin + url.pathname + url.search)
  } catch {
    return url
  }
}

const isMachineJwt = (token: KnownToken): boolean =>
  (typeof token.payload?.['sub'] === 'string' && token.payload['sub'].startsWith('mch_')) ||
  token.header?.['typ'] === 'at+jwt' ||
  token.header?.['typ'] === 'application/at+jwt'

const isNonSessionCategory = (token: KnownToken): boolean => {
  const cat = token.header?.['cat']
  return cat !== undefined && cat !== 'cl_B7d4PD111AAA' && cat !== 'cl_I7d4PD111III'
}

/** 14: what the URL names. The patterns of the tests are `/orgs/:slug` and `/me`. */
function toOrganization(clerkUrl: URL): { readonly slug: string } | 'personal' | null {
  const match = /^\/orgs\/([^/]+)\/?$/.exec(clerkUrl.pathname)
  if (match?.[1] !== undefined) return { slug: match[1] }
  if (clerkUrl.pathname === '/me') return 'personal'
  return null
}

/** D3. */
function toAllowedReturn(text: string | null, clerkUrl: URL, setup: Setup, eligible: boolean): URL | null {
  if (text === null || !eligible) return null
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return null
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  if (url.username !== '' || url.password !== '') return null
  const name = url.hostname
  if (name === 'localhost' || name === '127.0.0.1' || name === '[::1]') return url
  if (name.endsWith('.localhost') || name.endsWith('.test')) return url
  if (url.host === clerkUrl.host) return url
  if (setup.domain !== '' && url.host === setup.domain) return url
  return setup.allowedRedirectOrigins.includes(url.origin) ? url : null
}

/** The whole walk of a request without a guard. */
export function readAnswer(incoming: Incoming, setup: Setup, known: Known): Answer {
  const { headers, cookies, method } = incoming
  const clerkUrl = toClerkUrl(incoming)
  const eligible = isEligible(method, headers)
  const token = (text: string): KnownToken =>
    known.tokens.find((candidate) => candidate.text === text) ?? {
      text,
      header: null,
      payload: null,
      verdict: 'token-invalid',
    }

  // 3.4, 3.5
  const plainText = cookies['__session'] ?? ''
  const suffixedText = cookies[`__session_${setup.suffix}`] ?? ''
  const suffixed = usesSuffixedCookies(
    setup.production,
    setup.frontendApi,
    known.nowSec,
    // An empty cookie is read as an absent one.
    cookies['__client_uat'] || undefined,
    cookies[`__client_uat_${setup.suffix}`] || undefined,
    { isPresent: plainText !== '', payload: plainText === '' ? null : token(plainText).payload },
    { isPresent: suffixedText !== '', payload: suffixedText === '' ? null : token(suffixedText).payload },
  )
  const chosen = (name: string): string => cookies[suffixed ? `${name}_${setup.suffix}` : name] ?? ''
  const sessionText = chosen('__session')
  const uatText = chosen('__client_uat')
  const clientUat = /^[0-9]+$/.test(uatText) ? Number.parseInt(uatText, 10) : 0
  const dbParam = clerkUrl.searchParams.get('__clerk_db_jwt')
  const db = dbParam || chosen('__clerk_db_jwt')
  const refreshToken = cookies[`__refresh_${setup.suffix}`] ?? ''
  const countText = cookies['__clerk_redirect_count'] ?? ''
  const count = /^[0-9]+$/.test(countText) ? Number(countText) : 0 // D2
  const handshakeText = clerkUrl.searchParams.get('__clerk_handshake') || (cookies['__clerk_handshake'] ?? '')

  const nonce = clerkUrl.searchParams.get('__clerk_handshake_nonce') || (cookies['__clerk_handshake_nonce'] ?? '')

  // 3.3
  const [scheme = '', second] = (headers['authorization'] ?? '').split(' ')
  const headerText = second === undefined || second === '' ? scheme : scheme === 'Bearer' ? second : ''

  const out = (reason: string): Answer => ({ status: 'signed-out', reason, location: null, setCookies: [] })
  const signedIn: Answer = { status: 'signed-in', reason: null, location: null, setCookies: [] }

  // 6.2
  const toHandshake = (reason: string): string => {
    const back = new URL(clerkUrl)
    for (const name of ['__clerk_db_jwt', '__dev_session', '__clerk_handshake', '__clerk_handshake_nonce'])
      if (back.searchParams.has(name)) back.searchParams.delete(name)
    const target = new URL(`https://${setup.frontendApi}/v1/client/handshake`)
    target.searchParams.append('redirect_url', back.href)
    target.searchParams.append('__clerk_api_version', '2026-05-12')
    target.searchParams.append('suffixed_cookies', suffixed ? 'true' : 'false')
    target.searchParams.append('__clerk_hs_reason', reason)
    target.searchParams.append('format', 'nonce')
    if (sessionText || headerText) target.searchParams.append('__session', sessionText || headerText)
    if (!setup.production && db) target.searchParams.append('__clerk_db_jwt', db)
    const organization = toOrganization(clerkUrl)
    if (organization !== null)
      target.searchParams.append('organization_id', organization === 'personal' ? '' : organization.slug)
    return target.href
  }

  const purposes = [headers['sec-purpose'], headers['purpose'], headers['x-purpose'], headers['x-moz']]
  const isSpeculative = purposes.some((purpose) => {
    const text = purpose?.toLowerCase() ?? ''
    return text.includes('prefetch') || text.includes('preview')
  })

  // 5.2 with D2 and D16
  const attempt = (reason: string, location: string = toHandshake(reason)): Answer => {
    if (!eligible) return out(reason)
    if (count >= 3) return out(reason)
    if (isSpeculative) {
      return { status: 'refused', reason: 'prefetch-refused', location: null, setCookies: [] }
    }
    const cookie = `__clerk_redirect_count=${count + 1}; SameSite=Lax; HttpOnly; Max-Age=2`
    return { status: 'handshake', reason, location, setCookies: [cookie] }
  }

  // 5.3 with 7
  const fail = (reason: string): Answer => {
    if (reason === 'token-expired') {
      let refreshReason = ''
      if (refreshToken !== '' && method === 'GET') {
        const expired = token(sessionText || headerText)
        if (expired.payload === null) refreshReason = 'expired-session-token-decode-failed'
        else if (typeof expired.payload['sid'] !== 'string') refreshReason = 'expired-session-token-missing-sid-claim'
        else if (typeof known.refresh === 'string') refreshReason = known.refresh
        else {
          const renewed = known.refresh.findLast((directive) => directive.startsWith('__session'))
          const text = renewed?.split(';')[0]?.split('=')[1] ?? ''
          if (token(text).verdict === 'ok') return { ...signedIn, setCookies: known.refresh }
          refreshReason = 'invalid-session-token'
        }
      } else if (method !== 'GET') refreshReason = 'non-eligible-non-get'
      else refreshReason = 'non-eligible-no-refresh-cookie'
      return attempt(`session-token-expired-refresh-${refreshReason}`)
    }
    if (reason === 'token-not-active-yet') return attempt('session-token-nbf')
    if (reason === 'token-iat-in-the-future') return attempt('session-token-iat-in-the-future')
    return out(reason)
  }

  // 8.2 with D11: machine tokens are looked at when somebody asks, and the session view is signed out.
  if (headerText !== '') {
    if (/^(mt_|oat_|ak_)/.test(headerText)) return out('token-type-mismatch')
    const given = token(headerText)
    if (given.payload === null) return out('token-invalid')
    if (isMachineJwt(given) || isNonSessionCategory(given)) return out('token-type-mismatch')
    return given.verdict === 'ok' ? signedIn : fail(given.verdict)
  }

  const walk = (): Answer => {
    // 5.1 rows 2-5
    const uat = clientUat !== 0
    const tok = sessionText !== ''
    const synced = clerkUrl.searchParams.get('__clerk_synced')
    const doc = setup.isSatellite && headers['sec-fetch-dest'] === 'document' && method === 'GET'
    if (doc && synced !== 'true') {
      const skip = setup.satelliteAutoSync !== true && !tok && !uat && synced !== 'false'
      if (setup.production) {
        if (skip) return out('session-token-and-uat-missing')
        if ((!tok && !uat) || synced === 'false') return attempt('satellite-needs-syncing')
      } else {
        if (skip) return out('session-token-and-uat-missing')
        if ((!tok && !uat) || synced === 'false') {
          const primary = new URL(setup.signInUrl)
          primary.searchParams.append('__clerk_redirect_url', clerkUrl.href)
          return attempt('satellite-needs-syncing', primary.href)
        }
      }
    }
    // rows 6-8
    if (!setup.production) {
      if (!setup.isSatellite) {
        const back = toAllowedReturn(clerkUrl.searchParams.get('__clerk_redirect_url'), clerkUrl, setup, eligible)
        if (back !== null) {
          if (db) back.searchParams.append('__clerk_db_jwt', db)
          back.searchParams.set('__clerk_synced', 'true')
          return attempt('primary-responds-to-syncing', back.href)
        }
      }
      if (dbParam !== null) return attempt('dev-browser-sync')
      if (!db) return attempt('dev-browser-missing')
    }
    // rows 9-14
    if (!uat && !tok) return out('session-token-and-uat-missing')
    if (!uat && tok) return attempt('session-token-but-no-client-uat')
    if (uat && !tok) return attempt('client-uat-but-no-session-token')
    const session = token(sessionText)
    if (session.payload === null) return fail('token-invalid')
    if (isMachineJwt(session) || isNonSessionCategory(session)) return out('token-type-mismatch')
    const { iat } = session.payload
    if (typeof iat === 'number' && iat < clientUat) return attempt('session-token-iat-before-client-uat')
    // row 15
    if (session.verdict !== 'ok') return fail(session.verdict)
    // row 16
    if (!setup.isSatellite && method === 'GET' && headers['sec-fetch-dest'] === 'document' && count === 0) {
      const referrer = toReferrer(headers['referer'])
      if (referrer !== null && referrer.origin !== clerkUrl.origin && !isProviders(referrer, setup)) {
        return attempt('primary-domain-cross-origin-sync')
      }
    }
    // row 17
    const organization = toOrganization(clerkUrl)
    const active = session.payload['org_slug']
    const isPending = session.payload['sts'] === 'pending'
    const isMismatch =
      organization !== null &&
      !isPending &&
      (organization === 'personal' ? Boolean(active) : organization.slug !== active)
    if (isMismatch && count < 3) {
      const answer = attempt('active-organization-mismatch')
      if (answer.status !== 'signed-out') return answer
    }
    return signedIn
  }

  // 5.1 row 1 with 6.3 and D9. In development the answer is a redirect, so only what could follow one counts.
  if (!setup.production && (nonce !== '' || handshakeText !== '') && eligible) {
    const brought = known.handshakes.find(({ text }) => text === handshakeText)?.directives ?? null
    const directives = nonce === '' ? brought : (known.nonces[nonce] ?? null)
    const clean = new URL(clerkUrl)
    for (const name of ['__clerk_handshake', '__clerk_help', '__clerk_db_jwt', '__clerk_handshake_nonce']) {
      if (clean.searchParams.has(name)) clean.searchParams.delete(name)
    }
    const isBare = !Object.keys(cookies).some((name) => name.startsWith('__'))
    const marked = clean.href + (isBare ? `${clean.search === '' ? '?' : '&'}__postern_trip=${known.nowSec}` : '')
    // Where the URL is clean already a redirect to it would never end.
    const location = clean.href === clerkUrl.href ? null : marked
    if (directives !== null) {
      const last = directives.findLast((directive) => directive.startsWith('__session'))
      const text = last?.split(';')[0]?.split('=')[1] ?? ''
      const result = { location, setCookies: directives }
      if (text === '') return { status: 'signed-out', reason: 'session-token-missing', ...result }
      if (token(text).verdict === 'ok') return { status: 'signed-in', reason: null, ...result }
    }
    if (location !== null) return { status: 'signed-out', reason: 'any', location, setCookies: [] }
  }

  // 5.1 row 1 with D9, rulings.md 8 and record 026: in production nothing overrides who is here but what was asked for.
  if (setup.production) {
    const without = walk()
    const session = token(sessionText)
    const iat = session.payload?.['iat']
    const isOlder = typeof iat === 'number' && iat < clientUat
    const holds = clientUat !== 0 && session.verdict === 'ok' && !isOlder
    const isVisit = eligible && headers['sec-fetch-dest'] !== 'iframe' && !isSpeculative
    const named = (text: string): readonly string[] | null => known.nonces[text] ?? null
    const signed = (text: string): readonly string[] | null =>
      known.handshakes.find((handshake) => handshake.text === text)?.directives ?? null
    const carriers = [
      { isInUrl: true, directives: named(clerkUrl.searchParams.get('__clerk_handshake_nonce') ?? '') },
      { isInUrl: false, directives: named(cookies['__clerk_handshake_nonce'] ?? '') },
      { isInUrl: true, directives: signed(clerkUrl.searchParams.get('__clerk_handshake') ?? '') },
      { isInUrl: false, directives: signed(cookies['__clerk_handshake'] ?? '') },
    ]
    for (const { isInUrl, directives } of carriers) {
      if (directives === null) continue
      if (isInUrl && (!isVisit || without.status === 'signed-in')) continue
      // Only the provider knows who is here, and it was not asked just now.
      if (isInUrl && without.status === 'handshake' && count === 0) continue
      const last = directives.findLast((directive) => directive.startsWith('__session'))
      const text = last?.split(';')[0]?.split('=')[1] ?? ''
      if (text === '') {
        if (holds || without.status === 'signed-in') continue
        return { status: 'signed-out', reason: 'session-token-missing', location: null, setCookies: directives }
      }
      if (token(text).verdict !== 'ok') continue
      const isAnother = toPerson(token(text).payload) !== toPerson(session.payload)
      if (isAnother && holds && (isInUrl || !isVisit)) continue
      return { status: 'signed-in', reason: null, location: null, setCookies: directives }
    }
    return without
  }
  return walk()
}

/** Somebody, and who acts for them. */
function toPerson(payload: KnownToken['payload']): string {
  const act = payload?.['act']
  const actor = typeof act === 'object' && act !== null && 'sub' in act ? act.sub : null
  return JSON.stringify([payload?.['sub'] ?? null, actor])
}

function toReferrer(text: string | undefined): URL | null {
  try {
    return text === undefined ? null : new URL(text)
  } catch {
    return null
  }
}

function isProviders(referrer: URL, setup: Setup): boolean {
  if (referrer.hostname === setup.frontendApi) return true
  if (referrer.origin === `https://${setup.frontendApi.replace('clerk.', 'accounts.')}`) return true
  if (setup.production) return false
  const name = referrer.hostname
  if (name.startsWith('accounts.') && ['.lcl.dev', '.lclstage.dev', '.lclclerk.com'].some((end) => name.endsWith(end)))
    return true
  return ['.accounts.dev', '.accountsstage.dev', '.accounts.lclclerk.com'].some(
    (end) => name.endsWith(end) && !name.endsWith(`.clerk${end}`),
  )
}
