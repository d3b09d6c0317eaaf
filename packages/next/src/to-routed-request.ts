/**
 * A request as Next hands it to a middleware → the same with the URL that was asked for.
 *
 * In an application with a base path and locales of the Pages Router, Next writes the locale of a path before its base path as well:
 * `/base/de/secret` comes as `/de/base/de/secret`, and `nextUrl` finds neither the base path nor the page. A route matcher would call it
 * `/base/de/secret`, while the router serves `/secret`. Seen in Next 15 and 16, whichever runtime and bundler.
 */
import { NextRequest } from 'next/server.js'

/** The request itself wherever its URL is right, which is everywhere else. */
export function toRoutedRequest(request: NextRequest): NextRequest {
  // Written into the bundle by Next, where the application has one.
  const basePath = process.env.__NEXT_ROUTER_BASEPATH ?? ''
  if (basePath === '' || request.nextUrl.basePath !== '') return request
  const url = new URL(request.url)
  const second = url.pathname.indexOf('/', 1)
  const path = second < 0 ? '' : url.pathname.slice(second)
  if (path !== basePath && !path.startsWith(`${basePath}/`)) return request
  url.pathname = path
  return toRequestAt(url, request, basePath)
}

function toRequestAt(url: URL, request: NextRequest, basePath: string): NextRequest {
  const { method, headers, body, signal, nextUrl } = request
  const { locale, defaultLocale } = nextUrl
  // The locales are all that is known of the configuration here, and all that is needed to take them out of the path.
  const i18n = defaultLocale === undefined ? null : { locales: [locale, defaultLocale], defaultLocale }
  return new NextRequest(url, {
    method,
    headers,
    signal,
    ...(body === null ? {} : { body, duplex: 'half' as const }),
    nextConfig: { basePath, i18n },
  })
}
