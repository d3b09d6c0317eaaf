/**
 * Routing room. `URLPattern` → two tests of a URL: as it is, and with case. Does not wait.
 *
 * A pattern does not tell whether it was made to ignore case, so it is compared with one that is made of its parts and minds case.
 *
 * @see apps/docs/decisions/025
 */
import { toExactSource } from './exact-expression.ts'
import { isUrlPattern, type UrlPatternLike } from './route-pattern.ts'

type UrlTest = UrlPatternLike['test']

/** A pattern of URLs in its two forms. */
export interface CasedUrlPattern {
  /** As the developer made it. */
  readonly folded: UrlTest
  /** With case where it ignored case, except inside of classes (`[a-z]`). */
  readonly exact: UrlTest
  /** Its path, as it is written; '' where it does not tell. */
  readonly pathname: string
}

const PARTS = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'] as const

/** An object that does not tell its path means what it says. */
export function toCasedUrlPattern(pattern: UrlPatternLike): CasedUrlPattern {
  const folded: UrlTest = (input) => pattern.test(input)
  const pathname = readPart(pattern, 'pathname')
  if (pathname === '') return { folded, exact: folded, pathname }
  let twins: readonly UrlTest[] | null = null
  return {
    folded,
    exact(input) {
      twins ??= [pathname, toExactSource(pathname, '')].map((path) => createTwin(pattern, path))
      const answer = folded(input)
      const [same, widened] = twins
      // Where the answer does not hang on case, it stands.
      return same?.(input) === answer ? answer : (widened?.(input) ?? false)
    },
    pathname,
  }
}

/** One that minds case. It matches nothing where none can be made: then a match is refused. */
function createTwin(pattern: UrlPatternLike, pathname: string): UrlTest {
  const parts = PARTS.map((part) => [part, part === 'pathname' ? pathname : readPart(pattern, part)])
  try {
    const twin: unknown = Reflect.construct(pattern.constructor, [Object.fromEntries(parts)])
    if (isUrlPattern(twin)) return (input) => twin.test(input)
  } catch {
    // Its parts make no pattern.
  }
  return () => false
}

function readPart(pattern: UrlPatternLike, part: string): string {
  const text: unknown = Reflect.get(pattern, part)
  return typeof text === 'string' ? text : ''
}
