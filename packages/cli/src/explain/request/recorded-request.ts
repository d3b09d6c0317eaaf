/**
 * A request as it was recorded or described: what a decision may depend on, and nothing else. Bodies, answers and timings are dropped on
 * reading.
 */
import { createUsageError } from '../../frame/cli-error.ts'

/** Name and value, in the order in which they were sent. */
export type Headers = readonly (readonly [name: string, value: string])[]

/** A request. Holds credentials in its headers and its query: never print it, print `toOutline` of it. */
export interface RecordedRequest {
  readonly method: string
  /** Absolute. */
  readonly url: URL
  readonly headers: Headers
  /** When it was sent, in milliseconds since the Unix epoch. Null where nobody noted it. */
  readonly sentAtMs: number | null
}

/** What of a request may be shown. */
export interface Outline {
  readonly method: string
  readonly origin: string
  readonly path: string
  /** Names only. */
  readonly parameters: readonly string[]
  /** Names only, in lower case. */
  readonly headers: readonly string[]
  /** Names only. */
  readonly cookies: readonly string[]
}

/** Headers of a connection, which no policy sees. */
const OF_CONNECTION = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'upgrade-insecure-requests',
])
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/**
 * Checks the parts of a request, wherever they were read.
 *
 * @throws CliError `ERR_CLI_USAGE` for what no client could have sent. The message holds no part of it.
 */
export function toRecordedRequest(parts: {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly sentAtMs: number | null
}): RecordedRequest {
  const method = parts.method.toUpperCase()
  if (!/^[A-Z]+$/.test(method) || ['CONNECT', 'TRACE', 'TRACK'].includes(method)) {
    throw createUsageError(
      'The method of the request is none that reaches an application.',
      'Give one such as GET or POST.',
    )
  }
  const headers = parts.headers.filter(([name]) => !name.startsWith(':') && !OF_CONNECTION.has(name.toLowerCase()))
  if (headers.some(([name, value]) => !NAME.test(name) || /[\0\r\n]|[^\0-\xff]/.test(value))) {
    throw createUsageError(
      'A header of the request has a name or a value that cannot be sent.',
      'Write it as name: value, in one line.',
    )
  }
  return { method, url: toUrl(parts.url), headers, sentAtMs: parts.sentAtMs }
}

/** Without a scheme it is meant as a browser and curl would take it. */
function toUrl(text: string): URL {
  const isLocal = /^(?:localhost|127\.|\[::1\])/.test(text)
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${isLocal ? 'http' : 'https'}://${text}`
  const url = URL.canParse(whole) ? new URL(whole) : null
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    throw createUsageError(
      'The address of the request is no URL.',
      'Give a whole one, such as http://localhost:3000/admin.',
    )
  }
  url.username = ''
  url.password = ''
  return url
}

/** As a handler receives it. Without a body, which no decision reads. */
export function toRequest({
  method,
  url,
  headers,
}: Pick<RecordedRequest, 'method' | 'headers'> & { readonly url: string | URL }): Request {
  const hasHost = headers.some(([name]) => name.toLowerCase() === 'host')
  const all: Headers = hasHost ? headers : [['host', new URL(url).host], ...headers]
  return new Request(url, { method, headers: joinCookies(all) })
}

/** HTTP/2 may send a cookie a header; one header holds them all on the way in. @see RFC 9113 §8.2.3 */
function joinCookies(headers: Headers): [string, string][] {
  const cookies = headers.filter(([name]) => name.toLowerCase() === 'cookie').map(([, value]) => value)
  const others = headers
    .filter(([name]) => name.toLowerCase() !== 'cookie')
    .map(([name, value]): [string, string] => [name, value])
  return cookies.length === 0 ? others : [...others, ['cookie', cookies.join('; ')]]
}

/** What may be shown: names, never values. */
export function toOutline({ method, url, headers }: RecordedRequest): Outline {
  const values = headers.filter(([name]) => name.toLowerCase() === 'cookie').flatMap(([, value]) => value.split(';'))
  const cookies = values.flatMap((pair) => (pair.includes('=') ? [pair.slice(0, pair.indexOf('=')).trim()] : []))
  return {
    method,
    origin: url.origin,
    path: url.pathname,
    parameters: [...new Set(url.searchParams.keys())],
    headers: [...new Set(headers.map(([name]) => name.toLowerCase()))],
    cookies: [...new Set(cookies)],
  }
}
