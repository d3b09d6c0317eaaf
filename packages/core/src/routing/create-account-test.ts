/**
 * Routing room. Organization or personal-account pattern → a test that reads its parameters. Pure.
 *
 * Other than in the route matcher, the pathname is taken raw: the answer chooses an organization, it opens nothing.
 *
 * Source: rulings.md D16, protocol.md 14, threats.md row 57.
 */
import { MAX_PATTERN_PATH_BYTES } from '../wire/limits.ts'
import { createPathAutomaton } from './create-path-automaton.ts'
import { toPatternError } from './lex-path-pattern.ts'
import { parsePathPattern, toToken, type PathToken } from './parse-path-pattern.ts'
import {
  PARAMETER_GROUP,
  addPattern,
  createPathExpression,
  isLinear,
  type PathProgram,
  type Step,
} from './path-program.ts'
import { toFoldedChar, toFoldedText } from './to-canonical-path.ts'

/** What a compiled pattern answers: null, or the parameters of the path it matched. */
export type RouteTest = (pathname: string) => Readonly<Record<string, string>> | null

/** Next forwards a server action to the page that owns it under its literal path, `/orgs/[slug]`: no organization stands there. */
const BRACKET = /\[|%5B/i
/** Parameters that name an organization. */
const ORGANIZATION_PARAMETERS: ReadonlySet<string> = new Set(['id', 'slug'])

/** The raw text of a token's parameter in a path, by the index of the token; null for one that took no part. */
type ParameterReader = (pathname: string) => ((token: number) => string | null) | null

/** A position that was noted, and those before it. Threads share what they have in common. */
interface Mark {
  readonly slot: number
  readonly position: number
  readonly before: Mark | null
}

/** A way through the program: the step it stands at, which takes a character or accepts. */
interface Thread {
  readonly step: Step
  readonly marks: Mark | null
}

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
  const steps: PathProgram = []
  const folded = tokens.map((token) => toToken(token, toFoldedText))
  const start = addPattern(steps, folded)
  // Whether it matches at all is asked first: that is many times cheaper, and of several patterns one is followed.
  const match = createPathAutomaton(steps, [start], [], true)
  return (pathname) => {
    const marks = match(pathname, pathname) ? readMarks(steps, start, pathname) : null
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

/**
 * By slot, where the text of a parameter begins and ends; a slot that is not there took no part.
 *
 * Follows all threads of a program at once, the preferred ones first, and keeps for each where its parameters began and ended. So it finds
 * what a backtracking expression would have found, in time linear in the path. The method is Pike's.
 */
function readMarks(steps: readonly Step[], start: number, text: string): ReadonlyMap<number, number> | null {
  const reached = new Int32Array(steps.length).fill(-1)
  let threads = follow(steps, reached, [], { at: start, marks: null }, 0)
  for (let position = 0; position < text.length; position++) {
    const char = toFoldedChar(text.charAt(position))
    const moved: Thread[] = []
    for (const { step, marks } of threads) {
      if (step.kind !== 'take' || step.chars.includes(char) === step.isExcluding) continue
      follow(steps, reached, moved, { at: step.next, marks }, position + 1)
    }
    threads = moved
  }
  const found = threads.find(({ step }) => step.kind === 'accept')
  return found === undefined ? null : toPositions(found.marks)
}

/** Follows everything that takes no character, in order of preference; of two threads at one step the later is dropped. */
function follow(
  steps: readonly Step[],
  reached: Int32Array,
  kept: Thread[],
  from: { readonly at: number; readonly marks: Mark | null },
  position: number,
): Thread[] {
  const open = [from]
  for (let thread = open.pop(); thread !== undefined; thread = open.pop()) {
    const { at, marks } = thread
    const step = steps[at]
    if (step === undefined || reached[at] === position) continue
    reached[at] = position
    if (step.kind === 'fork') open.push({ at: step.second, marks }, { at: step.first, marks })
    else if (step.kind === 'mark') open.push({ at: step.next, marks: { slot: step.slot, position, before: marks } })
    else kept.push({ step, marks })
  }
  return kept
}

/** The last position of each slot. */
function toPositions(last: Mark | null): ReadonlyMap<number, number> {
  const positions = new Map<number, number>()
  for (let mark = last; mark !== null; mark = mark.before) {
    if (!positions.has(mark.slot)) positions.set(mark.slot, mark.position)
  }
  return positions
}
