/**
 * The request that Next is answering, another one, or none → the addresses of account pages. Waits for Next's headers.
 *
 * @see api.md; record 024
 */
import {
  accountUrls as toAccountUrls,
  mergeAccountOptions,
  type AccountUrlOptions,
  type AccountUrls,
  type AuthOptions,
  type HeaderReader,
} from '@postern/core'
import { COOKIE_HEADER, FORWARDED_HOST_HEADER, FORWARDED_PROTO_HEADER, HOST_HEADER } from '@postern/core/wire'
import { readEnvironment } from '../middleware/environment.ts'
import { readKeysAtHand } from '../middleware/keys-at-hand.ts'
import { createNextHeaders, type NextHeaders } from './create-next-headers.ts'
import { toReader, type RequestWithHeaders } from './get-auth.ts'
import { createHandoverError, readHandover } from './read-handover.ts'

/** See `accountUrls`. */
export interface AccountUrlsFunction {
  /**
   * For the request that is being answered, in server components, route handlers and server actions. Makes a page dynamic, as `headers()` does.
   *
   * @param options Laid over the middleware's. `redirectUrl` says where people come back to; default: the page that is being shown.
   */
  (options?: AccountUrlOptions): Promise<AccountUrls>
  /**
   * For a request at hand, in `proxy.ts` and in the Pages Router.
   *
   * @param request Null: nobody's yet, so a page that is made in advance stays static. Then the options are the environment's, and pages of the
   *   application are paths.
   * @param options As above.
   */
  (request: RequestWithHeaders | null, options?: AccountUrlOptions): Promise<AccountUrls>
}

/** @param next The headers of the request. @param nowMs The clock. Both are replaced in tests. */
export function createAccountUrls(next: NextHeaders, nowMs: () => number = () => Date.now()): AccountUrlsFunction {
  return async (from: RequestWithHeaders | AccountUrlOptions | null = {}, more: AccountUrlOptions = {}) => {
    if (from === null) return toAccountUrls(mergeAccountOptions(readEnvironment().options, more))
    if (!isRequest(from)) return toUrls(await next.read(), null, from, nowMs())
    return toUrls(toReader(from.headers), from.url ?? null, more, nowMs())
  }
}

/** @param url As the request names it; null where server code sees headers alone. */
function toUrls(headers: HeaderReader, url: string | null, given: AccountUrlOptions, nowMs: number): AccountUrls {
  const { options, clerkUrl } = readMiddleware(headers, nowMs)
  const asked = mergeAccountOptions(options, given)
  // The middleware saw the address; what server code sees of it may be another server's.
  if (clerkUrl !== null) return toAccountUrls(asked, toRequest(headers, [COOKIE_HEADER], clerkUrl))
  const address = new URL(url ?? '/', FRONT_PAGE).href
  // Server code does not see its path, and returning to the front page would lose it silently.
  const redirectUrl = url === null ? (given.redirectUrl ?? null) : given.redirectUrl
  return toAccountUrls({ ...asked, redirectUrl }, toRequest(headers, ADDRESS_HEADERS, address))
}

/** Stands for the address where no header names a host. */
const FRONT_PAGE = 'http://localhost/'
const ADDRESS_HEADERS: readonly string[] = [COOKIE_HEADER, HOST_HEADER, FORWARDED_HOST_HEADER, FORWARDED_PROTO_HEADER]

function toRequest(headers: HeaderReader, names: readonly string[], url: string): Parameters<typeof toAccountUrls>[1] {
  const get = (name: string): string | null => (names.includes(name) ? headers.get(name) : null)
  return { method: 'GET', url, headers: { get, forEach: () => {} } }
}

/** What the middleware was given for the request, and the URL that it saw. */
function readMiddleware(
  headers: HeaderReader,
  nowMs: number,
): { readonly options: AuthOptions; readonly clerkUrl: string | null } {
  // In the middleware itself, where nothing is handed over yet and anybody may have written such a header.
  const atHand = readKeysAtHand()
  if (atHand !== null) return { options: atHand, clerkUrl: null }
  const environment = readEnvironment()
  const found = readHandover(headers, environment, null, nowMs)
  // It may be another tenant's, and the links would lead to people who are not theirs.
  if (found.kind === 'refused') throw createHandoverError('accountUrls()', found.why)
  if (found.kind !== 'opened') return { options: environment.options, clerkUrl: null }
  return { options: found.options, clerkUrl: found.handover.contents.clerkUrl }
}

function isRequest(from: RequestWithHeaders | AccountUrlOptions): from is RequestWithHeaders {
  // Of what is no object at all core says that it is no options.
  return 'headers' in Object(from)
}

/**
 * The addresses of the pages where people sign in, sign up, sign out, change their account, and look after or make an organization, for links.
 *
 * Its options are those of the middleware for this request, a tenant's among them, over the environment's. In development the links hold who the
 * browser is, so do not keep them for others.
 *
 * @throws AuthError `ERR_AUTH_ENCRYPTION_KEY_INVALID` where the hand-over does not open; `ERR_AUTH_CACHED_SCOPE` inside of `"use cache"`; for
 *   options that do not fit together. Rejects.
 */
export const accountUrls: AccountUrlsFunction = /* @__PURE__ */ createAccountUrls(/* @__PURE__ */ createNextHeaders())
