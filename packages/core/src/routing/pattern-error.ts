/**
 * Routing room. What is wrong with a pattern → the error that says so. Pure.
 *
 * One place for the wording, so that every refusal names the pattern, the mistake and the cure. Source: rulings.md 2.
 */
import { AuthError } from '../foundation/auth-error.ts'

/** Longest part of a pattern that a message repeats, in UTF-16 code units. */
const MAX_SHOWN_CHARS = 200

/**
 * The error for a pattern that does not compile.
 *
 * @param pattern The pattern as the developer wrote it. Patterns stand in source code, so a message may show them.
 * @param problem What is wrong with it, without a full stop.
 * @param cure What to write instead, a sentence.
 * @returns `ERR_AUTH_PATTERN_INVALID`, to be thrown when the pattern is compiled, never while a request is served.
 */
export function toPatternError(pattern: unknown, problem: string, cure: string, cause?: unknown): AuthError {
  const shown =
    typeof pattern === 'string' ? JSON.stringify(pattern.slice(0, MAX_SHOWN_CHARS)) : `of type ${typeof pattern}`
  return new AuthError('ERR_AUTH_PATTERN_INVALID', `The route pattern ${shown} is invalid: ${problem}. ${cure}`, {
    cause,
  })
}
