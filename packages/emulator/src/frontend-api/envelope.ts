/** The envelope in which the script gets its answers. */
import { DEV_BROWSER_COOKIE, DEV_BROWSER_HEADER } from '@postern/core/wire'
import { answerJson, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { isNative, toClientCookie } from '../http/identity.ts'
import { readAppOrigin } from '../http/origins.ts'
import { toCookieSuffix } from '../keys/publishable-key.ts'
import { signSessionToken } from '../mint/sign-session-token.ts'
import type { Client, Session } from '../state/model.ts'
import { findPages } from './find-pages.ts'
import { toScriptClient } from './script-objects.ts'

const YEAR_SEC = 31_536_000

/** A token for the application whose page runs the script. */
export function signFor({ instance, request }: Call, session: Session): Promise<string> {
  return signSessionToken(instance, session, { authorizedParty: readAppOrigin(instance, request) })
}

/** Puts an answer into the envelope that the script expects. @param response null: the client itself is the answer. */
export async function answerEnvelope(call: Call, client: Client, response: unknown): Promise<Response> {
  const { instance } = call
  const known = instance.store.get('clients', client.id)
  if (known === null) return answerNotFound('Client')
  const shown = await toScriptClient(instance, known, (session) => signFor(call, session))
  const body = response === null ? { response: shown, client: null } : { response, client: shown }
  // Applications outside of browsers have no cookies.
  if (isNative(call)) return answerJson(body, 200, { authorization: known.secret })
  const headers = new Headers({ 'set-cookie': await toClientCookie(call, known) })
  if (instance.settings.isProduction) return answerJson(body, 200, headers)
  headers.set(DEV_BROWSER_HEADER, known.devBrowser)
  if (findPages(call) !== null) headers.append('set-cookie', await toDevBrowserCookie(call, known))
  return answerJson(body, 200, headers)
}

/** What the script on a page of the same host names this browser with when it leads to our pages. Ports of a host share their cookies. */
async function toDevBrowserCookie({ instance, url }: Call, client: Client): Promise<string> {
  const suffix = await toCookieSuffix(instance.place.publishableKey())
  const secure = url.protocol === 'https:' ? '; Secure' : ''
  return `${DEV_BROWSER_COOKIE}_${suffix}=${client.devBrowser}; Path=/; SameSite=Lax; Max-Age=${YEAR_SEC}${secure}`
}

/** An answer that changes nothing of the client. */
export function answerResponse(response: unknown): Response {
  return answerJson({ response, client: null })
}
