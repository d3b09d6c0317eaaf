/**
 * Values room. Text of a route pattern → the spelling of another tool that it holds, and what would be meant. Pure.
 *
 * Such a pattern compiles, but matches nothing that anybody visits. The route behind it would stay open, and nobody would notice. Only patterns
 * that make no sense in the dialect of path-to-regexp are refused: `(en|de)`, `(\\d+)`, `(api|trpc)(.*)` and `{/:lang}?` stay. A single word in
 * parentheses, `(app)`, is legal in that dialect too. But it means no more than the word itself, so it is taken for a route group of Next.
 * A backslash before a character makes it text: `/fhir/\\$export`.
 *
 * @see rulings.md 2; path-to-regexp 6.3.0
 */
import { always, firstMatch, type Rule } from '../foundation/rule.ts'

/** What is wrong, as the middle of a sentence, and what to write instead, a sentence. */
interface PatternFault {
  readonly problem: string
  readonly cure: string
}

interface PatternText {
  /** As it was given, with every escaped character made a letter. */
  readonly text: string
  /** The same, and what stands in groups made one character that means nothing. */
  readonly bare: string
}

/** Where a segment begins and ends. */
const has = (expression: RegExp) => (facts: PatternText) => expression.test(facts.bare)
const hasInText = (expression: RegExp) => (facts: PatternText) => expression.test(facts.text)

/** The first row that applies names the problem. The last row says that there is none. */
// prettier-ignore
export const patternFaults: readonly Rule<PatternText, string | null>[] = [
  ['pattern-with-blanks',          has(/^\s|\s$|,\s+\//),                           'it holds blanks that no path has, or several paths in one text'],
  ['pattern-with-origin',          has(/^[a-z][a-z\d+.-]*:\/\//i),                  'it is a whole URL, and a pattern is a path'],
  ['pattern-with-query',           has(/\?[\w.~-]+=/),                              'it holds a query, and a pattern is a path'],
  ['pattern-with-fragment',        has(/#/),                                        'it holds a fragment, which no server sees'],
  ['pattern-with-brackets',        has(/[[\]]/),                                    'brackets are the folder names of Next, not parameters'],
  ['pattern-intercepts-a-route',   hasInText(/(?:^|\/)(?:\(\.{1,3}\))+[\w[:-]/),    'it names an intercepting route, whose mark is not in the URL'],
  ['pattern-with-route-group',     hasInText(/(?:^|\/)\([\w-]+\)(?=\/|$)/),         'a word in parentheses is a route group, which is not in the URL'],
  ['pattern-with-list-in-braces',  has(/\{[^{}:()]*,[^{}]*\}/),                     'a list in braces belongs to globs'],
  ['pattern-parameter-in-braces',  has(/(?:^|\/)\{\*{0,2}\w[\w-]*(?::\w+)?\}(?=\/|$)/), 'a name in braces is text here, not a parameter'],
  ['pattern-parameter-in-angles',  has(/<[^<>/]*>/),                                'a name in angle brackets is text here, not a parameter'],
  ['pattern-parameter-by-dollar',  has(/(?:^|\/)\$(?=[A-Za-z_/]|$)/),               'a name behind a dollar is text here, not a parameter'],
  ['pattern-with-lone-star',       has(/(?:^|\/)[^/:(){}]*\*/),                     'a star means something only behind a parameter or a group'],
  ['pattern-with-final-slash',     has(/.\/$/),                                     'it ends with a slash, so the path without one does not match'],
  ['pattern-of-this-dialect',      always,                                          null],
]

/** What is wrong with the spelling of a pattern. Null: nothing that can be seen without parsing it. */
export function findPatternFault(pattern: string): PatternFault | null {
  const text = pattern.replace(/\\[^]/g, 'aa')
  const { rule, outcome } = firstMatch(patternFaults, { text, bare: toBare(text) })
  return outcome === null ? null : { problem: outcome, cure: toCure(rule, toMeant(pattern)) }
}

function toCure(rule: string, meant: string): string {
  const instead = `Write ${JSON.stringify(meant)}.`
  switch (rule) {
    case 'pattern-with-blanks':
      return `${instead} Give several patterns as a list.`
    case 'pattern-with-route-group':
      return `${instead} Where the word itself is in the URL, write it without the parentheses.`
    case 'pattern-parameter-by-dollar':
      return `${instead} Where the dollar itself is in the URL, write "\\\\$".`
    case 'pattern-with-final-slash':
      return `${instead} It also matches with a slash at the end.`
    default:
      return instead
  }
}

/** Replaces what stands in parentheses with a character that means nothing. The lexer reports parentheses that do not match. */
function toBare(text: string): string {
  let depth = 0
  let bare = ''
  for (const char of text) {
    if (char === ')' && depth > 0) depth--
    bare += depth > 0 ? '~' : char
    if (char === '(') depth++
  }
  return bare
}

/** The pattern in our dialect, as far as anybody can tell. */
function toMeant(pattern: string): string {
  const path = pattern
    .trim()
    .replace(/,\s+\/[^]*$/, '')
    .replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '')
    .replace(/\?[\w.~-]+=[^]*$/, '')
    .replace(/#[^]*$/, '')
  const segments = path.split('/').flatMap((segment) => (ROUTE_GROUP.test(segment) ? [] : toMeantSegment(segment)))
  return segments.join('/').replace(/(?<=.)\/+$/, '') || '/'
}

const ROUTE_GROUP = /^\([\w-]+\)$/

/** Spelling of another tool → ours, one segment. */
const SPELLINGS: readonly (readonly [theirs: RegExp, ours: (name: string) => string])[] = [
  [/^(?:\(\.{1,3}\))+/, () => ''],
  [/\[\[\.\.\.(\w[\w-]*)\]\]/g, (name) => `:${name}*`],
  [/\[\.\.\.(\w[\w-]*)\]/g, (name) => `:${name}+`],
  [/\[\[(\w[\w-]*)(?:=\w+)?\]\]/g, (name) => `:${name}?`],
  [/\[(\w[\w-]*)(?:=\w+)?\]/g, (name) => `:${name}`],
  [/^\{\*{1,2}(\w[\w-]*)\}$/, (name) => `:${name}*`],
  [/^\{(\w[\w-]*)(?::\w+)?\}$/, (name) => `:${name}`],
  [/<path:(\w[\w-]*)>/g, (name) => `:${name}+`],
  [/<(?:\w+:)?(\w[\w-]*)>/g, (name) => `:${name}`],
  [/^\$([A-Za-z_]\w*)/, (name) => `:${name}`],
  [/^(?:\$|\*{1,2})$/, () => ':path*'],
  [/^\*{1,2}(\w+)$/, (name) => `:${name}*`],
  [/^([^:(){}*]+)\*{1,2}$/, (text) => `${text}(.*)`],
]

function toMeantSegment(segment: string): string {
  const listed = segment.replace(/\{([^{}:()]*,[^{}]*)\}/g, (_, list: string) => `(${list.split(',').join('|')})`)
  return SPELLINGS.reduce(
    (text, [theirs, ours]) =>
      text.replace(theirs, (_, name: unknown) => ours(typeof name === 'string' ? toName(theirs, name) : '')),
    listed,
  )
}

/** Names of parameters hold letters, digits and `_`. Text keeps its characters. */
function toName(theirs: RegExp, name: string): string {
  return theirs.source.startsWith('^([^') ? name : name.replaceAll('-', '_')
}
