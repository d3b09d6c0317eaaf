/** Coverage → what a developer reads: which requests go past the middleware, and the line to change. Pure. */
import type { Alias, Coverage, Shadow, Uncovered } from './find-uncovered.ts'

/** The matcher that the documentation recommends. */
const MATCHER = `export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}`
/** Hides what is no file below the assets, which no matcher can. */
const REWRITE = `afterFiles: [{ source: '/_next/static/:path*', destination: '/_error', locale: false }]`
/** Hides paths that the middleware is shown as another. */
const CUT_REWRITE = `beforeFiles: [{ source: '/:path(.*\\\\.rsc)', destination: '/_error', locale: false }]`
/** Pages that are listed. */
const MAX_LINES = 20

/** @returns Lines; none where there is nothing to say. */
export function toCoverageReport({ hasMiddleware, uncovered, aliases, shadows }: Coverage): readonly string[] {
  if (!hasMiddleware) return MISSING
  const chosen = uncovered.filter(({ isChosen }) => isChosen)
  const skipped = uncovered.filter(({ isChosen, paths }) => !isChosen && !paths.every(isAsset))
  const assets = uncovered.filter(({ isChosen, paths }) => !isChosen && paths.every(isAsset))
  const seen = aliases.filter(({ isCovered }) => isCovered)
  const unseen = aliases.filter(({ isCovered }) => !isCovered)
  return [
    ...toPart('config.matcher never shows these to clerkMiddleware(), so no policy is asked:', skipped.map(toLine), [
      `Let it show all that can be a page:\n${MATCHER}`,
    ]),
    ...toPart(
      'config.matcher shows these only if the client wishes, since has and missing ask what a client sends:',
      chosen.map(toLine),
      ['Leave has and missing away.'],
    ),
    ...toPart(
      'What is no file below the assets is shown by a page, and no matcher can tell the two apart:',
      assets.map(toLine),
      [`Hide it, in rewrites of next.config:\n${REWRITE}`],
    ),
    ...toPart('These rewrites show a page under a name that config.matcher skips:', unseen.map(toAliasLine), [
      `Let it show all that can be a page:\n${MATCHER}`,
    ]),
    ...toPart(
      'These rewrites show a page under a second name, which a policy must name as well:',
      seen.map(toAliasLine),
      seen.length === 0 ? [] : [`For example: ${toMatcherLine(seen)}`],
    ),
    ...toPart(
      'Next shows the middleware one page and serves another, so an open page opens the other as well:',
      shadows.map(toShadowLine),
      [`Hide such paths, in rewrites of next.config:\n${CUT_REWRITE}`],
    ),
  ]
}

const MISSING = [
  'There is no middleware in this build, so no policy is asked. Next 16 looks for proxy.ts (or middleware.ts) beside the folder app or pages, so inside of src where they are; Next 15 for middleware.ts.',
]

function toPart(title: string, lines: readonly string[], advice: readonly string[]): readonly string[] {
  if (lines.length === 0) return []
  const more = lines.length > MAX_LINES ? [`  and ${lines.length - MAX_LINES} more`] : []
  return [title, ...lines.slice(0, MAX_LINES), ...more, ...advice]
}

function toLine({ page, paths }: Uncovered): string {
  return `  ${page}: ${paths.join(', ')}`
}

function toAliasLine({ source, page }: Alias): string {
  return `  ${source} shows ${page}`
}

function toShadowLine({ shown, page, path }: Shadow): string {
  return `  ${path}: judged as ${shown}, served by ${page}`
}

/** Both spellings, as a route matcher takes them. */
function toMatcherLine(aliases: readonly Alias[]): string {
  const paths = aliases.slice(0, 3).flatMap(({ source, page }) => [toPattern(page), source])
  return `createRouteMatcher(${JSON.stringify([...new Set(paths)])
    .replaceAll('"', "'")
    .replaceAll(',', ', ')})`
}

function toPattern(page: string): string {
  return page.replaceAll(/\[{1,2}\.\.\.(\w+)\]{1,2}/g, ':$1*').replaceAll(/\[(\w+)\]/g, ':$1')
}

function isAsset(path: string): boolean {
  return path.includes('/_next/static/')
}
