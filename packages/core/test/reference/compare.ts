/** Lays core's decision beside the second reading. */
import type { AuthDecision } from '../../src/decision/auth-decision.ts'
import type { AuthOptions } from '../../src/settings/auth-options.ts'
import { toCookieSuffix } from '../../src/settings/cookie-names.ts'
import { DEV_KEY, JWT_KEY, LIVE_KEY } from '../fakes.ts'
import type { Answer, Incoming, Setup } from './reading.ts'

export interface Variant {
  readonly production: boolean
  readonly isSatellite: boolean
  readonly satelliteAutoSync: boolean
}

const SIGN_IN_URL = 'https://primary.example.com/sign-in'
const DOMAIN = 'satellite.example.net'
const ALLOWED = ['https://partner.example.org']

/** The same instance, as both sides know it. */
export function toInstance({ production, isSatellite, satelliteAutoSync }: Variant): {
  readonly options: AuthOptions
  readonly setup: Setup
} {
  const publishableKey = production ? LIVE_KEY : DEV_KEY
  const domain = isSatellite ? DOMAIN : ''
  return {
    options: {
      publishableKey,
      secretKey: production ? 'sk_live_secret' : 'sk_test_secret',
      jwtKey: JWT_KEY,
      isSatellite,
      satelliteAutoSync,
      domain,
      signInUrl: SIGN_IN_URL,
      allowedRedirectOrigins: ALLOWED,
      organizationSyncOptions: { organizationPatterns: ['/orgs/:slug'], personalAccountPatterns: ['/me'] },
    },
    setup: {
      production,
      frontendApi: production && isSatellite ? `clerk.${DOMAIN}` : 'clerk.example.com',
      suffix: toCookieSuffix(publishableKey),
      isSatellite,
      satelliteAutoSync,
      signInUrl: SIGN_IN_URL,
      domain,
      allowedRedirectOrigins: ALLOWED,
    },
  }
}

export function toWebRequest({ method, url, headers, cookies }: Incoming): Request {
  const all = new Headers(headers)
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`)
  if (pairs.length > 0) all.set('cookie', pairs.join('; '))
  return new Request(url, { method, headers: all })
}

/** What core decided, in the words of the second reading. */
export function toAnswer(decision: AuthDecision<unknown> | null): Answer | null {
  if (decision === null) return null
  const { setCookies } = decision
  if (decision.kind === 'deny') return { status: 'refused', reason: decision.reason, location: null, setCookies }
  if (decision.kind === 'pass') {
    const isOut = decision.reason !== null
    return { status: isOut ? 'signed-out' : 'signed-in', reason: decision.reason, location: null, setCookies }
  }
  const status = decision.responseHeaders.find(([name]) => name === 'x-clerk-auth-status')?.[1] ?? 'signed-in'
  return {
    status: status as Answer['status'],
    reason: status === 'signed-in' ? null : decision.reason,
    location: decision.location.href,
    setCookies,
  }
}

/** The second reading leaves the reason of a failed development handshake open. */
export function toComparable(answer: Answer, core: Answer | null): Answer {
  return answer.reason === 'any' ? { ...answer, reason: core?.reason ?? null } : answer
}
