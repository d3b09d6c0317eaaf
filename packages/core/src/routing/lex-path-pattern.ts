/**
 * Routing room. Pattern → lexemes. Throws for a pattern that is not in the language. Pure.
 *
 * The alphabet of the path-to-regexp 6.x dialect: characters, escapes, `:name`, `(expression)`, `{`, `}` and the modifiers `?`, `*`, `+`.
 * Source: rulings.md 2; path-to-regexp 6.3.0, whose readings the differential tests compare.
 */
import { AuthError } from '../foundation/auth-error.ts'
import { MAX_SHOWN_PATTERN_CHARS } from '../wire/limits.ts'

/** What a lexeme is. `end` closes every list. */
export type LexemeKind = 'modifier' | 'escaped' | 'open' | 'close' | 'name' | 'group' | 'char' | 'end'

/** One unit of a pattern. */
export interface Lexeme {
  readonly kind: LexemeKind
  /** Where it begins in the pattern, in UTF-16 code units. */
  readonly index: number
  /** Its meaning: the character without its backslash, the name without its colon, the expression without its parentheses. */
  readonly value: string
}

/** A lexeme, and where the next one begins. */
interface Lexed {
  readonly lexeme: Lexeme
  readonly end: number
}

const NAME_CHAR = /^[0-9A-Za-z_]$/
const SINGLE: Readonly<Record<string, LexemeKind>> = {
  '*': 'modifier',
  '+': 'modifier',
  '?': 'modifier',
  '{': 'open',
  '}': 'close',
}

/**
 * Cuts a pattern into lexemes.
 *
 * @returns The lexemes in order, the last of kind `end`.
 * @throws {AuthError} `ERR_AUTH_PATTERN_INVALID` for a colon without a name, an open or empty group, a capturing group inside a group, or a
 *   backslash at the end.
 */
export function lexPathPattern(pattern: string): readonly Lexeme[] {
  const lexemes: Lexeme[] = []
  let index = 0
  while (index < pattern.length) {
    const { lexeme, end } = lexOne(pattern, index)
    lexemes.push(lexeme)
    index = end
  }
  lexemes.push({ kind: 'end', index, value: '' })
  return lexemes
}

function lexOne(pattern: string, index: number): Lexed {
  const char = pattern.charAt(index)
  if (char === '\\') return lexEscape(pattern, index)
  if (char === ':') return lexName(pattern, index)
  if (char === '(') return lexGroup(pattern, index)
  return { lexeme: { kind: SINGLE[char] ?? 'char', index, value: char }, end: index + 1 }
}

function lexEscape(pattern: string, index: number): Lexed {
  const value = pattern.charAt(index + 1)
  if (value === '') {
    throw toPatternError(
      pattern,
      'it ends with a backslash',
      'Remove the backslash, or put the character it escapes behind it.',
    )
  }
  return { lexeme: { kind: 'escaped', index, value }, end: index + 2 }
}

function lexName(pattern: string, index: number): Lexed {
  let end = index + 1
  while (NAME_CHAR.test(pattern.charAt(end))) end++
  const value = pattern.slice(index + 1, end)
  if (value === '') {
    throw toPatternError(
      pattern,
      `there is no parameter name behind the colon at ${index}`,
      'Name the parameter (":id"), or escape the colon ("\\\\:"). Patterns are paths, not whole URLs.',
    )
  }
  return { lexeme: { kind: 'name', index, value }, end }
}

function lexGroup(pattern: string, index: number): Lexed {
  const end = findGroupEnd(pattern, index)
  const value = pattern.slice(index + 1, end - 1)
  if (value === '') throw toPatternError(pattern, `the group at ${index} is empty`, 'Write "(.*)" for "anything".')
  if (value.startsWith('?')) {
    throw toPatternError(
      pattern,
      `the group at ${index} starts with "?"`,
      'A group is captured as it is: leave the "?:" out.',
    )
  }
  return { lexeme: { kind: 'group', index, value }, end }
}

/** Where the group that opens at `start` ends: one past its closing parenthesis. */
function findGroupEnd(pattern: string, start: number): number {
  let depth = 1
  for (let at = start + 1; at < pattern.length; at++) {
    const char = pattern.charAt(at)
    if (char === '\\') at++
    else if (char === ')' && --depth === 0) return at + 1
    else if (char === '(') {
      depth++
      refuseCapture(pattern, at)
    }
  }
  throw toPatternError(pattern, `the group at ${start} is not closed`, 'Close it with ")", or escape it ("\\\\(").')
}

/** Captures inside a group would shift the numbers of the parameters. */
function refuseCapture(pattern: string, at: number): void {
  if (pattern.charAt(at + 1) === '?') return
  throw toPatternError(pattern, `there is a capturing group inside a group at ${at}`, 'Write it as "(?:…)".')
}

/**
 * The error for a pattern that does not compile. One place for the wording, so that every refusal names the pattern, the mistake and the cure.
 *
 * @param pattern The pattern as the developer wrote it. Patterns stand in source code, so a message may show them.
 * @param problem What is wrong with it, without a full stop.
 * @param cure What to write instead, a sentence.
 * @returns `ERR_AUTH_PATTERN_INVALID`, to be thrown when the pattern is compiled, never while a request is served.
 */
export function toPatternError(pattern: unknown, problem: string, cure: string, cause?: unknown): AuthError {
  const shown =
    typeof pattern === 'string'
      ? JSON.stringify(pattern.slice(0, MAX_SHOWN_PATTERN_CHARS))
      : `of type ${typeof pattern}`
  return new AuthError('ERR_AUTH_PATTERN_INVALID', `The route pattern ${shown} is invalid: ${problem}. ${cure}`, {
    cause,
  })
}
