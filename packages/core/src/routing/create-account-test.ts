/**
 * Routing room. Organization or personal-account pattern → a test that reads its parameters. Pure.
 *
 * Other than in the route matcher, the pathname is taken raw: the answer chooses an organization, it opens nothing.
 *
 * Source: rulings.md D16, protocol.md 14, threats.md row 57.
 */
import { MAX_PATTERN_PATH_BYTES } from '../wire/limits.ts'
import { parsePathPattern } from './parse-path-pattern.ts'
import type { PathToken } from './parse-path-pattern.ts'
import { PARAMETER_GROUP, createPathExpression } from './path-expression.ts'
import { addPattern, isLinear } from './path-program.ts'
import type { ProgramDraft } from './path-program.ts'
import { toPatternError } from './pattern-error.ts'
import { createParameterReader } from './read-parameters.ts'
import type { RouteTest } from './route-test.ts'
import { toFoldedChar } from './to-folded-char.ts'

/** Next forwards a server action to the page that owns it under its literal path, `/orgs/[slug]`: no organization stands there. */
const BRACKET = /\[|%5B/i
/** Parameters that name an organization. */
const ORGANIZATION_PARAMETERS: ReadonlySet<string> = new Set(['id', 'slug'])

/** The raw text of a token's parameter in a path, by the index of the token; null for one that took no part. */
type ParameterReader = (pathname: string) => ((token: number) => string | null) | null

/**
 * Compiles a pattern of the path-to-regexp 6.x dialect, as `organizationPatterns` and `personalAccountPatterns` hold it.
 *
 * The test takes a raw pathname and answers null, or the parameters: `id` and `slug` percent-decoded, others raw. It answers null as well
 * when `id` or `slug` is not one segment or cannot be decoded, when the path holds a `[`, and when it is longer than
 * `MAX_PATTERN_PATH_BYTES`: reading parameters keeps a list of positions for every character. The pattern '' matches nothing; one without a
 * leading slash is inert.
 *
 * @throws {AuthError} `ERR_AUTH_PATTERN_INVALID`, when the pattern is compiled.
 */
export function createPathTest(pattern: string): RouteTest {
  return createTokensTest(pattern, parsePathPattern(pattern))
}

/**
 * The same, for a pattern of the options: one that can never match is refused.
 *
 * @param isOrganization For `organizationPatterns`, which hold `:id` or `:slug`.
 * @throws {AuthError} `ERR_AUTH_PATTERN_INVALID`, when the pattern is compiled.
 */
export function createAccountTest(pattern: string, isOrganization: boolean): RouteTest {
  const tokens = parsePathPattern(pattern)
  if (tokens.length === 0) return () => null
  if (!isRooted(tokens)) {
    const cure = `Write ${JSON.stringify(`/${pattern}`)}.`
    throw toPatternError(pattern, 'it does not begin with a slash, as every path does', cure)
  }
  const isNaming = tokens.some((token) => typeof token !== 'string' && ORGANIZATION_PARAMETERS.has(token.name))
  if (isOrganization && !isNaming) {
    const cure = 'Write ":id" or ":slug" where the path names the organization, as in "/orgs/:slug/(.*)".'
    throw toPatternError(pattern, 'it holds neither ":id" nor ":slug", so it names no organization', cure)
  }
  return createTokensTest(pattern, tokens)
}

/** Whether it begins with a slash, or with something that can stand for one or for nothing. */
function isRooted([first]: readonly PathToken[]): boolean {
  if (first === undefined || typeof first === 'string') return first?.startsWith('/') ?? true
  return (
    first.prefix.startsWith('/') || first.body.kind !== 'segment' || first.modifier === '?' || first.modifier === '*'
  )
}

function createTokensTest(pattern: string, tokens: readonly PathToken[]): RouteTest {
  if (tokens.length === 0) return () => null
  const read = isLinear(tokens) ? createLinearReader(tokens) : createExpressionReader(pattern, tokens)
  return (pathname) => {
    if (pathname.length > MAX_PATTERN_PATH_BYTES || BRACKET.test(pathname)) return null
    const textOf = read(pathname)
    return textOf === null ? null : toParameters(tokens, textOf)
  }
}

function createLinearReader(tokens: readonly PathToken[]): ParameterReader {
  const steps: ProgramDraft = []
  const start = addPattern(steps, tokens, toFoldedChar)
  const readMarks = createParameterReader(steps, start)
  return (pathname) => {
    const marks = readMarks(pathname)
    if (marks === null) return null
    return (token) => {
      const begin = marks.get(2 * token)
      const end = marks.get(2 * token + 1)
      return begin === undefined || end === undefined || end < begin ? null : pathname.slice(begin, end)
    }
  }
}

function createExpressionReader(pattern: string, tokens: readonly PathToken[]): ParameterReader {
  const expression = createPathExpression(pattern, tokens, null)
  return (pathname) => {
    const match = expression.exec(pathname)
    return match === null ? null : (token) => match.groups?.[`${PARAMETER_GROUP}${token}`] ?? null
  }
}

function toParameters(
  tokens: readonly PathToken[],
  textOf: (token: number) => string | null,
): Readonly<Record<string, string>> | null {
  const found = new Map<string, string>()
  for (const [index, token] of tokens.entries()) {
    if (typeof token === 'string' || token.body.kind === 'none') continue
    const text = textOf(index)
    if (text === null) continue
    const value = ORGANIZATION_PARAMETERS.has(token.name) ? decodeSegment(text) : text
    if (value === null) return null
    found.set(token.name, value)
  }
  return Object.fromEntries(found)
}

/** One segment, decoded; null for several, for none and for what cannot be decoded. */
function decodeSegment(text: string): string | null {
  if (text === '' || text.includes('/')) return null
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
