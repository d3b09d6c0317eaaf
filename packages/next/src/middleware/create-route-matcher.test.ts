import { describe, expect, it, vi } from 'vitest'
import { createRouteMatcher, hasNewMatch, noteAnswer, watchMatchers, type Matcher } from './create-route-matcher.ts'

const at = (path: string): Request => new Request(`https://app.test${path}`)

describe('hasNewMatch', () => {
  it('is true where a matcher that said "no" says "yes" of the other request (in-use 4)', () => {
    const matches = createRouteMatcher<Request>('/b')
    const request = at('/a')
    watchMatchers(request)
    expect(hasNewMatch(request, at('/b'))).toBe(false)
    matches(request)
    expect([hasNewMatch(request, at('/b')), hasNewMatch(request, at('/c'))]).toEqual([true, false])
  })

  it('is false where the matcher said "yes" once, and about requests that nobody watches (in-use 4)', () => {
    const matches = createRouteMatcher<Request>(['/a', '/b'])
    const request = at('/a')
    matches(request)
    expect(hasNewMatch(request, at('/b'))).toBe(false)
    watchMatchers(request)
    matches(request)
    expect(hasNewMatch(request, at('/b'))).toBe(false)
  })

  it('belongs to one request, which shows nothing of it (in-use 4)', () => {
    const matches = createRouteMatcher<Request>('/b')
    const [request, other] = [at('/a'), at('/a')]
    watchMatchers(request)
    watchMatchers(other)
    matches(request)
    expect([hasNewMatch(request, at('/b')), hasNewMatch(other, at('/b'))]).toEqual([true, false])
    expect(Object.keys(request)).toEqual(Object.keys(at('/a')))
  })

  it('keeps a hundred matchers at most, and forgets none of those (in-use 4)', () => {
    const request = at('/a')
    watchMatchers(request)
    const matchers = Array.from({ length: 150 }, () => vi.fn<Matcher>(() => false))
    for (const matcher of matchers) noteAnswer(request, matcher, false)
    hasNewMatch(request, at('/b'))
    expect(matchers.filter(({ mock }) => mock.calls.length > 0)).toEqual(matchers.slice(0, 100))
  })

  it('throws what a matcher throws, which is answered with 400 (in-use 4)', () => {
    const matches = createRouteMatcher<Request>('/b(.*)')
    const request = at('/a')
    watchMatchers(request)
    matches(request)
    expect(() => hasNewMatch(request, at('/x/..%2fb'))).toThrow(
      expect.objectContaining({ code: 'ERR_AUTH_URL_AMBIGUOUS' }),
    )
  })
})
