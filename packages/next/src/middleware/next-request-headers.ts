/**
 * The request headers that the application sees, and how Next is told. Next writes them into control headers of the response; those are
 * made through `NextResponse` only, and read from a response of the application's own, never from a client.
 *
 * @see protocol.md 15.6; rulings.md D4; threats.md 34, 35
 */
import {
  INTERNAL_HEADER_PREFIXES,
  NEXT_CONTROL_HEADER_PREFIX,
  NEXT_OVERRIDE_HEADER,
  NEXT_PASS_HEADER,
  NEXT_PREFETCH_HEADER,
  NEXT_REQUEST_HEADER_PREFIX,
  NEXT_REWRITE_HEADER,
  SCRIPT_POLICY_HEADERS,
} from '@postern/core/wire'

/** A name that only the middleware, or Next itself, may set. @param plain With dashes for underscores. */
function isInternal(name: string, plain: string): boolean {
  for (const prefix of INTERNAL_HEADER_PREFIXES) if (plain.startsWith(prefix)) return true
  // The Pages Router announces prefetches under this prefix, and its server needs to know.
  return plain.startsWith(NEXT_CONTROL_HEADER_PREFIX) && name !== NEXT_PREFETCH_HEADER
}

/** What a client says of the scripts that may run, by header: read before the handler can put its own in place. */
export type ClientPolicy = ReadonlyMap<string, string | null>

export function readClientPolicy(headers: Headers): ClientPolicy {
  return new Map(SCRIPT_POLICY_HEADERS.map((name) => [name, headers.get(name)]))
}

/** A nonce of the client's would be written into the application's script tags, and so run the client's scripts. The handler's own stays. */
function isOfClient(name: string, plain: string, value: string, client: ClientPolicy): boolean {
  return client.has(plain) && (plain !== name || client.get(name) === value)
}

/** A copy without what a client must not say. */
export function toApplicationHeaders(headers: Headers, client: ClientPolicy): Map<string, string> {
  const result = new Map<string, string>()
  for (const [name, value] of headers) {
    // Servers that map header names to variables read `x_clerk_…` as `x-clerk-…`. Those of a request come in small letters.
    const plain = name.replaceAll('_', '-')
    if (!isInternal(name, plain) && !isOfClient(name, plain, value, client)) result.set(name, value)
  }
  return result
}

/** The request headers that an application's own response asks for (`NextResponse.next({ request: { headers } })`), or null. */
export function readOverriddenHeaders(response: Response): Headers | null {
  const names = response.headers.get(NEXT_OVERRIDE_HEADER)
  if (names === null) return null
  const headers = new Headers()
  for (const name of names.split(',').map((part) => part.trim())) {
    const value = name === '' ? null : response.headers.get(`${NEXT_REQUEST_HEADER_PREFIX}${name}`)
    if (value !== null) headers.set(name, value)
  }
  return headers
}

/** What a response of the application's tells Next to do. */
export type NextStep =
  | { readonly kind: 'next' }
  | { readonly kind: 'rewrite'; readonly url: string }
  | { readonly kind: 'answer' }

export function readNextStep(response: Response): NextStep {
  const url = response.headers.get(NEXT_REWRITE_HEADER)
  if (url !== null) return { kind: 'rewrite', url }
  return response.headers.get(NEXT_PASS_HEADER) === null ? { kind: 'answer' } : { kind: 'next' }
}

/** The headers of a response that are meant for the browser (cookies among them), or that Next keeps for itself, without the above. */
export function toOwnHeaders(response: Response): Headers {
  const headers = new Headers(response.headers)
  for (const name of response.headers.keys()) {
    const isRequestHeader = name === NEXT_OVERRIDE_HEADER || name.startsWith(NEXT_REQUEST_HEADER_PREFIX)
    if (isRequestHeader || name === NEXT_PASS_HEADER || name === NEXT_REWRITE_HEADER) headers.delete(name)
  }
  return headers
}
