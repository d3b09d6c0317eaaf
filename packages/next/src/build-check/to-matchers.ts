/**
 * The text of `proxy.ts` or `middleware.ts` → its matchers, as Next compiles them for `next dev`. Pure.
 */
import { toList, toRecord, toText } from '../middleware/to-known.ts'
import type { Matcher } from './application.ts'
import { parseLiteral } from './parse-literal.ts'
import { EVERYTHING, toCondition } from './to-application.ts'

/** Turns a source of `next.config` or of a matcher into an expression. */
export type Compile = (source: string) => string

const CONFIG = /^[ \t]*export\s+const\s+config\b[^=\n]*=/m
/** What Next puts before a source where there are locales. */
const LOCALE = '/:nextInternalLocale((?!_next/)[^/.]{1,})'

/** Where the application lies. */
export interface Place {
  readonly basePath: string
  readonly locales: readonly string[]
}

/** @throws SyntaxError where `config` is no literal, TypeError where a source cannot be compiled. */
export function toMatchers(text: string, { basePath, locales }: Place, compile: Compile): readonly Matcher[] {
  const found = CONFIG.exec(text)
  const { matcher } = toRecord(found === null ? {} : parseLiteral(text.slice(found.index + found[0].length)))
  if (matcher === undefined) return [EVERYTHING]
  return (Array.isArray(matcher) ? toList(matcher) : [matcher]).map((line) => {
    const { source, locale, has, missing } = toRecord(typeof line === 'string' ? { source: line } : line)
    const isRoot = source === '/'
    const isTranslated = locales.length > 0 && locale !== false
    const path = `${basePath}${isTranslated ? LOCALE : ''}${isRoot && (isTranslated || basePath !== '') ? '' : toText(source)}`
    return {
      source: toText(source),
      regexp: compile(path),
      has: toList(has).map(toCondition),
      missing: toList(missing).map(toCondition),
    }
  })
}
