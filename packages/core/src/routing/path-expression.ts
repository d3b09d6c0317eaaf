/**
 * Routing room. Tokens that are not linear → a regular expression. Throws where the developer's own expression is none. Pure.
 *
 * Only patterns with an expression of their own (`:id(\\d+)`) come here. They may backtrack, so they are run on short paths only.
 *
 * Source: rulings.md 2; path-to-regexp 6.3.0 (`tokensToRegexp`, default options).
 */
import type { PathParameter, PathToken } from './parse-path-pattern.ts'
import { toPatternError } from './pattern-error.ts'

/** Begins the names of the groups that hold parameters; the rest is the index of the token. A developer's own groups keep their names. */
export const PARAMETER_GROUP = 'postern'

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
