import { describe, expect, it } from 'vitest'
import { toAccountPortalUrl } from './account-portal-url.ts'
import { toDefaultApiUrl } from './default-api-url.ts'

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
