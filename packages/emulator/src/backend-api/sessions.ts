/**
 * What an application's server asks about sessions: the payload of a handshake, a renewal, a token.
 *
 * @see emulator.md 4; protocol.md 6.3, 7, 11.1
 */
import { SUFFIXED_COOKIES_PARAM } from '@postern/core/wire'
import { compactVerify, createLocalJWKSet, decodeJwt } from 'jose'
import { answerError, answerJson, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { sharedDomain } from '../http/origins.ts'
import { toParams } from '../http/params.ts'
import type { Instance } from '../instance.ts'
import { toBrowserCookies, toDirective } from '../mint/to-browser-cookies.ts'
import { takeNonce } from '../mint/handshake-payload.ts'
import { signSessionToken } from '../mint/sign-session-token.ts'
import { signTemplateToken } from '../mint/sign-template-token.ts'
import type { Session } from '../state/model.ts'
import { isRefreshToken } from '../state/refresh-tokens.ts'
import { findTemplate } from '../state/templates.ts'
import { endSession, isAlive } from '../state/visits.ts'
import { toSessionObject } from '../objects/to-session-object.ts'

/** Ten years. */
const MAX_TOKEN_LIFETIME_SEC = 315_360_000

/** `GET /v1/clients/handshake_payload?nonce=` */
export function answerHandshakePayload(call: Call): Response {
  const directives = takeNonce(call.instance, call.url.searchParams.get('nonce') ?? '')
  call.note(directives === null ? 'nonce is unknown, used or too old' : `${directives.length} directives`)
  return directives === null ? answerNotFound('Handshake nonce') : answerJson({ directives })
}

/** `POST /v1/sessions/:id/refresh` */
export async function answerRefresh(
  call: Call,
  _caller: null,
  body: Readonly<Record<string, unknown>>,
): Promise<Response> {
  const { instance, params } = call
  const session = instance.store.get('sessions', params['id'] ?? '')
  const problem = await findRefreshProblem(instance, session, body)
  if (problem !== null || session === null) {
    call.note(`refused: ${problem?.code ?? 'no session'}`)
    return answerError(
      problem?.status ?? 404,
      problem?.code ?? 'resource_not_found',
      problem?.message ?? 'Session not found',
    )
  }
  const issuer = decodeJwt(String(body['expired_token'])).iss ?? ''
  const origin =
    typeof body['request_origin'] === 'string' && URL.canParse(body['request_origin'])
      ? new URL(body['request_origin'])
      : null
  const token = {
    issuerHost: URL.canParse(issuer) ? new URL(issuer).host : null,
    authorizedParty: origin?.origin ?? instance.settings.appOrigin,
  }
  if (body['format'] === 'token') {
    call.note(`renewed for ${session.userId}, as a token`)
    return answerJson({ object: 'token', jwt: await signSessionToken(instance, session, token) })
  }
  const client = instance.store.get('clients', session.clientId)
  if (client === null) return answerNotFound('Client')
  const domain = origin === null ? null : sharedDomain(instance, origin.hostname)
  const { cookies } = await toBrowserCookies(instance, {
    client,
    session,
    token,
    domain,
    isSecure: origin?.protocol === 'https:',
  })
  const wantsSuffixed = call.url.searchParams.get(SUFFIXED_COOKIES_PARAM) === 'true'
  call.note(`renewed for ${session.userId}, as cookies${wantsSuffixed ? ' with suffix' : ''}`)
  return answerJson({ object: 'cookies', cookies: cookies.map(toDirective) })
}

interface Problem {
  readonly status: number
  readonly code: string
  readonly message: string
}

async function findRefreshProblem(
  instance: Instance,
  session: Session | null,
  body: Readonly<Record<string, unknown>>,
): Promise<Problem | null> {
  if (session === null) return { status: 404, code: 'resource_not_found', message: 'Session not found' }
  if (session.status === 'revoked') return { status: 401, code: 'session_revoked', message: 'The session was revoked.' }
  if (!isAlive(session, instance.clock.nowMs()))
    return { status: 401, code: 'session_ended', message: 'The session has ended.' }
  if (!isRefreshToken(instance, String(body['refresh_token']), session.id)) {
    return {
      status: 401,
      code: 'refresh_token_invalid',
      message: 'The refresh token is not of this session, or was replaced.',
    }
  }
  if (!(await isOwnToken(instance, String(body['expired_token']), session.id))) {
    return { status: 401, code: 'expired_token_invalid', message: 'The expired token is not of this session.' }
  }
  return null
}

/** Whether we signed this token for this session, however long ago. */
export async function isOwnToken(instance: Instance, token: string, sessionId: string): Promise<boolean> {
  try {
    const keys = createLocalJWKSet({ keys: instance.keyring.known().map((key) => ({ ...key })) })
    await compactVerify(token, keys)
    return decodeJwt(token)['sid'] === sessionId
  } catch {
    return false
  }
}

/** `POST /v1/sessions/:id/tokens` and `/tokens/:template`, for a server: its call names no application. */
export function answerSessionToken(call: Call, _caller: null, form: URLSearchParams): Response | Promise<Response> {
  const { store, clock, settings } = call.instance
  const session = store.get('sessions', call.params['id'] ?? '')
  if (session === null || !isAlive(session, clock.nowMs())) return answerNotFound('Session')
  const expiresInSec = toParams(form).within('expires_in_seconds', 0, MAX_TOKEN_LIFETIME_SEC) ?? null
  return answerTokenOf(call, session, { authorizedParty: settings.appOrigin, expiresInSec })
}

/** What is special about a token. */
interface WantedToken {
  /** Origin of the application that the token is for. */
  readonly authorizedParty: string
  /** Only servers say how long it is good; null: as long as any. */
  readonly expiresInSec: number | null
}

/**
 * A token of a session that is alive, plain or of the template in the path.
 *
 */
export async function answerTokenOf(
  call: Call,
  session: Session,
  { authorizedParty, expiresInSec }: WantedToken,
): Promise<Response> {
  const { instance, params } = call
  const life = expiresInSec === null ? {} : { expiresInSec }
  if (params['template'] === undefined)
    return answerJson({ object: 'token', jwt: await signSessionToken(instance, session, { ...life, authorizedParty }) })
  const template = findTemplate(instance, params['template'])
  if (template === null) return answerNotFound('JWT template')
  call.note(`token of template ${template.name} for ${session.userId}`)
  const jwt = await signTemplateToken(instance, session, template, { ...life, authorizedParty })
  return answerJson({ object: 'token', jwt })
}

/** `GET /v1/sessions/:id` and `POST /v1/sessions/:id/revoke` */
export function answerSession(call: Call): Response {
  const session = call.instance.store.get('sessions', call.params['id'] ?? '')
  if (session === null) return answerNotFound('Session')
  if (call.method !== 'POST') return answerJson(toSessionObject(session, call.instance.clock.nowMs()))
  call.note(`revoked the session of ${session.userId}`)
  return answerJson(toSessionObject(endSession(call.instance, session, 'revoked'), call.instance.clock.nowMs()))
}
