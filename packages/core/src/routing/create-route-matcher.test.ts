import { describe, expect, it } from 'vitest'
import { AuthError } from '../foundation/auth-error.ts'
import { createRouteMatcher } from './create-route-matcher.ts'
import { findCompiled } from './compiled-patterns.ts'
import type { UrlPatternLike } from './route-pattern.ts'

const ORIGIN = 'https://app.example'

/** What a matcher says about a path: its answer, or the code of the error it throws. */
function answer(patterns: string | RegExp | readonly (string | RegExp)[], path: string): boolean | string {
  try {
    return createRouteMatcher(patterns)({ url: `${ORIGIN}${path}` })
  } catch (error) {
    if (error instanceof AuthError) return error.code
    throw error
  }
}

/** Pattern, path, answer. The first block stands in protocol.md 15.10, the others in rulings.md 2 and in the vendor's page. */
const vectors: readonly (readonly [
  pattern: string | RegExp,
  path: string,
  expected: boolean | 'ERR_AUTH_URL_AMBIGUOUS',
])[] = [
  ['/dashboard(.*)', '/dashboard', true],
  ['/dashboard(.*)', '/dashboardxyz', true],
  ['/dashboard(.*)', '/Dashboard', 'ERR_AUTH_URL_AMBIGUOUS'],
  ['/dashboard(.*)', '//dashboard', 'ERR_AUTH_URL_AMBIGUOUS'],
  ['/dashboard(.*)', '/%64ashboard', true],
  ['/dashboard(.*)', '/forum', false],
  ['/api/:path*', '/api', true],
  ['/api/:path*', '/api/a/b', true],
  ['/api/:path*', '/apix', false],
  ['/orgid/(.*)', '/orgid', false],
  ['/orgid/(.*)', '/orgid/', true],
  ['/a/:id(\\d+)', '/a/12', true],
  ['/a/:id(\\d+)', '/a/12/', true],
  ['/a/:id(\\d+)', '/a/x', false],
  ['/a/:id?', '/a', true],
  ['/a/:id?', '/a/b', true],
  ['/a/:id?', '/a/b/c', false],

  ['dashboard/(.*)', '/dashboard/settings', true],
  [':locale/dashboard', '/en/dashboard', true],
  [':path*', '/a/b', true],
  ['(en|de)/dashboard', '/de/dashboard', true],
  ['(.*)/admin', '/admin', true],
  ['{/:locale}?/admin', '/admin', true],
  ['{/:locale}?/admin', '/en/admin', true],
  ['/über(.*)', '/%C3%BCber/x', true],
  ['/über(.*)', '/%c3%9cber', 'ERR_AUTH_URL_AMBIGUOUS'],
  ['/a b', '/a%20b', true],
  ['/a%20b', '/a b', true],
  ['/files/100%25', '/files/100%25', true],
  ['/files/100%', '/files/100%25', true],
  ['', '/', false],
  ['', '', false],
  ['/', '', true],
  ['/', '/', true],
  ['/sign-in', '/sign-in/', true],
  ['/sign-in', '/sign-in?x=/admin#/admin', true],
  ['/.well-known/(.*)', '/.well-known/oauth-protected-resource', true],
  ['/users/:id', '/users/a%40b.example', true],
  ['/blob/(.*)', '/blob/a%2Fb', true],
  ['/blob/:name', '/blob/a%2Fb', true],
  ['/:file.json', '/data.json', true],
  ['/(api|trpc)(.*)', '/trpc/x', true],
  ['/:lang/über/:id(\\d+)', '/en/%C3%BCber/1', true],
  [/^\/über/, '/%C3%BCber', true],
  [/^\/Admin/, '/admin', false],

  ['/orgs/:slug', '/orgs/acmecorp', true],
  ['/orgs/:slug', '/orgs', false],
  ['/orgs/:slug', '/orgs/acmecorp/settings', false],
  ['/app/:any/orgs/:id', '/app/petstore/orgs/org_123', true],
  ['/app/:any/orgs/:id', '/app/dogstore/v2/orgs/org_123', false],
  ['/personal-account/(.*)', '/personal-account/settings', true],
  ['/personal-account/(.*)', '/personal-account', false],
]

