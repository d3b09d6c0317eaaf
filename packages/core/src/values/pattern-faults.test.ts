import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeTable, type Cases } from '../../test/rule-tables.ts'
import { createRouteMatcher } from '../routing/create-route-matcher.ts'
import { findPatternFault, patternFaults } from './pattern-faults.ts'

type PatternText = Parameters<(typeof patternFaults)[number][1]>[0]

const plain = { text: '/a', bare: '/a' }
const both = (text: string): typeof plain => ({ text, bare: text })

/** What each row looks for, in the order of the rows. All of it can stand in one text. */
const MARKS = {
  'pattern-with-blanks': ', /',
  'pattern-with-origin': 'https://a.example',
  'pattern-with-query': '?b=c',
  'pattern-with-fragment': '#',
  'pattern-with-brackets': '[a]',
  'pattern-intercepts-a-route': '/(.)a',
  'pattern-with-route-group': '/(a)',
  'pattern-with-list-in-braces': '/{a,b}',
  'pattern-parameter-in-braces': '/{a}',
  'pattern-parameter-in-angles': '/<a>',
  'pattern-parameter-by-dollar': '/$a',
  'pattern-with-lone-star': '/*',
  'pattern-with-final-slash': 'a/',
}

/** A text that these rows look for. An origin is one at the beginning only. */
function spell(rows: readonly string[]): PatternText {
  const marks = Object.entries(MARKS).flatMap(([row, mark]) => (rows.includes(row) ? [mark] : []))
  const [first = '', second = ''] = marks
  const ordered = second.startsWith('https') ? [second, first, ...marks.slice(2)] : marks
  const text = ordered.join('')
  return { text, bare: text.replace('(.)', '(~)').replace('(a)', '(~)') }
}

/** Every row that stands below would apply as well. */
const withAllBelow = (row: string): PatternText => spell(Object.keys(MARKS).slice(Object.keys(MARKS).indexOf(row)))

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

const complete: Cases<PatternText> = Object.fromEntries(
  Object.entries(cases).map(([row, texts]) => [row, row in MARKS ? [withAllBelow(row), ...texts] : texts]),
)
const pairs = Object.keys(MARKS).flatMap((one) => Object.keys(MARKS).map((other) => spell([one, other])))

describeTable('patternFaults', patternFaults, plain, complete, [...Object.values(cases).flat(), ...pairs])

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
