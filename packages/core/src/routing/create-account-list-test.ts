/**
 * Routing room. Organization or personal-account patterns → one test for all of them. Pure.
 *
 * Reading parameters is done pattern by pattern. A path that none of them matches, as most are, is told by one automaton instead, which costs
 * the same however long the list is.
 *
 * @see rulings.md D16; performance.md (matcher)
 */
import { MAX_PATTERN_PATH_BYTES } from '../wire/limits.ts'
import { createAccountTest, type RouteTest } from './create-account-test.ts'
import { createPathAutomaton } from './create-path-automaton.ts'
import { parsePathPattern, toToken } from './parse-path-pattern.ts'
import { addPattern, isLinear, type PathProgram } from './path-program.ts'
import { toFoldedText } from './to-canonical-path.ts'

/**
 * Answers what the first pattern that matches answers.
 *
 * @param isOrganization For `organizationPatterns`, which hold `:id` or `:slug`.
 * @throws {AuthError} `ERR_AUTH_PATTERN_INVALID`, for the first pattern that is refused.
 */
export function createAccountListTest(patterns: readonly string[], isOrganization: boolean): RouteTest {
  const tests = patterns.map((pattern) => createAccountTest(pattern, isOrganization))
  const isAny = createListTest(patterns)
  return (pathname) => {
    if (!isAny(pathname)) return null
    for (const test of tests) {
      const parameters = test(pathname)
      if (parameters !== null) return parameters
    }
    return null
  }
}

/** Whether a pattern may match. A pattern that is no program could match anything, as far as this knows. */
function createListTest(patterns: readonly string[]): (pathname: string) => boolean {
  const lists = patterns.map((pattern) => parsePathPattern(pattern).map((token) => toToken(token, toFoldedText)))
  if (!lists.every(isLinear)) return () => true
  const steps: PathProgram = []
  const starts = lists.map((tokens) => addPattern(steps, tokens))
  const match = createPathAutomaton(steps, starts, [], true)
  return (pathname) => pathname.length <= MAX_PATTERN_PATH_BYTES && match(pathname, pathname)
}
