/**
 * What does a browser see? A URL and a jar → the pages on the way and the last one. Waits for the network.
 *
 * Follows redirects itself, hop by hop, with the headers of a browser that opens a document, so that every hop can be printed and judged.
 */
import type { CookieJar } from './cookie-jar.ts'

/** Redirects followed for one visit. A sign-in takes about six; more than this is a loop. */
export const MAX_HOPS = 15

/** One request and its answer. */
export interface Hop {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly status: number
  /** Where the answer sends the browser, or null. */
  readonly location: URL | null
  /** Why the middleware decided as it did, as its response headers tell, or null. */
  readonly reason: string | null
}

/** Where a visit ended. */
export interface Page {
  readonly url: URL
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly hops: readonly Hop[]
}

/** A browser with one jar. */
export interface Browser {
  /** Opens a page as a person does: a navigation, redirects followed. */
  readonly visit: (url: URL) => Promise<Page>
  /** Submits a form: POST, then the redirects as GET. */
  readonly submit: (url: URL, fields: Readonly<Record<string, string>>, referrer: URL) => Promise<Page>
  /** What a script on the page gets from `fetch`, redirects not followed. */
  readonly script: (url: URL) => Promise<Page>
}

/** What a browser is made of. */
export interface BrowserOptions {
  readonly jar: CookieJar
  readonly fetch: typeof fetch
  readonly nowMs: () => number
  /** Told about each hop as it happens. */
  readonly onHop: (hop: Hop) => void
}

const NAVIGATION = {
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
}
const SCRIPT = { accept: '*/*', 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' }

interface Step {
  readonly url: URL
  readonly body: URLSearchParams | null
  readonly headers: Readonly<Record<string, string>>
}

/** Creates a browser without a window. */
export const createBrowser = ({ jar, fetch, nowMs, onHop }: BrowserOptions): Browser => {
  const send = async ({ url, body, headers }: Step): Promise<{ readonly response: Response; readonly hop: Hop }> => {
    const cookie = jar.read(url, nowMs())
    const init = { headers: { ...headers, ...(cookie === null ? {} : { cookie }) }, redirect: 'manual' as const }
    const response = await fetch(url, body === null ? init : { ...init, method: 'POST', body })
    jar.store(url, response.headers.getSetCookie(), nowMs())
    const target = response.headers.get('location')
    const hop: Hop = {
      method: body === null ? 'GET' : 'POST',
      url,
      status: response.status,
      location: target === null || response.status < 300 || response.status > 399 ? null : new URL(target, url),
      reason: response.headers.get('x-clerk-auth-reason'),
    }
    onHop(hop)
    return { response, hop }
  }

  const follow = async (first: Step): Promise<Page> => {
    const hops: Hop[] = []
    let step = first
    for (;;) {
      const { response, hop } = await send(step)
      hops.push(hop)
      const text = await response.text()
      if (hop.location === null || hops.length > MAX_HOPS) {
        return { url: step.url, status: response.status, headers: response.headers, text, hops }
      }
      // A redirected form keeps its method and body only after 307 and 308.
      const keepsBody = hop.status === 307 || hop.status === 308
      step = { url: hop.location, body: keepsBody ? step.body : null, headers: first.headers }
    }
  }

  return {
    visit: (url) => follow({ url, body: null, headers: NAVIGATION }),
    submit: (url, fields, referrer) =>
      follow({
        url,
        body: new URLSearchParams(fields),
        headers: { ...NAVIGATION, origin: referrer.origin, referer: referrer.href },
      }),
    script: async (url) => {
      const { response, hop } = await send({ url, body: null, headers: SCRIPT })
      return { url, status: response.status, headers: response.headers, text: await response.text(), hops: [hop] }
    },
  }
}
