/**
 * Routing room. Tokens → what runs on a path: a program of steps, or for tokens that are not linear a regular expression. Pure. Throws where
 * the developer's own expression is none.
 *
 * Two readers run a program: the automaton (does it match?) and the parameter reader (with what?). It has no backtracking: its readers follow
 * all its threads at once, so their time is linear in the path whatever the pattern. Only patterns with an expression of their own
 * (`:id(\\d+)`) become one. They may backtrack, so they are run on short paths only.
 *
 * Source: rulings.md 2 (cost), threats.md row 60; the construction is Thompson's; path-to-regexp 6.3.0 (`tokensToRegexp`, default options).
 */
import { toPatternError } from './lex-path-pattern.ts'
import type { PathParameter, PathToken } from './parse-path-pattern.ts'

/** One instruction. Steps name each other by their index in the program. */
export type Step =
  /** Takes one character: one of `chars`, or any but them. */
  | { readonly kind: 'take'; readonly chars: string; readonly isExcluding: boolean; readonly next: number }
  /** Goes two ways; `first` is preferred where both lead to a match. */
  | { readonly kind: 'fork'; readonly first: number; readonly second: number }
  /** Notes the position: slot `2n` is where parameter `n` begins, `2n + 1` where it ends. */
  | { readonly kind: 'mark'; readonly slot: number; readonly next: number }
  /** Asks test number `test` about the whole path, for patterns that need a regular expression. */
  | { readonly kind: 'check'; readonly test: number }
  /** Matches, if the path ends here. */
  | { readonly kind: 'accept' }

/** Steps under construction. Several patterns may share one program. */
export type PathProgram = Step[]

/** Begins the names of the groups that hold parameters; the rest is the index of the token. A developer's own groups keep their names. */
export const PARAMETER_GROUP = 'postern'

/** Ends a segment, and is forgiven at the end. A path holds no `?` and no `#` but decoded ones, which are text. */
const DELIMITER = '/'

/** Whether the tokens are of the documented grammar, which runs in linear time: no expression, no text of two letters to stop at. */
export function isLinear(tokens: readonly PathToken[]): boolean {
  return tokens.every(
    (token) =>
      typeof token === 'string' ||
      (token.body.kind !== 'custom' && (token.body.kind !== 'segment' || token.body.stopAt.length <= 1)),
  )
}

/**
 * Adds a pattern to a program.
 *
 * @param tokens Linear ones (`isLinear`). Where the reader of the program folds the characters of a path, their texts are folded too (`toFoldedText`).
 * @returns The index of its first step.
 */
export function addPattern(draft: PathProgram, tokens: readonly PathToken[]): number {
  const accept = add(draft, { kind: 'accept' })
  const slash = add(draft, { kind: 'take', chars: DELIMITER, isExcluding: false, next: accept })
  let next = add(draft, { kind: 'fork', first: slash, second: accept })
  for (const [index, token] of [...tokens.entries()].toReversed()) {
    next = typeof token === 'string' ? addText(draft, token, next) : addParameter(draft, token, index, next)
  }
  return next
}

/** Adds a literal beginning behind which a test decides. Returns the index of its first step. */
export function addCheck(draft: PathProgram, prefix: string, test: number): number {
  return addText(draft, prefix, add(draft, { kind: 'check', test }))
}

function add(draft: PathProgram, step: Step): number {
  return draft.push(step) - 1
}

function addText(draft: PathProgram, text: string, next: number): number {
  let first = next
  for (let at = text.length - 1; at >= 0; at--) {
    first = add(draft, { kind: 'take', chars: text.charAt(at), isExcluding: false, next: first })
  }
  return first
}

function addParameter(draft: PathProgram, parameter: PathParameter, index: number, next: number): number {
  const { prefix, suffix, modifier, body } = parameter
  const isOptional = modifier === '?' || modifier === '*'
  const isRepeated = modifier === '*' || modifier === '+'
  if (body.kind === 'none' && isRepeated) return addLoop(draft, prefix + suffix, isOptional, next)
  let first = addText(draft, suffix, next)
  if (body.kind !== 'none') {
    const end = add(draft, { kind: 'mark', slot: 2 * index + 1, next: first })
    const inner = isRepeated ? addRepeated(draft, parameter, end) : addBody(draft, parameter, end)
    first = add(draft, { kind: 'mark', slot: 2 * index, next: inner })
  }
  first = addText(draft, prefix, first)
  return isOptional ? add(draft, { kind: 'fork', first, second: next }) : first
}

