import { describe, expect, it } from 'vitest'
import { parseLiteral } from './parse-literal.ts'

describe('parseLiteral', () => {
  it.each<[string, unknown]>([
    ["'/x'", '/x'],
    ['"/\\\\.png", rest', '/\\.png'],
    ['`/a\\`b`', '/a`b'],
    ["['/', '/(.*)',]", ['/', '/(.*)']],
    ['[]', []],
    ['{ matcher: [\'/\'], runtime: "nodejs" }\nexport {}', { matcher: ['/'], runtime: 'nodejs' }],
    ["{ 'matcher': [{ source: '/x', locale: false, }] }", { matcher: [{ source: '/x', locale: false }] }],
    ["/* a */ { // b\n  matcher: /* c */ '/', // , '/d'\n}", { matcher: '/' }],
    ['-12', -12],
    ['null', null],
  ])('reads %s', (text, value) => {
    expect(parseLiteral(text)).toEqual(value)
  })

  it.each([
    '',
    'name',
    "['/', ...more]",
    '`/${x}`',
    '{ matcher }',
    "{ matcher: all('/') }",
    "['/'",
    "'/",
    "'\\x41'",
    '{ "a" "b" }',
  ])('throws for %j, which Next cannot read either, or nobody writes', (text) => {
    expect(() => parseLiteral(text)).toThrow(SyntaxError)
  })
})
