import { describe, expect, it } from 'vitest'
import type { Application, Matcher, Page, Rewrite } from './application.ts'
import { findUncovered } from './find-uncovered.ts'

// As Next 16 compiled them.
const SUFFIX = '(\\.json|\\.rsc|\\.segments\\/.+\\.segment\\.rsc)?[\\/#\\?]?$'
const DATA = '^(?:\\/(_next\\/data\\/[^/]{1,}))?'
const LOCALE = '(?:\\/((?!_next\\/)[^/.]{1,}))'
const line = (source: string, regexp: string, change: Partial<Matcher> = {}): Matcher => ({
  source,
  regexp,
  has: [],
  missing: [],
  ...change,
})
const root = line('/', `${DATA}(?:\\/(\\/?index|\\/?index\\.json|\\/?index(?:\\.rsc)))?[\\/#\\?]?$`)
const recommended = [
  root,
  line('/((?!_next/static/|_next/image/?$).*)', `${DATA}(?:\\/((?!_next\\/static\\/|_next\\/image\\/?$).*))${SUFFIX}`),
]
const SKIPPED = '[^?]*\\.(?:html?|css|js(?!on)|jpe?g|webp|png|gif|svg|ttf|woff2?|ico|csv|docx?|xlsx?|zip|webmanifest)'
const vendors = [
  line(`/((?!_next|${SKIPPED}).*)`, `${DATA}(?:\\/((?!_next|${SKIPPED}).*))${SUFFIX}`),
  line('/(api|trpc)(.*)', `${DATA}(?:\\/(api|trpc))(.*)${SUFFIX}`),
]

const page = (path: string, change: Partial<Page> = {}): Page => ({
  path,
  isTranslated: false,
  hasData: false,
  ...change,
})
const application = (change: Partial<Application>): Application => ({
  matchers: recommended,
  pages: [],
  rewrites: [],
  basePath: '',
  locales: [],
  buildId: 'B',
  ...change,
})
const findPages = (change: Partial<Application>): readonly string[] =>
  findUncovered(application(change)).uncovered.map(({ page, paths }) => `${page} ${paths.join(' ')}`)

const PAGES = ['/', '/admin', '/orgs/[slug]/settings', '/users/[id]', '/docs/[[...path]]', '/api/notes'].map((path) =>
  page(path, { hasData: true }),
)

