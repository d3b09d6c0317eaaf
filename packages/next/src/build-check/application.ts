/**
 * What `next build` wrote about an application → the application: what can be asked for, and what its middleware sees. Pure.
 *
 * Next 15 and 16 write the same files; a middleware of the edge stands in another one than a middleware of Node.
 *
 * @see apps/docs/decisions/029
 */
import { toList, toRecord, toText } from '../middleware/to-known.ts'

/** What a request must carry, or must not, for a matcher to count. */
export interface Condition {
  /** `header`, `cookie`, `query` or `host`. */
  readonly type: string
  /** Name of the header, cookie or parameter; null for a host. */
  readonly key: string | null
  /** Expression for the whole value; null: any. */
  readonly value: string | null
}

/** One line of `config.matcher`. */
export interface Matcher {
  /** As it stands in the file. */
  readonly source: string
  /** As Next compiled it, base path and locale included. */
  readonly regexp: string
  /** All of them must hold. */
  readonly has: readonly Condition[]
  /** None of them may hold. */
  readonly missing: readonly Condition[]
}

/** A page, a route handler or an API route. */
export interface Page {
  /** Below base path and locale; parameters in brackets, as in the name of its folder. */
  readonly path: string
  /** Whether it is asked for below each locale: pages of the Pages Router are. */
  readonly isTranslated: boolean
  /** Whether its data is asked for at an address of its own. */
  readonly hasData: boolean
}

/** One rewrite of `next.config`. */
export interface Rewrite {
  /** As it stands in the file, below base path and locale. */
  readonly source: string
  /** Where it leads, as it stands in the file. */
  readonly destination: string
  /** As Next compiled its source, base path and locale included. */
  readonly regexp: string
  /** Whether it comes before dynamic pages, and depends on nothing but the path. */
  readonly isEarly: boolean
}

/** What a built application says about its pages and its middleware. */
export interface Application {
  /** Null: there is no middleware. */
  readonly matchers: readonly Matcher[] | null
  /** All pages and route handlers. */
  readonly pages: readonly Page[]
  /** All rewrites. */
  readonly rewrites: readonly Rewrite[]
  /** With its first slash; empty for none. */
  readonly basePath: string
  /** The default locale stands first. */
  readonly locales: readonly string[]
  /** Names the data of pages; null where it is not known. */
  readonly buildId: string | null
}

/** The content of each file, parsed; undefined where there is none. */
export interface BuildFiles {
  /** `server/middleware-manifest.json`. */
  readonly edge: unknown
  /** `server/functions-config-manifest.json`. */
  readonly functions: unknown
  /** `app-path-routes-manifest.json`. */
  readonly app: unknown
  /** `server/pages-manifest.json`. */
  readonly pages: unknown
  /** `routes-manifest.json`. */
  readonly routes: unknown
  /** `BUILD_ID`. */
  readonly buildId: string | null
}

/** Next's own pages, and those that show errors. */
const OWN_PAGE = /^\/(?:_|404$|500$)/
/** Files that every crawler and browser asks for, generated or not. */
export const METADATA: RegExp =
  /(?:^|\/)(?:favicon\.ico|robots\.txt|sitemap\.xml|sitemap\/\[__metadata_id__\].*|manifest\.(?:json|webmanifest)|(?:(?:apple-)?icon|(?:opengraph|twitter)-image)\d*(?:-\w{6})?(?:\.\w+)?(?:\/\[__metadata_id__\])?)$/

export function toApplication(files: BuildFiles): Application {
  const routes = toRecord(files.routes)
  const i18n = toRecord(routes.i18n)
  const names = toList(i18n.locales).map(toText)
  const locales = [...new Set([toText(i18n.defaultLocale), ...names])].filter((locale) => locale !== '')
  const basePath = toText(routes.basePath)
  const withData = new Set(toList(routes.dataRoutes).map((route) => toText(toRecord(route).page)))
  return {
    matchers: toMatchers(files),
    pages: [...toAppPages(files.app), ...toOldPages(files.pages, locales, withData)],
    rewrites: toRewrites(routes.rewrites, basePath),
    basePath,
    locales,
    buildId: files.buildId,
  }
}

