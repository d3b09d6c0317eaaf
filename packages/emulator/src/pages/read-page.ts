/** What every account page knows: the browser, its session, and where it goes afterwards. */
import { CLIENT_UAT_COOKIE, DEV_BROWSER_PARAM, RETURN_URL_PARAM } from '@postern/core/wire'
import { toSec } from '../create-clock.ts'
import { answerRedirect } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { readOrCreateClient, toClientCookie } from '../http/identity.ts'
import { parseReturnUrl, sharedDomain } from '../http/origins.ts'
import type { Instance } from '../instance.ts'
import { toCookieSuffix } from '../keys/publishable-key.ts'
import { toClientUatSec } from '../mint/to-browser-cookies.ts'
import type { Client, Session, User } from '../state/model.ts'
import { currentSession } from '../state/visits.ts'
import { showWays } from './answer-page.ts'
import { type Html, html } from './html.ts'
import { showText, toMark, toShortText } from './show-text.ts'

export interface PageContext {
  readonly call: Call
  readonly instance: Instance
  /** The form of a POST, else the query. */
  readonly fields: URLSearchParams
  readonly client: Client
  readonly session: Session | null
  readonly user: User | null
  /** Where the application wants the browser back. null when it did not say, or named an origin that is not allowed. */
  readonly returnUrl: URL | null
  /** Everything that the application said about ways back, by name of the parameter. Only allowed origins. */
  readonly returns: ReadonlyMap<string, URL>
}

/** What the provider's script calls the ways back, the first that is there counts. Signing in and signing up may lead to different places. */
const RETURN_PARAMS = {
  in: ['sign_in_force_redirect_url', RETURN_URL_PARAM, 'sign_in_fallback_redirect_url'],
  up: ['sign_up_force_redirect_url', RETURN_URL_PARAM, 'sign_up_fallback_redirect_url'],
} as const

/** @param fields The form of a POST, else the query. */
export async function readPage(call: Call, fields: URLSearchParams): Promise<PageContext> {
  const { instance, url } = call
  const client = await readOrCreateClient(
    call,
    fields.get(DEV_BROWSER_PARAM) ?? url.searchParams.get(DEV_BROWSER_PARAM),
  )
  const session = currentSession(instance, client)
  const user = session === null ? null : instance.store.get('users', session.userId)
  const returns = readReturns(call, fields)
  const isSigningUp = /^\/sign-(up|in\/create)(\/|$)/.test(url.pathname)
  const returnUrl = RETURN_PARAMS[isSigningUp ? 'up' : 'in'].flatMap((name) => returns.get(name) ?? []).at(0) ?? null
  return { call, instance, fields, client, session, user, returnUrl, returns }
}

function readReturns({ instance, url }: Call, fields: URLSearchParams): ReadonlyMap<string, URL> {
  const names = new Set([...RETURN_PARAMS.in, ...RETURN_PARAMS.up])
  const found = [...names].flatMap((name): [string, URL][] => {
    const target = parseReturnUrl(instance, fields.get(name) ?? url.searchParams.get(name))
    return target === null ? [] : [[name, target]]
  })
  return new Map(found)
}

/** Carries the browser and the way back through a form. */
export function hiddenFields({ instance, client, returns }: PageContext): Html {
  return html`${instance.settings.isProduction ? null : html`<input type="hidden" name="${DEV_BROWSER_PARAM}" value="${client.devBrowser}" />`}
  ${[...returns].map(([name, target]) => html`<input type="hidden" name="${name}" value="${target.href}" />`)}`
}

/** A link to another account page, which carries the same. */
export function linkTo({ instance, client, returns }: PageContext, path: string): string {
  const query = new URLSearchParams([...returns].map(([name, target]) => [name, target.href]))
  if (!instance.settings.isProduction) query.set(DEV_BROWSER_PARAM, client.devBrowser)
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Where somebody goes on to: the client that sent them, for whom the OAuth server is only a stop, or the host. */
export function showDestination({ call, instance }: PageContext, returnUrl: URL): Html {
  const isStop = returnUrl.origin === call.url.origin && returnUrl.pathname === '/oauth/authorize'
  const client = isStop ? instance.store.get('oauthApplications', returnUrl.searchParams.get('client_id') ?? '') : null
  return html`<b>${client === null ? returnUrl.host : showText(client.name)}</b>`
}

/** The ways out of an account page: to the console, and back to the application as things are. */
export function waysOf({ call, instance, client, returnUrl }: PageContext): Html {
  if (returnUrl === null || returnUrl.origin === call.url.origin) return showWays(null)
  const target = new URL(returnUrl)
  if (!instance.settings.isProduction) target.searchParams.set(DEV_BROWSER_PARAM, client.devBrowser)
  return showWays({ href: target.href, name: returnUrl.host })
}

/**
 * Sends the browser back to the application, so that it notices what changed. In development the URL names the browser, which makes the
 * application ask for a handshake; in production the client cookie of the shared domain changes.
 *
 * @param fallback Page to go to when the application did not say where.
 */
export async function answerReturn(page: PageContext, fallback = '/user'): Promise<Response> {
  const { call, instance, returnUrl } = page
  const client = instance.store.get('clients', page.client.id) ?? page.client
  const cookies = [await toClientCookie(call, client), ...(await toClientUatCookies(call, client))]
  if (returnUrl === null) return answerRedirect(303, fallback, cookies)
  const target = new URL(returnUrl)
  const isAway = target.origin !== call.url.origin
  if (!instance.settings.isProduction && isAway) target.searchParams.set(DEV_BROWSER_PARAM, client.devBrowser)
  return answerRedirect(303, target, cookies)
}

/** Production: every application of the domain sees that the client changed. */
async function toClientUatCookies({ instance, url }: Call, client: Client): Promise<readonly string[]> {
  const domain = sharedDomain(instance, url.hostname)
  if (domain === null) return []
  const uat = currentSession(instance, client) === null ? 0 : toClientUatSec(client, toSec(instance.clock.nowMs()))
  const secure = url.protocol === 'https:' ? '; Secure' : ''
  const attributes = `Path=/; Domain=${domain}; Max-Age=31536000; SameSite=Lax${secure}`
  const suffix = await toCookieSuffix(instance.place.publishableKey())
  return [CLIENT_UAT_COOKIE, `${CLIENT_UAT_COOKIE}_${suffix}`].map((name) => `${name}=${uat}; ${attributes}`)
}

const MAX_NAME_CHARS = 80

/** Two letters for a person without a picture. */
export function toInitials(user: User): string {
  const [first = '', last = ''] = [user.firstName, user.lastName].map((name) => Array.from(name.slice(0, 16))[0] ?? '')
  return toMark(first + last === '' ? user.email : first + last)
}

/** What people read: cut where it is long, and with nothing hidden in it. */
export function toName(user: User): string {
  const name = `${user.firstName} ${user.lastName}`.trim()
  return toShortText(name === '' ? user.email : name, MAX_NAME_CHARS)
}

/** A role as people read it: `admin` for `org:admin`. */
export function toRoleName(role: string): string {
  return role.replace(/^org:/, '')
}
