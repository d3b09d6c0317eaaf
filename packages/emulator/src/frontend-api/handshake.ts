/**
 * `GET /v1/client/handshake`: tells an application, through its browser, who is signed in there.
 *
 * @see emulator.md 3.1, 3.2; protocol.md 6
 */
import {
  HANDSHAKE_COOKIE,
  HANDSHAKE_FORMAT_PARAM,
  HANDSHAKE_NONCE_COOKIE,
  HANDSHAKE_NONCE_PARAM,
  HANDSHAKE_PARAM,
  HANDSHAKE_REASON_PARAM,
  ORGANIZATION_PARAM,
  RETURN_URL_PARAM,
  SYNCED_PARAM,
} from '@postern/core/wire'
import { answerError, answerJson, answerRedirect } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { readOrCreateClient, toClientCookie } from '../http/identity.ts'
import { describeAllowed, parseReturnUrl, satelliteAt, satelliteOf, sharedDomain } from '../http/origins.ts'
import { toBrowserCookies, toDirective } from '../mint/to-browser-cookies.ts'
import { type HandshakeResult, toHandshakeResult } from '../mint/handshake-payload.ts'
import type { Client, Session } from '../state/model.ts'
import { activateOrganization, currentSession } from '../state/visits.ts'
import { relayToPrimary } from './relay-to-primary.ts'

const COOKIE_MAX_AGE_SEC = 60

export async function answerHandshake(call: Call): Promise<Response> {
  const { instance, url } = call
  const returnUrl = parseReturnUrl(instance, url.searchParams.get(RETURN_URL_PARAM))
  if (returnUrl === null) {
    call.note('refused: redirect_url is missing or its origin is not allowed')
    return answerError(
      400,
      'form_param_value_invalid',
      `redirect_url must be an http(s) URL of an allowed origin: ${describeAllowed(instance)}. The option allowedOrigins adds more.`,
    )
  }
  const relayed = await relayToPrimary(call)
  if (relayed !== null) return relayed
  const client = await readOrCreateClient(call)
  const session = readSession(call, client)
  const directives = await toDirectives(call, client, session, returnUrl)
  const result = await toHandshakeResult(instance, directives, url.searchParams.get(HANDSHAKE_FORMAT_PARAM) === 'nonce')
  const who = session === null ? 'signed out' : `${session.userId} ${session.status}`
  call.note(`${who}, ${result.form} form, because ${readReason(url)}`)
  return answerWithResult(call, returnUrl, result, await toClientCookie(call, client))
}

/** Why the application sent the browser here. Only a word of the protocol is repeated; anything else may hold a secret. */
function readReason(url: URL): string {
  const reason = url.searchParams.get(HANDSHAKE_REASON_PARAM) ?? ''
  return /^[a-z][a-z0-9_-]{0,120}$/.test(reason) ? reason : 'nobody said why'
}

/** The session of this browser, with the organization that the application asked for. */
function readSession({ instance, url }: Call, client: Client): Session | null {
  const session = currentSession(instance, client)
  const wanted = url.searchParams.get(ORGANIZATION_PARAM)
  return session === null || wanted === null ? session : activateOrganization(instance, session, wanted)
}

async function toDirectives(
  call: Call,
  client: Client,
  session: Session | null,
  returnUrl: URL,
): Promise<readonly string[]> {
  const { instance, url } = call
  const { cookies } = await toBrowserCookies(instance, {
    client,
    session,
    domain: isProxied(call, returnUrl) ? null : sharedDomain(instance, returnUrl.hostname),
    isSecure: returnUrl.protocol === 'https:',
    token: {
      authorizedParty: returnUrl.origin,
      issuerHost: satelliteOf(instance, url.hostname) === null ? null : url.host,
    },
  })
  return cookies.map(toDirective)
}

/** Sends the result to the application: in the URL in development, as a cookie of the shared domain in production. */
function answerWithResult(
  call: Call,
  returnUrl: URL,
  { form, value }: HandshakeResult,
  clientCookie: string,
): Response {
  const { instance } = call
  if (!instance.settings.isProduction) {
    returnUrl.searchParams.set(form === 'token' ? HANDSHAKE_PARAM : HANDSHAKE_NONCE_PARAM, value)
    return answerRedirect(307, returnUrl, [clientCookie])
  }
  const domain = sharedDomain(instance, returnUrl.hostname)
  if (domain === null) {
    return answerError(
      400,
      'origin_invalid',
      'A production application and its Frontend API must share a domain: the result travels as a cookie.',
    )
  }
  const name = form === 'token' ? HANDSHAKE_COOKIE : HANDSHAKE_NONCE_COOKIE
  const scope = isProxied(call, returnUrl) ? '' : `; Domain=${domain}`
  const secure = returnUrl.protocol === 'https:' ? '; Secure' : ''
  if (satelliteAt(instance, returnUrl.hostname) !== null) returnUrl.searchParams.set(SYNCED_PARAM, 'true')
  const cookie = `${name}=${value}; Path=/${scope}; Max-Age=${COOKIE_MAX_AGE_SEC}; SameSite=Lax; HttpOnly${secure}`
  return answerRedirect(307, returnUrl, [cookie, clientCookie])
}

/** Whether the application forwards a path of its own to us. Its cookies then belong to its host only. */
function isProxied({ request }: Call, returnUrl: URL): boolean {
  const proxyUrl = request.headers.get('clerk-proxy-url')
  return proxyUrl !== null && URL.canParse(proxyUrl) && new URL(proxyUrl).origin === returnUrl.origin
}

/** `POST /v1/dev_browser`: a development browser for the provider's browser script. @see emulator.md 3.3 */
export async function answerDevBrowser(call: Call): Promise<Response> {
  const client = await readOrCreateClient(call)
  call.note('development browser handed out')
  const setCookie = await toClientCookie(call, client)
  return answerJson({ object: 'dev_browser', id: client.devBrowser }, 200, { 'set-cookie': setCookie })
}
