/**
 * Values room. Text of an origin → its one spelling, or what is wrong with it and what would be meant. Pure.
 *
 * Origins are compared with what browsers send, so a value in another spelling would match nobody. A value that can only mean one origin is
 * normalised: capitals, the default port, one slash at the end. Every other value is refused.
 *
 * @see RFC 6454 §6.2; rulings.md D1, D3, D7
 */
import { toUrl } from '../foundation/is-record.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { always, firstMatch, type Rule } from '../foundation/rule.ts'

interface OriginText {
  readonly text: string
  /** Its URL. The label of a wildcard is replaced by a label that parsers accept. Null: the text cannot be parsed. */
  readonly url: URL | null
  /** True: only http and https are allowed. False: schemes of applications count too, such as `chrome-extension://…` and `capacitor://localhost`. */
  readonly isWebOnly: boolean
}

const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i
const WEB = /^https?:$/
/** Schemes with a meaning of their own in browsers, which no page has as its origin. */
const NO_PAGE = /^(?:wss?|ftp|file|javascript|data|blob):$/
/** The one form of a wildcard: one whole label, the first. */
const WILDCARD = /^(https?:\/\/)\*\.(?=[^*]+$)/i
const STAND_IN = 'any-label'

/** Everybody can get a host below these. A wildcard there would let strangers in. */
const SHARED_HOSTS: ReadonlySet<string> = new Set([
  'vercel.app',
  'now.sh',
  'netlify.app',
  'pages.dev',
  'workers.dev',
  'github.io',
  'gitlab.io',
  'githubpreview.dev',
  'app.github.dev',
  'herokuapp.com',
  'web.app',
  'firebaseapp.com',
  'fly.dev',
  'onrender.com',
  'railway.app',
  'up.railway.app',
  'deno.dev',
  'deno.net',
  'run.app',
  'appspot.com',
  'amplifyapp.com',
  'cloudfront.net',
  'azurewebsites.net',
  'azurestaticapps.net',
  'ondigitalocean.app',
  'surge.sh',
  'replit.app',
  'repl.co',
  'stackblitz.io',
  'webcontainer.io',
  'csb.app',
  'ngrok.io',
  'ngrok.app',
  'ngrok-free.app',
  'trycloudflare.com',
  'loca.lt',
  'blogspot.com',
  'lovable.app',
])
/** Second levels of registries, as in `co.uk` and `com.au`. */
const REGISTRY = /^(?:ac|co|com|edu|gov|gob|go|ltd|me|mil|ne|net|nom|or|org|plc|sch)\.[a-z]{2}$/

/** The first row that applies names the problem. The last row says that there is none. */
// prettier-ignore
export const originFaults: readonly Rule<OriginText, string | null>[] = [
  ['origin-without-scheme',       o => !SCHEME.test(o.text),                                        'has no scheme'],
  ['origin-with-stray-wildcard',  o => hasWildcard(o) && !WILDCARD.test(o.text),                    'has a wildcard elsewhere than as its whole first label'],
  ['origin-unreadable',           o => o.url === null || o.url.host === '',                         'names no host'],
  ['origin-of-no-page',           o => !isPageScheme(o),                                            'has a scheme that no page is loaded by'],
  ['origin-with-user',            o => o.url?.username !== '' || o.url.password !== '',             'holds user information'],
  ['origin-with-path',            o => !/^\/?$/.test(o.url?.pathname ?? '') || /[?#]/.test(o.text),         'holds more than scheme, host and port'],
  ['origin-wildcard-too-wide',    o => hasWildcard(o) && isShared(o.url?.hostname.slice(STAND_IN.length + 1) ?? ''),               'has a wildcard below which strangers can have a host'],
  ['origin-as-browsers-send-it',  always,                                                           null],
]

/**
 * Reads an origin.
 *
 * @returns Its one spelling, `https://app.example.com` or `https://*.example.com`; or what is wrong, as the end of a sentence that begins
 *   with the value, and what would be meant.
 */
export function parseOrigin(given: string, isWebOnly: boolean): Result<string, string> {
  const text = given.trim()
  const facts = { text, isWebOnly, url: toUrl(text.replace(WILDCARD, `$1${STAND_IN}.`)) }
  const { outcome } = firstMatch(originFaults, facts)
  if (outcome === null) return ok(toSpelling(facts))
  const meant = toMeant(text)
  return fail(meant === null ? outcome : `${outcome}; write ${JSON.stringify(meant)}`)
}

function toSpelling({ text, url }: OriginText): string {
  if (url === null) return text
  const origin = WEB.test(url.protocol) ? url.origin : `${url.protocol}//${url.host}`
  return WILDCARD.test(text) ? origin.replace(`//${STAND_IN}.`, '//*.') : origin
}

function hasWildcard({ text }: OriginText): boolean {
  return text.includes('*')
}

function isPageScheme({ url, isWebOnly }: OriginText): boolean {
  const protocol = url?.protocol ?? ''
  return WEB.test(protocol) || (!isWebOnly && !NO_PAGE.test(protocol))
}

/** `localhost` is one label and nobody else's. */
function isShared(host: string): boolean {
  if (host === 'localhost') return false
  return !host.includes('.') || host.endsWith('.') || REGISTRY.test(host) || SHARED_HOSTS.has(host)
}

/** The origin that the text most likely means. Null: nobody can tell. */
function toMeant(text: string): string | null {
  if (text.includes('*')) return null
  const scheme = /^(?:localhost|127\.|\[::1\])/i.test(text) ? 'http' : 'https'
  const url = toUrl(
    SCHEME.test(text) ? text.replace(/^(?:wss|ftp):/i, 'https:').replace(/^ws:/i, 'http:') : `${scheme}://${text}`,
  )
  if (url === null || !WEB.test(url.protocol)) return null
  return url.hostname.includes('.') || url.hostname === 'localhost' || SCHEME.test(text) ? url.origin : null
}

/** One label of a host name, as browsers send it. */
const LABEL = /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/

/**
 * Compares to the letter. A listed `https://*.example.com` stands for every origin with exactly one label in place of the star; scheme and
 * port must be the same, and `https://example.com` itself is not meant.
 *
 * @param origins In their one spelling, as `parseOrigin` gives them.
 */
export function isListedOrigin(origins: readonly string[], origin: string): boolean {
  // A star is one of ours, and no browser's.
  if (origin.includes('*')) return false
  return origins.includes(origin) || origins.some((listed) => isBelow(listed, origin))
}

function isBelow(listed: string, origin: string): boolean {
  const star = listed.indexOf('*')
  if (star === -1) return false
  const before = listed.slice(0, star)
  const after = listed.slice(star + 1)
  if (!origin.startsWith(before) || !origin.endsWith(after)) return false
  return LABEL.test(origin.slice(before.length, origin.length - after.length))
}
