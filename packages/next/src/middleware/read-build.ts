/**
 * What `next build` writes into every bundle → the facts that decide what a matcher can cover. Does not wait.
 *
 * Next replaces exactly these texts, in code of packages too, with webpack and Turbopack, on Node and on the edge. Outside of a bundle
 * nothing is there, and nothing is said.
 *
 * @see apps/docs/decisions/029
 */
import next from 'next/package.json' with { type: 'json' }
import { toList, toRecord, toText } from './to-known.ts'

/** Of `next.config`, as far as it moves pages out of a matcher's sight. */
export interface Build {
  /** Of Next; null where it is not told. */
  readonly version: string | null
  /** With its first slash; empty for none. */
  readonly basePath: string
  /** Path of `assetPrefix`, with its first slash; empty for none. */
  readonly assetPath: string
  /** Whether `assetPrefix` names another host. */
  readonly hasAssetHost: boolean
  /** Of the Pages Router. */
  readonly locales: readonly string[]
  /** `skipProxyUrlNormalize`, which was `skipMiddlewareUrlNormalize` before. */
  readonly isUrlAsSent: boolean
  /** As Next read them: `beforeFiles`, `afterFiles`, `fallback`. */
  readonly rewrites: unknown
  /** Sources of those that come before files. */
  readonly earlySources: readonly string[]
}

/** Names a host: of a URL, or without its scheme. */
const HOST = /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*/i

export function readBuild(): Build {
  const prefix = toText(process.env.__NEXT_ASSET_PREFIX)
  const assetPath = prefix.replace(HOST, '').replace(/^\/+|\/+$/g, '')
  // Objects stand in bundles as objects, whatever the type of a variable says.
  const rewrites: unknown = process.env.__NEXT_REWRITES
  return {
    version: toText(next?.version) || null,
    basePath: toText(process.env.__NEXT_ROUTER_BASEPATH),
    assetPath: assetPath === '' ? '' : `/${assetPath}`,
    hasAssetHost: HOST.test(prefix),
    locales: toList(toRecord(process.env.__NEXT_I18N_CONFIG).locales).map(toText),
    isUrlAsSent: String(process.env.__NEXT_NO_MIDDLEWARE_URL_NORMALIZE) === 'true',
    rewrites,
    earlySources: toList(toRecord(rewrites).beforeFiles).map((rewrite) => toText(toRecord(rewrite).source)),
  }
}
