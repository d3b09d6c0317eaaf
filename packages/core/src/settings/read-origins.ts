/**
 * Settings room. Options that name a place on the web → their one spelling. Throws on a value that can never be met.
 *
 * What is wrong with a value, and what would be meant, stands in the tables of the values room.
 */
import { parseOrigin } from '../values/origin-faults.ts'
import { findUrlFault, type UrlKind } from '../values/url-faults.ts'
import { readText, readTextList, toOptionError } from './check-options.ts'
import { MAX_SHOWN_CHARS } from '../wire/tenant-limits.ts'

/**
 * An http(s) URL or a path of the application, without blanks around it; empty where nothing was given.
 *
 * @param isProxy Paths are added to it, so it holds no query; and a host without a scheme is understood.
 * @throws ERR_AUTH_OPTION_INVALID on anything else.
 */
export function readUrlOrPath(name: string, value: unknown, isProxy = false): string {
  const kind = { isBase: isProxy, isHostEnough: isProxy }
  return readUrl(name, value, kind, 'an http(s) URL or a path of the application')
}

/** An http(s) URL to which paths are added, without a slash at the end; empty where nothing was given. @throws ERR_AUTH_OPTION_INVALID */
export function readBaseUrl(name: string, value: unknown): string {
  const kind = { isBase: true, isHostEnough: false }
  return readUrl(name, value, kind, 'an http(s) URL such as https://api.example.com').replace(/\/+$/, '')
}

function readUrl(name: string, value: unknown, kind: UrlKind, must: string): string {
  const text = readText(name, value instanceof URL ? value.href : value)?.trim() ?? ''
  if (text === '') return ''
  const fault = findUrlFault(text, kind)
  if (fault === null) return text
  throw toOptionError(name, `must be ${must}. ${toShown(text)} ${fault}`)
}

/** A path below which an application is served, without a slash at its end. @throws ERR_AUTH_OPTION_INVALID on anything else. */
export function readBasePath(name: string, value: unknown): string {
  const text = readText(name, value)?.trim() ?? ''
  if (/^(?:\/[^/\\?#\s]+)*\/?$/.test(text)) return text.replace(/\/$/, '')
  throw toOptionError(name, `must be a path such as /admin, not ${toShown(text)}`)
}

/** A host with an optional port, in the form that `URL.host` has; a scheme before it is allowed. @throws ERR_AUTH_OPTION_INVALID on anything else. */
export function readHost(name: string, value: unknown): string {
  const text = readText(name, value)?.trim() ?? ''
  if (text === '') return ''
  const origin = parseOrigin(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`, true)
  if (origin.ok && !origin.value.includes('*')) return new URL(origin.value).host
  const fault = origin.ok ? 'has a wildcard, and one host is needed' : origin.failure.replace(/"https?:\/\//, '"')
  throw toOptionError(name, `must be a host such as app.example.com. ${toShown(text)} ${fault}`)
}

/**
 * Origins, in the form that `URL.origin` has, or `https://*.example.com` for every origin with exactly one label in place of the star.
 *
 * @param isWebOnly Schemes of applications (`chrome-extension://…`, `capacitor://localhost`) are not accepted.
 * @throws ERR_AUTH_OPTION_INVALID on what no browser sends as an origin, with what is meant.
 */
export function readOrigins(name: string, value: unknown, isWebOnly: boolean): readonly string[] {
  return readTextList(name, value).map((text) => {
    const origin = parseOrigin(text, isWebOnly)
    if (origin.ok) return origin.value
    const must =
      'must list origins such as https://app.example.com, or https://*.example.com for one label in place of the star'
    throw toOptionError(name, `${must}. ${toShown(text)} ${origin.failure}`)
  })
}

/** User information may be a password. */
function toShown(text: string): string {
  return JSON.stringify(
    text
      .replace(/\/\/[^/@]*@/, '//…@')
      .replace(/[?#][^]*$/, (tail) => `${tail.charAt(0)}…`)
      .slice(0, MAX_SHOWN_CHARS),
  )
}
