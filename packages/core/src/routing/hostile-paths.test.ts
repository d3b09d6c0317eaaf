/** Hostile paths (threats.md rows 50-53, 60): neither a list of protected routes nor a list of public ones is walked around. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AuthError } from '../foundation/auth-error.ts'
import { URLPattern } from '../entry/urlpattern.ts'
import { createRouteMatcher } from './create-route-matcher.ts'
import type { PathPattern } from './route-pattern.ts'

type Verdict = boolean | 'refused'

function judge(patterns: PathPattern | readonly PathPattern[], path: string): Verdict {
  try {
    return createRouteMatcher(patterns)({ url: `https://app.example${path}` })
  } catch (error) {
    if (error instanceof AuthError && error.code === 'ERR_AUTH_URL_AMBIGUOUS' && error.status === 400) return 'refused'
    throw error
  }
}

/** Paths that some router serves as `/admin` or as something below it. */
const adminPaths: readonly string[] = [
  '/admin',
  '/admin/',
  '/ADMIN/users',
  '/%61dmin',
  '/%61%64%6d%69%6E',
  '//admin',
  '///admin//users',
  '/./admin',
  '/x/../admin',
  '/x/%2e%2e/admin',
  '/x/.%2E/admin',
  '/%2e/admin',
  '/x/..;/admin',
  '/x/..;a=b/admin',
  '/;x/admin',
  '/admin;x',
  '/admin;jsessionid=1/users',
  '/x;/../admin',
  '\\admin',
  '/\\admin',
  '/x\\..\\admin',
  '/x/..\\admin',
  '/%5cadmin',
  '/x%5c..%5cadmin',
  '/%2fadmin',
  '/%2Fadmin%2Fusers',
  '/x%2f..%2fadmin',
  '/x/..%2fadmin',
  '/x/%2e%2e%2fadmin',
  '/%2561dmin',
  '/%252e/admin',
  '/x/%252e%252e/admin',
  '/x/..%3b/admin',
  '/public/../admin',
  '/public/..;/admin',
  '/public%2f..%2fadmin',
  '/public/%2e%2e/admin',
  '/public/..%5cadmin',
  '/public//../../admin',
  '/public/x/..//..//admin',
  '/public;/../admin',
  '/public/;/../../admin',
  '/public/%252e%252e/admin',
]

/** Paths that have no reading at all. */
const brokenPaths: readonly string[] = [
  '/admin/%0a',
  '/admin%0A',
  '/admin/%0d',
  '/admin%00',
  '/admin/%7f',
  '/admin/%C2%85',
  '/admin/%e2%80%a8',
  '/admin/%E2%80%A9x',
  '/admin/\n',
  '/admin/\u2028',
  '/admin/%250a',
  '/admin%',
  '/admin%4',
  '/admin/%zz',
  '/admin/%u0061',
  '/admin/%ff',
  '/admin/%c0%af',
  '/admin/%ed%a0%80',
  '/admin/\ud800',
]

/** Paths that a person may well visit. */
const honestPaths: readonly string[] = [
  '/',
  '/public/a',
  '/public/a%20b',
  '/public/a%2Bb%26c%3Dd',
  '/public/me%40mail.example',
  '/public/100%25',
  '/public/100%25%20off',
  '/public/%E6%97%A5%E6%9C%AC',
  '/public/.well-known/x',
  '/public/a..b/...',
  '/public/[slug]/(group)/@modal',
  '/public/a:b,c=d&e$f!g*h~i',
]

