/**
 * Request room. Text of a `Cookie` header → the protocol's cookies. Pure.
 *
 * @see RFC 6265 §5.4; protocol.md 3.2
 */
import { COOKIE_PREFIX } from '../wire/query.ts'

/** Values by name, percent-decoded. */
export type Cookies = ReadonlyMap<string, string>

const NO_COOKIES: ReadonlyMap<string, string> = new Map()
const UNDERSCORE = 95

/**
 * Reads the cookies whose names begin with two underscores, which are all that the protocol reads. The header is split before
 * anything is decoded, so that an encoded `;` or `=` in a value cannot make a cookie.
 *
 * @returns The first occurrence of each name. Values that cannot be decoded are kept as they are; quotes are not removed.
 */
export function parseCookieHeader(header: string | null): Cookies {
  if (header === null || !header.includes(COOKIE_PREFIX)) return NO_COOKIES
  const cookies = new Map<string, string>()
  let start = 0
  while (start < header.length) {
    let end = header.indexOf(';', start)
    if (end === -1) end = header.length
    while (start < end && isSpace(header.charCodeAt(start))) start++
    if (header.charCodeAt(start) === UNDERSCORE && header.charCodeAt(start + 1) === UNDERSCORE) {
      readPair(header, start, end, cookies)
    }
    start = end + 1
  }
  return cookies
}

/**
 * What of a `Cookie` header may be shown to the provider: only cookies of the protocol (rulings.md D10).
 *
 * @param names Whether a name belongs to the protocol.
 */
export function toProtocolCookieHeader(header: string, isProtocolName: (name: string) => boolean): string {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => isProtocolName(pair.slice(0, Math.max(0, pair.indexOf('='))).trim()))
    .join('; ')
}

function readPair(header: string, start: number, end: number, cookies: Map<string, string>): void {
  const equals = header.indexOf('=', start)
  if (equals === -1 || equals >= end) return
  const name = cut(header, start, equals)
  if (!cookies.has(name)) cookies.set(name, toValue(cut(header, equals + 1, end)))
}

/** The part without white space at its ends. Most have none, and looking is cheaper than `trim`. */
function cut(header: string, start: number, end: number): string {
  const part = header.slice(start, end)
  return isVisible(header.charCodeAt(start)) && isVisible(header.charCodeAt(end - 1)) ? part : part.trim()
}

/** Printable ASCII. */
function isVisible(code: number): boolean {
  return code > 32 && code < 127
}

function toValue(raw: string): string {
  if (!raw.includes('%')) return raw
  try {
    return decodeURIComponent(raw)
  } catch {
    return raw
  }
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9
}
