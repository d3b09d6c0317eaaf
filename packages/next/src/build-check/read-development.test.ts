import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import type { Build } from '../middleware/read-build.ts'
import { findUncovered } from './find-uncovered.ts'
import { readDevelopment, type Files } from './read-development.ts'

const expressions: unknown = createRequire(import.meta.url)('next/dist/compiled/path-to-regexp')
const { parse, tokensToRegexp } = expressions as {
  readonly parse: (source: string) => unknown[]
  readonly tokensToRegexp: (tokens: unknown[]) => RegExp
}

const build: Build = {
  version: '16.4.6',
  basePath: '',
  assetPath: '',
  hasAssetHost: false,
  locales: [],
  isUrlAsSent: false,
  rewrites: { beforeFiles: [], afterFiles: [], fallback: [] },
  earlySources: [],
}
const RECOMMENDED =
  "import x from 'y'\nexport const config = {\n  matcher: [\n    { source: '/', locale: false },\n    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },\n  ],\n}\n"
const VENDORS =
  "export const config = { matcher: ['/((?!_next|[^?]*\\\\.(?:html?|css|js(?!on)|jpe?g|webp|png|gif|svg|ttf|woff2?|ico|csv|docx?|xlsx?|zip|webmanifest)).*)', '/(api|trpc)(.*)'] }"
const PAGES = ['app/page.tsx', 'app/(shop)/users/[id]/page.tsx', 'app/api/notes/route.ts']

/** A folder with these files; the content of those that are not named is empty. */
function toFiles(files: Readonly<Record<string, string>> | readonly string[]): Files {
  const contents = new Map<string, string>(isNames(files) ? files.map((name) => [name, '']) : Object.entries(files))
  return {
    read: (path) => contents.get(path.replace('/app/', '')) ?? null,
    list: (path) =>
      [...contents.keys()]
        .filter((name) => `/app/${name}`.startsWith(`${path}/`))
        .map((name) => `/app/${name}`.slice(path.length + 1)),
    compile: (source) => tokensToRegexp(parse(source)).source,
  }
}
const isNames = (files: unknown): files is readonly string[] => Array.isArray(files)
const withPages = (file: string, text: string, pages: readonly string[] = PAGES): Files =>
  toFiles({ ...Object.fromEntries(pages.map((name) => [name, ''])), [file]: text })

const find = (files: Files, change: Partial<Build> = {}): readonly string[] | null => {
  const application = readDevelopment('/app', { ...build, ...change }, files)
  return application && findUncovered(application).uncovered.map(({ page }) => page)
}

describe('readDevelopment', () => {
  it('finds nothing under the recommended matcher', () => {
    expect(find(withPages('proxy.ts', RECOMMENDED))).toEqual([])
    expect(find(withPages('proxy.ts', RECOMMENDED), { basePath: '/base' })).toEqual([])
    expect(
      find(withPages('middleware.js', RECOMMENDED, ['pages/index.tsx', 'pages/x.jsx']), { locales: ['en', 'de.CH'] }),
    ).toEqual([])
  })

  it("finds what the vendor's matcher skips, in an application that changed one import (H10)", () => {
    expect(find(withPages('middleware.ts', VENDORS))).toEqual(['/users/[id]'])
    expect(
      find(
        withPages(
          'src/proxy.ts',
          VENDORS,
          PAGES.map((name) => `src/${name}`),
        ),
      ),
    ).toEqual(['/users/[id]'])
  })

  it('takes a file without a config for one that sees all (H10)', () => {
    expect(find(withPages('proxy.ts', 'export default clerkMiddleware()'))).toEqual([])
  })

  it('says nothing where Next itself finds no middleware, or its config cannot be read', () => {
    expect(find(toFiles(PAGES))).toBeNull()
    expect(find(withPages('proxy.ts', VENDORS, ['src/app/page.tsx']))).toBeNull()
    expect(() => find(withPages('proxy.ts', 'export const config = { matcher: all }'))).toThrow(SyntaxError)
  })

  it('finds a line that a header of the client switches off (H10)', () => {
    const text =
      "export const config = { matcher: [{ source: '/:path*', missing: [{ type: 'header', key: 'next-router-prefetch' }] }] }"
    const application = readDevelopment('/app', build, withPages('proxy.ts', text))
    expect(application && findUncovered(application).uncovered.map(({ isChosen }) => isChosen)).toEqual([
      true,
      true,
      true,
    ])
  })

  it('lists rewrites to pages, and knows those that hide (H10)', () => {
    const rewrites = {
      beforeFiles: [],
      afterFiles: [
        { source: '/base/:nextInternalLocale(en|de)/portal', destination: '/base/:nextInternalLocale/users' },
        { source: '/base/_next/static/:path*', destination: '/base/_error' },
      ],
      fallback: [],
    }
    const files = withPages('proxy.ts', RECOMMENDED, ['pages/users.tsx', 'pages/[...slug].tsx'])
    const application = readDevelopment('/app', { ...build, basePath: '/base', locales: ['en', 'de'], rewrites }, files)
    expect(application && findUncovered(application)).toEqual({
      hasMiddleware: true,
      uncovered: [],
      aliases: [{ source: '/portal', page: '/users', isCovered: true }],
      shadows: [{ shown: '/users', page: '/[...slug]', path: '/base/users.rsc' }],
    })
  })

  it('knows which files are pages', () => {
    const pages = [
      'app/layout.tsx',
      'app/_lib/page.tsx',
      'app/@modal/(.)photo/[id]/page.tsx',
      'app/@side/team/page.tsx',
      'app/photo/[id]/page.tsx',
      'app/robots.txt/route.ts',
      'pages/_app.tsx',
      'pages/404.tsx',
      'pages/old/index.tsx',
      'pages/index.mdx',
      'pages/api/x.ts',
      'pages/x.test.ts',
      'pages/style.css',
    ]
    const application = readDevelopment('/app', build, withPages('proxy.ts', RECOMMENDED, pages))
    expect(application?.pages.map(({ path }) => path)).toEqual(['/team', '/photo/[id]', '/old', '/', '/api/x'])
  })
})
