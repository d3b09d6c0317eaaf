/**
 * A build → nothing, or the error that its pages could be reached past its middleware. In development also: which pages nobody is asked about.
 * Does not wait.
 *
 * @see apps/docs/decisions/029
 */
import { AuthError, type AuthErrorCode } from '@postern/core'
import { readBuild, type Build } from './read-build.ts'
import { toList, toRecord } from './to-known.ts'

/** A mistake: whether it was made, its code, and what is wrong and what to change. */
type BuildFault = readonly [
  applies: (build: Build) => boolean,
  code: AuthErrorCode,
  toMessage: (build: Build) => string,
]

/** Each was seen on real builds of Next 15 or 16: the page, or its data, came without the middleware, or under a path that it misread. */
// prettier-ignore
const BUILD_FAULTS: readonly BuildFault[] = [
  [({ version }) => version !== null && !isFixedVersion(version), 'ERR_AUTH_NEXT_VERSION', ({ version }) => `Next ${version} lets requests past every middleware. Install 15.5.18, 16.2.6 or later.`],
  [hasOutsideData, 'ERR_AUTH_NEXT_CONFIG', ({ assetPath, basePath }) => `The data of pages is served below ${assetPath}, the path of assetPrefix, which lies outside of basePath ${basePath} and so of every matcher. In next.config, add ${LINE} to beforeFiles of rewrites, or give assetPrefix no path.`],
  [({ isUrlAsSent, locales, assetPath, hasAssetHost }) => isUrlAsSent && locales.length > 0 && assetPath !== '' && !hasAssetHost, 'ERR_AUTH_NEXT_CONFIG', ({ assetPath }) => `With locales and skipProxyUrlNormalize (skipMiddlewareUrlNormalize), every page is also served below ${assetPath}, the path of assetPrefix, and the middleware does not see which. In next.config, remove skipProxyUrlNormalize.`],
  [({ locales, basePath }) => hasLocale(locales, basePath), 'ERR_AUTH_NEXT_CONFIG', ({ basePath }) => `basePath ${basePath} is also a locale, so a path below it names two pages. In next.config, change basePath.`],
  [({ locales, assetPath, hasAssetHost }) => !hasAssetHost && hasLocale(locales, `/${assetPath.split('/')[1] ?? ''}`), 'ERR_AUTH_NEXT_CONFIG', ({ assetPath }) => `assetPrefix ${assetPath} begins with a locale, so a path below it names two pages. In next.config, change assetPrefix.`],
  [({ locales }) => locales.some((locale) => locale.includes('.')), 'ERR_AUTH_NEXT_CONFIG', () => `A locale has a dot in its name, and Next's matchers skip what has one. In next.config, name it without, such as "de-CH".`],
]

/** Hides the data of pages from whoever asks for it in another way than Next's own client does. */
const LINE = `{ source: '/_next/data/:path*', destination: '/_error', locale: false }`

function hasLocale(locales: Build['locales'], path: string): boolean {
  return locales.some((locale) => `/${locale}`.toLowerCase() === path.toLowerCase())
}

/** The assets' path leads to the data of pages, unless a rewrite hides that. */
function hasOutsideData({ assetPath, basePath, rewrites }: Build): boolean {
  if (basePath === '' || assetPath === '' || `${assetPath}/`.startsWith(`${basePath}/`)) return false
  return !toList(toRecord(rewrites).beforeFiles).some((rewrite) => {
    const { source, has, missing } = toRecord(rewrite)
    // One with a condition hides the data from some.
    const isFree = [has, missing].every((given) => given === undefined || (Array.isArray(given) && given.length === 0))
    return source === `${basePath}/_next/data/:path*` && isFree
  })
}

/**
 * Throws on every call as long as the application is built like that.
 *
 * @throws AuthError `ERR_AUTH_NEXT_VERSION`, `ERR_AUTH_NEXT_CONFIG`.
 */
export function checkBuild(build: Build): void {
  const fault = BUILD_FAULTS.find(([applies]) => applies(build))
  if (fault !== undefined) throw new AuthError(fault[1], fault[2](build))
}

const VERSION = /^(\d+)\.(\d+)\.(\d+)(-)?/

/** First mended release of a major version: minor, patch. Later major versions were mended from the start. */
const MENDED: Readonly<Record<number, readonly [minor: number, patch: number]>> = { 15: [5, 18], 16: [2, 6] }

/**
 * Whether the middleware bypasses of Next itself are mended in a version: in 15.5.18 and in 16.2.6. A prerelease counts as the last release that
 * surely came before it: 15.6.0 and 16.3.0 had canaries that are older than the mend, so they count as 15.5.0 and 16.2.0. What is no version
 * is not mended.
 */
export function isFixedVersion(version: string): boolean {
  const [major = 0, ofMinor = 0, ofPatch = 0] = (VERSION.exec(version)?.slice(1, 4) ?? []).map(Number)
  const isEarly = VERSION.exec(version)?.[4] !== undefined
  // The release before: of the same minor version, or the first of the minor version before. Below the first of a major one nothing is known.
  const [minor, patch] = !isEarly ? [ofMinor, ofPatch] : ofPatch > 0 ? [ofMinor, ofPatch - 1] : [ofMinor - 1, 0]
  const [firstMinor, firstPatch] = MENDED[major] ?? [major > 16 ? -1 : Infinity, 0]
  return minor > firstMinor || (minor === firstMinor && patch >= firstPatch)
}

/** In development, on Node: tells once what `config.matcher` does not show. Does not wait. Nothing of it is in a build for production. */
export function tellUncovered(): void {
  if (process.env.NODE_ENV === 'development') {
    if (process.env.NEXT_RUNTIME !== 'edge') {
      import('../build-check/tell-in-development.ts').then(
        ({ tellInDevelopment }) => tellInDevelopment(readBuild()),
        // A convenience; the application goes on without it.
        () => {},
      )
    }
  }
}