describe('createRouteMatcher', () => {
  it.each(adminPaths)('never leaves %j outside a protected list', (path) => {
    expect(judge(['/admin(.*)'], path)).not.toBe(false)
    expect(judge(['/admin', '/admin/:path*'], path)).not.toBe(false)
  })

  it.each(adminPaths)('never counts %j to a public list', (path) => {
    expect(judge(['/', '/public(.*)', '/sign-in/:path*'], path)).not.toBe(true)
    expect(judge(['/public/:path*'], path)).not.toBe(true)
  })

  it.each(brokenPaths)('refuses %j whatever the patterns are', (path) => {
    expect(judge(['/admin(.*)'], path)).toBe('refused')
    expect(judge(['/(.*)'], path)).toBe('refused')
    expect(judge(['/elsewhere'], path)).toBe('refused')
  })

  it.each(honestPaths)('answers %j', (path) => {
    expect(judge(['/', '/public(.*)'], path)).toBe(true)
    expect(judge(['/admin(.*)'], path)).toBe(false)
  })

  it('agrees with routers that normalise in any order, or refuses', () => {
    const part = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      ';',
      ';a',
      'admin',
      'public',
      '%2f',
      '%5c',
      '%2e',
      '%3b',
      '%61',
      '%25',
      '2e',
      '2f',
      'x',
    )
    const path = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => `/${parts.join('')}`)
    fc.assert(
      fc.property(path, fc.shuffledSubarray(routerSteps), (raw, steps) => {
        const served = steps.reduce((text, step) => step(text), raw)
        const isAdmin = /^\/admin(?:\/|$)/.test(served)
        const isPublic = /^\/public(?:\/|$)/.test(served)
        if (isAdmin) expect([raw, judge(['/admin/:path*'], raw)]).not.toEqual([raw, false])
        if (!isPublic) expect([raw, served, judge(['/public/:path*'], raw)]).not.toEqual([raw, served, true])
      }),
      { numRuns: 5_000 },
    )
  })

  it('agrees with routers in every style of pattern, whether they tell cases apart or not (H2, H3)', () => {
    fc.assert(
      fc.property(hostilePath, fc.shuffledSubarray([...routerSteps, toLowerCase]), (raw, steps) => {
        const served = steps.reduce((text, step) => step(text), raw)
        const isAdmin = /^\/admin(?:\/|$)/.test(served)
        const isPublic = /^\/public(?:\/|$)/.test(served)
        for (const pattern of isAdmin ? adminStyles : [])
          expect([raw, pattern, judge(pattern, raw)]).not.toEqual([raw, pattern, false])
        for (const pattern of isPublic ? [] : publicStyles)
          expect([raw, served, pattern, judge(pattern, raw)]).not.toEqual([raw, served, pattern, true])
      }),
      { numRuns: 3_000 },
    )
  })

  it('refuses no path whose readings all agree, and none beyond those that comparing all of them refuses (H2, H3)', () => {
    let answers = 0
    fc.assert(
      fc.property(hostilePath, fc.constantFrom(...references), (raw, [pattern, reference]) => {
        const verdicts = new Set([...toAllReadings(raw)].flatMap((text) => reference.map((is) => is.test(text))))
        if (verdicts.size > 1) return
        const answer = judge(pattern, raw)
        // An escaped delimiter has readings more than these: each of several may be data by itself.
        if (answer === 'refused' && /%(?:2f|5c|3f|23)/i.test(raw)) return
        answers++
        expect([raw, pattern, answer]).toEqual([raw, pattern, verdicts.has(true)])
      }),
      { numRuns: 3_000 },
    )
    expect(answers).toBeGreaterThan(500)
  })

  it('stays linear where backtracking would not', () => {
    const matches = createRouteMatcher(['/(.*)/(.*)/(.*)/(.*)/(.*)/x', '/:a*/:b*/:c*/:d*/x', '/a{b}*{b}*{b}*c'])
    expect(matches({ url: `/${'a/'.repeat(200_000)}` })).toBe(false)
    expect(matches({ url: `/a${'b'.repeat(200_000)}` })).toBe(false)
  })

  it('compares the readings of a path of 2,000 slashes, and refuses one of 3,000', () => {
    expect(judge(['/admin(.*)'], '/'.repeat(2_000))).toBe(false)
    expect(judge(['/admin(.*)'], '/'.repeat(3_000))).toBe('refused')
  })

  it('forgets states rather than growing when paths keep differing', () => {
    // An automaton of this pattern has to remember which of the last ten segments were "a": 1,024 states and more.
    const matches = createRouteMatcher(`/(.*)/a${Array.from({ length: 10 }, (_, at) => `/:p${at}`).join('')}`)
    const reference = /^\/.*\/a(?:\/[^/]+){10}\/?$/
    fc.assert(
      fc.property(fc.array(fc.constantFrom('/a', '/b'), { minLength: 20, maxLength: 60, size: 'max' }), (segments) => {
        const url = segments.join('')
        expect([url, matches({ url })]).toEqual([url, reference.test(url)])
      }),
      { numRuns: 500 },
    )
  })
})

