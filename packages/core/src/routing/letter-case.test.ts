/** Paths that are other paths to a router that tells cases apart: refused wherever the answer hangs on it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { URLPattern } from '../entry/urlpattern.ts'
import { createRouteMatcher } from './create-route-matcher.ts'
import type { PathPattern } from './route-pattern.ts'

type Verdict = boolean | 'refused'

function judge(patterns: PathPattern | readonly PathPattern[], path: string): Verdict {
  try {
    return createRouteMatcher(patterns)({ url: `https://app.example${path}` })
  } catch (error) {
    expect(error).toMatchObject({ code: 'ERR_AUTH_URL_AMBIGUOUS', status: 400 })
    return 'refused'
  }
}

/** A URLPattern that ignores case. Runtimes take the option, our types leave it out, and the polyfill takes it behind a base URL. */
function ignoringCase(pathname: string): PathPattern {
  const made: unknown = Reflect.construct(URLPattern, [{ pathname }, { ignoreCase: true }])
  return made as URLPattern
}

describe('createRouteMatcher on letter case', () => {
  it.each<readonly [pattern: PathPattern, path: string]>([
    ['/docs(.*)', '/Docs/projects/7'],
    ['/docs/:path*', '/DOCS'],
    ['/:org/settings', '/acme/Settings'],
    ['/about', '/About'],
    ['/Docs(.*)', '/docs/x'],
    ['/f\u00fcr(.*)', '/F%C3%BCR'],
    ['/\u00fcber', '/%C3%9Cber'],
    ['/\u043f\u0443\u0442\u044c', '/%D0%9F%D0%A3%D0%A2%D0%AC'],
    ['/book/:id', '/boo%E2%84%AA/1'],
    ['/settings', '/%C5%BFettings'],
    ['/:lang(en|de)/docs', '/EN/docs'],
    ['/v:version(\\d+)/x', '/V2/x'],
    ['/{docs-:name}?', '/Docs-a'],
    [/^\/docs/i, '/Docs/projects/7'],
    [/^\/(?:docs|blog)\/[a-z]+$/i, '/Blog/hello'],
    [/^\/[d]ocs/i, '/Docs'],
    [/^\/\x64ocs/i, '/Docs'],
    [/^\/(?!admin)/i, '/Admin/x'],
    [new RegExp('^/[[a-z]--[x]]ocs$', 'iv'), '/docS'],
    [new RegExp('^/[[a-z]--[x]]+$', 'iv'), '/Docs'],
    [/^\/([a-z]+)\/\1$/i, '/ab/AB'],
    [/^\/\u00fcber/i, '/%C3%9Cber'],
    [ignoringCase('/docs/*'), '/Docs/projects/7'],
    [ignoringCase('/Docs/:page'), '/docs/x'],
    [ignoringCase('/docs/:page([a-z]+)'), '/DOCS/x'],
  ])('refuses a path whose letter case decides: %s on %s (H2)', (pattern, path) => {
    expect(judge(pattern, path)).toBe('refused')
    expect(judge(['/elsewhere', pattern, /^\/nowhere$/], path)).toBe('refused')
  })

  it.each<readonly [pattern: PathPattern, path: string]>([
    ['/users/:id', '/users/ABC'],
    ['/docs(.*)', '/docs/README'],
    ['/docs/:path*', '/docs/API/Index.HTML'],
    ['/users/:id([a-z]+)', '/users/ABC'],
    ['/users/:id([a-z-]+)', '/users/A-B'],
    ['/users/:id([-a-z]+)', '/users/A-B'],
    ['/users/:id([^a-c]+)', '/users/XYZ'],
    ['/users/:id([\u00e0-\u00ff]+)', '/users/%C3%9C%C3%BC'],
    ['/users/:id(\\w+)', '/users/aB'],
    ['/Admin/:id', '/Admin/aB'],
    ['/blog/:title', '/blog/%C3%9Cber-uns'],
    [/^\/blog\/[a-z0-9-]+$/i, '/blog/Hello-World'],
    [/^\/blog\/[\w.-]+$/i, '/blog/Hello-World.HTML'],
    [/^\/blog\/[^/]+$/i, '/blog/Hello-World'],
    [/^\/blog\/.*/i, '/blog/Hello-World'],
    [/^\/blog\/[\u00e4\u00f6\u00fc]+$/i, '/blog/%C3%84'],
    [/^\/blog\/[a-z]+$/iu, '/blog/Hello'],
    [new RegExp('^/blog/[a-z\\-]+$', 'iv'), '/blog/Hello-World'],
    [new RegExp('^/blog/[a-z_]+/[[a-z]--[x]]$', 'iv'), '/blog/Hello_World/b'],
    [/^\/Blog\/[A-Z]+$/i, '/Blog/hello'],
    [/^\/Blog$/, '/Blog'],
    [/^\/(?<name>[a-z]+)\/\k<name>$/i, '/Ab/Ab'],
    [ignoringCase('/blog/:title'), '/blog/Hello'],
    [ignoringCase('/blog/:title([a-z\\-]+)'), '/blog/Hello-World'],
  ])('lets letters of parameters and classes have either case: %s matches %s (H2)', (pattern, path) => {
    expect(judge(pattern, path)).toBe(true)
  })

  it.each<readonly [pattern: PathPattern, path: string]>([
    ['/users/:id', '/posts/ABC'],
    ['/docs', '/docs/README'],
    [/^\/blog$/, '/Blog'],
    [/^\/blog\/[a-z]+$/i, '/blog/Hello-World'],
    [ignoringCase('/blog/:title([a-z]+)'), '/blog/Hello-World'],
    [new URLPattern({ pathname: '/blog/*' }), '/Blog/x'],
    [new URLPattern({ pathname: '/blog/:title([a-z]+)' }), '/blog/Hello'],
  ])('leaves %s out of %s, whatever the case (H2)', (pattern, path) => {
    expect(judge(pattern, path)).toBe(false)
  })

  it('counts the answer of the whole list (H2)', () => {
    expect(judge(['/docs(.*)', '/DOCS(.*)'], '/DOCS/x')).toBe(true)
    expect(judge(['/docs(.*)', '/DOCS(.*)'], '/Docs/x')).toBe('refused')
    expect(judge(['/docs(.*)', '/:any/x'], '/Docs/x')).toBe(true)
    expect(judge(['/docs(.*)', /^\/[a-z]+$/i], '/Docs')).toBe(true)
    expect(judge([/^\/docs$/i, '/Docs'], '/Docs')).toBe(true)
  })

  it('never opens to another case what only one case opens, and never leaves it open (H2)', () => {
    const flip = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 })
    const ascii = (text: string): string => text.replace(/[^a-z]/g, 'e')
    // Of a URLPattern only ASCII letters have two cases: it compares escapes.
    const styles: readonly ((text: string) => PathPattern)[] = [
      (text) => `/${text}(.*)`,
      (text) => `/${text}/:path*`,
      (text) => `/:any(${text})/:path*`,
      (text) => new RegExp(`^/${text}(?:/|$)`, 'i'),
      (text) => ignoringCase(`/${text}/*`),
    ]
    const text = fc.stringMatching(/^[a-z\u00fc\u00e9\u043f]{1,12}$/)
    fc.assert(
      fc.property(text, flip, fc.constantFrom(...styles), (written, flips, toPattern) => {
        const word = toPattern === styles.at(-1) ? ascii(written) : written
        const other = Array.from(word, (char, at) => (flips[at] ? char.toUpperCase() : char)).join('')
        const path = `/${encodeURIComponent(other)}/x`
        expect([path, judge(toPattern(word), path)]).toEqual([path, other === word ? true : 'refused'])
      }),
      { numRuns: 500 },
    )
  })
})
