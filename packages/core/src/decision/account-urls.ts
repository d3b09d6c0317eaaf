/**
 * Decision room. AuthOptions, and the request if there is one → the addresses of account pages, for links. Pure, but throws.
 *
 * Named after what it returns, as it is public.
 *
 * @see protocol.md 1.1, 15.4
 */
import type { PublicUrl } from '../request/public-url.ts'
import { readRequest } from '../request/read-request.ts'
import type { RequestFacts, RequestLike } from '../request/request-facts.ts'
import type { AuthOptions } from '../settings/auth-options.ts'
import { readText } from '../settings/check-options.ts'
import { toCookieNames } from '../settings/cookie-names.ts'
import { toAccountPortalUrl } from '../settings/publishable-key.ts'
import { readPublishableKey } from '../settings/read-publishable-key.ts'
import { readOrigins, readUrlOrPath, resolveSites, toBelowBasePath } from '../settings/resolve-sites.ts'
import { CREATE_ORGANIZATION_PATH, ORGANIZATION_PATH, PROFILE_PATH } from '../wire/endpoints.ts'
import { DEV_BROWSER_COOKIE, DEV_BROWSER_PARAM, RETURN_URL_PARAM } from '../wire/query.ts'
import { addWayBack, toSignInUrl } from './to-sign-in-url.ts'

/** Where people do what concerns their account. Full URLs; without a request, pages of the application are paths. */
export interface AccountUrls {
  /** The page for signing in: `signInUrl`, or else the provider's. */
  readonly signIn: string
  /** The page for signing up: `signUpUrl`, or else `/create` below `signInUrl`, or else the provider's. */
  readonly signUp: string
  /**
   * The route of the application that signs people out when a form is posted to it, `signOutUrl`. The provider has no such page, so the route
   * has to exist: it ends the session with `clerkClient().sessions.revokeSession(sessionId)` and removes the session's cookies. Without it a
   * click ends in 404.
   */
  readonly signOut: string
  /** The provider's page for a person's own account: names, addresses, passwords, sessions. */
  readonly profile: string
  /** The provider's page for the active organization: members, roles, invitations. */
  readonly organization: string
  /** The provider's page where people make an organization. */
  readonly createOrganization: string
}

/** What `accountUrls()` is asked with. Keys but the publishable one are not needed. */
export interface AccountUrlOptions extends AuthOptions {
  /**
   * Where the account pages send people afterwards. Default: the URL of the request, or nowhere without one. A path is one of the application;
   * without a request only its own pages can be told a path. Null: nowhere. Dropped unless http(s) and free of credentials.
   */
  redirectUrl?: string | URL | null | undefined
  /** Path or URL of the route that signs people out. Default `/sign-out`. */
  signOutUrl?: string | URL | undefined
}

/**
 * The addresses of the pages where people sign in, sign up, sign out, change their account, and look after or make an organization.
 *
 * In development the provider's pages know a browser by a token in the URL. It is taken from the request and added by the rule of redirects:
 * to the provider's pages and the pages for signing in or up that were configured, and to no other host. So a page with such links is
 * made for one browser; do not cache it. In production no URL holds a token.
 *
 * @param options Those of the middleware. `authorizedParties` says which origins forwarded headers may name.
 * @param request What the links are shown to. Null: nobody yet, as on a page that is made in advance. Default null.
 * @throws AuthError `ERR_AUTH_PUBLISHABLE_KEY_MISSING`, `ERR_AUTH_PUBLISHABLE_KEY_INVALID`, `ERR_AUTH_OPTION_INVALID`, and the codes for
 *   satellites that are not set up.
 */
export function accountUrls(options: AccountUrlOptions, request: RequestLike | null = null): AccountUrls {
  const publishableKey = readText('publishableKey', options.publishableKey)?.trim() ?? ''
  const key = readPublishableKey(publishableKey)
  const { host: keyHost, isDevelopment } = key
  const accountPortalUrl = toAccountPortalUrl(keyHost, isDevelopment)
  const settings = { ...resolveSites(options, key), keyHost, isDevelopment, accountPortalUrl }
  const facts =
    request === null ? null : readRequest(request, readOrigins('authorizedParties', options.authorizedParties, false))
  const publicUrl = facts?.publicUrl ?? NOWHERE
  const visit = {
    publicUrl,
    returnBackUrl: options.redirectUrl === undefined && facts === null ? null : options.redirectUrl,
    devBrowser: isDevelopment && facts !== null ? readDevBrowser(facts, publishableKey) : '',
  }
  const toSign = (page: 'sign-in' | 'sign-up'): string =>
    toHref(toSignInUrl({ ...visit, page, isPending: false }, settings), publicUrl)
  const toPortal = (path: string): string =>
    toHref(addWayBack(new URL(accountPortalUrl + path), visit, settings), publicUrl)
  const signOut = toBelowBasePath(readUrlOrPath('signOutUrl', options.signOutUrl) || '/sign-out', settings.basePath)
  return {
    signIn: toSign('sign-in'),
    signUp: toSign('sign-up'),
    signOut: toHref(new URL(signOut, publicUrl.href), publicUrl),
    profile: toPortal(PROFILE_PATH),
    organization: toPortal(ORGANIZATION_PATH),
    createOrganization: toPortal(CREATE_ORGANIZATION_PATH),
  }
}

/** Stands for an application whose address is not known. No browser can reach it. @see RFC 6761 §6.4 */
const NOWHERE: PublicUrl = {
  origin: 'https://application.invalid',
  host: 'application.invalid',
  pathname: '/',
  search: '',
  href: 'https://application.invalid/',
}

/** From the URL, or else the cookie; the instance's own before the one that several instances of a host share. */
function readDevBrowser(facts: RequestFacts, publishableKey: string): string {
  const { cookies } = facts
  return (
    facts.query(DEV_BROWSER_PARAM) ||
    cookies.get(toCookieNames(publishableKey).devBrowser) ||
    cookies.get(DEV_BROWSER_COOKIE) ||
    ''
  )
}

/** Without a request, pages of the application are paths; and another host cannot be told to return to a path. */
function toHref(url: URL, { origin }: PublicUrl): string {
  if (origin !== NOWHERE.origin) return url.href
  const back = url.searchParams.get(RETURN_URL_PARAM) ?? ''
  const path = toPath(back)
  if (path !== back && url.origin !== origin) url.searchParams.delete(RETURN_URL_PARAM)
  else if (path !== back) url.searchParams.set(RETURN_URL_PARAM, path)
  return toPath(url.href)
}

/** A path such as `//x` would be read as the host `x`. @see https://url.spec.whatwg.org/#url-serializing */
function toPath(href: string): string {
  return href.replace(/^https:\/\/application\.invalid\//, '/').replace(/^\/\//, '/.//')
}
