/**
 * Routing room. Strings and regular expressions → two tests of a path: with case and without. Throws for what does not compile. Does not
 * wait; the process keeps what was compiled.
 *
 * Routers differ in whether case counts, so both are asked wherever the answers may differ. Parameters and wildcards take letters of both
 * cases, whatever is asked.
 *
 * @see rulings.md 2; apps/docs/decisions/025
 */
import { createRecent, type Recent } from '../foundation/create-recent.ts'
import { EVERYBODY, keptBy } from '../foundation/process-memory.ts'
import { MAX_COMPILED_LISTS, MAX_LIST_CHARS } from '../wire/limits.ts'
import { createPathAutomaton, type PathTest } from './create-path-automaton.ts'
import { toToken, type PathToken } from './parse-path-pattern.ts'
import { addCheck, addPattern, createPathExpression, isLinear, type PathProgram } from './path-program.ts'
import { createExpressionTest, isIgnoringCase, parseRoutePattern, toExactSource } from './route-pattern.ts'
import { toFoldedPath, toFoldedText } from './to-canonical-path.ts'

/** Patterns of one list, compiled. The tests throw `ERR_AUTH_URL_AMBIGUOUS` for a path that is too long for an expression. */
export interface CompiledPatterns {
  /** Letters of both cases are the same. */
  readonly folded: PathTest
  /** Letters that a pattern holds as text count as they are written. Compiled when it is first asked. */
  readonly exact: PathTest
  /** Whether the patterns hold a letter whose case can matter. Where neither they nor a path does, `folded` answers for `exact` too. */
  readonly isCased: boolean
}

/** Capitals, letters outside ASCII, and escapes that may stand for one. */
const CASED = /[A-Z]|[^\0-\x7F]|%[89]|\\[cux]/
const CASED_PATH = /[A-Z%]/

const createCompiledLists = (): Recent<CompiledPatterns> => createRecent()

/** Whether a canonical path may be another path to who ignores case: there is a capital, or an escape that may be a letter. */
export function isCasedPath(path: string): boolean {
  return CASED_PATH.test(path)
}

/** Matchers are made anew for each request in the wild, and compiling costs a thousand times what it costs to look. */
export function findCompiled(patterns: readonly (string | RegExp)[]): CompiledPatterns {
  const id = JSON.stringify(
    patterns.map((pattern) => (typeof pattern === 'string' ? pattern : [pattern.source, pattern.flags])),
  )
  const lists = keptBy(EVERYBODY, createCompiledLists)
  const known = lists.find(id)
  if (known !== null) return known
  const compiled = compilePatterns(patterns)
  if (id.length <= MAX_LIST_CHARS) lists.keep(id, compiled, MAX_COMPILED_LISTS)
  return compiled
}

function compilePatterns(patterns: readonly (string | RegExp)[]): CompiledPatterns {
  const folded = compileForm(patterns, true)
  let exact: PathTest | null = null
  return {
    folded: folded.test,
    exact: (path) => (exact ??= compileForm(patterns, false).test)(path),
    isCased: CASED.test(folded.literals),
  }
}

/** What is being compiled. Local to one call of `compileForm`. */
interface FormDraft {
  readonly isFolded: boolean
  readonly steps: PathProgram
  readonly starts: number[]
  readonly tests: PathTest[]
  /** All text of the patterns, for a look at its letters. */
  literals: string
}

function compileForm(
  patterns: readonly (string | RegExp)[],
  isFolded: boolean,
): { readonly test: PathTest; readonly literals: string } {
  const draft: FormDraft = { isFolded, steps: [], starts: [], tests: [], literals: '' }
  const expressions: PathTest[] = []
  for (const pattern of patterns) {
    if (typeof pattern === 'string') addString(pattern, draft)
    else expressions.push(addExpression(pattern, draft))
  }
  const match = createPathAutomaton(draft.steps, draft.starts, draft.tests, isFolded)
  const test = (path: string): boolean =>
    match(isFolded ? toFoldedPath(path) : path, path) || expressions.some((ask) => ask(path))
  return { test, literals: draft.literals }
}

/** An expression that minds case says what it means, in either form. */
function addExpression(pattern: RegExp, draft: FormDraft): PathTest {
  if (!isIgnoringCase(pattern)) return createExpressionTest(pattern)
  draft.literals += pattern.source
  const { flags, source } = pattern
  return createExpressionTest(
    draft.isFolded ? pattern : new RegExp(toExactSource(source, flags), flags.replace('i', '')),
  )
}

function addString(pattern: string, draft: FormDraft): void {
  const { isFolded, starts, steps, tests } = draft
  for (const tokens of parseRoutePattern(pattern)) {
    const cased = isFolded ? tokens.map((token) => toToken(token, (text) => toFoldedText(toFoldedPath(text)))) : tokens
    draft.literals += tokens.map(toLiterals).join('')
    if (isLinear(cased)) {
      starts.push(addPattern(steps, cased))
      continue
    }
    // The expression meets decoded text, so its own literals are decoded in the same way.
    const expression = createPathExpression(
      pattern,
      tokens.map((token) => toToken(token, decodeURI)),
      isFolded ? null : toExactSource,
    )
    const first = cased[0]
    const test = tests.push(createExpressionTest(expression)) - 1
    starts.push(addCheck(steps, typeof first === 'string' ? first : '', test))
  }
}

function toLiterals(token: PathToken): string {
  if (typeof token === 'string') return token
  return token.prefix + token.suffix + (token.body.kind === 'custom' ? token.body.source : '')
}
