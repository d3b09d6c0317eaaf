/**
 * Which browser this is. In development, the development browser token in the URL says so, and without one a cookie of the emulator's
 * host. In production, the client cookie says so.
 *
 * @see emulator.md 3.1
 */
import { CLIENT_COOKIE, DEV_BROWSER_PARAM } from '@postern/core/wire'
import type { Instance } from '../instance.ts'
import { toCookieSuffix } from '../keys/publishable-key.ts'
import type { Client, Session } from '../state/model.ts'
import { createClient, currentSession, findClient, isAlive } from '../state/visits.ts'
import type { Call } from './call.ts'

const YEAR_SEC = 31_536_000
/** Names one of the sessions of a browser. */
const SESSION_PARAM = '_clerk_session_id'

/** Marks calls of applications that run in no browser: they have no cookies, and name themselves by the client's secret. */
const NATIVE_PARAM = '_is_native'

/** Whether an application outside of browsers asks. It keeps what the header `Authorization` of an answer says. */
export function isNative({ url }: Pick<Call, 'url'>): boolean {
  return url.searchParams.get(NATIVE_PARAM) === '1'
}

/** @param sent The development browser token that came in a form, in place of the one in the URL. */
export async function readClient(
  call: Call,
  sent: string | null = call.url.searchParams.get(DEV_BROWSER_PARAM),
): Promise<Client | null> {
  const { instance } = call
  if (isNative(call))
    return findClient(instance, call.request.headers.get('authorization')?.replace(/^Bearer /, '') ?? null)
  const cookie = findClient(instance, call.cookies.get(await toClientCookieName(instance)) ?? null)
  if (instance.settings.isProduction) return cookie
  return findClient(instance, sent) ?? cookie
}

/** The client of this browser. A browser that nobody knew becomes known. */
export async function readOrCreateClient(call: Call, sent?: string | null): Promise<Client> {
  return (await readClient(call, sent)) ?? createClient(call.instance)
}

/** The session that the script names, if it is one of this browser; the current one where it names none. */
export async function readSession(call: Call): Promise<Session | null> {
  const { instance, url } = call
  const client = await readClient(call)
  const named = url.searchParams.get(SESSION_PARAM)
  if (client === null || named === null) return currentSession(instance, client)
  const session = client.sessionIds.includes(named) ? instance.store.get('sessions', named) : null
  return session !== null && isAlive(session, instance.clock.nowMs()) ? session : null
}

/** The line that makes the emulator's host remember this browser. */
export async function toClientCookie(call: Call, client: Client): Promise<string> {
  const secure = call.url.protocol === 'https:' ? '; Secure' : ''
  return `${await toClientCookieName(call.instance)}=${client.secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${YEAR_SEC}${secure}`
}

/** Name of the cookie on the emulator's host. Ports of a host share their cookies, so in development the name tells emulators apart. */
export async function toClientCookieName({ settings, place }: Instance): Promise<string> {
  return settings.isProduction ? CLIENT_COOKIE : `${CLIENT_COOKIE}_${await toCookieSuffix(place.publishableKey())}`
}