function decodeSome(path: string): string {
  return path.replace(/%(2f|5c|2e|3b|61|25)/gi, (escape) => decodeURIComponent(escape))
}

/** What routers, proxies and servers are known to do to a path before they look it up. Written apart from the code under test. */
const routerSteps: ((path: string) => string)[] = [
  (path) => path.replace(/\\/g, '/'),
  (path) => path.replace(/\/+/g, '/'),
  (path) => path.replace(/;[^/]*/g, ''),
  decodeSome,
  (path) =>
    new URL(path.replace(/^[/\\]+/, '/').replace(/[\\?#]/g, encodeURIComponent), 'https://a.example').pathname.replace(
      /%(?:5C|3F|23)/g,
      decodeURIComponent,
    ),
]

const toLowerCase = (path: string): string => path.toLowerCase()

const HOSTILE_PARTS =
  '/ / \\ . .. ; ;a admin public Admin PUBLIC x %41DMIN %61dmin %2f %5c %2e %3b %25 2e 2f %3f %23 %40'.split(' ')
const hostilePath = fc
  .array(fc.constantFrom(...HOSTILE_PARTS), { minLength: 1, maxLength: 8 })
  .map((parts) => `/${parts.join('')}`)

const adminStyles: readonly (readonly PathPattern[])[] = [
  ['/admin(.*)'],
  ['/admin/:path*'],
  ['/:area(admin)/:path*'],
  [/^\/admin(?:\/|$)/i],
  [/^\/[a]dmin(?:\/.*)?$/iu],
  ['/admin', Reflect.construct(URLPattern, [{ pathname: '/admin/*' }, { ignoreCase: true }])],
]
const publicStyles: readonly (readonly PathPattern[])[] = [
  ['/public(/.*)?'],
  ['/public/:path*'],
  ['/public/:page'],
  ['/public/:page([^/]+)'],
  [/^\/public(?:\/|$)/i],
  [/^\/public\/[^/]+$/],
  [new URLPattern({ pathname: '/public/:page' })],
]

/** Patterns, and what they say with case and without. Written apart from the code under test. */
const references: readonly (readonly [pattern: PathPattern, expressions: readonly RegExp[]])[] = [
  ['/admin/:path*', [/^\/admin(?:\/[^/]+)*\/?$/, /^\/admin(?:\/[^/]+)*\/?$/i]],
  ['/public(.*)', [/^\/public.*$/, /^\/public.*$/i]],
  ['/:area/x', [/^\/[^/]+\/x\/?$/, /^\/[^/]+\/x\/?$/i]],
  [/^\/[a-z]+\/x/i, [/^\/[a-zA-Z]+\/x/, /^\/[a-z]+\/x/i]],
]

/** All readings of a path, by taking every step again and again; decoding once at most. */
function toAllReadings(raw: string): ReadonlySet<string> {
  // What nobody reads in two ways is decoded first.
  const start = raw.replace(/%(?:2e|61|41)/gi, (escape) => decodeURIComponent(escape))
  const open: (readonly [text: string, isDecoded: boolean])[] = [[start, false]]
  const seen = new Map<string, string>()
  for (const [text, isDecoded] of open) {
    const key = `${isDecoded} ${text}`
    if (seen.has(key)) continue
    seen.set(key, text)
    for (const step of routerSteps) {
      const isDecoding = step === decodeSome
      if (!isDecoding) open.push([step(text), isDecoded])
      else if (!isDecoded)
        open.push([step(text).replace(/%(3f|23|40)/gi, (escape) => decodeURIComponent(escape)), true])
    }
  }
  return new Set(seen.values())
}
