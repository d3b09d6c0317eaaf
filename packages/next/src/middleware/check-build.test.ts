import { describe, expect, it } from 'vitest'
import { checkBuild, isFixedVersion } from './check-build.ts'
import type { Build } from './read-build.ts'

/** An application that every matcher covers. */
const plain: Build = {
  version: '16.4.6',
  basePath: '',
  assetPath: '',
  hasAssetHost: false,
  locales: [],
  isUrlAsSent: false,
  rewrites: undefined,
  earlySources: [],
}
const locales = ['en', 'de']
const before = (...beforeFiles: readonly object[]): Build['rewrites'] => ({ beforeFiles })
const own = { source: '/cdn/_next/:path+' }
const hiding = { source: '/base/_next/data/:path*' }

const find = (change: Partial<Build>): string => {
  try {
    checkBuild({ ...plain, ...change })
    return ''
  } catch (error) {
    return String(error)
  }
}

describe('checkBuild', () => {
  it.each<[string, Partial<Build>]>([
    ['nothing of the kind', {}],
    ['an unknown version', { version: null }],
    ['all that is common', { basePath: '/base', locales }],
    ['the prefix that Next takes from a base path', { basePath: '/base', assetPath: '/base' }],
    ['a prefix below the base path', { basePath: '/base', assetPath: '/base/cdn' }],
    ['a prefix that is a host', { basePath: '/base', hasAssetHost: true, locales, isUrlAsSent: true }],
    ['a prefix and locales', { assetPath: '/cdn', locales }],
    ['a prefix and URLs as they were sent', { assetPath: '/cdn', isUrlAsSent: true }],
    ['a prefix of another host that has a path', { assetPath: '/cdn', hasAssetHost: true, locales, isUrlAsSent: true }],
    ['a prefix of another host whose path is a locale', { assetPath: '/de', hasAssetHost: true, locales }],
    ['data that a rewrite hides', { basePath: '/base', assetPath: '/cdn', rewrites: before(own, hiding) }],
    [
      'data that a rewrite without any condition hides',
      { basePath: '/base', assetPath: '/cdn', rewrites: before({ ...hiding, has: [], missing: [] }) },
    ],
    ['a base path that begins like a locale', { basePath: '/de-shop', locales }],
    ['a base path below a locale', { basePath: '/de/shop', locales }],
  ])('takes %s', (_name, change) => {
    expect(find(change)).toBe('')
  })

  it.each<[string, Partial<Build>, RegExp]>([
    [
      'a version with bypasses (H8)',
      { version: '16.2.5' },
      /^AuthError: ERR_AUTH_NEXT_VERSION: Next 16\.2\.5 .*16\.2\.6/,
    ],
    [
      'URLs as they were sent, with locales and a prefix (H6)',
      { isUrlAsSent: true, locales, assetPath: '/cdn' },
      /^AuthError: ERR_AUTH_NEXT_CONFIG: .*skipMiddlewareUrlNormalize.*remove skipProxyUrlNormalize/,
    ],
    ['a base path that is a locale (H6)', { basePath: '/de', locales }, /_CONFIG: .*\/de .*change basePath/],
    ['the same in other letters (H6)', { basePath: '/DE-ch', locales: ['en', 'de-CH'] }, /_CONFIG: .*change basePath/],
    [
      'a prefix beside a base path (H6)',
      { basePath: '/base', assetPath: '/cdn' },
      /_CONFIG: .*add \{ source: '\/_next\/data\/:path\*', .*assetPrefix/,
    ],
    [
      'a prefix of another host beside a base path (H6)',
      { basePath: '/base', assetPath: '/cdn', hasAssetHost: true },
      /_CONFIG: .*assetPrefix/,
    ],
    ['a prefix that begins like the base path (H6)', { basePath: '/base', assetPath: '/based' }, /_CONFIG/],
    ['a prefix above the base path (H6)', { basePath: '/a/b', assetPath: '/a' }, /_CONFIG/],
    [
      'a rewrite that hides other data (H6)',
      { basePath: '/base', assetPath: '/cdn', rewrites: before(own, { source: '/base/x' }) },
      /_CONFIG/,
    ],
    [
      'a rewrite that hides data from some (H6)',
      {
        basePath: '/base',
        assetPath: '/cdn',
        rewrites: before({ ...hiding, missing: [{ type: 'header', key: 'a' }] }),
      },
      /_CONFIG/,
    ],
    [
      'a rewrite that hides data after files (H6)',
      { basePath: '/base', assetPath: '/cdn', rewrites: { afterFiles: [hiding] } },
      /_CONFIG/,
    ],
    ['a prefix that is a locale (H6)', { assetPath: '/De', locales }, /_CONFIG: .*change assetPrefix/],
    ['a prefix below a locale (H6)', { assetPath: '/de/x', locales }, /_CONFIG: .*change assetPrefix/],
    ['a locale with a dot (H6)', { locales: ['en', 'de.CH'] }, /_CONFIG: .*"de-CH"/],
  ])('refuses %s', (_name, change, message) => {
    expect(find(change)).toMatch(message)
  })
})

describe('isFixedVersion', () => {
  it.each([
    '15.5.18',
    '15.5.29',
    '15.6.0',
    '15.5.19-canary.0',
    '16.2.6',
    '16.4.6',
    '16.10.0',
    '16.4.0-canary.7',
    '16.2.7-canary.1',
    '17.0.0',
    '17.0.0-canary.3',
    '20.1.2-beta.1',
  ])('is true for %s (H8)', (version) => {
    expect(isFixedVersion(version)).toBe(true)
  })

  it.each([
    '12.3.4',
    '14.2.35',
    '15.2.3',
    '15.5.17',
    '15.5.18-canary.2',
    '15.6.0-canary.58',
    '16.0.0-canary.1',
    '16.0.0',
    '16.1.99',
    '16.2.5',
    '16.2.6-canary.4',
    '16.3.0-canary.1',
    '16.3.0-rc.0',
    '0.0.0-experimental-1a2b',
    '16.2',
    'latest',
    '',
  ])('is false for %j (H8)', (version) => {
    expect(isFixedVersion(version)).toBe(false)
  })
})
