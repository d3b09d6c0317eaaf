/**
 * What does a browser see? A network → visits, hop by hop. Waits for the network.
 *
 * It follows redirects itself, with the headers of a browser that opens a document, so that every hop can be printed and judged. The
 * network is a function from request to response: in process, where provider and application need no port, or over sockets.
 */
import { createCookieJar, type CookieJar, toSite } from './create-cookie-jar.ts'

/** Redirects that are followed in one visit. A sign-in takes about six; more than this is a loop. */
export const MAX_HOPS = 20

/** Answers every host that the browser goes to. Follows no redirect. */
export type Network = (request: Request) => Promise<Response>

/** One request and its answer, without credentials. */
export interface Hop {
  readonly method: string
  readonly url: URL
  readonly status: number
  /** Where the answer sends the browser; null when nowhere. */
  readonly location: URL | null
  /** Why the application's middleware decided as it did, as its response headers tell; empty where there is none. */
  readonly reason: string
  readonly setCookieNames: readonly string[]
  /** Its body was read or is not to be had. */
  readonly response: Response
}

/** One visit, from the address to the page where it ended. */
export interface Visit {
  readonly hops: readonly Hop[]
  readonly last: Hop
  /** Text of the last response. */
  readonly body: string
  /** One line per hop: method, URL without values of its parameters, status and reason. */
  readonly story: readonly string[]
}

/** How a visit begins. */
export interface VisitOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** A form that is sent; the method is then POST. */
  readonly form?: Readonly<Record<string, string>>
  /** The page on which the person clicked or sent the form. Default: none, an address that was typed. */
  readonly from?: string
}

/** A browser without a window. */
export interface Browser {
  readonly jar: CookieJar
  /** Opens a page as a person does: a navigation, redirects followed. */
  readonly visit: (url: string, options?: VisitOptions) => Promise<Visit>
  /** What a script on the page gets from `fetch`: one hop, redirects not followed. */
  readonly script: (url: string) => Promise<Visit>
}

const NAVIGATION = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
}
const SCRIPT = { accept: '*/*', 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' }

/**
 * Makes a browser with an empty jar.
 *
 * @param nowMs Milliseconds since the Unix epoch, for the age of cookies.
 * @param onHop Told about each hop as it happens.
 */
export const createBrowser = (network: Network, nowMs: () => number, onHop?: (hop: Hop) => void): Browser => {
  const jar = createCookieJar(nowMs)

  const step = async (url: URL, method: string, options: VisitOptions): Promise<Hop> => {
    const from = options.from === undefined ? null : new URL(options.from)
    const form = method === 'POST' && options.form !== undefined ? new URLSearchParams(options.form) : null
    const headers = new Headers({ host: url.host, ...options.headers })
    const cookie = jar.header(url, from !== null && toSite(from) !== toSite(url))
    if (cookie !== null) headers.set('cookie', cookie)
    if (from !== null) {
      // The default policy: origin only for other origins. @see https://www.w3.org/TR/referrer-policy/
      headers.set('referer', from.origin === url.origin ? from.href : `${from.origin}/`)
      if (form !== null) headers.set('origin', from.origin)
    }
    const response = await network(new Request(url, { method, headers, body: form, redirect: 'manual' }))
    jar.store(url, response.headers.getSetCookie())
    const hop = toHop(method, url, response)
    onHop?.(hop)
    return hop
  }

  return {
    jar,
    visit: async (address, options = {}) => {
      const hops: Hop[] = []
      const all = { ...options, headers: { ...NAVIGATION, ...options.headers } }
      let url = new URL(address)
      let method = options.method ?? (options.form === undefined ? 'GET' : 'POST')
      for (;;) {
        const hop = await step(url, method, all)
        hops.push(hop)
        if (hop.location === null || hops.length > MAX_HOPS) return toVisit(hops, hop)
        await hop.response.body?.cancel()
        // A redirected form keeps its method and body only after 307 and 308.
        if (method === 'POST' && hop.status <= 303) method = 'GET'
        url = hop.location
      }
    },
    script: async (address) => {
      const hop = await step(new URL(address), 'GET', { headers: SCRIPT })
      return toVisit([hop], hop)
    },
  }
}

const toHop = (method: string, url: URL, response: Response): Hop => {
  const { status, headers } = response
  const target = headers.get('location')
  return {
    method,
    url,
    status,
    location: target === null || status < 300 || status > 399 ? null : new URL(target, url),
    reason: headers.get('x-clerk-auth-reason') ?? '',
    setCookieNames: headers.getSetCookie().map((line) => line.split('=')[0] ?? ''),
    response,
  }
}

const toVisit = async (hops: readonly Hop[], last: Hop): Promise<Visit> => ({
  hops,
  last,
  body: await last.response.text(),
  story: hops.map(toLine),
})

const toLine = ({ method, url, status, reason }: Hop): string => {
  const names = [...url.searchParams.keys()]
  const query = names.length === 0 ? '' : `?${names.join('&')}`
  return `${method} ${url.origin}${url.pathname}${query} ${status}${reason === '' ? '' : ` ${reason}`}`
}
