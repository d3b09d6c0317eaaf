/**
 * Decision room. Where people sign in or sign up, and what a URL that a developer wrote in a call means. Pure, but throws when there is nowhere.
 *
 * @see protocol.md 15.4; rulings.md D17, D22
 */
import { AuthError } from '../foundation/auth-error.ts'
import { toUrlWithout, type PublicUrl } from '../request/public-url.ts'
import { isAtOrBelow, isSamePath } from '../routing/is-same-path.ts'
import { toBelowBasePath } from '../settings/resolve-sites.ts'
import { isLoopbackHost } from '../settings/publishable-key.ts'
import type { Settings } from '../settings/settings.ts'
import { isListedOrigin } from '../values/origin-faults.ts'
import { CREATE_PATH, SIGN_IN_PATH, SIGN_UP_PATH, TASKS_PATH } from '../wire/endpoints.ts'
import { DEV_BROWSER_PARAM, RETURN_URL_PARAM, SYNCED_PARAM, TRIP_PARAM } from '../wire/query.ts'

export type SignInPage = 'sign-in' | 'sign-up'

export interface SignInVisit {
  readonly page: SignInPage
  /** Where to return to. Undefined: the URL of the request. Null: nowhere. */
  readonly returnBackUrl: string | URL | null | undefined
  readonly publicUrl: PublicUrl
  /** The session waits for its person to finish a task. */
  readonly isPending: boolean
  /** Token of the development browser; empty when there is none. */
  readonly devBrowser: string
}

type Sites = Pick<
  Settings,
  'basePath' | 'signInUrl' | 'signUpUrl' | 'accountPortalUrl' | 'keyHost' | 'isSatellite' | 'isDevelopment'
>

/**
 * The address of the sign-in or sign-up page.
 *
 * @throws ERR_AUTH_SIGN_IN_URL_MISSING when neither a page is configured nor a publishable key names an account portal.
 */
export function toSignInUrl(visit: SignInVisit, settings: Sites): URL {
  const url = toPageUrl(visit.page, visit.publicUrl, settings)
  if (visit.isPending) joinPath(url, TASKS_PATH)
  return addWayBack(url, visit, settings)
}

/** What an account page has to be told: where to return to, and in development which browser is coming. Changes the URL. */
export function addWayBack(url: URL, visit: Omit<SignInVisit, 'page' | 'isPending'>, settings: Sites): URL {
  const { publicUrl } = visit
  const isElsewhere = url.host !== publicUrl.host

  const returnUrl = toInnermost(toReturnUrl(visit.returnBackUrl, publicUrl, settings), publicUrl, settings)
  if (returnUrl !== null) {
    // The satellite has to ask for the new session when the person is back.
    if (settings.isSatellite && isElsewhere) returnUrl.searchParams.set(SYNCED_PARAM, 'false')
    url.searchParams.set(RETURN_URL_PARAM, returnUrl.href)
  }
  const isNeeded = settings.isDevelopment && url.origin !== publicUrl.origin && visit.devBrowser !== ''
  if (isNeeded && !url.searchParams.has(DEV_BROWSER_PARAM)) url.searchParams.set(DEV_BROWSER_PARAM, visit.devBrowser)
  return url
}

/**
 * Whether a URL is a page for signing in or up that the developer named, or lies below one, such as its page for unfinished tasks. Such a
 * page is reachable whatever the rule says, so a path that can be read in several ways is none, and nothing lies below a page whose URL has
 * a query or a fragment, but for its own pages.
 */
export function isSignInPage(url: Pick<URL, 'origin' | 'pathname'>, publicUrl: PublicUrl, settings: Sites): boolean {
  return [settings.signInUrl, settings.signUpUrl].some((given) => isAt(given, url, publicUrl, settings))
}

/**
 * The same of the page that is asked for, where the answer opens it. A client may be able to write the host of its request, and so make any
 * full URL the application's own. So a full URL counts only where the developer listed its origin in `authorizedParties`, or while he
 * develops on his machine; and not on a satellite, where the full URL is a page of the primary.
 */
export function isOwnSignInPage(publicUrl: PublicUrl, settings: Sites & Pick<Settings, 'tokens'>): boolean {
  return [settings.signInUrl, settings.signUpUrl].some(
    (given) => isOfApplication(given, settings) && isAt(given, publicUrl, publicUrl, settings),
  )
}

function isOfApplication(
  given: string,
  { isDevelopment, isSatellite, tokens }: Pick<Settings, 'isDevelopment' | 'isSatellite' | 'tokens'>,
): boolean {
  if (PATH.test(given)) return true
  if (!FULL_URL.test(given) || isSatellite) return false
  const { origin, host } = new URL(given)
  return isListedOrigin(tokens.authorizedParties, origin) || (isDevelopment && isLoopbackHost(host))
}