describe('findUncovered', () => {
  it('finds nothing under the recommended matcher', () => {
    expect(findPages({ pages: PAGES })).toEqual([])
  })

  it('finds every page with a parameter under the matcher that the vendor recommends (H10)', () => {
    expect(findPages({ pages: PAGES, matchers: vendors })).toEqual([
      expect.stringMatching(/^\/orgs\/\[slug\]\/settings \/orgs\/x\.js\/settings /),
      expect.stringMatching(/^\/users\/\[id\] \/users\/x\.js /),
      expect.stringMatching(/^\/docs\/\[\[\.\.\.path\]\] \/docs\/x\.js /),
    ])
  })

  it('finds pages that are named like a file (H10)', () => {
    const pages = [page('/report.csv'), page('/[tenant]'), page('/api/files/[name]')]
    expect(findPages({ pages, matchers: vendors })).toEqual([
      '/report.csv /report.csv',
      '/[tenant] /x.js /x.css /x.jpg',
    ])
  })

  it('finds a first segment that is named like what Next keeps for itself (H10)', () => {
    const matchers = [line('/((?!_next).*)', '^(?:\\/((?!_next).*))$')]
    expect(findPages({ pages: [page('/[tenant]')], matchers })).toEqual(['/[tenant] /_next /_nextx'])
  })

  it('tries the words that a matcher skips (H10)', () => {
    const matchers = [
      line(
        '/((?!api|_next/static|favicon.ico|monitoring).*)',
        '^(?:\\/((?!api|_next\\/static|favicon.ico|monitoring).*))$',
      ),
      root,
    ]
    expect(findPages({ pages: [page('/[tenant]/x'), page('/apiary'), page('/api/notes')], matchers })).toEqual([
      '/[tenant]/x /api/x /apix/x /monitoring/x',
      '/apiary /apiary',
      '/api/notes /api/notes',
    ])
  })

  it('finds what a list of folders leaves out (H10)', () => {
    const matchers = [
      line('/admin/:path*', `${DATA}\\/admin(?:\\/((?:[^\\/#\\?]+?)(?:\\/(?:[^\\/#\\?]+?))*))?${SUFFIX}`),
    ]
    expect(findPages({ pages: [page('/'), page('/admin'), page('/admin/[id]'), page('/billing')], matchers })).toEqual([
      '/ /',
      '/billing /billing',
    ])
  })

  it('finds the front page of a base path (H10)', () => {
    const matchers = [line('/(.*)', '^\\/base(?:\\/(.*))(\\.json)?[\\/#\\?]?$')]
    expect(findPages({ pages: [page('/'), page('/x')], matchers, basePath: '/base' })).toEqual(['/ /base/'])
  })

  it('finds a locale that no matcher takes, and a matcher that knows no locale (H10)', () => {
    const pages = [page('/x', { isTranslated: true })]
    const locales = ['en', 'de', 'de.CH']
    expect(findPages({ pages, locales, matchers: [line('/(.*)', `${DATA}${LOCALE}(?:\\/(.*))${SUFFIX}`)] })).toEqual([
      '/x /de.CH/x',
    ])
    expect(findPages({ pages, locales: ['en'], matchers: [line('/x', `${DATA}\\/x${SUFFIX}`)] })).toEqual(['/x /x'])
  })

  it('finds data that lies outside (H10)', () => {
    const pages = [page('/x', { hasData: true })]
    expect(findPages({ pages, matchers: [line('/x', '^\\/x$')] })).toEqual(['/x /_next/data/B/x.json'])
  })

  it('finds what is no file below the assets, unless a rewrite hides it (H1, H10)', () => {
    const pages = [page('/[...slug]')]
    const rewrite = {
      source: '/_next/static/:path*',
      destination: '/_error',
      regexp: '^/_next/static(?:/.*)?$',
      isEarly: true,
    }
    expect(findPages({ pages })).toEqual(['/[...slug] /_next/static/x'])
    expect(findPages({ pages, rewrites: [rewrite] })).toEqual([])
    expect(findPages({ pages, rewrites: [{ ...rewrite, isEarly: false }] })).toHaveLength(1)
  })

  it('says where a client chooses (H10)', () => {
    const matchers = [line('/(.*)', '^/', { missing: [{ type: 'header', key: 'next-router-prefetch', value: null }] })]
    expect(findUncovered(application({ pages: [page('/admin')], matchers })).uncovered).toEqual([
      { page: '/admin', paths: ['/admin'], isChosen: true },
    ])
  })

  it('lists second names of pages, and whether they are seen (H10)', () => {
    const rewrite = (source: string, destination: string) => ({ source, destination, regexp: '', isEarly: false })
    const rewrites = [
      rewrite('/portal', '/admin?from=portal'),
      rewrite('/p.html', '/admin'),
      rewrite('/u/:id', '/users/:id'),
      rewrite('/away', 'https://else.test/admin'),
      rewrite('/cdn/_next/:path+', '/_next/:path+'),
      rewrite('/_next/static/:path*', '/_error'),
      rewrite('/nowhere', '/nothing/here'),
    ]
    const pages = [page('/[...slug]'), page('/admin'), page('/users/[id]')].slice(1)
    expect(findUncovered(application({ pages, rewrites, matchers: vendors })).aliases).toEqual([
      { source: '/portal', page: '/admin', isCovered: true },
      { source: '/p.html', page: '/admin', isCovered: false },
      { source: '/u/:id', page: '/users/[id]', isCovered: true },
    ])
  })

  it('says that there is no middleware', () => {
    expect(findUncovered(application({ pages: PAGES, matchers: null }))).toEqual({
      hasMiddleware: false,
      uncovered: [],
      aliases: [],
      shadows: [],
    })
  })

  describe('a path that Next cuts before the middleware sees it (H10)', () => {
    const rewrite = (regexp: string): Rewrite => ({
      source: '/:path(.*\\.rsc)',
      destination: '/_error',
      regexp,
      isEarly: true,
    })
    const findShadows = (paths: readonly string[], change: Partial<Application> = {}): readonly string[] =>
      findUncovered(application({ pages: paths.map((path) => page(path)), ...change })).shadows.map(
        ({ shown, page: served, path }) => `${path} ${shown} ${served}`,
      )

    it.each([
      [
        ['/', '/docs', '/[...slug]'],
        ['/.rsc / /[...slug]', '/docs.rsc /docs /[...slug]'],
      ],
      [['/docs/intro', '/docs/[slug]'], ['/docs/intro.rsc /docs/intro /docs/[slug]']],
      [['/docs', '/[[...slug]]'], ['/docs.rsc /docs /[[...slug]]']],
      [['/docs', '/users/[id]', '/[tenant]/x'], []],
      [['/docs', '/docs.rsc', '/[slug]'], ['/docs.rsc.rsc /docs.rsc /[slug]']],
      [['/[slug]'], []],
    ])('of %j: %j', (paths, found) => {
      expect(findShadows(paths)).toEqual(found)
    })

    it('is hidden by the line of the README, and by no other', () => {
      const paths = ['/docs', '/[slug]']
      expect(findShadows(paths, { rewrites: [rewrite('^(?:\\/(.*\\.rsc))(?:\\/)?$')] })).toEqual([])
      expect(findShadows(paths, { rewrites: [rewrite('^\\/old$')] })).toEqual(['/docs.rsc /docs /[slug]'])
    })

    it('stands below the base path', () => {
      expect(findShadows(['/docs', '/[slug]'], { basePath: '/base' })).toEqual(['/base/docs.rsc /docs /[slug]'])
    })
  })
})
