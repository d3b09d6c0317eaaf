/**
 * Decision room. AuthState + why → the decision that refuses a request, and what its body says, or that sends a browser away. Pure.
 *
 * @see protocol.md 5.2, 5.4, 6.3, 15.5, 15.8; rulings.md D4, D18, D20
 */
import { isLoopbackHost } from '../settings/publishable-key.ts'
import type { Settings } from '../settings/settings.ts'
import { PROTECTED_RESOURCE_PATH } from '../wire/endpoints.ts'
import { AUTH_REASON_HEADER, REFUSAL_HEADER, RETRY_AFTER_HEADER, REDIRECT_MARK_HEADER } from '../wire/headers.ts'
import { PROVIDER_RETRY_AFTER_SEC } from '../wire/limits.ts'
import { PROBLEM_TYPE_PREFIX, REFUSAL_ROWS, type Reason, type ReasonRow } from '../wire/reasons.ts'
import type { Deny, HeaderList, Redirect } from './auth-decision.ts'
import { toStopped, type AuthState, type DecisionContext, toReason } from './auth-state.ts'
import { CACHE_BUST_PARAM, HANDSHAKE_PARAM } from '../wire/query.ts'

const NO_HEADERS: HeaderList = []

interface ProblemText {
  readonly title: string
  readonly detail: string
}

const TEXTS: Readonly<Record<Deny['status'], ProblemText>> = {
  400: {
    title: 'The URL can be read in more than one way.',
    detail: 'Send the path without encoded slashes, backslashes and dot segments.',
  },
  401: {
    title: 'A valid token or session is required.',
    detail: 'Sign in, or send a token of a kind that this address accepts.',
  },
  403: { title: 'This is not allowed.', detail: 'Who asks is known, and may not do this.' },
  404: { title: 'Not found.', detail: 'Nothing is here for whoever sent this request.' },
  503: {
    title: 'The token cannot be checked at the moment.',
    detail: 'The identity provider does not answer. Try again after the time that retry-after names.',
  },
}
const PREFETCH_TEXT: ProblemText = {
  title: 'This page is not loaded in advance.',
  detail: 'Open it by navigating to it.',
}

/** Refuse, because a rule of the application says so. @param challenge Value of `WWW-Authenticate`, or null. */
export function toGuardDeny(
  state: AuthState,
  status: 401 | 403 | 404 | 503,
  reason: Reason,
  challenge: string | null,
  context: DecisionContext,
): Deny {
  return {
    kind: 'deny',
    status,
    reason,
    challenge,
    body: context.facts.isJsonWanted ? toProblem(status, reason) : null,
    ...toStopped(state, toRefusedHeaders(state, status, reason), context.trace, context),
  }
}

/** What a state that holds does not say itself: why it was not enough. And when to come back. */
function toRefusedHeaders(state: AuthState, status: Deny['status'], reason: Reason): HeaderList {
  if (status === 404) return [[AUTH_REASON_HEADER, 'protect-rewrite']]
  if (status === 503) return [[RETRY_AFTER_HEADER, String(PROVIDER_RETRY_AFTER_SEC)]]
  // What holds, shown where something else is expected, has no reason of its own.
  const isTold = state.status === 'signed-in' && (status === 403 || reason === 'token-type-mismatch')
  return isTold ? [[AUTH_REASON_HEADER, reason]] : NO_HEADERS
}

/** Refuse a request that cannot be decided: a speculative one that would travel, or a URL with more than one reading. */
export function toRefusal(
  reason: 'prefetch-refused' | 'url-ambiguous',
  { facts, trace }: Pick<DecisionContext, 'facts' | 'trace'>,
): Deny {
  const status = reason === 'url-ambiguous' ? 400 : 503
  return {
    kind: 'deny',
    status,
    reason,
    challenge: null,
    body: facts.isJsonWanted ? toProblem(status, reason) : null,
    ...toStopped({ status: 'refused', reason: 'prefetch-refused' }, [[AUTH_REASON_HEADER, reason]], trace),
  }
}

