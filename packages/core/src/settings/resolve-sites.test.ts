import { describe, expect, it } from 'vitest'
import type { AuthError } from '../foundation/auth-error.ts'
import { readBasePath, readBaseUrl, readHost, readOrigins, readUrlOrPath, toBelowBasePath } from './resolve-sites.ts'

describe('toBelowBasePath', () => {
  it.each([
    ['/sign-in', '/admin/sign-in'],
    ['/sign-in?x=/y', '/admin/sign-in?x=/y'],
    ['/administrators', '/admin/administrators'],
    ['/', '/admin'],
    ['/?x=1', '/admin?x=1'],
    ['/#top', '/admin#top'],
    // Already below it.
    ['/admin', '/admin'],
    ['/admin/', '/admin/'],
    ['/admin/sign-in', '/admin/sign-in'],
    ['/admin?x', '/admin?x'],
    ['/admin#x', '/admin#x'],
    // No path of the application.
    ['https://accounts.example/sign-in', 'https://accounts.example/sign-in'],
    ['//accounts.example/sign-in', '//accounts.example/sign-in'],
    ['/\\accounts.example', '/\\accounts.example'],
    ['sign-in', 'sign-in'],
    ['', ''],
  ])('makes of %s, with /admin: %s', (text, below) => {
    expect(toBelowBasePath(text, '/admin')).toBe(below)
  })

  it('changes nothing without a base path', () => {
    expect(toBelowBasePath('/sign-in', '')).toBe('/sign-in')
  })
})

const invalid = expect.objectContaining({ code: 'ERR_AUTH_OPTION_INVALID' }) as AuthError

describe('readUrlOrPath', () => {
  it.each([
    'https://a.example/x',
    'http://a.example',
    '/sign-in',
    'sign-in?x=1',
    'sign-in.html',
    '//a.example/x',
    'HTTPS://A.example/in',
  ])('keeps %s', (text) => expect(readUrlOrPath('x', text)).toBe(text))

  it('takes a URL object, no blanks, and nothing for nothing', () => {
    expect(readUrlOrPath('x', new URL('https://a.example/x'))).toBe('https://a.example/x')
    expect(readUrlOrPath('x', ' /in\n')).toBe('/in')
    expect([null, undefined, '', ' '].map((value) => readUrlOrPath('x', value))).toEqual(['', '', '', ''])
  })

  it.each([
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['ftp://a.example', null],
    ['https://', null],
    ['accounts.shop.example', 'https://accounts.shop.example'],
    ['shop.example/sign-in', 'https://shop.example/sign-in'],
    ['localhost:3000/sign-in', 'http://localhost:3000/sign-in'],
    ['https://ann:secret@shop.example/in', 'https://shop.example/in'],
  ])('throws for %s, meaning %s (in-use 12)', (text, meant) => {
    const read = (): string => readUrlOrPath('signInUrl', text)
    expect(read).toThrow(invalid)
    if (meant !== null) expect(read).toThrow(`write ${JSON.stringify(meant)}`)
    expect(read).not.toThrow(/secret/)
  })

  it.each([
    'fapi.shop.example',
    'fapi.shop.example:8443/c',
    'localhost:3000',
    '/__clerk',
    'https://fapi.shop.example/c/',
  ])('takes %s for a proxy: a bare host or a path is enough (B5)', (text) =>
    expect(readUrlOrPath('proxyUrl', text, true)).toBe(text),
  )

  it.each([
    ['https://proxy.example.com/c?x=1', 'https://proxy.example.com/c'],
    ['https://proxy.example.com/c?', 'https://proxy.example.com/c'],
    ['https://proxy.example.com/c#x', 'https://proxy.example.com/c'],
    ['proxy.example.com/c?x=1', 'https://proxy.example.com/c'],
    ['https://ann:secret@proxy.example.com/c', 'https://proxy.example.com/c'],
    ['ann@proxy.example.com', null],
    ['/__clerk?x=1', null],
    ['/__clerk#x', null],
    ['//proxy.example.com/c', null],
    ['/\\proxy.example.com/c', null],
    ['\\proxy', null],
    ['javascript:alert(1)', null],
    ['wss://proxy.example.com', null],
  ])('refuses %s for a proxy, meaning %s (B5)', (text, meant) => {
    const read = (): string => readUrlOrPath('proxyUrl', text, true)
    expect(read).toThrow(invalid)
    if (meant !== null) expect(read).toThrow(`write ${JSON.stringify(meant)}`)
    expect(read).not.toThrow(/secret/)
  })
})

describe('readBaseUrl', () => {
  it.each([
    ['https://api.example.com', 'https://api.example.com'],
    ['https://api.example.com//', 'https://api.example.com'],
    ['http://clerk:4000/base/', 'http://clerk:4000/base'],
    ['', ''],
  ])('reads %j as %j', (text, url) => expect(readBaseUrl('apiUrl', text)).toBe(url))

  it.each(['api.example.com', '/v1', 'https://api.example.com?x', 'https://k@api.example.com', '//api.example.com'])(
    'throws for %s (in-use 12)',
    (text) => expect(() => readBaseUrl('apiUrl', text)).toThrow(invalid),
  )
})

describe('readHost', () => {
  it.each(['shop.example?x=1', 'shop.example#x', 'https://shop.example/?x'])('throws for %s (B5)', (text) =>
    expect(() => readHost('domain', text)).toThrow(invalid),
  )
  it.each(['*.shop.example', 'shop.example/en', 'https://ann:secret@shop.example', 'https://*.com'])(
    'throws for %s (in-use 12)',
    (text) => {
      expect(() => readHost('domain', text)).toThrow(invalid)
      expect(() => readHost('domain', text)).not.toThrow(/secret/)
    },
  )
  it('names the host that is meant', () => {
    expect(() => readHost('domain', 'shop.example/en')).toThrow('write "shop.example"')
  })
})

describe('readOrigins', () => {
  it('reads origins in their one spelling', () => {
    expect(readOrigins('x', ['https://A.example:443/', 'http://b.example:80'], true)).toEqual([
      'https://a.example',
      'http://b.example',
    ])
  })
  it.each(['a.example', 'javascript:1', '*', 'https://a.example/x'])(
    'throws for %s, naming the option (in-use 12)',
    (text) =>
      expect(() => readOrigins('authorizedParties', [text], false)).toThrow(
        /ERR_AUTH_OPTION_INVALID: The option authorizedParties/,
      ),
  )
})

describe('readBasePath (in-use 9)', () => {
  it.each([
    [undefined, ''],
    ['', ''],
    ['/', ''],
    ['/admin', '/admin'],
    ['/admin/', '/admin'],
    ['/a/b', '/a/b'],
  ])('reads %j as %j', (value, path) => expect(readBasePath('basePath', value)).toBe(path))
  it.each(['admin', '//evil.example', '/a//b', '/\\\\x', '/a?x', '/a b', 1])('throws for %j', (value) => {
    expect(() => readBasePath('basePath', value)).toThrow(invalid)
  })
})
