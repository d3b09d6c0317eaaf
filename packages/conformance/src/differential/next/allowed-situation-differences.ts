/** Where the middlewares for Next knowingly answer differently, by options and handlers. One table, as `../allowed-differences.ts`. */
import type { Difference } from '../difference.ts'
import { KNOWN, withChallenge, withMismatch, withNoStore, withoutDevBrowser } from '../known-differences.ts'
import type { Situation, SituationOutcome } from './situation.ts'

type SituationDifference = Difference<Situation, SituationOutcome>

const MACHINES = ['an API key', 'an OAuth token', 'an M2M token', 'an unknown key']
const REFUSALS = ['204', '307', '401', '404', 'not-found']
const ACTIONS = ['action', 'action without its URL', 'action of a form']
const SESSION_COOKIE = /^__session/

const isRefused = ({ answer }: SituationOutcome): boolean => REFUSALS.includes(answer)
const isProblem = ({ body }: SituationOutcome): boolean => body.startsWith('{"type":"urn:postern:reason:')
/** Ours, where it refuses what the vendor's lets on. */
const refusing = (vendor: SituationOutcome, ours: SituationOutcome): SituationOutcome | null =>
  !isRefused(vendor) && isRefused(ours) ? ours : null

const MIRRORED = 'x-middleware-request-'
type Named = Readonly<Record<string, string>>
const onlyResponse = (policy: Named): Named =>
  Object.fromEntries(Object.entries(policy).filter(([name]) => !name.startsWith(MIRRORED)))
const onlyRequest = (policy: Named): Named =>
  Object.fromEntries(Object.entries(policy).filter(([name]) => name.startsWith(MIRRORED)))

