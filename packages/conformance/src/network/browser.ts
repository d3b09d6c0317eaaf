/**
 * A browser that walks through redirects itself and remembers every hop. The network is a function from request to response: in process,
 * where provider and application need no port, or over sockets.
 */
import { createCookieJar, type CookieJar, toSite } from './cookie-jar.ts'

/** Answers every host of a test. */
export type Network = (request: Request) => Promise<Response>

/** One request of a walk, without credentials. */
export interface Hop {
  readonly method: string
  readonly url: URL
  readonly status: number
  /** Reason of the application's middleware, empty where there is none. */
  readonly reason: string
  readonly setCookieNames: readonly string[]
  readonly response: Response
}

export interface Walk {
  readonly hops: readonly Hop[]
  readonly last: Hop
  /** Text of the last response. */
  readonly body: string
  /** One line per hop: method, URL without values of its parameters, status and reason. */
  readonly story: readonly string[]
}

export interface VisitOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** A form that is sent; the method is then POST. */
  readonly form?: Readonly<Record<string, string>>
  /** The page on which the person clicked or sent the form. Default: none, an address that was typed. */
  readonly from?: string
}

export interface Browser {
  readonly jar: CookieJar
  visit(url: string, options?: VisitOptions): Promise<Walk>
}

/** Redirects after which a browser gives up. */
const MAX_HOPS = 20
const PAGE_HEADERS = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
}

/** @param nowMs Milliseconds since the Unix epoch, for the age of cookies. */
export function createBrowser(network: Network, nowMs: () => number): Browser {
  const jar = createCookieJar(nowMs)

  async function step(url: URL, method: string, options: VisitOptions, isCrossSite: boolean): Promise<Hop> {
    const cookie = jar.header(url, isCrossSite)
    const form = method === 'POST' && options.form !== undefined ? new URLSearchParams(options.form) : null
    const headers = new Headers({ host: url.host, ...PAGE_HEADERS, ...options.headers })
    if (cookie !== null) headers.set('cookie', cookie)
    if (options.from !== undefined) {
      // The default policy: origin only for other origins. @see https://www.w3.org/TR/referrer-policy/
      const from = new URL(options.from)
      headers.set('referer', from.origin === url.origin ? from.href : `${from.origin}/`)
      if (form !== null) headers.set('origin', from.origin)
    }
    const response = await network(new Request(url, { method, headers, body: form, redirect: 'manual' }))
    jar.store(url, response.headers.getSetCookie())
    const reason = response.headers.get('x-clerk-auth-reason') ?? ''
    const setCookieNames = response.headers.getSetCookie().map((line) => line.split('=')[0] ?? '')
    return { method, url, status: response.status, reason, setCookieNames, response }
  }

  return {
    jar,
    async visit(address, options = {}) {
      const hops: Hop[] = []
      let url = new URL(address)
      let method = options.method ?? (options.form === undefined ? 'GET' : 'POST')
      const fromSite = options.from === undefined ? null : toSite(new URL(options.from))
      for (;;) {
        const hop = await step(url, method, options, fromSite !== null && fromSite !== toSite(url))
        hops.push(hop)
        const location = hop.response.headers.get('location')
        if (location === null || hop.status < 300 || hop.status > 399 || hops.length >= MAX_HOPS) {
          return { hops, last: hop, body: await hop.response.text(), story: hops.map(toLine) }
        }
        if (hop.status === 303) method = 'GET'
        url = new URL(location, url)
      }
    },
  }
}

function toLine({ method, url, status, reason }: Hop): string {
  const names = [...url.searchParams.keys()]
  const query = names.length === 0 ? '' : `?${names.join('&')}`
  return `${method} ${url.origin}${url.pathname}${query} ${status}${reason === '' ? '' : ` ${reason}`}`
}
