/**
 * A walk or an answer → lines that two stacks can be compared by: no token, no port, no moment. Caching is left out: ours forbids it more
 * often (rulings.md D20).
 */
import type { Hop, Visit } from '@postern/workspace/create-browser'

const SUFFIXED = /^(__session|__client_uat|__client|__refresh|__clerk_db_jwt)_[\w-]{8}$/

/** One line per hop: method, URL, status, reason, cookies that were set; then the body of the last one if the application wrote it. */
export function showWalk({ hops, body }: Visit): readonly string[] {
  const isOurs = hops.at(-1)?.response.headers.get('content-type')?.startsWith('application/json') === true
  return [...hops.map(showHop), ...(isOurs ? [body] : []), '']
}

function showHop({ method, url, status, reason, response }: Hop): string {
  const query = [...url.searchParams].map(([name, value]) => `${name}=${showValue(value)}`)
  const text = `${withoutPort(url.origin)}${url.pathname}${query.length === 0 ? '' : `?${query.join('&')}`}`
  const cookies = response.headers.getSetCookie().map(showCookie).toSorted()
  return [`${method} ${text} ${status} ${reason}`.trim(), ...cookies].join('\n    ')
}

/** Status, reason and body of an answer to a program. A refusal has no reason: the vendor's middleware for Next does not tell it. */
export async function showAnswer(response: Response): Promise<string> {
  const reason = response.status === 401 ? '' : (response.headers.get('x-clerk-auth-reason') ?? '')
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  return `${response.status} ${reason} ${isJson ? await response.text() : ''}`.trim()
}

function showCookie(line: string): string {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const at = pair.indexOf('=')
  const name = pair.slice(0, at).replace(SUFFIXED, '$1_<suffix>')
  return `${name}=${showValue(pair.slice(at + 1))}; ${attributes.map(withoutPort).toSorted().join('; ')}`
}

/** Addresses and short words stay; what is random or signed becomes its kind. */
function showValue(value: string): string {
  if (/^https?:/.test(value))
    return withoutPort(value).replaceAll(/(?<=__clerk_(?:handshake|db_jwt|handshake_nonce)=)[^&]+/g, '<…>')
  if (value.startsWith('ey')) return '<token>'
  if (/^\d{9,}$/.test(value)) return '<moment>'
  return value.length > 40 || value.startsWith('dvb_') ? '<secret>' : withoutPort(value)
}

function withoutPort(text: string): string {
  return text.replaceAll(/(127\.0\.0\.1|clerk\.app\.localhost):\d+/g, '$1')
}