export const allowedSituationDifferences: readonly SituationDifference[] = [
  {
    decision: 'D6',
    row: 'a bearer of the shape of a machine JWT, without a signature',
    why: 'it is no token of any kind, and nothing is looked up for it',
    explain: ({ who }, vendor, ours) =>
      who === 'a machine’s shape without a signature' && vendor.reason?.endsWith('jwk-kid-mismatch') === true
        ? {
            ...vendor,
            reason: ours.reason,
            hasMessage: ours.hasMessage,
            handedOver: ours.handedOver,
          }
        : null,
  },
  {
    decision: '006',
    row: '`try { await auth.protect() } catch {}` that then lets the request on',
    why: 'a refusal that is swallowed stands',
    explain: ({ handler }, vendor, ours) =>
      ['catch, and go on', 'catch, and go on with a cookie'].includes(handler) ? refusing(vendor, ours) : null,
  },
  {
    decision: '006',
    row: 'a refusal that loses a `Promise.race`',
    why: 'a refusal that took part in a race stands, whatever is answered',
    explain: ({ handler }, vendor, ours) =>
      handler === 'a race that is lost' && ours.answer !== vendor.answer ? ours : null,
  },
  {
    decision: '006',
    row: '`auth.protect()` without `await`, in the middleware',
    why: 'a refusal stands that nobody waits for',
    explain: ({ handler }, vendor, ours) => (handler === 'not awaited' ? refusing(vendor, ours) : null),
  },
  {
    decision: 'D14',
    row: '`auth.protect({ role: undefined })`',
    why: 'an undefined condition is one, and is not met',
    explain: ({ handler }, vendor, ours) => (handler === 'protect, undefined role' ? refusing(vendor, ours) : null),
  },
  {
    ...KNOWN.protectedSignInPage,
    explain: ({ way }, vendor, ours) =>
      way === 'sign-in page' && isRefused(vendor) && ours.answer === 'next' ? ours : null,
  },
  {
    decision: '019',
    row: 'a browser’s preflight under a rule',
    why: 'a preflight goes on, as nobody, and is answered with that',
    explain: ({ way }, vendor, ours) => {
      if (way !== 'preflight') return null
      if (isRefused(vendor) && ours.answer === 'next') return ours
      const { status, reason, hasMessage, handedOver, cacheControl } = ours
      return { ...vendor, status, reason, hasMessage, handedOver, cacheControl }
    },
  },
  {
    decision: '019',
    row: 'a redirect to the path that was asked for',
    why: 'a redirect to the page itself would have no end',
    explain: ({ handler }, vendor, ours) =>
      handler === 'protect, the path itself' && vendor.answer === '307' && ['401', '404'].includes(ours.answer)
        ? ours
        : null,
  },
  {
    decision: 'D13',
    row: 'a signed-out `fetch(',
    why: 'a fetch is no page, whatever Next’s own `fetch` says of the page that is rendered',
    explain: ({ way }, vendor, ours) =>
      way === 'fetch in a page of Next' && vendor.answer === '307' && ['not-found', '403'].includes(ours.answer)
        ? ours
        : null,
  },
  {
    decision: 'D14',
    row: '`redirect()` of `next/navigation`',
    why: 'Next’s own redirect is one',
    explain: ({ handler }, vendor, ours) =>
      handler.startsWith('Next’s redirect') && vendor.answer === 'threw' && ['307', '204'].includes(ours.answer)
        ? ours
        : null,
  },
  {
    decision: 'D14',
    row: '`redirect()` of `next/navigation`',
    why: 'a relative target is resolved, and headers are added to a redirect that cannot be changed',
    explain: ({ handler }, vendor, ours) =>
      ['protect, a relative target', 'Response.redirect'].includes(handler) &&
      vendor.answer === 'threw' &&
      ['307', '302', '204', '401', 'next'].includes(ours.answer)
        ? ours
        : null,
  },
  {
    decision: '020',
    row: 'a fetch of Next’s router, of somebody whose session has just run out',
    why: 'it is empty too, so that the visit renews the session',
    explain: ({ way, who }, vendor, ours) =>
      way === 'router' && who === 'somebody whose session ran out' && isRefused(vendor) && ours.answer === '204'
        ? { ...ours, mark: vendor.mark }
        : null,
  },
  {
    decision: '012',
    row: 'a refused fetch of Next’s router',
    why: 'a refused fetch of the router is empty, so that it visits for real',
    explain: ({ way }, vendor, ours) =>
      way === 'router' && isRefused(vendor) && ours.answer === '204' ? { ...ours, mark: vendor.mark } : null,
  },
  {
    ...KNOWN.refusedAction,
    explain: ({ way }, vendor, ours) =>
      ACTIONS.includes(way) && isRefused(vendor) && ours.answer === '401' ? ours : null,
  },
  {
    ...KNOWN.refusedWrite,
    explain: ({ way }, vendor, ours) =>
      !way.includes('page') && vendor.answer === 'not-found' && ours.answer === '404' && !isProblem(ours)
        ? { ...vendor, answer: '404', handedOver: null, cookies: ours.cookies, policy: ours.policy }
        : null,
  },
  {
    ...KNOWN.refusedJsonClient,
    explain: (_, vendor, ours) =>
      isProblem(ours) && ['not-found', ours.answer].includes(vendor.answer)
        ? { ...vendor, answer: ours.answer, body: ours.body, handedOver: null, policy: onlyResponse(vendor.policy) }
        : null,
  },
  {
    ...KNOWN.unaskedMachineToken,
    explain: ({ who }, vendor, ours) =>
      MACHINES.includes(who) && ours.reason?.endsWith('token-type-mismatch') === true
        ? {
            ...vendor,
            status: ours.status,
            reason: ours.reason,
            hasMessage: ours.hasMessage,
            handedOver: ours.handedOver,
          }
        : null,
  },
  {
    ...KNOWN.sessionOnMachineRoute,
    explain: (_, vendor, ours) => withMismatch(vendor, ours),
  },
  {
    ...KNOWN.oauthChallenge,
    explain: ({ handler }, vendor, ours) =>
      handler === 'protect, OAuth' && vendor.answer === '401' ? withChallenge(vendor, ours) : null,
  },
  {
    decision: 'D19',
    row: 'a rewrite to another host, with `debug` or a policy',
    why: 'another host is told neither that we debug nor our nonce',
    isRare: true,
    explain: ({ handler }, vendor, ours) =>
      handler === 'a rewrite elsewhere'
        ? {
            ...vendor,
            handedOver: ours.handedOver,
            policy: { ...onlyResponse(vendor.policy), ...onlyRequest(ours.policy) },
          }
        : null,
  },
  {
    decision: 'D17',
    row: '`returnBackUrl` that is no http(s) URL',
    why: 'a return address is an http(s) URL without a password, or none',
    explain: ({ handler }, vendor) =>
      ['sign in, back to a script', 'sign in, back with a password'].includes(handler) &&
      vendor.location !== null &&
      !isHandshake(vendor.location)
        ? { ...vendor, location: withoutParameter(vendor.location, 'redirect_url') }
        : null,
  },
  {
    ...KNOWN.devBrowserOnRedirect,
    explain: ({ handler, isProduction }, vendor, ours) =>
      !isProduction && handler.startsWith('protect') && ours.location === withoutDevBrowser(vendor.location)
        ? { ...vendor, location: ours.location }
        : null,
  },
  {
    decision: 'D17',
    row: 'a person with a task, and a `signInUrl` with a query',
    why: 'the path of the page is longer, not its query',
    explain: ({ who }, vendor, ours) =>
      who === 'pending' && vendor.location !== null && /%2Ftasks/.test(vendor.location)
        ? { ...vendor, location: ours.location }
        : null,
  },
  {
    decision: 'D1',
    row: 'the Frontend API proxy behind another proxy',
    why: 'the address of our proxy is the one that the browser sees',
    isRare: true,
    explain: ({ options, way }, vendor, ours) =>
      options.startsWith('a proxy of ours') &&
      way === 'page behind a proxy' &&
      vendor.location?.replace(/^https?:\/\/[^/]+/, 'https://public.test') === ours.location
        ? { ...vendor, location: ours.location }
        : null,
  },
  {
    decision: '030',
    row: '`isSatellite` as a function that answers false',
    why: 'it is no satellite, in every part',
    explain: ({ options }, vendor, ours) =>
      options === 'no satellite by a function' &&
      (vendor.answer === 'threw' ||
        vendor.location?.includes('clerk.shop.test') === true ||
        ours.status === 'handshake')
        ? ours
        : null,
  },
  {
    ...KNOWN.loopbackProvider,
    explain: ({ isProduction }, vendor) => {
      const plain = (text: string | null): string | null =>
        text?.replace('https://127.0.0.1', 'http://127.0.0.1') ?? null
      return isProduction ? null : { ...vendor, location: plain(vendor.location), challenge: plain(vendor.challenge) }
    },
  },
  {
    decision: '022',
    row: 'the request’s cookies after a renewal',
    why: 'the application sees the session that was renewed',
    explain: ({ who }, vendor, ours) =>
      who === 'somebody whose session is renewed' && vendor.cookies === 'as sent'
        ? { ...vendor, cookies: ours.cookies }
        : null,
  },
  {
    ...KNOWN.uncachedAnswer,
    explain: (_, vendor, ours) => (isRefused(ours) ? withNoStore(vendor, ours) : null),
  },
  {
    ...KNOWN.uncachedSession,
    explain: (_, vendor, ours) =>
      ours.cacheControl === 'no-store' && vendor.setCookies.some((line) => SESSION_COOKIE.test(line))
        ? { ...vendor, cacheControl: 'no-store' }
        : null,
  },
]

/** On the way to the provider before any handler ran. */
function isHandshake(location: string): boolean {
  return new URL(location).pathname.endsWith('/v1/client/handshake')
}

function withoutParameter(location: string, name: string): string {
  const url = new URL(location)
  url.searchParams.delete(name)
  return url.href
}
