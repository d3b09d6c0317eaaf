/**
 * Source text of a module → its code without comments and texts, its string literals, and what it imports. A lexer of its own: the compiler
 * that the workspace uses has no interface for programs.
 */

export interface Lexed {
  /** The code. Comments are gone, strings and regular expressions are empty, so that words in them do not count. */
  readonly code: string
  /** Contents of all string literals, and the texts between the holes of templates. */
  readonly strings: readonly string[]
  /** What stands between the slashes of regular expressions. */
  readonly patterns: readonly string[]
  /** Specifiers of imports and re-exports, those of types included. */
  readonly imports: readonly string[]
}

/** After these a slash begins a regular expression, after anything else it divides. */
const BEFORE_EXPRESSION = /(?:^|[([{},;:=!&|?+\-*%<>~^]|\b(?:return|typeof|case|in|of|void|delete|throw|new|await))\s*$/

interface Literal {
  readonly text: string
  readonly end: number
}

function readQuoted(source: string, start: number): Literal {
  const quote = source[start]
  let end = start + 1
  while (end < source.length && source[end] !== quote) end += source[end] === '\\' ? 2 : 1
  return { text: source.slice(start + 1, end), end: end + 1 }
}

function readRegExp(source: string, start: number): Literal {
  let end = start + 1
  let isInClass = false
  while (end < source.length && (isInClass || source[end] !== '/')) {
    if (source[end] === '[') isInClass = true
    if (source[end] === ']') isInClass = false
    end += source[end] === '\\' ? 2 : 1
  }
  return { text: source.slice(start + 1, end), end: end + 1 }
}

/** Taken apart. Holes of templates are read like any other code. */
export function lexModule(source: string): Lexed {
  const strings: string[] = []
  const patterns: string[] = []
  const imports: string[] = []
  /** Depth of braces at which a template goes on. */
  const templates: number[] = []
  let depth = 0
  let code = ''
  let at = 0

  const readTemplate = (start: number): void => {
    let end = start
    while (end < source.length && source[end] !== '`' && !source.startsWith('${', end))
      end += source[end] === '\\' ? 2 : 1
    strings.push(source.slice(start, end))
    if (source[end] === '`') {
      code += "''"
      at = end + 1
      return
    }
    templates.push(depth)
    depth++
    code += '(('
    at = end + 2
  }

  while (at < source.length) {
    const char = source[at] ?? ''
    if (source.startsWith('//', at)) {
      const end = source.indexOf('\n', at)
      at = end === -1 ? source.length : end
    } else if (source.startsWith('/*', at)) {
      at = source.indexOf('*/', at) + 2
    } else if (char === "'" || char === '"') {
      const { text, end } = readQuoted(source, at)
      if (/(?:\bfrom|\bimport)\s*\(?\s*$/.test(code)) imports.push(text)
      else strings.push(text)
      code += "''"
      at = end
    } else if (char === '`') {
      readTemplate(at + 1)
    } else if (char === '/' && BEFORE_EXPRESSION.test(code)) {
      const { text, end } = readRegExp(source, at)
      patterns.push(text)
      at = end
      code += '/x/'
    } else if (char === '}' && templates.at(-1) === depth - 1) {
      templates.pop()
      depth--
      code += '))'
      readTemplate(at + 1)
    } else {
      if (char === '{') depth++
      if (char === '}') depth--
      code += char
      at++
    }
  }
  return { code, strings, patterns, imports }
}