function toMatchers({ edge, functions }: BuildFiles): readonly Matcher[] | null {
  const found =
    toRecord(toRecord(edge).middleware)['/'] ?? toRecord(toRecord(functions).functions)['/_middleware'] ?? null
  if (found === null) return null
  const { matchers } = toRecord(found)
  return matchers === undefined ? [EVERYTHING] : toList(matchers).map(toMatcher)
}

/** What no `config` means. */
export const EVERYTHING: Matcher = { source: '/:path*', regexp: '^/', has: [], missing: [] }

function toMatcher(value: unknown): Matcher {
  const { regexp, originalSource, has, missing } = toRecord(value)
  return {
    source: toText(originalSource),
    regexp: toText(regexp),
    has: toList(has).map(toCondition),
    missing: toList(missing).map(toCondition),
  }
}

/** One entry of `has` or `missing`. */
export function toCondition(value: unknown): Condition {
  const condition = toRecord(value)
  return { type: toText(condition.type), key: toText(condition.key) || null, value: toText(condition.value) || null }
}

function toAppPages(manifest: unknown): readonly Page[] {
  const paths = Object.entries(toRecord(manifest))
    .filter(([file, path]) => !(file.endsWith('/route') && METADATA.test(toText(path))))
    // A page in another's place is asked for at the address of the other.
    .filter(([, path]) => !/\/\(\.{1,3}\)/.test(toText(path)))
    .map(([, path]) => toText(path))
  return [...new Set(paths)].filter(isPage).map((path) => ({ path, isTranslated: false, hasData: false }))
}

/** Pages that were built for each locale are listed once for each. */
function toOldPages(manifest: unknown, locales: readonly string[], withData: ReadonlySet<string>): readonly Page[] {
  const paths = Object.keys(toRecord(manifest)).map((path) => {
    const [, first = '', ...rest] = path.split('/')
    return locales.includes(first) ? `/${rest.join('/')}` : path
  })
  return [...new Set(paths)].filter(isPage).map((path) => ({
    path,
    isTranslated: path !== '/api' && !path.startsWith('/api/'),
    hasData: withData.has(path),
  }))
}

/** Not one of Next's own. */
export function isPage(path: string): boolean {
  return path.startsWith('/') && !OWN_PAGE.test(path)
}

/** A list, or three of them. */
function toRewrites(value: unknown, basePath: string): readonly Rewrite[] {
  if (Array.isArray(value)) return value.map((rewrite) => toRewrite(rewrite, basePath, true))
  const { beforeFiles, afterFiles, fallback } = toRecord(value)
  return [
    ...[...toList(beforeFiles), ...toList(afterFiles)].map((rewrite) => toRewrite(rewrite, basePath, true)),
    ...toList(fallback).map((rewrite) => toRewrite(rewrite, basePath, false)),
  ]
}

/** @param isEarly Whether it comes before dynamic pages. */
export function toRewrite(value: unknown, basePath: string, isEarly: boolean): Rewrite {
  const { source, destination, regex, has, missing } = toRecord(value)
  const isPlain = toList(has).length + toList(missing).length === 0
  return {
    source: toInnerPath(toText(source), basePath),
    destination: toInnerPath(toText(destination), basePath),
    regexp: toText(regex),
    isEarly: isEarly && isPlain && toText(regex) !== '',
  }
}

/** Without what Next adds by itself. */
function toInnerPath(path: string, basePath: string): string {
  const isBelow = basePath !== '' && (path === basePath || path.startsWith(`${basePath}/`))
  const inner = isBelow ? path.slice(basePath.length) : path
  return inner.replace(/^\/:nextInternalLocale(?:\([^)]*\))?/, '') || '/'
}
