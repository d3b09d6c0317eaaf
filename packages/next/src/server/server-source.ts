/**
 * Headers of a request → whom server code asks about it. Keeps the answers of every instance, and what was found for a request.
 *
 * There are two ways to learn who is here: a seal that opens, and the mark of a middleware that had no key to seal with, whose rules are then those
 * of the environment. On a route that the middleware did not see there is none: its options are not known here, and a token that the environment
 * would accept may be one that they refuse.
 *
 * @see rulings.md 3, 8; apps/docs/decisions/030
 */
import {
  AuthError,
  createServerAuth,
  toPorts,
  type AuthOptions,
  type HeaderReader,
  type Ports,
  type AuthEvent,
} from '@postern/core'
import { createServerSubject, type ServerSubject } from '@postern/core/handover'
import { AUTHORIZATION_HEADER, COOKIE_HEADER, SESSION_COOKIE } from '@postern/core/wire'
import { readEnvironment, type Environment } from '../middleware/environment.ts'
import { tellUncovered } from '../middleware/check-build.ts'
import { createHandoverError, createKeyResolver, readHandover } from './read-handover.ts'

/** Method and path of a request. */
type Target = { readonly method: string; readonly path: string }

export interface ServerSource {
  /**
   * @param caller Stands in the error.
   * @param request Method and path, where server code sees them.
   * @throws AuthError `ERR_AUTH_MIDDLEWARE_MISSING` where the middleware did not run, in development and in the build; in production the request
   *   is nobody's. `ERR_AUTH_ENCRYPTION_KEY_INVALID` where it ran and its seal does not open.
   */
  read(headers: HeaderReader & object, caller: string, request: Target | null): ServerSubject
  /** What was found before for these headers, or null. */
  peek(headers: object): ServerSubject | null
}

/** @param given Parts of the outside world to replace, for tests. */
export function createServerSource(given: Partial<Ports> = {}): ServerSource {
  const ports = toPorts(given)
  const findServer = createServerAuth(given)
  const reportUnseen = createUnseenReport(ports.log)
  const resolveKeys = createKeyResolver()
  const known = new WeakMap<object, ServerSubject>()

  function find(headers: HeaderReader, caller: string, target: Target | null): ServerSubject {
    tellUncovered()
    const environment = readEnvironment()
    const found = readHandover(headers, environment, target, ports.clock.nowMs(), resolveKeys)
    if (found.kind === 'refused') throw createHandoverError(caller, found.why)
    if (found.kind === 'absent') return findUnseen(headers, caller, environment, target)
    const options = found.kind === 'opened' ? found.options : environment.options
    const server = findServer(options)
    return createServerSubject({ headers, handed: found, findServer: () => server })
  }

  /** Nobody, without anything to verify: no key is needed to say so, and one only to say where people sign in. */
  function findUnseen(
    headers: HeaderReader,
    caller: string,
    environment: Environment,
    target: Target | null,
  ): ServerSubject {
    if (!environment.isProduction || environment.isBuild) throw createMissingError(caller)
    reportUnseen(caller, target?.path ?? null)
    const options = environment.options
    return createServerSubject({
      headers,
      handed: { kind: 'unseen' },
      findServer(asking) {
        // Somebody may be signed in whom the middleware did not see: they would come back from the sign-in page, and a 404 would hide the mistake.
        if (hasProof(headers) || !hasKeys(options)) throw createMissingError(asking)
        return findServer(options)
      },
    })
  }

  return {
    read(headers, caller, request) {
      const before = known.get(headers)
      if (before !== undefined) return before
      const created = find(headers, caller, request)
      known.set(headers, created)
      return created
    },
    peek: (headers) => known.get(headers) ?? null,
  }
}

/** Whether the request carries what the middleware might have accepted. */
function hasProof(headers: HeaderReader): boolean {
  if (headers.get(AUTHORIZATION_HEADER)) return true
  return (headers.get(COOKIE_HEADER) ?? '').split(';').some((pair) => pair.trim().startsWith(SESSION_COOKIE))
}

/** Whether these options name an instance and can verify its tokens. */
function hasKeys(options: AuthOptions): boolean {
  return Boolean(options.publishableKey) && Boolean(options.secretKey || options.jwtKey)
}

/** What is said where the middleware did not run. */
function createMissingError(caller: string): AuthError {
  return new AuthError(
    'ERR_AUTH_MIDDLEWARE_MISSING',
    `${caller} was called on a route that clerkMiddleware() did not see. Export it from proxy.ts (Next 16) or middleware.ts (Next 15) in the root or in src/, and let a line of config.matcher match this route.`,
  )
}

/** Patterns that are told of. More are the work of somebody who tries addresses. */
const MAX_PATTERNS = 16
/** A segment is a stranger's input; more of it is not worth a line. */
const MAX_SEGMENT_CHARS = 60

/**
 * Tells once of requests that server code is asked about and the middleware did not see. In production such a request is nobody's: a file
 * that the matcher skips and nobody has (`/sw.js`) is answered by the not-found page, whose layout may ask who is there.
 *
 * @param log Receives one warning for each pattern: who asked, and the first segment of the path where it is known, which it is in the Pages
 *   Router only. What stands deeper in a path may be a secret.
 */
export function createUnseenReport(log: (event: AuthEvent) => void): (caller: string, path: string | null) => void {
  const told = new Set<string>()
  return (caller, path) => {
    const area = path === null ? null : `/${(path.split('/')[1] ?? '').slice(0, MAX_SEGMENT_CHARS)}`
    const pattern = `${caller} ${area ?? ''}`
    if (told.has(pattern) || told.size >= MAX_PATTERNS) return
    told.add(pattern)
    const where = area === null ? 'a request' : `a request below ${area}`
    log({
      level: 'warn',
      event: 'middleware-missing',
      message: `${caller} was asked about ${where} that clerkMiddleware() did not see, so it answers "nobody". Let a line of config.matcher in proxy.ts (Next 16) or middleware.ts (Next 15) match every page, also the not-found page of a file that is missing.`,
    })
  }
}
