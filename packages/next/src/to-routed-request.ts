/**
 * A request as Next hands it to a middleware → the same with the URL of the page that the router will serve.
 *
 * Two URLs reach a middleware that the router reads otherwise. Both were seen in Next 15 and 16, whichever runtime and bundler:
 *
 * - With a base path and locales of the Pages Router, Next writes the locale of a path before its base path as well: `/base/de/secret` comes
 *   as `/de/base/de/secret`, and `nextUrl` finds neither the base path nor the page.
 * - Data requests of the Pages Router come under the path of their page, but not with a locale before them: `/de/_next/data/…/secret.json`
 *   keeps its path, and the router renders `/secret`. So does every data request where that mapping is switched off.
 *
 * A route matcher would take either for another page.
 */
import { NextRequest } from 'next/server.js'

type NextUrl = NextRequest['nextUrl']

const DATA_PREFIX = '/_next/data/'
/** The build's name, the page, and the ending, which a request may lack. */
const DATA_PATH = /^\/_next\/data\/[^/]*(\/.*?)?(?:\.json)?$/

/** The request itself wherever its URL is right, which is nearly everywhere. */
export function toRoutedRequest(request: NextRequest): NextRequest {
  const { nextUrl } = request
  const routed = toPageUrl(toBasedUrl(nextUrl, request.url))
  return routed === nextUrl ? request : toRequestAt(routed, request)
}

/** Without the locale before the base path. */
function toBasedUrl(nextUrl: NextUrl, href: string): NextUrl {
  // Written into the bundle by Next, where the application has one.
  const basePath = process.env.__NEXT_ROUTER_BASEPATH ?? ''
  if (basePath === '' || nextUrl.basePath !== '' || nextUrl.defaultLocale === undefined) return nextUrl
  const url = new URL(href)
  const second = url.pathname.indexOf('/', 1)
  const isLocale = second > 0 && url.pathname.slice(1, second).toLowerCase() === nextUrl.locale.toLowerCase()
  const path = isLocale ? url.pathname.slice(second) : ''
  return path === basePath || path.startsWith(`${basePath}/`) ? toUrlAt(nextUrl, path) : nextUrl
}

/** The page of a data request, however often it is wrapped. */
function toPageUrl(nextUrl: NextUrl): NextUrl {
  let url = nextUrl
  while (url.pathname.startsWith(DATA_PREFIX)) {
    const page = DATA_PATH.exec(url.pathname)?.[1] ?? '/'
    url = toUrlAt(url, url.basePath + (page === '/index' ? '/' : page))
  }
  return url
}

/** @param path With the base path, and with the locale if it has one. Read anew by Next's own rules. */
function toUrlAt(nextUrl: NextUrl, path: string): NextUrl {
  const url = nextUrl.clone()
  url.href = url.origin + path + url.search
  return url
}

function toRequestAt(url: NextUrl, request: NextRequest): NextRequest {
  const { method, headers, body, signal } = request
  const routed = new NextRequest(url.href, {
    method,
    headers,
    signal,
    ...(body === null ? {} : { body, duplex: 'half' as const }),
  })
  // It knows the application's locales and how it spells paths; one that is made here would not.
  return Object.defineProperty(routed, 'nextUrl', { value: url })
}
