/**
 * An application → what its middleware never sees, or sees only of clients that wish it, and which pages have a second name. Pure.
 *
 * @see apps/docs/decisions/029
 */
import type { Application, Page, Rewrite } from './application.ts'
import { matchAlways, type Sight } from './match-always.ts'
import { toSamplePaths, toSampleValues } from './to-sample-paths.ts'

/** A page that can be asked for past the middleware. */
export interface Uncovered {
  /** As in `Page`. */
  readonly page: string
  /** Where it was found: at most three paths, the shortest first, as a client writes them. */
  readonly paths: readonly string[]
  /** Whether the middleware sees such a request unless the client adds or leaves away what `has` and `missing` name. */
  readonly isChosen: boolean
}

/** A rewrite that shows a page under another name: a policy that names the page does not see it there. */
export interface Alias {
  /** The name that a client asks for, as it stands in `next.config`. */
  readonly source: string
  /** The page that it shows, as in `Page`. */
  readonly page: string
  /** Whether the middleware sees requests for that name. */
  readonly isCovered: boolean
}

/**
 * A page that the middleware is shown where another one is served: Next takes `.rsc` off the end of a path before the middleware sees it, and
 * its router does not. Where the first is open to everybody and the second is not, the second is open, too.
 */
export interface Shadow {
  /** What the middleware is shown, as in `Page`. */
  readonly shown: string
  /** What is served, as in `Page`. */
  readonly page: string
  /** As a client writes it. */
  readonly path: string
}

/** Which pages the middleware sees, and under which names. */
export interface Coverage {
  /** False: everything is uncovered, and nothing else is listed. */
  readonly hasMiddleware: boolean
  /** Pages that it does not see, for some requests or for all. */
  readonly uncovered: readonly Uncovered[]
  /** Rewrites that show a page under another name. */
  readonly aliases: readonly Alias[]
  /** Pages that are served where it was shown another. */
  readonly shadows: readonly Shadow[]
}

/** What Next takes off. */
const CUT = '.rsc'
const MAX_PATHS = 3
/** What Next answers by itself, before any page. */
const OWN_PATH = /^\/_next\/(?:image\/?$|data\/)/

/** Finds the pages of a built application that its middleware does not see, or sees under another name. Pure. */
export function findUncovered(application: Application): Coverage {
  const { matchers, pages, rewrites } = application
  if (matchers === null) return { hasMiddleware: false, uncovered: [], aliases: [], shadows: [] }
  const values = toSampleValues(matchers.map(({ source }) => source))
  return {
    hasMiddleware: true,
    uncovered: pages.flatMap((page) => findOfPage(page, values, application)),
    aliases: rewrites.flatMap((rewrite) => findAlias(rewrite, application)),
    shadows: pages.flatMap((page) => findShadow(page, application)),
  }
}

function findOfPage(page: Page, values: readonly string[], application: Application): readonly Uncovered[] {
  const isFixed = new Set(application.pages.map(({ path }) => path).filter((path) => path !== page.path))
  const found = toSamplePaths(page.path, values)
    .filter((path) => !OWN_PATH.test(path) && !isFixed.has(path))
    .flatMap((path) => toRouted(path, page, application))
    .filter(({ routed }) => !isRewritten(routed, page, application.rewrites))
    .map(({ path, routed }) => ({ path, sight: findSight(routed, application) }))
    .filter(({ sight }) => sight !== 'always')
  if (found.length === 0) return []
  const paths = [...new Set(found.map(({ path }) => path))].toSorted((a, b) => a.length - b.length)
  return [
    { page: page.path, paths: paths.slice(0, MAX_PATHS), isChosen: found.every(({ sight }) => sight === 'sometimes') },
  ]
}

interface Routed {
  /** As a client writes it. */
  readonly path: string
  /** As Next compares it: with a locale where there are any, but below `/_next/`. */
  readonly routed: string
}

function toRouted(path: string, page: Page, { basePath, locales, buildId }: Application): readonly Routed[] {
  const [first] = locales
  const asked =
    page.isTranslated && first !== undefined ? ['', ...locales.slice(1).map((locale) => `/${locale}`)] : ['']
  const pages = asked.map((locale) => {
    const inside = locale === '' && first !== undefined && !path.startsWith('/_next/') ? `/${first}` : locale
    return { path: basePath + join(locale, path), routed: basePath + join(inside, path) }
  })
  if (!page.hasData || buildId === null || path !== toSamplePaths(page.path, [])[0]) return pages
  const data = `${basePath}/_next/data/${buildId}${join(first === undefined ? '' : `/${first}`, path)}`
  const named = first === undefined && path === '/' ? `${basePath}/_next/data/${buildId}/index` : data
  return [...pages, { path: `${named}.json`, routed: `${named}.json` }]
}

function join(locale: string, path: string): string {
  return locale !== '' && path === '/' ? locale : locale + path
}

function findSight(routed: string, { matchers, basePath }: Application): Sight {
  // The front page of a base path has no slash of its own.
  const path = routed === `${basePath}/` && basePath !== '' ? basePath : routed
  return matchAlways(matchers ?? [], [path])
}

/** Whether a rewrite leads away from the page before it is reached. Pages without a parameter come before most rewrites. */
function isRewritten(routed: string, page: Page, rewrites: readonly Rewrite[]): boolean {
  return page.path.includes('[') && rewrites.some(({ isEarly, regexp }) => isEarly && new RegExp(regexp).test(routed))
}

/** Of a page without a parameter; with one, the same page is served. */
function findShadow(shown: Page, application: Application): readonly Shadow[] {
  if (shown.path.includes('[')) return []
  const cut = shown.path + CUT
  const page = application.pages.find(({ path }) => path.includes('[') && toPageTest(path).test(cut))
  if (page === undefined || application.pages.some(({ path }) => path === cut)) return []
  const open = toRouted(cut, { ...page, hasData: false }, application).find(
    ({ routed }) => !isRewritten(routed, page, application.rewrites),
  )
  return open === undefined ? [] : [{ shown: shown.path, page: page.path, path: open.path }]
}

function findAlias(rewrite: Rewrite, application: Application): readonly Alias[] {
  const { source, destination } = rewrite
  // To another server, to files of the build, or to a page that says that there is nothing.
  if (!/^\/(?!_|404$|500$)/.test(destination)) return []
  const path = (destination.split(/[?#]/, 1)[0] ?? '').replaceAll(/:\w+(?:\([^)]*\))?[*+?]?/g, 'x')
  const shown = application.pages.filter((candidate) => toPageTest(candidate.path).test(path))
  // One without a parameter wins.
  const page = shown.find((candidate) => !candidate.path.includes('[')) ?? shown[0]
  if (page === undefined) return []
  const asked = source.replaceAll(/:\w+(?:\([^)]*\))?[*+?]?/g, 'x')
  const sights = toRouted(asked, page, application).map(({ routed }) => findSight(routed, application))
  return [{ source, page: page.path, isCovered: sights.every((sight) => sight === 'always') }]
}

function toPageTest(path: string): RegExp {
  const segments = path.split('/').filter((segment) => segment !== '')
  const parts = segments.map((segment) => {
    if (segment.startsWith('[[')) return '(?:/.+)?'
    if (segment.startsWith('[...')) return '/.+'
    return segment.startsWith('[') ? '/[^/]+' : `/${segment.replaceAll(/[^\w/-]/g, '\\$&')}`
  })
  return new RegExp(`^${parts.join('')}/?$`)
}
