/**
 * Request room. Text of a `Cookie` header → the protocol's cookies. Pure.
 *
 * @see RFC 6265 §5.4; protocol.md 3.2
 */
import { COOKIE_PREFIX } from '../wire/query.ts'

/** The protocol's cookies, by name. */
export interface Cookies {
  /** How many there are. 0: none. */
  readonly size: number
  /** The value of the first of a name, percent-decoded; undefined where there is none. One that cannot be decoded is given as it is. */
  get(name: string): string | undefined
}

const NO_MARKS: readonly number[] = []
const UNDERSCORE = 95

/**
 * Reads the cookies whose names begin with two underscores, which are all that the protocol reads. The header is split before
 * anything is decoded, so that an encoded `;` or `=` in a value cannot make a cookie.
 *
 * @returns The first occurrence of each name. Values that cannot be decoded are kept as they are; quotes are not removed.
 */
export function parseCookieHeader(header: string | null): MarkedCookies {
  if (header === null || !header.includes(COOKIE_PREFIX)) return new MarkedCookies('', NO_MARKS)
  const marks: number[] = []
  let start = 0
  while (start < header.length) {
    let end = header.indexOf(';', start)
    if (end === -1) end = header.length
    while (start < end && isSpace(header.charCodeAt(start))) start++
    if (header.charCodeAt(start) === UNDERSCORE && header.charCodeAt(start + 1) === UNDERSCORE) {
      const equals = header.indexOf('=', start)
      if (equals !== -1 && equals < end) marks.push(start, equals, end)
    }
    start = end + 1
  }
  return new MarkedCookies(header, marks)
}

/** A header, and where its cookies are. A handful of names is asked for, once each, so no map is made for them. */
class MarkedCookies implements Cookies {
  readonly header: string
  /** Of each cookie: where it begins, its equals sign, and where it ends. */
  readonly marks: readonly number[]

  constructor(header: string, marks: readonly number[]) {
    this.header = header
    this.marks = marks
  }

  get size(): number {
    return this.marks.length / 3
  }

  get(name: string): string | undefined {
    const { header, marks } = this
    for (let at = 0; at < marks.length; at += 3) {
      const equals = marks[at + 1] ?? 0
      if (isNamed(header, marks[at] ?? 0, equals, name)) return toValue(cut(header, equals + 1, marks[at + 2] ?? 0))
    }
    return undefined
  }
}

/** Whether a part spells a name. It begins with the name's own first character, and may end with white space. */
function isNamed(header: string, start: number, end: number, name: string): boolean {
  if (end - start <= name.length) return end - start === name.length && header.startsWith(name, start)
  return !isVisible(header.charCodeAt(end - 1)) && header.slice(start, end).trim() === name
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
