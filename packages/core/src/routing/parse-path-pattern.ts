/**
 * Routing room. Pattern → tokens: literal texts and parameters. Throws for a pattern that is not in the language. Pure.
 *
 * Source: rulings.md 2; the grammar of path-to-regexp 6.3.0 with its default options (prefixes `./`, delimiters `/#?`).
 */
import { findPatternFault } from '../values/pattern-faults.ts'
import { lexPathPattern, toPatternError, type Lexeme, type LexemeKind } from './lex-path-pattern.ts'

/** What stands inside a parameter. */
type ParameterBody =
  /** Nothing but its prefix and suffix: `{text}?`. */
  | { readonly kind: 'none' }
  /** One or more characters other than `/`, and never the text `stopAt` ('' = no such text): `:name`. */
  | { readonly kind: 'segment'; readonly stopAt: string }
  /** Any characters, none included: `(.*)`. */
  | { readonly kind: 'anything' }
  /** A regular expression that the developer wrote: `:id(\\d+)`. */
  | { readonly kind: 'custom'; readonly source: string }

/** A placeholder, with the text that belongs to it and comes and goes with it. */
export interface PathParameter {
  /** The name; for a group without one its number, from `'0'`; for braces without a group, `''`. */
  readonly name: string
  readonly prefix: string
  readonly suffix: string
  readonly body: ParameterBody
  /** `?` none or one, `*` any number, `+` one or more, '' exactly one. */
  readonly modifier: '' | '?' | '*' | '+'
}

/** A literal text, or a parameter. */
export type PathToken = string | PathParameter

/** The same token, with each text that it holds converted. Expressions stay. */
export function toToken(token: PathToken, convert: (text: string) => string): PathToken {
  if (typeof token === 'string') return convert(token)
  const { body, prefix, suffix } = token
  return {
    ...token,
    prefix: convert(prefix),
    suffix: convert(suffix),
    body: body.kind === 'segment' ? { kind: 'segment', stopAt: convert(body.stopAt) } : body,
  }
}

/** Characters that travel with the parameter behind them, so that `/a/:id?` makes the slash optional too. */
const PREFIXES = './'
const DELIMITER = /[/#?]/

/** Where the parser stands. Local to one call of `parsePathPattern`. */
interface Cursor {
  readonly pattern: string
  readonly lexemes: readonly Lexeme[]
  readonly tokens: PathToken[]
  at: number
  text: string
  unnamed: number
}

/**
 * Parses a pattern of the path-to-regexp 6.x dialect.
 *
 * @param lead What is put in front of it: the slash that the developer left out, or nothing.
 * @returns Its tokens in order. Neighbouring literal characters are one token.
 * @throws {AuthError} `ERR_AUTH_PATTERN_INVALID` that names the pattern, the place and the cure; also for the spelling of another tool,
 *   which would compile and match nothing.
 */
export function parsePathPattern(pattern: string, lead: '' | '/' = ''): readonly PathToken[] {
  const fault = findPatternFault(pattern)
  if (fault !== null) throw toPatternError(pattern, fault.problem, fault.cure)
  const written = lexPathPattern(pattern)
  const lexemes: readonly Lexeme[] = lead === '' ? written : [{ kind: 'char', index: 0, value: lead }, ...written]
  const cursor: Cursor = { pattern, lexemes, tokens: [], at: 0, text: '', unnamed: 0 }
  while (parseNext(cursor)) continue
  return cursor.tokens
}

/** Parses one construct; false at the end of the pattern. */
function parseNext(cursor: Cursor): boolean {
  const char = take(cursor, 'char')
  const name = take(cursor, 'name')
  const group = take(cursor, 'group')
  if (name !== null || group !== null) {
    parseParameter(cursor, char ?? '', name, group)
    return true
  }
  const literal = char ?? take(cursor, 'escaped')
  if (literal !== null) {
    cursor.text += literal
    return true
  }
  endText(cursor)
  if (take(cursor, 'open') !== null) {
    parseBraces(cursor)
    return true
  }
  demand(cursor, 'end')
  return false
}

function parseParameter(cursor: Cursor, char: string, name: string | null, group: string | null): void {
  const prefix = PREFIXES.includes(char) ? char : ''
  if (prefix === '') cursor.text += char
  endText(cursor)
  const body = group === null ? toSegment(cursor, prefix) : toGroup(group)
  addParameter(cursor, { name: name ?? String(cursor.unnamed++), prefix, suffix: '', body })
}

function parseBraces(cursor: Cursor): void {
  const prefix = takeText(cursor)
  const name = take(cursor, 'name')
  const group = take(cursor, 'group')
  const suffix = takeText(cursor)
  demand(cursor, 'close')
  const body: ParameterBody =
    group !== null ? toGroup(group) : name !== null ? toSegment(cursor, prefix) : { kind: 'none' }
  addParameter(cursor, { name: name ?? (group === null ? '' : String(cursor.unnamed++)), prefix, suffix, body })
}

function addParameter(cursor: Cursor, parameter: Omit<PathParameter, 'modifier'>): void {
  const modifier = take(cursor, 'modifier') ?? ''
  const repeats = modifier === '*' || modifier === '+'
  if (repeats && parameter.body.kind !== 'none' && parameter.prefix + parameter.suffix === '') {
    throw toPatternError(
      cursor.pattern,
      `"${parameter.name}" repeats, but nothing separates its repetitions`,
      'Put a slash before it ("/:path*"), or write "(.*)".',
    )
  }
  cursor.tokens.push({
    ...parameter,
    modifier: modifier === '?' || modifier === '*' || modifier === '+' ? modifier : '',
  })
}

function toGroup(source: string): ParameterBody {
  return source === '.*' ? { kind: 'anything' } : { kind: 'custom', source }
}

/** The body of a parameter without an expression: it stops where the text before it would begin again. */
function toSegment(cursor: Cursor, prefix: string): ParameterBody {
  const previous = cursor.tokens.at(-1)
  const textBefore = prefix !== '' ? prefix : typeof previous === 'string' ? previous : ''
  if (previous !== undefined && textBefore === '') {
    throw toPatternError(
      cursor.pattern,
      'two parameters follow each other without text between them',
      'Separate them ("/:a/:b"), or give the second one an expression.',
    )
  }
  return { kind: 'segment', stopAt: DELIMITER.test(textBefore) ? '' : textBefore }
}

function take(cursor: Cursor, kind: LexemeKind): string | null {
  const lexeme = cursor.lexemes[cursor.at]
  if (lexeme === undefined || lexeme.kind !== kind) return null
  cursor.at++
  return lexeme.value
}

function takeText(cursor: Cursor): string {
  let text = ''
  for (;;) {
    const part = take(cursor, 'char') ?? take(cursor, 'escaped')
    if (part === null) return text
    text += part
  }
}

function endText(cursor: Cursor): void {
  if (cursor.text !== '') cursor.tokens.push(cursor.text)
  cursor.text = ''
}

function demand(cursor: Cursor, kind: LexemeKind): void {
  if (take(cursor, kind) !== null) return
  const found = cursor.lexemes[cursor.at]
  throw toPatternError(
    cursor.pattern,
    `"${found?.value ?? ''}" stands at ${found?.index ?? cursor.pattern.length} where it means nothing`,
    found?.value === '*'
      ? 'For everything below a path write "/:path*", for anything "(.*)".'
      : 'Close every "{", and escape "{", "}", "?" and "+" where they are meant as text. Patterns are paths without a query.',
  )
}
