/**
 * A request as Next hands it to a middleware → the same with the URL that was asked for; null where the router may read it as another page.
 *
 * - With a base path and locales of the Pages Router, Next writes the locale of a path before its base path as well: `/base/de/secret` comes
 *   as `/de/base/de/secret`, and `nextUrl` finds neither the base path nor the page. That is mended.
 * - Data requests of the Pages Router come under the path of their page. One that does not was spelled so that Next misses it here and finds
 *   it later: with a locale or the prefix of the assets before it. Which page the router makes of it is not known, so it is refused. Next's
 *   own client asks for none of them, unless that mapping is switched off (`skipProxyUrlNormalize`); then it loads the page instead.
 *
 * Both were seen in Next 15 and 16. A route matcher would take each for another page.
 */
import { NextRequest } from 'next/server.js'
import { readBuild, type Build } from './read-build.ts'

type NextUrl = NextRequest['nextUrl']

/** Routers compare without case. */
const DATA_PATH = /\/_next\/data(?:\/|$)/i

/** The request itself wherever its URL is right, which is nearly everywhere. Null: answer 404, and ask no rule. */
export function toRoutedRequest(request: NextRequest, build: Build = readBuild()): NextRequest | null {
  const { nextUrl } = request
  const url = toBasedUrl(nextUrl, request.url)
  if (DATA_PATH.test(url.pathname) || hasSecondLocale(url.pathname, build)) return null
  if (url === nextUrl) return request
  // A data path that only shows without the locale is as odd.
  return DATA_PATH.test(new URL(request.url).pathname) ? null : toRequestAt(url, request)
}

/** Whether Next takes what it has left of a path for a locale once more. It compares without case, and before it decodes. */
function hasSecondLocale(pathname: string, { locales, version }: Build): boolean {
  const [, first = ''] = pathname.toLowerCase().split('/', 2)
  return Number.parseInt(version ?? '0', 10) < 16 && locales.some((locale) => locale.toLowerCase() === first)
}

/** Without the locale before the base path, if there is a base path behind it. */
function toBasedUrl(nextUrl: NextUrl, href: string): NextUrl {
  if (nextUrl.basePath !== '' || nextUrl.defaultLocale === undefined) return nextUrl
  const { origin, pathname, search } = new URL(href)
  const second = pathname.indexOf('/', 1)
  if (second < 0 || pathname.slice(1, second).toLowerCase() !== nextUrl.locale.toLowerCase()) return nextUrl
  const based = nextUrl.clone()
  // Read anew by Next's own rules, which know the base path.
  based.href = origin + pathname.slice(second) + search
  return based.basePath === '' ? nextUrl : based
}

/** The same request at another URL of the application. A body that somebody has read stays behind. */
export function toRequestAt(url: NextUrl, request: NextRequest): NextRequest {
  const { method, headers, signal } = request
  const body = request.bodyUsed ? null : request.body
  const routed = new NextRequest(url.href, {
    method,
    headers,
    signal,
    ...(body === null ? {} : { body, duplex: 'half' as const }),
  })
  // It knows the application's locales and how it spells paths; one that is made here would not.
  return Object.defineProperty(routed, 'nextUrl', { value: url })
}