/** A text any number of times, or at least once. */
function addLoop(draft: PathProgram, text: string, isOptional: boolean, next: number): number {
  const fork = add(draft, { kind: 'accept' })
  const first = addText(draft, text, fork)
  draft[fork] = { kind: 'fork', first, second: next }
  return isOptional ? fork : first
}

/** A body, and again after suffix and prefix, as often as it comes: `a/b/c` of `/:path*`. */
function addRepeated(draft: PathProgram, parameter: PathParameter, next: number): number {
  const fork = add(draft, { kind: 'accept' })
  const body = addBody(draft, parameter, fork)
  draft[fork] = { kind: 'fork', first: addText(draft, parameter.suffix + parameter.prefix, body), second: next }
  return body
}

function addBody(draft: PathProgram, { body }: PathParameter, next: number): number {
  if (body.kind === 'anything') return addAnything(draft, next)
  if (body.kind !== 'segment') throw new TypeError('Only linear tokens make a program.')
  // As few characters as will do: the way on is preferred.
  const fork = add(draft, { kind: 'accept' })
  const chars = DELIMITER + body.stopAt
  const take = add(draft, { kind: 'take', chars, isExcluding: true, next: fork })
  draft[fork] = { kind: 'fork', first: next, second: take }
  return take
}

/** Any characters, as many as there are. */
function addAnything(draft: PathProgram, next: number): number {
  const fork = add(draft, { kind: 'accept' })
  const first = add(draft, { kind: 'take', chars: '', isExcluding: true, next: fork })
  draft[fork] = { kind: 'fork', first, second: next }
  return fork
}

/** The source of an expression that minds case, from one that does not. */
type ToExactSource = (source: string, flags: string) => string

/**
 * Compiles tokens to one anchored expression: one trailing slash forgiven, `.` matches every character.
 *
 * @param pattern What the developer wrote, for the error.
 * @param toExactSource Text keeps its case, and this converts the developer's expressions; null: case is ignored.
 * @throws {AuthError} `ERR_AUTH_PATTERN_INVALID` when an expression in the pattern does not compile.
 */
export function createPathExpression(
  pattern: string,
  tokens: readonly PathToken[],
  toExactSource: ToExactSource | null,
): RegExp {
  try {
    // Each expression is compiled alone first: "a)(b" would be one only together with what we write around it.
    for (const token of tokens)
      if (typeof token !== 'string' && token.body.kind === 'custom') new RegExp(token.body.source, 'is')
    const source = tokens.map((token, index) =>
      typeof token === 'string' ? escape(token) : toSource(token, index, toExactSource),
    )
    return new RegExp(`^${source.join('')}/?$`, toExactSource === null ? 'is' : 's')
  } catch (cause) {
    const cure = 'Correct the expression in parentheses; "(.*)" matches anything.'
    throw toPatternError(pattern, 'its regular expression does not compile', cure, cause)
  }
}

function toSource(parameter: PathParameter, index: number, toExactSource: ToExactSource | null): string {
  const { modifier } = parameter
  const prefix = escape(parameter.prefix)
  const suffix = escape(parameter.suffix)
  const body = toBodySource(parameter, toExactSource)
  if (body === '') return `(?:${prefix}${suffix})${modifier}`
  const group = (inside: string): string => `(?<${PARAMETER_GROUP}${index}>${inside})`
  if (modifier !== '*' && modifier !== '+') return `(?:${prefix}${group(body)}${suffix})${modifier}`
  const repeated = group(`(?:${body})(?:${suffix}${prefix}(?:${body}))*`)
  return `(?:${prefix}${repeated}${suffix})${modifier === '*' ? '?' : ''}`
}

function toBodySource({ body }: PathParameter, toExactSource: ToExactSource | null): string {
  if (body.kind === 'none') return ''
  if (body.kind === 'anything') return '.*'
  if (body.kind === 'custom') return toExactSource?.(body.source, 's') ?? body.source
  return body.stopAt === '' ? '[^/]+?' : `(?:(?!${escape(body.stopAt)})[^/])+?`
}

function escape(text: string): string {
  return text.replace(/[.+*?=^!:${}()[\]|/\\]/g, String.raw`\$&`)
}
