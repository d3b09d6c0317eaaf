/**
 * The one handler that every runtime serves. A header says by which site (a set of options) and behind which adapter a request is
 * answered, so that one server stands for many applications.
 */
import { type AdapterOptions, AuthError, createRouteMatcher, type Environment, withAuth } from '@postern/fetch'
import { clerkMiddleware, createRouteMatcher as createContextMatcher, getAuthHandle } from '@postern/hono'
import { Hono } from 'hono'
import { createPolicy } from './policy.ts'

/** The variable, or binding, that holds the sites as JSON. */
export const SITES_VARIABLE = 'POSTERN_SITES'
/** Names the site of a request. */
export const SITE_HEADER = 'x-suite-site'
/** `fetch` or `hono`. */
export const ADAPTER_HEADER = 'x-suite-adapter'

/** One application: options, and where they come from. */
export interface Site {
  readonly options: AdapterOptions
  /** In place of the platform's environment. */
  readonly environment?: Environment
  /** The options are given by a callback, for each request anew. */
  readonly isCallback?: boolean
}
export type Sites = Readonly<Record<string, Site>>

type Answer = (request: Request, ...platform: readonly unknown[]) => Response | Promise<Response>

/** @param sites JSON of the sites. */
export function createHandler(sites: string): Answer {
  const apps = new Map<string, Answer>()
  const all = JSON.parse(sites) as Sites
  for (const [name, site] of Object.entries(all)) {
    apps.set(`${name} fetch`, createFetchApp(site))
    // An option without behaviour tells the two apart: what one learned of a broken handshake must not be known to the other.
    apps.set(`${name} hono`, createHonoApp({ ...site, options: { ...site.options, afterSignUpUrl: '/hono' } }))
  }
  return async (request, ...platform) => {
    const { headers } = request
    const app = apps.get(`${decodeURIComponent(headers.get(SITE_HEADER) ?? '')} ${headers.get(ADAPTER_HEADER)}`)
    if (app === undefined) return new Response('There is no such site.', { status: 421 })
    try {
      return await app(request, ...platform)
    } catch (error) {
      return answerError(error)
    }
  }
}

function createFetchApp({ options, environment, isCallback }: Site): Answer {
  const given = isCallback === true ? async () => options : options
  const policy = createPolicy((patterns) => createRouteMatcher(patterns))
  const app = withAuth<readonly unknown[]>((request, { auth }) => policy(request, auth), given)
  return (request, ...platform) => (environment === undefined ? app(request, ...platform) : app(request, environment))
}

function createHonoApp({ options, environment, isCallback }: Site): Answer {
  const policy = createPolicy(createContextMatcher)
  const app = new Hono()
  app.use(isCallback === true ? clerkMiddleware(async () => options) : clerkMiddleware(options))
  app.all('*', (c) => policy(c.req.raw, getAuthHandle(c)))
  // Anything that Hono itself knows how to answer carries its response.
  app.onError((error) => ('getResponse' in error ? error.getResponse() : answerError(error)))
  app.notFound(() => new Response(null, { status: 404 }))
  return (request, bindings) => app.fetch(request, environment ?? (bindings as object))
}

/** A mistake of the developer says its code, so that the suite can see which it was. */
function answerError(error: unknown): Response {
  const code = error instanceof AuthError ? error.code : error instanceof Error ? error.name : 'unknown'
  return Response.json({ code }, { status: 500 })
}
