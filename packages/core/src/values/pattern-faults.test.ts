import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeTable } from '../../test/rule-tables.ts'
import { createRouteMatcher } from '../routing/create-route-matcher.ts'
import { findPatternFault, patternFaults } from './pattern-faults.ts'

const plain = { text: '/a', bare: '/a' }
const both = (text: string): typeof plain => ({ text, bare: text })

const cases = {
  'pattern-with-blanks': [both(' /a'), both('/a\n'), both('/a, /b'), both(' https://a.example')],
  'pattern-with-origin': [both('https://a.example/b'), both('https://a.example/?b=c'), both('https://a.example/#')],
  'pattern-with-query': [both('/a?b=c'), both('/a?b=#c'), both('/[a]?b=c')],
  'pattern-with-fragment': [both('/a#b'), both('/[a]#b')],
  'pattern-with-brackets': [both('/[a]'), both('/[...a]'), both('/(a)/[b]'), both('/[a]/{b}'), both('/[a]*')],
  'pattern-intercepts-a-route': [
    { text: '/(.)a', bare: '/(~)a' },
    { text: '/(..)(..)a', bare: '/(~~)(~~)a' },
    { text: '/(a)/(...)b', bare: '/(~)/(~~~)b' },
  ],
  'pattern-with-route-group': [
    { text: '/(a)', bare: '/(~)' },
    { text: '/(a)/{b,c}', bare: '/(~)/{b,c}' },
    { text: '/(a)/{b}', bare: '/(~)/{b}' },
  ],
  'pattern-with-list-in-braces': [both('/{a,b}'), both('/{a,b}/{c}'), both('/{a,<b>}')],
  'pattern-parameter-in-braces': [both('/{a}'), both('/{*a}'), both('/{a:int}/b'), both('/{a}/<b>')],
  'pattern-parameter-in-angles': [both('/<a>'), both('/<int:a>'), both('/<a>/$b')],
  'pattern-parameter-by-dollar': [both('/$a'), both('/$'), both('/$a/*')],
  'pattern-with-lone-star': [both('/*'), both('/a*'), both('/**/'), both('/*a')],
  'pattern-with-final-slash': [both('/a/'), both('/:a/')],
  'pattern-of-this-dialect': [both('/'), both('/:a*'), both('/{b}+'), both('')],
}

describeTable('patternFaults', patternFaults, plain, cases, Object.values(cases).flat())

describe('findPatternFault', () => {
  it.each([
    ['/dashboard/[id]', '/dashboard/:id'],
    ['/dashboard/[...slug]', '/dashboard/:slug+'],
    ['/docs/[[...slug]]', '/docs/:slug*'],
    ['/[[lang]]/docs', '/:lang?/docs'],
    ['/[id=integer]', '/:id'],
    ['/users/[user-id]', '/users/:user_id'],
    ['/post-[id].json', '/post-:id.json'],
    ['/(app)/dashboard', '/dashboard'],
    ['/(app)/(shop)', '/'],
    ['/feed/(..)photo/[id]', '/feed/photo/:id'],
    ['/dashboard/', '/dashboard'],
    ['/:locale/', '/:locale'],
    ['/(.*)/', '/(.*)'],
    ['/dashboard/*', '/dashboard/:path*'],
    ['/dashboard/**', '/dashboard/:path*'],
    ['/dashboard*', '/dashboard(.*)'],
    ['/*splat', '/:splat*'],
    ['/{en,de}/x', '/(en|de)/x'],
    ['/users/{id}', '/users/:id'],
    ['/users/{*rest}', '/users/:rest*'],
    ['/users/{id:int}', '/users/:id'],
    ['/users/<int:id>', '/users/:id'],
    ['/files/<path:rest>', '/files/:rest+'],
    ['/users/$id', '/users/:id'],
    ['/files/$', '/files/:path*'],
    ['/x?y=1', '/x'],
    ['/x#y', '/x'],
    ['https://shop.example/x?y=1', '/x'],
    [' /x', '/x'],
    ['/x\n', '/x'],
    ['/a, /b', '/a'],
  ])('refuses %s and names %s (in-use 11)', (pattern, meant) => {
    expect(() => createRouteMatcher([pattern])).toThrow('ERR_AUTH_PATTERN_INVALID')
    expect(findPatternFault(pattern)?.cure).toContain(JSON.stringify(meant))
    expect(findPatternFault(meant)).toBeNull()
    expect(() => createRouteMatcher(meant)).not.toThrow()
  })

  it.each([
    '',
    '/',
    '(.*)',
    '/(.*)',
    '/dashboard(.*)',
    'dashboard/(.*)',
    '/(api|trpc)(.*)',
    '/(en|de)/x',
    '/(en)?/x',
    '/:id(\\d+)',
    '/:id([0-9]+)',
    '/:a?/b',
    '/:path*',
    '/:path+',
    '/x/:path(a*)',
    '{/:lang}?/admin',
    '/a{/}?',
    '/{--:x}',
    '/{e}+',
    '/x-{b}',
    '/@me',
    '/a:b',
    '/über(.*)',
    '/my page',
    '/a,b',
    '/fhir/\\$export',
    '/a\\/',
    '/\\[id\\]',
    '/\\(app\\)',
    '/orgs/:slug/(.*)',
    '/((?!_next|[^?]*\\.(?:html?|css)).*)',
  ])('leaves %s to the dialect (in-use 11)', (pattern) => {
    expect(findPatternFault(pattern)).toBeNull()
    expect(() => createRouteMatcher(pattern)).not.toThrow()
  })

  it('names what compiles and matches the page that was meant, in the spelling of Next', () => {
    const segment = fc.oneof(
      fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/).map((name) => [name, name] as const),
      fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/).map((name) => [`[${name}]`, 'value'] as const),
      fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/).map((name) => [`(${name})`, null] as const),
    )
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
        const folder = segments.map(([text]) => `/${text}`).join('')
        // A page under its last folder, so that no two parameters share a name.
        const page = segments.flatMap(([, text]) => (text === null ? [] : [`/${text}`])).join('') || '/'
        const cure = findPatternFault(folder)?.cure ?? `Write ${JSON.stringify(folder)}.`
        const meant: unknown = JSON.parse(/"(?:[^"\\]|\\.)*"/.exec(cure)?.[0] ?? '')
        expect(createRouteMatcher(String(meant))({ url: page })).toBe(true)
      }),
    )
  })
})
