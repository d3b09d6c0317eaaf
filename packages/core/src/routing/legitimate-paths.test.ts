/** What people visit and applications link to is answered, however the patterns are written. */
import { describe, expect, it } from 'vitest'
import { URLPattern } from '../entry/urlpattern.ts'
import { createRouteMatcher } from './create-route-matcher.ts'
import type { PathPattern } from './route-pattern.ts'

/** Values of one segment, as `encodeURIComponent` or a browser spells them. */
const values: readonly string[] = [
  'abc',
  'ABC',
  'Hello-World',
  'user_2abcDEF',
  '7f3c1f0e-0c1b-4F5A-9f9e-1D2c3B4a5f60',
  '2026-11-28',
  '2026-11-28T10:55:00Z',
  encodeURIComponent('2026-11-28T10:55:00+01:00'),
  '28.11.2026',
  encodeURIComponent('11/28/2026'),
  'ada@example.com',
  encodeURIComponent('ada@example.com'),
  encodeURIComponent('Ada.Lovelace+news@Example.com'),
  'report.final.PDF',
  encodeURIComponent('Report (final) [v2].pdf'),
  encodeURIComponent("L'été à Paris.jpeg"),
  encodeURIComponent('50% off'),
  encodeURIComponent('100%'),
  encodeURIComponent('100%25'),
  encodeURIComponent('AC/DC'),
  encodeURIComponent('C:\\Users\\ada'),
  encodeURIComponent('\\\\server\\share'),
  encodeURIComponent('a;b;c'),
  'a;v=1',
  encodeURIComponent('c#'),
  'c%23',
  encodeURIComponent('what?'),
  'what%3F',
  encodeURIComponent('What is C#? And why?'),
  encodeURIComponent('?'),
  encodeURIComponent('#1'),
  encodeURIComponent('c++'),
  'c++',
  encodeURIComponent('a&b=c'),
  encodeURIComponent('{"a":[1,2],"b":"c/d?e#f"}'),
  encodeURIComponent('https://example.com/a?b=1&c=%2F'),
  encodeURIComponent('https://example.com/a?b=1&c=%252F'),
  encodeURIComponent('https://example.com/a/../b#c;d'),
  encodeURIComponent('https://example.com/'),
  encodeURIComponent('https://user:pass@example.com:8443/a//b'),
  encodeURIComponent('/dashboard?tab=1'),
  encodeURIComponent('/dashboard'),
  encodeURIComponent('mailto:ada@example.com?subject=a%20b'),
  encodeURIComponent('urn:isbn:0451450523'),
  encodeURIComponent('data:text/plain;base64,SGVsbG8/Kys='),
  'SGVsbG8-_w==',
  encodeURIComponent('SGVsbG8/Kys='),
  encodeURIComponent('Straße und Öl'),
  encodeURIComponent('Où est la bibliothèque ?'),
  encodeURIComponent('Привет, мир!'),
  encodeURIComponent('Ελληνικά Κείμενα'),
  encodeURIComponent('日本語の題名'),
  encodeURIComponent('한국어 제목'),
  encodeURIComponent('中文/标题'),
  encodeURIComponent('عنوان عربي'),
  encodeURIComponent('כותרת בעברית'),
  encodeURIComponent('हिन्दी शीर्षक'),
  encodeURIComponent('ชื่อเรื่องไทย'),
  encodeURIComponent('İstanbul ışık'),
  encodeURIComponent('🙂👩‍💻'),
  '~ada',
  '@ada',
  '(group)',
  '[slug]',
  'a:b,c=d&e$f!g*h',
  '...',
  'a..b',
  '.hidden',
]

