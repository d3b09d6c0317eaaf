import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLoopbackHost, parsePublishableKey, toAccountPortalUrl, toDefaultApiUrl } from './publishable-key.ts'

const toKey = (prefix: string, text: string): string => prefix + btoa(text)

describe('parsePublishableKey', () => {
  it.each([
    ['pk_live_', 'clerk.example.com$', false, 'clerk.example.com', 'https://clerk.example.com'],
    [
      'pk_test_',
      'foo-bar-13.clerk.accounts.dev$',
      true,
      'foo-bar-13.clerk.accounts.dev',
      'https://foo-bar-13.clerk.accounts.dev',
    ],
    ['pk_test_', '127.0.0.1:4000$', true, '127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['pk_live_', '127.0.0.1:4000$', false, '127.0.0.1:4000', 'https://127.0.0.1:4000'],
    ['pk_test_', 'localhost:4000$', true, 'localhost:4000', 'http://localhost:4000'],
    ['pk_test_', 'localhost$', true, 'localhost', 'http://localhost'],
    ['pk_test_', '[::1]:4000$', true, '[::1]:4000', 'http://[::1]:4000'],
    ['pk_test_', 'idp.localhost:4000$', true, 'idp.localhost:4000', 'http://idp.localhost:4000'],
    ['pk_live_', 'http://127.0.0.1:4000$', false, 'http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ])('reads %s of %s', (prefix, text, isDevelopment, host, frontendApiUrl) => {
    const expected = { ok: true, value: { isDevelopment, host, frontendApiUrl } }
    expect(parsePublishableKey(toKey(prefix, text))).toEqual(expected)
    expect(parsePublishableKey(toKey(prefix, text).replaceAll('=', ''))).toEqual(expected)
  })

  it.each([
    ['an empty text', ''],
    ['another prefix', toKey('pk_prod_', 'clerk.example.com$')],
    ['a secret key', toKey('sk_test_', 'clerk.example.com$')],
    ['a prefix of older days', toKey('test_', 'clerk.example.com$')],
    ['no closing sign', toKey('pk_test_', 'clerk.example.com')],
    ['two closing signs', toKey('pk_test_', 'clerk.example.com$$')],
    ['a closing sign inside', toKey('pk_test_', 'clerk$.example.com$')],
    ['a host without a dot', toKey('pk_test_', 'example$')],
    ['a loopback host without a dot in a live key', toKey('pk_live_', 'localhost:4000$')],
    ['nothing', 'pk_test_'],
    ['no base64', 'pk_test_***'],
    ['a second underscore', `pk_test_a_${btoa('clerk.example.com$')}`],
    ['white space inside', toKey('pk_test_', 'clerk.exa mple.com$')],
    ['user information', toKey('pk_test_', 'user:pass@clerk.example.com$')],
    ['a query', toKey('pk_test_', 'clerk.example.com?x$')],
  ])('refuses %s, in a sentence that holds no part of it', (_, key) => {
    const result = parsePublishableKey(key)
    if (result.ok) expect.fail('It was accepted.')
    expect(result.failure).toMatch(/^[A-Z][^\n]*\.$/)
    if (key.length > 12) expect(result.failure).not.toContain(key.slice(9))
  })

  it('never throws, whatever it is given', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((rest) => `pk_test_${rest}`),
      fc.base64String().map((rest) => `pk_live_${rest}`),
    )
    fc.assert(
      fc.property(text, (key) => {
        expect(typeof parsePublishableKey(key).ok).toBe('boolean')
      }),
    )
  })
})

describe('isLoopbackHost', () => {
  it.each([
    'localhost',
    'LOCALHOST:1',
    '127.0.0.1',
    '127.0.0.1:65535',
    '[::1]',
    '[::1]:3000',
    'a.localhost',
    'a.b-c.localhost:80',
  ])('is true of %s', (host) => expect(isLoopbackHost(host)).toBe(true))
  it.each([
    '',
    'example.com',
    'localhost.example.com',
    '127.0.0.1.example.com',
    '127.0.0.2',
    '::1',
    'localhost:',
    'localhost:123456',
    'xlocalhost',
    '.localhost',
    'localhost@evil',
    '127.0.0.1:80/x',
  ])('is false of %j', (host) => expect(isLoopbackHost(host)).toBe(false))
})

describe('toAccountPortalUrl', () => {
  // protocol.md 1.1, and D22 for the last ones
  it.each([
    ['clerk.example.com', false, 'https://accounts.example.com'],
    ['foo-bar-13.clerk.accounts.dev', true, 'https://foo-bar-13.accounts.dev'],
    ['clerk.foo.bar-13.lcl.dev', true, 'https://accounts.foo.bar-13.lcl.dev'],
    ['foo-bar-13.clerk.accountsstage.dev', true, 'https://foo-bar-13.accountsstage.dev'],
    ['127.0.0.1:4000', false, 'https://127.0.0.1:4000'],
    ['127.0.0.1:4000', true, 'http://127.0.0.1:4000'],
    ['localhost:4000', true, 'http://localhost:4000'],
  ])('of %s is %s, %s', (host, isDevelopment, url) => {
    expect(toAccountPortalUrl(host, isDevelopment)).toBe(url)
  })
})

describe('toDefaultApiUrl', () => {
  // protocol.md 1.6, and D22 for the loopback ones
  it.each([
    ['clerk.foo.lcl.dev', 'https://api.clerk.com'],
    ['clerk.foo.lclstage.dev', 'https://api.clerk.com'],
    ['clerk.foo.lclclerk.com', 'https://api.clerk.com'],
    ['foo.lcl.dev', 'https://api.lclclerk.com'],
    ['foolclstage.dev', 'https://api.lclclerk.com'],
    ['foo.clerk.accounts.lclclerk.com', 'https://api.lclclerk.com'],
    ['foo.clerk.accountsstage.dev', 'https://api.clerkstage.dev'],
    ['foo.clerk.accounts.dev', 'https://api.clerk.com'],
    ['clerk.example.com', 'https://api.clerk.com'],
    ['127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['', 'https://api.clerk.com'],
  ])('of %j is %s', (host, url) => {
    expect(toDefaultApiUrl(host, true)).toBe(url)
  })

  it('does not follow a live key to this machine', () => {
    expect(toDefaultApiUrl('127.0.0.1:4000', false)).toBe('https://api.clerk.com')
  })
})
