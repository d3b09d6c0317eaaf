/**
 * `getAuth(req)` for the Pages Router and its API routes. Synchronous, sessions only.
 *
 * @see rulings.md 3; protocol.md 15.11
 */
import { AuthError, type HeaderReader, type SessionAuth } from '@postern/core'
import { type ServerSource, createServerSource } from './server-source.ts'
import { toPagePath } from '../response/to-page-path.ts'

/** A request of the Pages Router, of an API route, or a `NextRequest`. */
export interface RequestWithHeaders {
  /** The web's headers, or those of a Node request. */
  readonly headers: Headers | { readonly [name: string]: string | readonly string[] | undefined }
  /** Absent: it is not compared with the middleware's. */
  readonly method?: string | undefined
  /** Path and query, or a whole URL. Absent: it is not compared with the middleware's. */
  readonly url?: string | undefined
  /** Only a `NextRequest` has one: its path is that of the page. */
  readonly nextUrl?:
    | {
        /** Without base path and locale. */
        readonly pathname: string
      }
    | undefined
}

/** How a pending session counts. */
export interface GetAuthOptions {
  /** A session whose person still has a task counts as signed out. Default true. */
  readonly treatPendingAsSignedOut?: boolean | undefined
}

/** @param source Where requests are read; replaced in tests. */
export function createGetAuth(
  source: ServerSource,
): (req: RequestWithHeaders, options?: GetAuthOptions) => SessionAuth {
  const readers = new WeakMap<object, HeaderReader>()
  return (req, options = {}) => {
    const reader = readers.get(req.headers) ?? toReader(req.headers)
    readers.set(req.headers, reader)
    const subject = source.read(reader, 'getAuth()', toTarget(req))
    const found = subject.readSessionNow(options.treatPendingAsSignedOut !== false)
    // A token would have to be verified, which cannot be done without waiting.
    if (found === null) throw createKeyError()
    return found
  }
}

/**
 * Who is here, in `getServerSideProps` and API routes.
 *
 * A request that the middleware did not see is nobody's in production, with one warning.
 *
 * @throws AuthError `ERR_AUTH_MIDDLEWARE_MISSING` on a route that the middleware did not see, in development;
 *   `ERR_AUTH_ENCRYPTION_KEY_MISSING` where the middleware had no key to seal with;
 *   `ERR_AUTH_ENCRYPTION_KEY_INVALID` where its seal does not open.
 */
export const getAuth: (req: RequestWithHeaders, options?: GetAuthOptions) => SessionAuth =
  /* @__PURE__ */ createGetAuth(/* @__PURE__ */ createServerSource())

/** Headers of either kind, as they are read. */
export function toReader(headers: RequestWithHeaders['headers']): HeaderReader {
  if (isHeaders(headers)) return { get: (name) => headers.get(name) }
  return {
    get: (name) => {
      const value = headers[name]
      return (typeof value === 'object' ? value[0] : value) ?? null
    },
  }
}

/** By its shape: Next's class differs between bundles. */
function isHeaders(headers: RequestWithHeaders['headers']): headers is Headers {
  return 'get' in headers && typeof headers.get === 'function'
}

/** Null where the path is not known, or is that of Next's own data requests, which the middleware saw under the page's path. */
function toTarget(req: RequestWithHeaders): { readonly method: string; readonly path: string } | null {
  if (req.method === undefined || req.url === undefined) return null
  try {
    const { pathname } = req.nextUrl ?? new URL(req.url, 'http://server.invalid')
    return pathname.includes('/_next/data/') ? null : { method: req.method, path: toPagePath(pathname) }
  } catch {
    return null
  }
}

function createKeyError(): AuthError {
  return new AuthError(
    'ERR_AUTH_ENCRYPTION_KEY_MISSING',
    'getAuth() cannot wait for a token to be verified, and the middleware had no key to seal its answer with. Set CLERK_ENCRYPTION_KEY (32 random bytes, hex) or CLERK_SECRET_KEY, or use auth().',
  )
}
