/**
 * Decision room. Status + reason → what a program that asks for JSON reads. Pure.
 *
 * Says no more than status and reason do, and nothing of who asked: the text is the same for everybody who is refused alike.
 *
 * @see RFC 9457; apps/docs/decisions/020
 */
import { PROBLEM_TYPE_PREFIX } from '../wire/problem.ts'
import type { Reason } from '../wire/reasons.ts'
import type { Deny } from './decision.ts'

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

/** The problem details as JSON text. */
export function toProblem(status: Deny['status'], reason: Reason): string {
  const shown = toShownReason(status, reason)
  const { title, detail } = reason === 'prefetch-refused' ? PREFETCH_TEXT : TEXTS[status]
  // Reasons of expired sessions end with a code of the provider's, and one reason has blanks.
  const type = PROBLEM_TYPE_PREFIX + encodeURIComponent(shown)
  return JSON.stringify({ type, title, status, detail, reason: shown })
}

/** What is hidden does not say which organization it belongs to. */
function toShownReason(status: Deny['status'], reason: Reason): Reason {
  return status === 404 && reason === 'organization-mismatch' ? 'protect-rewrite' : reason
}
