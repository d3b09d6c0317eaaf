/**
 * Decision room. `Cookie` header of a request + cookies that its response sets → the header that the application sees. Pure.
 *
 * After a renewal, or a handshake that is answered with the page itself, the browser gets new cookies with the answer. Whoever reads the
 * request's cookies while the page is made must not find the old ones beside the new state.
 *
 * @see RFC 6265 §5.2, §5.3; protocol.md 6.3, 7
 */

/** What becomes of a cookie: its new value, or null where it is deleted. */
type Changes = ReadonlyMap<string, string | null>

/** Attributes by which two cookies of one name are apart. */
const SCOPE_ATTRIBUTE = /^(?:domain|path|partitioned)(?:=|$)/i
const MAX_AGE = /^max-age=(-?\d+)$/i
const EXPIRES = /^expires=/i
/** Cookies are deleted by a date of the last century, mostly the epoch. To recognise one needs no clock. */
const PAST = /[ -]19\d\d[ -]|-(?:69|7\d)[ -]/

/**
 * The header as the browser will send it next time: new values stand in the place of the old ones, what was deleted is gone, what is new
 * comes last, everything else stays to the letter.
 *
 * @param header Null: the request carries none.
 * @param setCookies Complete `Set-Cookie` values, in the order in which they are sent.
 * @returns Null where no cookie is left. The very header that was given where nothing is set.
 */
export function renewCookieHeader(header: string | null, setCookies: readonly string[]): string | null {
  if (setCookies.length === 0) return header
  const changes = readChanges(setCookies)
  const pairs = (header ?? '').split(';').map((pair) => pair.trim())
  const seen = new Set<string>()
  const result: string[] = []
  for (const pair of pairs) {
    if (pair === '') continue
    const name = toName(pair)
    const change = changes.get(name)
    if (change === undefined) result.push(pair)
    else if (change !== null && !seen.has(name)) result.push(`${name}=${change}`)
    seen.add(name)
  }
  for (const [name, value] of changes) if (value !== null && !seen.has(name)) result.push(`${name}=${value}`)
  return result.length === 0 ? null : result.join('; ')
}

/** Of several cookies of one name the last that is set counts: another scope's may be deleted beside it. */
function readChanges(setCookies: readonly string[]): Changes {
  const scoped = new Map<string, { readonly name: string; readonly value: string | null }>()
  for (const text of setCookies) {
    const [pair = '', ...rest] = text.split(';').map((part) => part.trim())
    const name = toName(pair)
    if (name === '') continue
    const scope = rest
      .filter((attribute) => SCOPE_ATTRIBUTE.test(attribute))
      .map((attribute) => attribute.toLowerCase())
    const key = [name, ...scope.toSorted()].join(';')
    // Set anew, so that the order is that of the last word on each.
    scoped.delete(key)
    scoped.set(key, { name, value: toValue(pair, rest) })
  }
  const changes = new Map<string, string | null>()
  for (const { name, value } of scoped.values()) changes.set(name, value ?? changes.get(name) ?? null)
  return changes
}

/** Null: deleted. An empty value says as little as none. */
function toValue(pair: string, attributes: readonly string[]): string | null {
  const value = pair.slice(pair.indexOf('=') + 1).trim()
  return value === '' || isExpired(attributes) ? null : value
}

/** `Max-Age` goes before `Expires`, and of each the last counts. @see RFC 6265 §5.3 */
function isExpired(attributes: readonly string[]): boolean {
  const maxAge = attributes.flatMap((text) => MAX_AGE.exec(text)?.[1] ?? []).at(-1)
  if (maxAge !== undefined) return Number(maxAge) <= 0
  return PAST.test(attributes.findLast((text) => EXPIRES.test(text)) ?? '')
}

function toName(pair: string): string {
  const equals = pair.indexOf('=')
  return equals === -1 ? '' : pair.slice(0, equals).trim()
}
