/**
 * Where a refused request is led, so that the not-found page of the application is shown and nothing else of it runs. Pure, but for the
 * address of Next's server, which stands in the environment.
 *
 * @see apps/docs/decisions/013, 028
 */
import { createRouteMatcher, EVERYBODY, keptBy } from '@postern/core'
import { createCspNonce } from '@postern/core/csp'
import type { NextRequest } from 'next/server.js'
import { readBuild } from '../middleware/read-build.ts'

type NextUrl = NextRequest['nextUrl']

/**
 * A page that every build has, of either router, and that Next never serves under its own name: asked for it, Next renders the not-found
 * page. A fixed path wins over every dynamic one, so no root catch-all is run for the request that was refused. `/_not-found` is there only
 * with the App Router, and `/404` only where it could be built in advance.
 */
const NOWHERE = '/_error'
/** Before what tells our own second request from one that somebody wrote. */
const SECOND = '?nowhere='
// Of letters and digits, which nobody writes in another way on the path from one pass to the next.
const createMark = (): string => SECOND + createCspNonce().replace(/[^A-Za-z0-9]/g, '')

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
 *
 * @param earlySources Of the build, as `readBuild` has them. They may lead elsewhere, and then it is a page like any other.
 */
export function isNowhere({ nextUrl }: NextRequest, earlySources?: readonly string[]): boolean {
  return nextUrl.pathname.replace(/\/$/, '') === NOWHERE && !isTaken(nextUrl, earlySources)
}

/**
 * Whether a request there is the second pass of one that was refused. Any other comes from a client, whose path may hold more than we are shown
 * (Next takes `.rsc` off), so that letting it on could run a page: it is led there anew.
 */
export function isSecondPass({ nextUrl }: NextRequest): boolean {
  return nextUrl.search === keptBy(EVERYBODY, createMark)
}

/** The address to rewrite to, or null where Next could not reach it, or a page would be there. @param earlySources As above. */
export function toNowhere({ nextUrl }: NextRequest, earlySources?: readonly string[]): NextUrl | null {
  const url = nextUrl.clone()
  // Built for the default locale only: with another before it the path would be nobody's, and go on to rewrites of last resort.
  if (url.defaultLocale !== undefined) url.locale = url.defaultLocale
  // It went out and did not come back to this process: once more, and it would go on for ever.
  if (url.pathname.replace(/\/$/, '') === NOWHERE && url.search.startsWith(SECOND)) return null
  url.pathname = NOWHERE
  url.search = ''
  if (isTaken(url, earlySources)) return null
  const server = process.env['__NEXT_PRIVATE_ORIGIN'] ?? ''
  if (url.hostname !== LOOPBACK || AT_LOOPBACK.test(server)) return url
  // Here the rewrite leaves the server. It has to come in again as the server listens, which a browser's https says nothing of, where a proxy
  // stands before it; or the refusal would end as 500.
  if (server === '' ? url.protocol !== 'http:' : !REACHED_BY_HTTP.test(server)) return null
  url.protocol = 'http:'
  url.search = keptBy(EVERYBODY, createMark)
  return url
}

/**
 * Whether a rewrite of the configuration that comes before files may lead on from there, whatever else it asks of the request. Next follows
 * those after the middleware, and a page of the application would be run for the request that was refused.
 */
function isTaken({ basePath, locale, defaultLocale, pathname }: NextUrl, sources = readBuild().earlySources): boolean {
  // As Next compares it: with the locale, the default one too.
  const path = `${basePath}${defaultLocale === undefined ? '' : `/${locale}`}${pathname.replace(/\/$/, '')}`
  return sources.some((source) => isMatch(source, path))
}

function isMatch(source: string, path: string): boolean {
  try {
    return createRouteMatcher(source)({ url: `http://${LOOPBACK}${path}` })
  } catch {
    // What cannot be read here may match there.
    return true
  }
}
