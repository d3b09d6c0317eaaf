/**
 * Where a refused request is led, so that the not-found page of the application is shown and nothing else of it runs. Pure, but for the
 * address of Next's server, which stands in the environment.
 *
 * @see apps/docs/decisions/013, 028
 */
import type { NextRequest } from 'next/server.js'

/**
 * A page that every build has, of either router, and that Next never serves under its own name: asked for it, Next renders the not-found
 * page. A fixed path wins over every dynamic one, so no root catch-all is run for the request that was refused. `/_not-found` is there only
 * with the App Router, and `/404` only where it could be built in advance.
 */
const NOWHERE = '/_error'

/** How `nextUrl` spells every loopback address. */
const LOOPBACK = 'localhost'
/** Next's server was started under that spelling, so that both name one server. */
const AT_LOOPBACK = /^https?:\/\/localhost(?::|$)/
/** It was started under an address that the spelling reaches by http. What only listens at `::1` may be out of its reach. */
const REACHED_BY_HTTP = /^http:\/\/127\.0\.0\.1(?::|$)/

/**
 * Whether a request is already on its way to the not-found page. Next takes a rewrite for one to another server when it was started
 * under an address that it spells differently (`-H 127.0.0.1`), and then the request comes in once more; asked again, the handler would
 * refuse again, without end.
 */
export function isNowhere(request: NextRequest): boolean {
  return request.nextUrl.pathname.replace(/\/$/, '') === NOWHERE
}

/** The address to rewrite to, or null where Next could not reach it. */
export function toNowhere({ nextUrl }: NextRequest): NextRequest['nextUrl'] | null {
  const url = nextUrl.clone()
  // Built for the default locale only: with another before it the path would be nobody's, and go on to rewrites of last resort.
  if (url.defaultLocale !== undefined) url.locale = url.defaultLocale
  url.pathname = NOWHERE
  url.search = ''
  const server = process.env['__NEXT_PRIVATE_ORIGIN'] ?? ''
  if (url.hostname !== LOOPBACK || AT_LOOPBACK.test(server)) return url
  // Here the rewrite leaves the server. It has to come in again as the server listens, which a browser's https says nothing of, where a proxy
  // stands before it; or the refusal would end as 500.
  if (server === '' ? url.protocol !== 'http:' : !REACHED_BY_HTTP.test(server)) return null
  url.protocol = 'http:'
  return url
}
