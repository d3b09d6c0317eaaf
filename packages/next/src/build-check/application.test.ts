import { describe, expect, it } from 'vitest'
import { toApplication, type BuildFiles } from './application.ts'

const none: BuildFiles = {
  edge: undefined,
  functions: undefined,
  app: undefined,
  pages: undefined,
  routes: undefined,
  buildId: 'B',
}
const matchers = [{ regexp: '^/x$', originalSource: '/x', missing: [{ type: 'header', key: 'a' }] }]

describe('toApplication', () => {
  it('finds the matchers of the edge, and those of Node', () => {
    const found = [{ source: '/x', regexp: '^/x$', has: [], missing: [{ type: 'header', key: 'a', value: null }] }]
    expect(toApplication({ ...none, edge: { middleware: { '/': { matchers } } } }).matchers).toEqual(found)
    expect(
      toApplication({ ...none, edge: { middleware: {} }, functions: { functions: { '/_middleware': { matchers } } } })
        .matchers,
    ).toEqual(found)
  })

  it('takes a middleware without a matcher for one that sees all, and none for null (H10)', () => {
    expect(toApplication({ ...none, functions: { functions: { '/_middleware': {} } } }).matchers?.[0]?.regexp).toBe(
      '^/',
    )
    expect(toApplication(none).matchers).toBeNull()
  })

  it('lists pages and handlers once, without what Next adds', () => {
    const { pages } = toApplication({
      ...none,
      app: {
        '/_not-found/page': '/_not-found',
        '/(group)/team/page': '/team',
        '/@modal/(.)photo/page': '/(.)photo',
        '/favicon.ico/route': '/favicon.ico',
        '/sitemap/[__metadata_id__]/route': '/sitemap/[__metadata_id__]',
        '/blog/opengraph-image-1a2b3c/route': '/blog/opengraph-image-1a2b3c',
        '/icon/page': '/icon',
        '/report.csv/route': '/report.csv',
      },
      pages: { '/_app': '', '/404': '', '/en/404': '', '/en/about': '', '/de/about': '', '/api/x': '', '/shop': '' },
      routes: { i18n: { locales: ['de', 'en'], defaultLocale: 'en' }, dataRoutes: [{ page: '/shop' }] },
    })
    expect(pages.map(({ path }) => path)).toEqual(['/team', '/icon', '/report.csv', '/about', '/api/x', '/shop'])
    expect(pages.filter(({ isTranslated }) => isTranslated).map(({ path }) => path)).toEqual(['/about', '/shop'])
    expect(pages.filter(({ hasData }) => hasData).map(({ path }) => path)).toEqual(['/shop'])
  })

  it('takes off what Next adds to rewrites, and puts the default locale first', () => {
    const rewrite = {
      source: '/base/:nextInternalLocale(de|en)/portal',
      destination: '/base/:nextInternalLocale/admin',
      regex: '^/p$',
    }
    const { rewrites, locales } = toApplication({
      ...none,
      routes: {
        basePath: '/base',
        i18n: { locales: ['de', 'en'], defaultLocale: 'en' },
        rewrites: { beforeFiles: [], afterFiles: [rewrite], fallback: [rewrite] },
      },
    })
    expect(locales).toEqual(['en', 'de'])
    expect(rewrites.map(({ source, destination, isEarly }) => [source, destination, isEarly])).toEqual([
      ['/portal', '/admin', true],
      ['/portal', '/admin', false],
    ])
    expect(toApplication({ ...none, routes: { rewrites: [{ ...rewrite, has: [{}] }] } }).rewrites[0]?.isEarly).toBe(
      false,
    )
  })
})