function isAt(given: string, url: Pick<URL, 'origin' | 'pathname'>, publicUrl: PublicUrl, settings: Sites): boolean {
  // What is meant from the page at hand, such as `?sign-in`, is at every page.
  if (!PATH.test(given) && !FULL_URL.test(given)) return false
  const page = new URL(given, publicUrl.href)
  if (page.origin !== url.origin) return false
  // The front page is the whole application's, so it is one for signing in only where a path says so.
  if (isFrontPage(page, settings)) return PATH.test(given) && isSamePath(url.pathname, page.pathname)
  if (page.search === '' && page.hash === '') return isAtOrBelow(url.pathname, page.pathname)
  // A page that is one for signing in only with its query has other pages of the application below it.
  return [page.pathname, ...OWN_PATHS.map((path) => joinPath(new URL(page), path).pathname)].some((path) =>
    isSamePath(url.pathname, path),
  )
}

/** What a sign-in page has below it by the protocol. */
const OWN_PATHS = [TASKS_PATH, CREATE_PATH]

/** Of the application, and not of another host. */
const PATH = /^\/(?![/\\])/
const FULL_URL = /^https?:\/\//i

/** Everything of the application lies below it. */
function isFrontPage({ pathname }: URL, { basePath }: Sites): boolean {
  return pathname === '/' || isSamePath(pathname, basePath)
}

/**
 * Where the request says that it shall return to, if it is a page of this origin; else null. On a sign-in page that is the page where the
 * person was refused.
 */
export function toOwnReturnUrl(publicUrl: PublicUrl, param: string, settings: Sites): URL | null {
  const url = param === '' ? null : toReturnUrl(param, publicUrl, settings)
  return url !== null && url.origin === publicUrl.origin ? url : null
}

/**
 * The page where a person wanted to go in the first place. A redirect from one page for signing in to another hands it on; without this, each
 * would wrap the address that the one before it wrapped.
 */
function toInnermost(returnUrl: URL | null, publicUrl: PublicUrl, settings: Sites): URL | null {
  let url = returnUrl
  while (url !== null && url.searchParams.has(RETURN_URL_PARAM) && isSignInPage(url, publicUrl, settings)) {
    const inner = toReturnUrl(url.searchParams.get(RETURN_URL_PARAM), publicUrl, settings)
    if (inner === null) url.searchParams.delete(RETURN_URL_PARAM)
    else url = inner
  }
  return url
}

function toPageUrl(page: SignInPage, publicUrl: PublicUrl, settings: Sites): URL {
  const { signInUrl, signUpUrl } = settings
  if (page === 'sign-in' && signInUrl !== '') return new URL(signInUrl, publicUrl.href)
  if (page === 'sign-up' && signUpUrl !== '') return new URL(signUpUrl, publicUrl.href)
  if (page === 'sign-up' && signInUrl !== '') return joinPath(new URL(signInUrl, publicUrl.href), CREATE_PATH)
  if (settings.keyHost === '') {
    throw new AuthError(
      'ERR_AUTH_SIGN_IN_URL_MISSING',
      `There is no ${page} page to redirect to. Set signInUrl or a publishable key.`,
    )
  }
  return new URL(settings.accountPortalUrl + (page === 'sign-in' ? SIGN_IN_PATH : SIGN_UP_PATH))
}

/** To the path, not to the text: the URL may carry a query. */
function joinPath(url: URL, path: string): URL {
  url.pathname = url.pathname.replace(/\/+$/, '') + path
  return url
}

function toReturnUrl(given: SignInVisit['returnBackUrl'], publicUrl: PublicUrl, settings: Sites): URL | null {
  if (given === null) return null
  try {
    const url = toApplicationUrl(given ?? toUrlWithout(publicUrl.href, [TRIP_PARAM]), publicUrl.href, settings)
    const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
    return isWeb && url.username === '' && url.password === '' ? url : null
  } catch {
    return null
  }
}

/**
 * The full URL that a developer meant.
 *
 * @param given A URL, or a path of the application with or without its base path.
 * @param publicHref The request's URL as the browser shows it.
 * @throws TypeError when it is no URL.
 * @see rulings.md D14; apps/docs/decisions/022
 */
export function toApplicationUrl(given: string | URL, publicHref: string, settings: Pick<Settings, 'basePath'>): URL {
  return new URL(typeof given === 'string' ? toBelowBasePath(given, settings.basePath) : given, publicHref)
}
