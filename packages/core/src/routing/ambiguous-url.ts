/**
 * Routing room. Why a URL is refused → the one public error for it. Pure.
 *
 * Source: rulings.md 2 ("One answer for every reading"), protocol.md 15.10.
 */
import { AuthError } from '../foundation/auth-error.ts'

/** Why a path gets no answer. */
export type AmbiguityReason = 'malformed' | 'control' | 'disagreement' | 'letter-case' | 'too-long'

const MESSAGES: Readonly<Record<AmbiguityReason, string>> = {
  malformed: 'The path holds a malformed percent escape.',
  control: 'The path holds a control character or a line separator.',
  disagreement: 'The path can be read in more than one way, and the readings do not agree on the route.',
  'letter-case':
    'Only the case of letters keeps the path from matching a pattern. Patterns are written as the path is.',
  'too-long': 'The path is too long for what would have to be done to read it.',
}

/**
 * The error for a request whose path has no single answer. Adapters answer it with its status, 400.
 *
 * The message never repeats the path: a path may carry a credential.
 */
export function toAmbiguousUrlError(reason: AmbiguityReason): AuthError {
  const message = `${MESSAGES[reason]} The request is refused, because the router behind may read it differently. Answer it with status 400.`
  return new AuthError('ERR_AUTH_URL_AMBIGUOUS', message, { status: 400, vendorCode: 'MalformedURLError' })
}
