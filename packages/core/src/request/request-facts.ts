/** Request room. What a request says about itself, unverified. Pure. */
import type { Cookies } from './parse-cookie-header.ts'
import type { PublicUrl } from './public-url.ts'

/** The parts of a `Request` that are read. A request of another realm or bundle fits as well. */
export interface RequestLike {
  readonly method: string
  readonly url: string
  readonly headers: {
    get(name: string): string | null
    forEach(visit: (value: string, name: string) => void): void
  }
}

/** The headers of a request, and nothing else of it. */
export interface HeaderReader {
  /** A header's value, or null. @param name In lower case. */
  get(name: string): string | null
}

/**
 * What stands for a request of which only headers are seen: server code sees neither its method nor its path.
 *
 * It counts as a POST. So nothing of it can travel or be renewed, whose cookies could not be set. And only a POST runs an action, so one that
 * names an action runs it.
 *
 * @param url Stands for the address where no header names a host.
 */
export function toHeadersOnly(headers: HeaderReader, url: string): RequestLike {
  return { method: 'POST', url, headers: { get: (name) => headers.get(name), forEach: () => {} } }
}

/** What a request says, worked out when it is asked for. */
export interface RequestFacts {
  /** In capitals, as the runtime gives it. */
  readonly method: string
  /** As the runtime gives it, before any forwarded header is considered. */
  readonly url: string
  /** The URL that the browser sees. Worked out when first asked for. */
  readonly publicUrl: PublicUrl
  /** The protocol's cookies, by name. */
  readonly cookies: Cookies
  /** Value of `Authorization`, or null. */
  readonly authorization: string | null
  /** False: no name of a parameter holds this text. Nearly every query says so at once, as it has no escape that could spell it. */
  mayHoldParam(name: string): boolean
  /** A query parameter's first value, percent-decoded, or null. */
  query(name: string): string | null
  /** A header's value, or null. */
  header(name: string): string | null
  /**
   * Every header but `Authorization` and the sub-protocols of a WebSocket, which may hold a token. Of the cookies only the protocol's are left:
   * the others are not the provider's business (rulings.md D10).
   */
  headersForProvider(isProtocolCookie: (name: string) => boolean): Readonly<Record<string, readonly string[]>>
  /** Names of request headers that only the middleware may set (rulings.md D4). */
  internalHeaderNames(): readonly string[]

  /**
   * A browser asks whether it may send a request to another origin: OPTIONS with `Origin` and `Access-Control-Request-Method`. It carries no
   * credentials, whoever sits in front of it. @see Fetch §4.8
   */
  readonly isPreflight: boolean
  /** A document that a person is waiting for: GET, and `Sec-Fetch-Dest` is document or iframe, or absent with an HTML `Accept`. */
  readonly isNavigation: boolean
  /** GET with `Sec-Fetch-Dest: document`. */
  readonly isTopLevelVisit: boolean
  /** A navigation that the browser makes in advance and may throw away. */
  readonly isSpeculative: boolean
  /** A person should see a page, not a bare status (protocol.md 15.5). */
  readonly isPage: boolean
  /** A program that wants JSON, and no page: `Accept` names `application/json` or problem details, and not `text/html`. */
  readonly isJsonWanted: boolean
  /** A Next server action (protocol.md 15.5; on Next 16 a POST that names an action). */
  readonly isServerAction: boolean
  /** Made before anybody asked: by the browser, or by the router of Next's Pages Router. The App Router hides its own from middleware. */
  readonly isPrefetch: boolean
  /** A page that Next's router fetches in a script, by either router. */
  readonly isRouterFetch: boolean
}

/**
 * Who reads the answer. Only the middleware sees it all: frameworks change and remove headers before server code runs, so it is told and
 * never guesses.
 */
export type ReaderFacts = Pick<RequestFacts, 'isPage' | 'isServerAction' | 'isPrefetch' | 'isRouterFetch'>
