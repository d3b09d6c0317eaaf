/** Where a token may be used: everything that was granted, or the part of it that the client names. @see RFC 8707 §2.2 */
import type { OAuthProblem } from './answer-oauth.ts'
import { findResourceProblem, readResources } from './parameters.ts'

export function readAudiences(form: URLSearchParams, granted: readonly string[]): readonly string[] | OAuthProblem {
  const named = readResources(form)
  const problem = findResourceProblem(named)
  if (problem !== null) return problem
  const isGranted = named.every((one) => granted.includes(one))
  if (!isGranted) return { error: 'invalid_target', text: 'This resource was not named when the person was asked.' }
  return named.length === 0 ? granted : named
}
