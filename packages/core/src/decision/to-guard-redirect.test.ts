import { describe, expect, it } from 'vitest'
import { toUncachedUrl } from './to-guard-redirect.ts'

const url = new URL('https://app.example.com/in?redirect_url=%2Fx')
const isRedirectCached = true
const isDevelopment = true

describe('toUncachedUrl', () => {
  it('makes a redirect of a development instance new, once (in-use 19)', () => {
    const first = toUncachedUrl(url, { isRedirectCached, isDevelopment }, 1)
    expect(first.href).toBe(`${url.href}&__clerk_netlify_cache_bust=1`)
    expect(
      toUncachedUrl(first, { isRedirectCached, isDevelopment }, 2).searchParams.getAll('__clerk_netlify_cache_bust'),
    ).toEqual(['2'])
    expect(url.search).toBe('?redirect_url=%2Fx')
  })

  it.each([
    [{ isRedirectCached: false, isDevelopment }, url],
    [{ isRedirectCached, isDevelopment: false }, url],
    [{ isRedirectCached, isDevelopment }, new URL('https://app.example.com/?__clerk_handshake=x')],
  ])('leaves it with %j', (settings, location) => expect(toUncachedUrl(location, settings, 1)).toBe(location))
})
