import { describe, expect, it } from 'vitest'
import { readRequest } from './read-request.ts'
import type { RequestFacts } from './request-facts.ts'

const read = (
  headers: Record<string, string> = {},
  method = 'GET',
  url = 'https://app.example.com/x?a=1',
): RequestFacts => readRequest(new Request(url, { method, headers }), [])

describe('readRequest', () => {
  it('does not touch the body, and takes anything that looks like a request', () => {
    const request = new Request('https://app.example.com/', { method: 'POST', body: 'x' })
    const facts = readRequest(request, [])
    expect(facts.isNavigation || facts.isPage || facts.cookies.size > 0).toBe(false)
    expect(request.bodyUsed).toBe(false)
    const alike = { method: 'GET', url: 'https://a.example/?q=%20', headers: new Headers({ cookie: '__x=1' }) }
    expect(readRequest(alike, []).cookies.get('__x')).toBe('1')
  })

  it.each([
    ['https://a.example/?q=1&q=2', '1'],
    ['https://a.example/?%71=a%20b+c', 'a b c'],
    ['https://a.example/?q', ''],
    ['https://a.example/?qq=1', null],
    ['https://a.example/q', null],
    ['https://a.example/#?q=1', null],
    ['https://a.example/?q=1#&q=2', '1'],
  ])('reads q of %s', (url, value) => {
    const headers = new Headers()
    expect(readRequest({ method: 'GET', url, headers }, []).query('q')).toBe(value)
  })

  // protocol.md 6.1
  it.each<[boolean, string, Record<string, string>]>([
    [true, 'GET', { 'sec-fetch-dest': 'document' }],
    [true, 'GET', { 'sec-fetch-dest': 'iframe' }],
    [true, 'GET', { accept: 'text/html' }],
    [true, 'GET', { accept: 'text/html,x/y', 'sec-fetch-dest': '' }],
    [true, 'GET', { accept: 'Text/HTML,x/y' }],
    [false, 'GET', { accept: 'text/html', 'sec-fetch-dest': 'Document' }],
    [false, 'GET', {}],
    [false, 'GET', { accept: 'application/x,text/html' }],
    [false, 'GET', { accept: 'text/html', 'sec-fetch-dest': 'empty' }],
    [false, 'GET', { 'sec-fetch-dest': 'frame' }],
    [false, 'HEAD', { 'sec-fetch-dest': 'document', accept: 'text/html' }],
    [false, 'POST', { 'sec-fetch-dest': 'document', accept: 'text/html' }],
  ])('isNavigation is %s for %s %j', (isNavigation, method, headers) => {
    expect(read(headers, method).isNavigation).toBe(isNavigation)
  })

  it.each<[boolean, string, Record<string, string>]>([
    [true, 'GET', { 'sec-fetch-dest': 'document' }],
    [false, 'GET', { 'sec-fetch-dest': 'iframe' }],
    [false, 'GET', { accept: 'text/html' }],
    [false, 'POST', { 'sec-fetch-dest': 'document' }],
  ])('isTopLevelVisit is %s for %s %j', (isTopLevelVisit, method, headers) => {
    expect(read(headers, method).isTopLevelVisit).toBe(isTopLevelVisit)
  })

  it.each<[boolean, Record<string, string>]>([
    [true, { 'sec-purpose': 'prefetch' }],
    [true, { 'sec-purpose': 'Prefetch;prerender' }],
    [true, { purpose: 'prefetch' }],
    [true, { 'sec-purpose': 'other', purpose: 'prefetch' }],
    [true, { purpose: 'preview' }],
    [true, { 'x-purpose': 'preview' }],
    [true, { 'x-purpose': 'prefetch' }],
    [true, { 'x-moz': 'prefetch' }],
    [false, { 'x-moz': 'other' }],
    [false, {}],
    [false, { 'sec-purpose': 'other' }],
  ])('isSpeculative is %s for %j (H5)', (isSpeculative, headers) => {
    expect(read(headers).isSpeculative).toBe(isSpeculative)
  })

  // protocol.md 15.5
  it.each<[boolean, boolean, Record<string, string>]>([
    [true, false, { 'sec-fetch-dest': 'document' }],
    [true, false, { 'sec-fetch-dest': 'iframe' }],
    [true, false, { accept: 'application/x,text/html' }],
    [true, false, { accept: 'application/x,TEXT/HTML' }],
    [false, true, { 'next-url': '/x', 'content-type': 'Multipart/Form-Data; boundary=x' }],
    [true, false, { 'next-url': '/x' }],
    [true, false, { 'x-nextjs-data': '1' }],
    [false, false, { accept: '*/*' }],
    [false, false, { accept: 'text/x-component' }],
    [false, false, { 'next-action': 'abc' }],
    [false, true, { 'next-url': '/x', accept: 'text/x-component' }],
    [false, true, { 'next-url': '/x', 'content-type': 'multipart/form-data; boundary=x' }],
    [false, true, { 'next-url': '/x', 'next-action': 'abc' }],
    [true, true, { 'next-url': '/x', 'next-action': 'abc', 'sec-fetch-dest': 'document' }],
  ])('isPage is %s and isServerAction %s for %j', (isPage, isServerAction, headers) => {
    const facts = read(headers)
    expect([facts.isPage, facts.isServerAction]).toEqual([isPage, isServerAction])
  })

  it.each<[boolean, boolean, string, Record<string, string>]>([
    [true, false, 'GET', { 'next-url': '/x', 'sec-fetch-dest': 'empty' }],
    [true, false, 'GET', { 'x-nextjs-data': '1' }],
    [true, true, 'GET', { 'x-nextjs-data': '1', 'x-middleware-prefetch': '1' }],
    [false, true, 'GET', { 'sec-purpose': 'prefetch;prerender', 'sec-fetch-dest': 'document' }],
    [false, false, 'GET', { 'next-url': '/x' }],
    [false, false, 'POST', { 'next-url': '/x', 'sec-fetch-dest': 'empty' }],
  ])('isRouterFetch is %s and isPrefetch %s for a %s with %j', (isRouterFetch, isPrefetch, method, headers) => {
    const facts = readRequest(new Request('https://app.test/', { method, headers }), [])
    expect([facts.isRouterFetch, facts.isPrefetch]).toEqual([isRouterFetch, isPrefetch])
  })

  // Next 16 sends no next-url with an action
  it.each<[boolean, string, Record<string, string>]>([
    [true, 'POST', { 'next-action': 'abc' }],
    [true, 'POST', { 'next-action': 'abc', accept: 'text/x-component' }],
    [false, 'GET', { 'next-action': 'abc' }],
    [false, 'POST', { accept: 'text/x-component' }],
    [false, 'POST', { 'content-type': 'multipart/form-data; boundary=x' }],
  ])('isServerAction is %s for a %s with %j', (isServerAction, method, headers) => {
    const facts = readRequest(new Request('https://app.test/', { method, headers }), [])
    expect([facts.isPage, facts.isServerAction]).toEqual([false, isServerAction])
  })

  it('shows the provider no authorization, and of the cookies the protocol’s', () => {
    const facts = read({ authorization: 'Bearer x', cookie: 'theme=dark; __session=1', 'user-agent': 'b' })
    const shown = facts.headersForProvider((name) => name === '__session')
    expect(shown).toEqual({ cookie: ['__session=1'], 'user-agent': ['b'] })
  })

  it('names the internal headers that a client sent, underscores included', () => {
    const facts = read({
      'x-clerk-auth-status': 'signed-in',
      x_clerk_auth_token: 'a',
      'X-Postern-Auth': 'b',
      'x-clerkish': 'c',
    })
    expect(facts.internalHeaderNames().toSorted()).toEqual([
      'x-clerk-auth-status',
      'x-postern-auth',
      'x_clerk_auth_token',
    ])
  })
})