describe('createRouteMatcher', () => {
  it.each(vectors)('%s on %s is %s', (pattern, path, expected) => {
    expect(answer(pattern, path)).toBe(expected)
    expect(answer(['/elsewhere/:x', pattern, /^\/nowhere$/], path)).toBe(expected)
  })

  it('matches nothing for an empty list', () => {
    expect(answer([], '/')).toBe(false)
  })

  it('prefers nextUrl, from which Next has removed base path and locale', () => {
    const isAdmin = createRouteMatcher('/admin')
    const request = { url: `${ORIGIN}/base/en/admin`, nextUrl: new URL(`${ORIGIN}/admin?x=1`) }
    expect(isAdmin(request)).toBe(true)
    expect(isAdmin({ url: request.url })).toBe(false)
  })

  it('accepts a Request and leaves its body alone', async () => {
    const request = new Request(`${ORIGIN}/a`, { method: 'POST', body: 'text' })
    expect(createRouteMatcher('/a')(request)).toBe(true)
    expect(await request.text()).toBe('text')
  })

  it('hands the request to a predicate, alone or in a list', () => {
    const hasHeader = (request: Request): boolean => request.headers.has('x-job')
    const request = new Request(`${ORIGIN}/b`, { headers: { 'x-job': '1' } })
    expect(createRouteMatcher(hasHeader)(request)).toBe(true)
    expect(createRouteMatcher<Request>(['/a', hasHeader])(request)).toBe(true)
    expect(createRouteMatcher<Request>(['/a', hasHeader])(new Request(`${ORIGIN}/b`))).toBe(false)
  })

  it('refuses the answer of an asynchronous predicate', () => {
    const predicate = (() => Promise.resolve(false)) as unknown as () => boolean
    expect(() => createRouteMatcher(predicate)(new Request(ORIGIN))).toThrow('ERR_AUTH_PATTERN_INVALID')
  })

  it('asks a URLPattern about host, path and search', () => {
    const seen: unknown[] = []
    const pattern: UrlPatternLike = { test: (input) => seen.push(input) > 0 }
    expect(createRouteMatcher(pattern)({ url: 'https://user@b.example:8/%64ash?x=1#y' })).toBe(true)
    expect(createRouteMatcher(pattern)({ url: '/dash?x=1' })).toBe(true)
    expect(seen).toEqual(['https://user@b.example:8/dash?x=1', { pathname: '/dash', search: '?x=1' }])
  })

  it('asks no more once two readings disagree, and each reading at most once without case and once with (H9)', () => {
    const asked: unknown[] = []
    const disagreeing: UrlPatternLike = { test: (input) => asked.push(input) === 1 }
    const path = `/a;b//c/../d\\e${'/x;y'.repeat(400)}`
    expect(() => createRouteMatcher(disagreeing)({ url: path })).toThrow('ERR_AUTH_URL_AMBIGUOUS')
    expect(asked).toHaveLength(2)
    asked.length = 0
    const agreeing: UrlPatternLike = { test: (input) => asked.push(input) > 0 }
    expect(createRouteMatcher(agreeing)({ url: '/a;b//c/../D' })).toBe(true)
    expect(asked.length).toBe(2 * new Set(asked.map((input) => JSON.stringify(input))).size)
  })

  it('keeps no position of a global or sticky expression between calls', () => {
    const expression = /\/admin/g
    const isAdmin = createRouteMatcher([expression])
    const isStickyAdmin = createRouteMatcher(/\/admin/y)
    expect([1, 2, 3].map(() => isAdmin({ url: '/admin' }))).toEqual([true, true, true])
    expect([1, 2, 3].map(() => isStickyAdmin({ url: '/admin' }))).toEqual([true, true, true])
    expect(expression.lastIndex).toBe(0)
  })

  it('refuses a path that is too long for an expression it reaches, and only then', () => {
    const long = `/a/${'1'.repeat(3_000)}`
    expect(answer('/a/:id(\\d+)', long)).toBe('ERR_AUTH_URL_AMBIGUOUS')
    expect(answer(/x$/, long)).toBe('ERR_AUTH_URL_AMBIGUOUS')
    expect(answer('/b/:id(\\d+)', long)).toBe(false)
    expect(answer('/a/:id', long)).toBe(true)
  })

  it('refuses with status 400, the code of the vendor, and without the path', () => {
    const isAdmin = createRouteMatcher('/admin')
    const error = ((): unknown => {
      try {
        return isAdmin({ url: `${ORIGIN}/%zz-secret` })
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toMatchObject({ code: 'ERR_AUTH_URL_AMBIGUOUS', status: 400, vendorCode: 'MalformedURLError' })
    expect(String(error)).not.toContain('secret')
  })

  it.each([
    ['/a(', 'not closed'],
    ['/a()', 'empty'],
    ['/:', 'colon at 1'],
    ['/:a/x://b', 'colon at 5'],
    ['https://x.example/a', 'Write "/a"'],
    ['/a?b', '"?" stands at 2'],
    ['/a?b=1', 'Write "/a"'],
    ['/{a', 'means nothing'],
    ['/:a-x*', 'write "/:path*"'],
    ['/admin/*', 'Write "/admin/:path*"'],
    ['/admin/**', 'Write "/admin/:path*"'],
    ['/:a:b', 'text between'],
    ['/((a))', 'capturing group'],
    ['/(?:a)', 'starts with'],
    ['(.*)*', 'repeats'],
    ['/:id([)', 'does not compile'],
    ['/a\\', 'backslash'],
    ['//admin', 'no path can hold'],
    ['/a/../b', 'no path can hold'],
  ])('throws at creation for %s, naming the pattern', (pattern, problem) => {
    const create = (): unknown => createRouteMatcher(['/ok', pattern])
    expect(create).toThrow('ERR_AUTH_PATTERN_INVALID')
    expect(create).toThrow(JSON.stringify(pattern))
    expect(create).toThrow(problem)
  })

  it.each([[5], [null], [{}], [[['/a']]]])('throws at creation for %j, which is no pattern', (value) => {
    expect(() => createRouteMatcher(value as unknown as string)).toThrow('ERR_AUTH_PATTERN_INVALID')
  })
})

describe('createRouteMatcher made anew', () => {
  const at = (path: string): Request => new Request(`https://a.test${path}`)
  const list = ['/a/:id', '/b(.*)', /^\/c\d$/i, '/d/(x|y)', '/e'] as const

  it('compiles nothing for patterns that were compiled before (in-use 24)', () => {
    expect(findCompiled([...list])).toBe(findCompiled([...list]))
    expect(findCompiled([...list, '/known'])).not.toBe(findCompiled([...list]))
  })

  it('tells lists apart that differ in a flag, in order of text, or in kind (in-use 24)', () => {
    const answers = (
      patterns: Parameters<typeof createRouteMatcher>[0],
      paths: readonly string[],
    ): readonly boolean[] => paths.map((path) => createRouteMatcher(patterns)(at(path)))
    expect(answers([/^\/q$/], ['/q', '/Q'])).toEqual([true, false])
    expect(answers([/^\/q$/i], ['/q'])).toEqual([true])
    expect(() => answers([/^\/q$/i], ['/Q'])).toThrow('ERR_AUTH_URL_AMBIGUOUS')
    expect(answers(['/q', '/r'], ['/q', '/r'])).toEqual([true, true])
    expect(answers(['/q,/r'], ['/q', '/r'])).toEqual([false, false])
    expect(answers(['^/q$'], ['/q'])).toEqual([false])
  })

  it('keeps predicates and URL patterns for itself (in-use 24)', () => {
    const [yes, no] = [createRouteMatcher(['/q', () => true]), createRouteMatcher(['/q', () => false])]
    expect([yes(at('/z')), no(at('/z')), no(at('/q'))]).toEqual([true, false, true])
    const [one, other] = [createRouteMatcher(['/q', { test: () => true }]), createRouteMatcher(['/q'])]
    expect([one(at('/z')), other(at('/z'))]).toEqual([true, false])
  })

  it('is not changed by who changes the list afterwards, and throws again for what does not compile (in-use 24)', () => {
    const patterns = ['/q']
    const matches = createRouteMatcher(patterns)
    patterns[0] = '/z'
    expect([matches(at('/q')), createRouteMatcher(patterns)(at('/q'))]).toEqual([true, false])
    for (let count = 0; count < 2; count++) expect(() => createRouteMatcher('/(')).toThrow('ERR_AUTH_PATTERN_INVALID')
  })
})