/** Where an OAuth client learns which server gives out tokens. @see RFC 9728 §5.1; protocol.md 15.5; rulings.md D22 */
export function toChallenge(settings: Settings): string {
  const scheme = settings.isDevelopment && isLoopbackHost(settings.keyHost) ? 'http' : 'https'
  return `Bearer resource_metadata="${scheme}://${settings.keyHost}${PROTECTED_RESOURCE_PATH}"`
}

/**
 * A refusal with what was wanted and what is held in a header. For development instances only.
 *
 * @param told Plain text, without anything that opens a door.
 */
export function toTold<D extends Redirect | Deny>(
  decision: D,
  told: { readonly wants: string; readonly has: string },
): D {
  const header = [REFUSAL_HEADER, `wants ${told.wants}, has ${told.has}`] as const
  return { ...decision, responseHeaders: [...decision.responseHeaders, header] }
}

/**
 * The problem details as JSON text. They say no more than status and reason do, and nothing of who asked: the text is the same for everybody
 * who is refused alike.
 *
 * @see RFC 9457; apps/docs/decisions/020
 */
export function toProblem(status: Deny['status'], reason: Reason): string {
  const shown = toShownReason(status, reason)
  const { title, detail } = reason === 'prefetch-refused' ? PREFETCH_TEXT : TEXTS[status]
  // Reasons of expired sessions end with a code of the provider's, and one reason has blanks.
  const type = PROBLEM_TYPE_PREFIX + encodeURIComponent(shown)
  return JSON.stringify({ type, title, status, detail, reason: shown })
}

/** What is hidden does not say which organization it belongs to. */
function toShownReason(status: Deny['status'], reason: Reason): Reason {
  const rows: Readonly<Partial<Record<Reason, ReasonRow>>> = REFUSAL_ROWS
  return status === 404 && rows[reason]?.isHidden === true ? 'protect-rewrite' : reason
}

/**
 * HTML that tells a developer in the browser why a redirect would never end.
 *
 * @param cause What is wrong. Plain text.
 * @param cure What to do about it. Plain text.
 * @see apps/docs/decisions/019
 */
export function toLoopPage(cause: string, cure: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Redirect stopped</title><body style="font:1rem/1.5 system-ui;max-width:40rem;margin:3rem auto;padding:0 1rem"><h1>This redirect would never end</h1><p>${toText(cause)}</p><p>${toText(cure)}</p><p><small>Shown in development only. In production the answer is a bare 401.</small></p>`
}

function toText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** Send away: what the state itself asks for, a handshake or the clean URL after one. */
export function toTrip(state: AuthState, location: URL, trace: readonly string[]): Redirect {
  const reason = toReason(state) ?? 'dev-browser-sync'
  return { kind: 'redirect', status: 307, location, reason, ...toStopped(state, NO_HEADERS, trace) }
}

/**
 * Send away, because a rule of the application says so.
 *
 * @param reason Null: that of the state.
 * @param isMarked Those of `protect()` and of sign-in and sign-up are marked on the wire.
 */
export function toGuardRedirect(
  state: AuthState,
  location: URL,
  reason: Reason | null,
  isMarked: boolean,
  context: DecisionContext,
): Redirect {
  const mark: HeaderList = isMarked ? [[REDIRECT_MARK_HEADER, 'true']] : NO_HEADERS
  return {
    kind: 'redirect',
    status: 307,
    location,
    reason: reason ?? toReason(state) ?? 'protect-rewrite',
    ...toStopped(state, mark, context.trace, context),
  }
}

/**
 * The location of a redirect, made new where the platform keeps redirects by their URL.
 *
 * @param nowMs Milliseconds since the Unix epoch.
 * @see protocol.md 15.8
 */
export function toUncachedUrl(
  location: URL,
  settings: Pick<Settings, 'isRedirectCached' | 'isDevelopment'>,
  nowMs: number,
): URL {
  // What carries the result of a handshake is new anyway.
  if (!settings.isRedirectCached || !settings.isDevelopment || location.href.includes(HANDSHAKE_PARAM)) return location
  const url = new URL(location)
  url.searchParams.set(CACHE_BUST_PARAM, String(nowMs))
  return url
}