/** Ways to write "one thing below /x". */
const styles: readonly (readonly [name: string, pattern: PathPattern])[] = [
  ['a segment', '/x/:id'],
  ['an optional segment', '/x/:id?'],
  ['segments', '/x/:path*'],
  ['some segments', '/x/:path+'],
  ['a wildcard', '/x/(.*)'],
  ['a wildcard without a slash', '/x(.*)'],
  ['a custom group', '/x/:id([^/]+)'],
  ['a custom group that takes all', '/x/:id(.+)'],
  ['an expression', /^\/x\/[^/]+$/],
  ['an expression of delimiters', /^\/x\/[^/?#]+\/?$/],
  ['an expression without an end', /^\/x(?:\/|$)/],
  ['an expression without case', /^\/x\/[^/]+$/i],
  ['an expression without case and end', /^\/x\/./iu],
  ['a URLPattern', new URLPattern({ pathname: '/x/:id' })],
  ['a URLPattern with a wildcard', new URLPattern({ pathname: '/x/*' })],
]
const cases = styles.flatMap(([name, pattern]) => values.map((value) => [name, value, pattern] as const))

describe('createRouteMatcher on legitimate paths', () => {
  it.each(cases)('lets %s match %s (H3)', (_name, value, pattern) => {
    const matches = createRouteMatcher(pattern)
    expect(matches({ url: `https://app.example/x/${value}` })).toBe(true)
    expect(matches({ url: `/x/${value}?y=/%2F#z` })).toBe(true)
  })

  it.each(values)('leaves %s out of other lists (H3)', (value) => {
    const matches = createRouteMatcher(['/', '/admin(.*)', '/y/:id', '/xyz', /^\/z\//i, '/:a/settings/:b*'])
    expect(matches({ url: `/x/${value}` })).toBe(false)
  })

  it.each([
    ['/music/:artist/:album', '/music/AC%2FDC/Back%20in%20Black'],
    ['/music/:artist/songs', '/music/AC%2FDC/songs'],
    ['/sign-in/:path*', '/sign-in/sso-callback'],
    ['/api/auth/callback/:provider', '/api/auth/callback/google'],
    ['/go/:url/preview', `/go/${encodeURIComponent('https://e.example/a?b#c')}/preview`],
    ['/:locale/blog/:title', `/de/blog/${encodeURIComponent('Was ist C#?')}`],
    ['/files/:name.:ext', '/files/a%23b.PDF'],
  ])('lets %s match %s (H3)', (pattern, url) => {
    expect(createRouteMatcher(pattern)({ url })).toBe(true)
  })

  it.each<readonly [pattern: PathPattern, url: string]>([
    ['/admin/(.*)', '/admin%2Fsecret'],
    ['/admin/:path*', '/%2Fadmin'],
    ['/x/:id', '/x/..%2Fadmin'],
    ['/x/:id', '/x/a%2F..%2F..%2Fadmin'],
    ['/x/:id', '/x/a%5C..%5C..%5Cadmin'],
    ['/x/:path*', '/x/a%2F..%2F..%2Fadmin'],
    ['/x/(.*)', '/x/..%2Fadmin'],
    ['/x/:id([^/]+)', '/x/..%2Fadmin'],
    ['/x/:a/:b', '/x/a%2Fb'],
    ['/x/:a/edit', '/x/a%2Fedit'],
    ['/x/:id', '/x/%2F'],
    ['/x/:id', '/x/%2F..'],
    ['/x/:id', '/x/a\\b'],
    [/^\/x\/[^/]+$/, '/x/..%2Fadmin'],
    [/^\/admin\//, '/admin%2Fsecret'],
    [/^\/x\/[^@]*$/, '/x/a%40b'],
    [new URLPattern({ pathname: '/x/:id' }), '/x/..%2Fadmin'],
    [new URLPattern({ pathname: '/admin/*' }), '/admin%5Csecret'],
  ])('still refuses what an escape hides from %s: %s (H3)', (pattern, url) => {
    expect(() => createRouteMatcher(pattern)({ url })).toThrow('ERR_AUTH_URL_AMBIGUOUS')
  })
})
